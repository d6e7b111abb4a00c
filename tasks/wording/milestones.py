"""The sentences of the stages of a task."""

from datetime import date

from django.utils.translation import gettext as _

from tasks.models import Milestone
from tasks.rules.milestones import (
    LONGEST_MONTHS,
    MOST_STAGES,
    TITLE_LIMIT,
    Fault,
    StageFault,
    StageState,
    StageVerb,
)
from tasks.rules.texts import TEXT_LIMIT, TextFault
from tasks.wording.texts import text_fault


def fault(
    field: str, code: Fault, *, due_on: date | None = None, verb: StageVerb | None = None
) -> str:
    """What is wrong with one field, and what to write instead."""
    why = {
        StageVerb.TAKE_BACK: _("Say why the stage was not reached after all."),
        StageVerb.WAIVE: _("Say why the stage is left out."),
    }
    if isinstance(code, TextFault):
        missing = {
            "title": _("Name the stage."),
            "proof": _("Say how it shows that the stage was reached."),
            "reason": why.get(verb, "") if verb else "",
        }
        limit = TITLE_LIMIT if field == "title" else TEXT_LIMIT
        return missing[field] if code is TextFault.MISSING else text_fault(code, limit=limit)
    facts = {
        "day": due_on.isoformat() if due_on else "",
        "most": MOST_STAGES,
        "years": LONGEST_MONTHS // 12,
    }
    return _sentences()[code] % facts


def _sentences() -> dict[StageFault, str]:
    return {
        StageFault.NO_DATE: _("Choose the day."),
        StageFault.AFTER_DUE: _("A stage cannot be due after the task itself, on %(day)s."),
        StageFault.TOO_FAR: _("This day lies more than %(years)d years away. Check the year."),
        StageFault.TWICE: _("Two stages have this name. Give each a name of its own."),
        StageFault.WEIGHT_OUT_OF_RANGE: _("A weight lies above 0 and reaches 100 at most."),
        StageFault.WEIGHT_TOO_FINE: _("Write at most 2 places behind the point."),
        StageFault.WEIGHT_MISSING: _("Give every stage a weight, or none."),
        StageFault.WEIGHTS_NOT_FULL: _(
            "The weights of all stages that count must add up to 100; leave them all empty where"
            " the stages count alike."
        ),
        StageFault.TOO_MANY: _("A task has at most %(most)d stages. Join some of them."),
        StageFault.FUTURE: _("This day is still to come. Record the stage when it is reached."),
        StageFault.LONG_AGO: _("This day lies more than %(years)d years back. Check the year."),
    }


def forbidden(stage: Milestone, verb: StageVerb) -> str:
    """Why the stage cannot be reached, taken back or left out now."""
    if verb is StageVerb.TAKE_BACK:
        told = _("“%(stage)s” is not recorded as reached, so there is nothing to take back.")
        return told % {"stage": stage.title}
    told = {
        StageState.PLANNED: _(
            "The reviewer of the lead unit has to approve “%(stage)s” before it counts."
        ),
        StageState.REACHED: _("“%(stage)s” was recorded as reached on %(day)s. Nothing changed."),
        StageState.WAIVED: _("“%(stage)s” was left out: %(reason)s. Nothing changed."),
        StageState.APPROVED: _("“%(stage)s” is approved and fixed. Nothing changed."),
    }[stage.state]
    facts = {
        "stage": stage.title,
        "day": stage.done_on.isoformat() if stage.done_on else "",
        "reason": stage.waived_reason,
    }
    return told % facts


def not_yours(verb: StageVerb) -> str:
    return {
        StageVerb.PLAN: _("The reporters and reviewers of the lead unit plan the stages."),
        StageVerb.APPROVE: _("The reviewer or the head of the lead unit approves the stages."),
        StageVerb.REACH: _("The reporters and reviewers of the lead unit record what is reached."),
        StageVerb.TAKE_BACK: _("The reporters and reviewers of the lead unit take it back."),
        StageVerb.WAIVE: _("Only the supervision office can leave a stage out."),
    }[verb]


def not_worked_on() -> str:
    return _("The task is not being worked on, so its stages stay as they are.")


def changed_meanwhile() -> str:
    return _(
        "Somebody changed the stages since you opened this page. Compare with what is there now"
        " and save again."
    )


def nothing_to_approve() -> str:
    return _("There is no stage that waits for approval.")
