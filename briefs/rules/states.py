"""What may follow what in the life of a circular, who may do it, what it takes. Plain Python."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple


class CircularState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    # It has its number and its file now, and goes out as it stands.
    APPROVED = "approved"
    ISSUED = "issued"
    # A corrigendum went out; what was printed stays as it was printed.
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class CircularVerb(StrEnum):
    SAVE = "save"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    ISSUE = "issue"
    # Taken by the corrigendum as it is issued, never by itself.
    CORRECT = "correct"
    WITHDRAW = "withdraw"


class Actor(StrEnum):
    INSPECTOR = "inspector"
    OFFICE_HEAD = "office_head"


class Need(StrEnum):
    """What must be there before the step is taken."""

    REASON = "reason"
    # Nothing in it contradicts itself, its annexes, or what was known at the cut-off.
    SOUND = "sound"
    # Nobody approves what they laid before the head themselves.
    SECOND_PERSON = "second_person"


class Transition(NamedTuple):
    to: CircularState
    who: frozenset[Actor]
    needs: frozenset[Need] = frozenset()


_OFFICE = frozenset({Actor.INSPECTOR, Actor.OFFICE_HEAD})
_HEAD = frozenset({Actor.OFFICE_HEAD})
_REASON = frozenset({Need.REASON})
_TAKEN_BACK = Transition(CircularState.WITHDRAWN, _HEAD, _REASON)

# (state, verb) -> what it leads to. What is not here is refused. A circular begins as a draft.
TRANSITIONS: dict[tuple[CircularState, CircularVerb], Transition] = {
    (CircularState.DRAFT, CircularVerb.SAVE): Transition(CircularState.DRAFT, _OFFICE),
    (CircularState.DRAFT, CircularVerb.SUBMIT): Transition(
        CircularState.SUBMITTED, _OFFICE, frozenset({Need.SOUND})
    ),
    (CircularState.SUBMITTED, CircularVerb.RETURN): Transition(CircularState.DRAFT, _HEAD, _REASON),
    (CircularState.SUBMITTED, CircularVerb.APPROVE): Transition(
        CircularState.APPROVED, _HEAD, frozenset({Need.SOUND, Need.SECOND_PERSON})
    ),
    (CircularState.APPROVED, CircularVerb.ISSUE): Transition(CircularState.ISSUED, _OFFICE),
    (CircularState.ISSUED, CircularVerb.CORRECT): Transition(CircularState.CORRECTED, _OFFICE),
    (CircularState.CORRECTED, CircularVerb.CORRECT): Transition(CircularState.CORRECTED, _OFFICE),
    (CircularState.DRAFT, CircularVerb.WITHDRAW): Transition(
        CircularState.WITHDRAWN, _OFFICE, _REASON
    ),
    (CircularState.SUBMITTED, CircularVerb.WITHDRAW): _TAKEN_BACK,
    # The number stays with it: no other circular gets it.
    (CircularState.APPROVED, CircularVerb.WITHDRAW): _TAKEN_BACK,
    (CircularState.ISSUED, CircularVerb.WITHDRAW): _TAKEN_BACK,
    (CircularState.CORRECTED, CircularVerb.WITHDRAW): _TAKEN_BACK,
}

# Nobody outside the office knows of it yet.
PREPARED = frozenset({CircularState.DRAFT, CircularState.SUBMITTED, CircularState.APPROVED})
# It went out and stands: corrections of its figures are looked for.
STANDING = frozenset({CircularState.ISSUED, CircularState.CORRECTED})


def after(state: CircularState, verb: CircularVerb) -> Transition | None:
    """What `verb` leads to, or None where it is not allowed."""
    return TRANSITIONS.get((state, verb))


def who_may(verb: CircularVerb) -> frozenset[Actor]:
    """Those who may ever take that step, in whatever state."""
    every = (step.who for (_state, known), step in TRANSITIONS.items() if known is verb)
    return frozenset[Actor]().union(*every)


def verbs_of(state: CircularState, actors: Collection[Actor]) -> list[CircularVerb]:
    """What these actors may do in this state, in the table's order."""
    return [
        verb
        for (begun, verb), step in TRANSITIONS.items()
        if begun is state and not step.who.isdisjoint(actors)
    ]
