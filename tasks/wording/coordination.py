"""The sentences of requests for coordination: what is wrong, who was faster, how long it takes."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from tasks.models import Coordination, CoordinationStep, Task
from tasks.rules.coordination import CoordinationState, CoordinationVerb, Side
from tasks.rules.texts import TEXT_LIMIT, TextFault, fault_of_text
from tasks.wording.texts import moment, text_fault
from units.models import Unit


def wrong_text(text: str) -> str:
    """What is wrong with what somebody wrote; empty when it will do."""
    fault = fault_of_text(text, required=True)
    if fault is TextFault.MISSING:
        return _("Write a sentence or two, so that the others know what it is about.")
    return text_fault(fault, limit=TEXT_LIMIT) if fault else ""


def not_yours(side: Side, coordination: Coordination) -> str:
    """Why the person may not do it: who may."""
    sentences = {
        Side.ASKER: _("Only reporters and reviewers of %(asker)s, which asked, can do this."),
        Side.HOLDER: _("Only the reviewers and heads of %(holder)s can do this."),
        Side.OFFICE: _("Only the supervision office can do this."),
    }
    return sentences[side] % {"asker": coordination.unit, "holder": coordination.holder}


def forbidden(coordination: Coordination) -> str:
    """Why the state of the request does not allow the act."""
    sentences = {
        CoordinationState.OPEN: _("This request still waits for an answer of %(holder)s."),
        CoordinationState.ANSWERED: _(
            "This request was answered. %(asker)s says now whether the matter is settled."
        ),
        CoordinationState.SETTLED: _("This request is settled. Ask anew if there is more to it."),
        CoordinationState.WITHDRAWN: _("This request was withdrawn. Ask anew if it is needed."),
    }
    names = {"holder": coordination.holder, "asker": coordination.unit}
    return sentences[CoordinationState(coordination.state)] % names


def who_was_faster(newest: CoordinationStep) -> str:
    facts = {"who": newest.by, "at": moment(newest.at), "did": act(newest.verb)}
    return _("%(who)s was faster (%(at)s: %(did)s). Read the request again, then decide.") % facts


def act(verb: str) -> str:
    """A step of a request in the words of its history."""
    return {
        CoordinationVerb.ASK: pgettext("coordination", "asked"),
        CoordinationVerb.HAND_ON: pgettext("coordination", "handed on"),
        CoordinationVerb.HAND_BACK: pgettext("coordination", "handed back"),
        CoordinationVerb.ANSWER: pgettext("coordination", "answered"),
        CoordinationVerb.SETTLE: pgettext("coordination", "said that it is settled"),
        CoordinationVerb.ASK_AGAIN: pgettext("coordination", "asked again"),
        CoordinationVerb.WITHDRAW: pgettext("coordination", "withdrew it"),
    }[CoordinationVerb(verb)]


def no_part(task: Task, unit: Unit) -> str:
    facts = {"unit": unit, "task": task}
    return _("%(unit)s has no part in “%(task)s”; only its lead and assisting units ask.") % facts


def not_for_that_unit(unit: Unit) -> str:
    return _("Only reporters and reviewers of %(unit)s ask for it.") % {"unit": unit}


def work_is_over(task: Task) -> str:
    facts = {"task": task, "state": task.get_state_display()}
    return (
        _("Coordination is asked for while work goes on; “%(task)s” is in the state “%(state)s”.")
        % facts
    )


def plan_is_over(task: Task) -> str:
    return _("The plan “%(plan)s” is not active; nothing can be asked for any more.") % {
        "plan": task.plan
    }


def asked_already(earlier: Coordination) -> str:
    return _(
        "Your unit asked exactly this on %(at)s, and %(holder)s has not answered yet. "
        "Open that request instead."
    ) % {"at": moment(earlier.asked_at), "holder": earlier.holder}


def no_office() -> str:
    return _(
        "There is no supervision office in which somebody could receive this. "
        "Ask the administrators to give somebody that role."
    )


def holds_already(unit: Unit) -> str:
    return _("%(unit)s has this request already. Choose another unit.") % {"unit": unit}


def asked_itself(unit: Unit) -> str:
    return _("%(unit)s asked this itself. Choose another unit.") % {"unit": unit}


def nobody_answers(unit: Unit) -> str:
    return _(
        "Nobody could answer for %(unit)s: it has no reviewer, head or leader. Choose another unit."
    ) % {"unit": unit}


def time_left(due_on: date, days: int) -> str:
    """How much working time is left until the answer, or since when it is late."""
    facts = {"due_on": f"{due_on:%Y-%m-%d}", "n": abs(days)}
    if days < 0:
        return (
            ngettext(
                "%(n)d working day late (%(due_on)s)",
                "%(n)d working days late (%(due_on)s)",
                abs(days),
            )
            % facts
        )
    if days == 0:
        return _("today is the last day (%(due_on)s)") % facts
    return (
        ngettext(
            "%(n)d working day left (%(due_on)s)", "%(n)d working days left (%(due_on)s)", days
        )
        % facts
    )
