"""What may follow what in the life of a slip, who may do it and what it takes. Plain Python."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple


class SlipState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    # It has its number now, and goes out as it stands.
    APPROVED = "approved"
    SENT = "sent"
    # Received, and owes an answer; also after an answer that did not do.
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    CLOSED = "closed"
    # Not answered in time: the next slip about the same thing took its place.
    RAISED = "raised"
    WITHDRAWN = "withdrawn"


class SlipVerb(StrEnum):
    SAVE = "save"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    SEND = "send"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    REFUSE = "refuse"
    CLOSE = "close"
    # Taken by the next slip as it is sent, never by itself.
    RAISE = "raise"
    WITHDRAW = "withdraw"


class Actor(StrEnum):
    INSPECTOR = "inspector"
    OFFICE_HEAD = "office_head"
    # Whoever works or answers for the unit that the slip is addressed to.
    UNIT = "unit"


class Need(StrEnum):
    """What must be there before the step is taken."""

    REASON = "reason"
    TEXT = "text"
    # Facts, a demand, and a day for the answer that lies ahead.
    WHOLE = "whole"
    NEW_DEADLINE = "new_deadline"
    # Nobody approves what they laid before the head themselves.
    SECOND_PERSON = "second_person"
    RUNNING_PLAN = "running_plan"


class Transition(NamedTuple):
    to: SlipState
    who: frozenset[Actor]
    needs: frozenset[Need] = frozenset()


_OFFICE = frozenset({Actor.INSPECTOR, Actor.OFFICE_HEAD})
_HEAD = frozenset({Actor.OFFICE_HEAD})
_UNIT = frozenset({Actor.UNIT})
_REASON = frozenset({Need.REASON})
_ANSWERED = Transition(SlipState.ANSWERED, _UNIT, frozenset({Need.TEXT}))
_RAISED = Transition(SlipState.RAISED, _OFFICE)
_TAKEN_BACK = Transition(SlipState.WITHDRAWN, _HEAD, _REASON)

# (state, verb) -> what it leads to. What is not here is refused. A slip begins as a draft.
TRANSITIONS: dict[tuple[SlipState, SlipVerb], Transition] = {
    (SlipState.DRAFT, SlipVerb.SAVE): Transition(SlipState.DRAFT, _OFFICE),
    (SlipState.DRAFT, SlipVerb.SUBMIT): Transition(
        SlipState.SUBMITTED, _OFFICE, frozenset({Need.WHOLE, Need.RUNNING_PLAN})
    ),
    (SlipState.SUBMITTED, SlipVerb.RETURN): Transition(SlipState.DRAFT, _HEAD, _REASON),
    (SlipState.SUBMITTED, SlipVerb.APPROVE): Transition(
        SlipState.APPROVED,
        _HEAD,
        frozenset({Need.WHOLE, Need.SECOND_PERSON, Need.RUNNING_PLAN}),
    ),
    (SlipState.APPROVED, SlipVerb.SEND): Transition(
        SlipState.SENT, _OFFICE, frozenset({Need.WHOLE, Need.RUNNING_PLAN})
    ),
    (SlipState.SENT, SlipVerb.ACKNOWLEDGE): Transition(SlipState.ACKNOWLEDGED, _UNIT),
    # Whoever answers has received it.
    (SlipState.SENT, SlipVerb.ANSWER): _ANSWERED,
    (SlipState.ACKNOWLEDGED, SlipVerb.ANSWER): _ANSWERED,
    (SlipState.ANSWERED, SlipVerb.REFUSE): Transition(
        SlipState.ACKNOWLEDGED, _OFFICE, frozenset({Need.REASON, Need.NEW_DEADLINE})
    ),
    (SlipState.ANSWERED, SlipVerb.CLOSE): Transition(SlipState.CLOSED, _OFFICE),
    (SlipState.SENT, SlipVerb.RAISE): _RAISED,
    (SlipState.ACKNOWLEDGED, SlipVerb.RAISE): _RAISED,
    (SlipState.DRAFT, SlipVerb.WITHDRAW): Transition(SlipState.WITHDRAWN, _OFFICE, _REASON),
    (SlipState.SUBMITTED, SlipVerb.WITHDRAW): _TAKEN_BACK,
    # The number stays with it: no other slip gets it.
    (SlipState.APPROVED, SlipVerb.WITHDRAW): _TAKEN_BACK,
    (SlipState.SENT, SlipVerb.WITHDRAW): _TAKEN_BACK,
    (SlipState.ACKNOWLEDGED, SlipVerb.WITHDRAW): _TAKEN_BACK,
    (SlipState.ANSWERED, SlipVerb.WITHDRAW): _TAKEN_BACK,
}

# Nobody outside the office knows of it yet.
PREPARED = frozenset({SlipState.DRAFT, SlipState.SUBMITTED, SlipState.APPROVED})
# The unit owes an answer.
WAITING = frozenset({SlipState.SENT, SlipState.ACKNOWLEDGED})
# With its unit, and not settled.
OUT = WAITING | {SlipState.ANSWERED}


def after(state: SlipState, verb: SlipVerb) -> Transition | None:
    """What `verb` leads to, or None where it is not allowed."""
    return TRANSITIONS.get((state, verb))


def who_may(verb: SlipVerb) -> frozenset[Actor]:
    """Those who may ever take that step, in whatever state."""
    every = (step.who for (_state, known), step in TRANSITIONS.items() if known is verb)
    return frozenset[Actor]().union(*every)


def verbs_of(state: SlipState, actors: Collection[Actor]) -> list[SlipVerb]:
    """What these actors may do in this state, in the table's order."""
    return [
        verb
        for (begun, verb), step in TRANSITIONS.items()
        if begun is state and not step.who.isdisjoint(actors)
    ]
