"""The words and sentences of a task's life."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from tasks.models import Assignment, Move, Task
from tasks.rules import Need, TaskVerb
from tasks.rules.papers import EARLIEST_DONE, MOST_SHARES, TITLE_LIMIT
from tasks.rules.texts import TextFault
from tasks.wording.texts import moment, text_fault

Words = str | Promise

# What a button says.
VERBS: dict[TaskVerb, Words] = {
    TaskVerb.PROPOSE: pgettext_lazy("step", "Propose"),
    TaskVerb.REGISTER: pgettext_lazy("step", "Approve and register"),
    TaskVerb.SEND_BACK: pgettext_lazy("step", "Send back to the draft"),
    TaskVerb.DISPATCH: pgettext_lazy("step", "Dispatch"),
    TaskVerb.RECEIVE: pgettext_lazy("step", "Confirm receipt"),
    TaskVerb.DEEM_RECEIVED: pgettext_lazy("step", "Deem received"),
    TaskVerb.REFUSE: pgettext_lazy("step", "Refuse"),
    TaskVerb.REQUEST_COMPLETION: pgettext_lazy("step", "Ask for completion"),
    TaskVerb.WITHDRAW_REQUEST: pgettext_lazy("step", "Withdraw the request"),
    TaskVerb.COMPLETE: pgettext_lazy("step", "Accept as completed"),
    TaskVerb.CLOSE: pgettext_lazy("step", "Strike off"),
    TaskVerb.RETURN: pgettext_lazy("step", "Return to go on"),
    TaskVerb.REOPEN: pgettext_lazy("step", "Reopen"),
    TaskVerb.ROLL: pgettext_lazy("step", "Carry on next year"),
    TaskVerb.REASSIGN: pgettext_lazy("step", "Reassign"),
    TaskVerb.DECOMPOSE: pgettext_lazy("step", "Break down"),
    TaskVerb.PROPOSE_SHARES: pgettext_lazy("step", "Propose parts"),
    TaskVerb.AMEND_DUE: pgettext_lazy("step", "Change the due date"),
    TaskVerb.SUSPEND: pgettext_lazy("step", "Suspend"),
    TaskVerb.RESUME: pgettext_lazy("step", "Resume"),
    TaskVerb.CANCEL: pgettext_lazy("step", "Cancel the task"),
    TaskVerb.MERGE: pgettext_lazy("step", "Merge into another task"),
    TaskVerb.ARCHIVE: pgettext_lazy("step", "Archive"),
}
# What the history says.
DONE: dict[TaskVerb, Words] = {
    TaskVerb.PROPOSE: pgettext_lazy("past step", "proposed"),
    TaskVerb.REGISTER: pgettext_lazy("past step", "approved and registered"),
    TaskVerb.SEND_BACK: pgettext_lazy("past step", "sent back to the draft"),
    TaskVerb.DISPATCH: pgettext_lazy("past step", "dispatched"),
    TaskVerb.RECEIVE: pgettext_lazy("past step", "received"),
    TaskVerb.DEEM_RECEIVED: pgettext_lazy("past step", "deemed received"),
    TaskVerb.REFUSE: pgettext_lazy("past step", "refused"),
    TaskVerb.REQUEST_COMPLETION: pgettext_lazy("past step", "asked for completion"),
    TaskVerb.WITHDRAW_REQUEST: pgettext_lazy("past step", "withdrew the request"),
    TaskVerb.COMPLETE: pgettext_lazy("past step", "accepted as completed"),
    TaskVerb.CLOSE: pgettext_lazy("past step", "struck off"),
    TaskVerb.RETURN: pgettext_lazy("past step", "returned to go on"),
    TaskVerb.REOPEN: pgettext_lazy("past step", "reopened"),
    TaskVerb.ROLL: pgettext_lazy("past step", "carried on into the next year"),
    TaskVerb.REASSIGN: pgettext_lazy("past step", "reassigned"),
    TaskVerb.DECOMPOSE: pgettext_lazy("past step", "broken down"),
    TaskVerb.PROPOSE_SHARES: pgettext_lazy("past step", "proposed parts"),
    TaskVerb.AMEND_DUE: pgettext_lazy("past step", "due date changed"),
    TaskVerb.SUSPEND: pgettext_lazy("past step", "suspended"),
    TaskVerb.RESUME: pgettext_lazy("past step", "resumed"),
    TaskVerb.CANCEL: pgettext_lazy("past step", "cancelled"),
    TaskVerb.MERGE: pgettext_lazy("past step", "merged into another task"),
    TaskVerb.ARCHIVE: pgettext_lazy("past step", "archived"),
}
# What the reason is called where "reason" does not say it.
REASONS: dict[TaskVerb, Words] = {
    TaskVerb.REGISTER: gettext_lazy("Note of the approval"),
    TaskVerb.COMPLETE: gettext_lazy("Note of the approval"),
    TaskVerb.REFUSE: gettext_lazy("Why the task is not your unit's"),
    TaskVerb.REQUEST_COMPLETION: gettext_lazy("What was achieved"),
    TaskVerb.RETURN: gettext_lazy("What is still to be done"),
    TaskVerb.REOPEN: gettext_lazy("What the look back found"),
    TaskVerb.ROLL: gettext_lazy("What was achieved in this stage"),
}

_MISSING: dict[Need, Words] = {
    Need.PARTS: gettext_lazy("Nobody leads this task yet. Name its lead unit first."),
    Need.NEW_PARTS: gettext_lazy("Name a lead unit, and change at least one unit or its part."),
    Need.SHARES: gettext_lazy(
        "Write what the task is broken down into: from one to %(shares)d parts with a title each."
    ),
    Need.REASON: gettext_lazy("Write down why; those who read it later need it."),
    Need.DOCUMENT: gettext_lazy("Name the document that decided it: its number or its title."),
    Need.NEW_DUE: gettext_lazy("Choose a new due date that is still to come."),
    Need.DONE_ON: gettext_lazy(
        "Choose the day on which the work was really finished: from %(earliest)s to today."
    ),
    Need.MILESTONES_DONE: gettext_lazy(
        "Some stages are neither reached nor left out. Settle them first."
    ),
    Need.ASSISTS_ANSWERED: gettext_lazy(
        "These assisting units have not handed in their part yet: %(units)s."
    ),
    Need.CHILDREN_DONE: gettext_lazy("Some parts of the task are still open: %(parts)s."),
    Need.PARENT_OPEN: gettext_lazy(
        "The task that this is a part of is over. Reopen that one first."
    ),
    Need.EVIDENCE: gettext_lazy("Attach at least one file that shows the result."),
    Need.VERIFICATION: gettext_lazy(
        "Write how the result was checked, or why that could be left out."
    ),
    Need.FIRST_REFUSAL: gettext_lazy(
        "This task was refused once already. Ask the supervision office to settle it."
    ),
    Need.WAITED: gettext_lazy("The days for confirming the receipt are not over yet."),
    Need.LEADER_IF_KEY: gettext_lazy("This is a key item: a leader has to strike it off."),
    Need.ROLLING: gettext_lazy(
        "Only a task that goes on for years can be carried on. Accept this one as completed."
    ),
    Need.OTHER_TASK: gettext_lazy("Choose another task that is still open."),
}
# Names in one sentence; the page shows the rest.
_NAMED = 5


def missing(need: Need, *, names: Iterable[object] = ()) -> str:
    """What has to be there first, and what to do about it; `names` are units or parts."""
    listed = [str(name) for name in names]
    shown = _("; ").join(listed[:_NAMED]) + ("…" if len(listed) > _NAMED else "")
    facts = {
        "units": shown,
        "parts": shown,
        "shares": MOST_SHARES,
        "earliest": EARLIEST_DONE.isoformat(),
    }
    return str(_MISSING[need]) % facts


def overtaken(task: Task, last: Move | None) -> str:
    """Somebody else was faster, or the page is old."""
    facts = {"state": task.get_state_display()}
    if last is None:
        return _("The task is now “%(state)s”; this step does not start from there.") % facts
    facts |= {
        "who": str(last.by or _("the portal")),
        "done": str(DONE[TaskVerb(last.verb)]),
        "when": moment(last.at),
    }
    return (
        _(
            "The task is now “%(state)s” (%(who)s, %(when)s: %(done)s). Look at it again before you"
            " go on."
        )
        % facts
    )


def not_yours(verb: TaskVerb) -> str:
    return _("“%(verb)s” is not for you to do in this state of the task.") % {"verb": VERBS[verb]}


def archived_plan() -> str:
    return _("The plan of this task is archived; nothing moves in it any more.")


def received_already(part: Assignment) -> str:
    facts = {"who": part.received_by or _("the portal"), "when": moment(_at(part))}
    return _("The receipt was confirmed already (%(who)s, %(when)s).") % facts


def not_to_receive(task: Task) -> str:
    facts = {"task": task, "state": task.get_state_display()}
    return _("“%(task)s” is “%(state)s”; there is nothing to receive.") % facts


def not_to_answer(task: Task) -> str:
    facts = {"task": task, "state": task.get_state_display()}
    return _("“%(task)s” is “%(state)s”; nothing can be handed in to its lead unit now.") % facts


def part_over() -> str:
    return _("Your unit no longer has this part in the task.")


def refused_part() -> str:
    return _("Your unit refused this part; the supervision office decides about it.")


def only_assists_answer() -> str:
    return _("Only assisting units hand in their part; the lead unit asks for completion.")


def same_unit_twice(unit: object) -> str:
    return _("%(unit)s is named twice. Give each unit one part.") % {"unit": unit}


def wrong_title(fault: TextFault) -> str:
    if fault is TextFault.UNREADABLE:
        return text_fault(fault, limit=TITLE_LIMIT)
    return _("Give each task a title of at most %(limit)d characters.") % {"limit": TITLE_LIMIT}


def no_active_plan() -> str:
    return _("This plan is closed; no tasks are added to it any more.")


def _at(part: Assignment) -> datetime:
    assert part.received_at is not None  # the caller has seen it
    return part.received_at
