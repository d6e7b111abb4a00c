"""Requests for a later due date: what may follow what, who may do it and what it takes.

The chain is the published one (延期申请): filed in the system before the due date with reason, new
date and progress, signed by the unit, checked by an inspector, decided by the head of the office or
a leader. The lamp counts against the old date until the grant. Plain Python.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from core.calendar import add_months
from tasks.rules.states import Actor, TaskState
from tasks.rules.texts import TextFault, fault_of_text


class ExtensionState(StrEnum):
    REQUESTED = "requested"
    SIGNED = "signed"
    CHECKED = "checked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ExtensionVerb(StrEnum):
    SIGN = "sign"
    CHECK = "check"
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class ExtensionNeed(StrEnum):
    """What must be there before the step is taken."""

    # Nobody takes two steps of one chain, so that no request passes through one pair of hands.
    ANOTHER_PERSON = "another_person"
    REASON = "reason"
    DATE = "date"
    OPEN_TASK = "open_task"
    # A second extension of the same task is for a leader to decide.
    LEADER_IF_SECOND = "leader_if_second"


class Transition(NamedTuple):
    to: ExtensionState
    who: frozenset[Actor]
    needs: frozenset[ExtensionNeed] = frozenset()


_UNIT = frozenset({Actor.LEAD_REPORTER, Actor.LEAD_REVIEWER})
_DECIDERS = frozenset({Actor.OFFICE_HEAD, Actor.LEADER})
_OTHER = ExtensionNeed.ANOTHER_PERSON
_WITHDRAWN = Transition(ExtensionState.WITHDRAWN, _UNIT)

# (state, verb) -> what it leads to. What is not here is refused.
TRANSITIONS: dict[tuple[ExtensionState, ExtensionVerb], Transition] = {
    (ExtensionState.REQUESTED, ExtensionVerb.SIGN): Transition(
        ExtensionState.SIGNED,
        frozenset({Actor.LEAD_REVIEWER}),
        frozenset({_OTHER, ExtensionNeed.OPEN_TASK}),
    ),
    (ExtensionState.SIGNED, ExtensionVerb.CHECK): Transition(
        ExtensionState.CHECKED,
        frozenset({Actor.INSPECTOR}),
        frozenset({_OTHER, ExtensionNeed.OPEN_TASK}),
    ),
    (ExtensionState.CHECKED, ExtensionVerb.GRANT): Transition(
        ExtensionState.GRANTED,
        _DECIDERS,
        frozenset(
            {_OTHER, ExtensionNeed.OPEN_TASK, ExtensionNeed.DATE, ExtensionNeed.LEADER_IF_SECOND}
        ),
    ),
    (ExtensionState.CHECKED, ExtensionVerb.REFUSE): Transition(
        ExtensionState.REFUSED,
        _DECIDERS,
        frozenset({_OTHER, ExtensionNeed.REASON, ExtensionNeed.LEADER_IF_SECOND}),
    ),
    (ExtensionState.REQUESTED, ExtensionVerb.WITHDRAW): _WITHDRAWN,
    (ExtensionState.SIGNED, ExtensionVerb.WITHDRAW): _WITHDRAWN,
    (ExtensionState.CHECKED, ExtensionVerb.WITHDRAW): _WITHDRAWN,
}

# Waiting for somebody; everything else is decided for good.
WAITING = (ExtensionState.REQUESTED, ExtensionState.SIGNED, ExtensionState.CHECKED)
# Tasks for which a later date may be asked, and for which it may still be granted.
ASKABLE = frozenset({TaskState.DISPATCHED, TaskState.IN_PROGRESS, TaskState.RETURNED})
OPEN = ASKABLE | {TaskState.COMPLETION_REQUESTED}

# Who asks for more than this asks for another task.
LONGEST_MONTHS = 60


class DateFault(StrEnum):
    """What is wrong with a new date."""

    NO_DUE_DATE = "no_due_date"
    TOO_LATE = "too_late"
    MISSING = "missing"
    NOT_LATER = "not_later"
    TOO_FAR = "too_far"
    PAST = "past"


@dataclass(frozen=True)
class Wish:
    """What a unit writes when it asks for a later date."""

    asked_due_on: date | None
    reason: str
    progress: str


def after(state: ExtensionState, verb: ExtensionVerb) -> Transition | None:
    """What `verb` leads to, or None where it is not allowed."""
    return TRANSITIONS.get((state, verb))


def who_may(verb: ExtensionVerb) -> frozenset[Actor]:
    """Those who may ever take that step, in whatever state."""
    steps = (step for (_state, other), step in TRANSITIONS.items() if other is verb)
    return frozenset(actor for step in steps for actor in step.who)


def faults_of_wish(
    wish: Wish, *, due_on: date | None, on: date
) -> dict[str, DateFault | TextFault]:
    """What is wrong with each field of a request that is filed on a day; empty if nothing."""
    found = {
        "asked_due_on": fault_of_request(wish.asked_due_on, due_on=due_on, on=on),
        "reason": fault_of_text(wish.reason, required=True),
        "progress": fault_of_text(wish.progress, required=True),
    }
    return {name: fault for name, fault in found.items() if fault is not None}


def fault_of_request(asked: date | None, *, due_on: date | None, on: date) -> DateFault | None:
    """Like `fault_of_date`, and filed before the due date is over; its own day is still in time."""
    if due_on is None:
        return DateFault.NO_DUE_DATE
    if on > due_on:
        return DateFault.TOO_LATE
    return fault_of_date(asked, due_on=due_on, on=on)


def fault_of_date(asked: date | None, *, due_on: date, on: date) -> DateFault | None:
    """What is wrong with a date that is asked for or granted on the day `on`."""
    if asked is None:
        return DateFault.MISSING
    if asked <= due_on:
        return DateFault.NOT_LATER
    if asked > add_months(due_on, LONGEST_MONTHS):
        return DateFault.TOO_FAR
    return DateFault.PAST if asked < on else None
