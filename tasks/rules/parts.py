"""The parts that units have in a task. Plain Python.

The lead unit refuses the task itself. A unit that only assists refuses its part, and the task goes
on; the office keeps it to its part, gives the part to another unit, or does without it.
"""

from enum import StrEnum
from typing import NamedTuple


class AssignmentRole(StrEnum):
    LEAD = "lead"
    ASSIST = "assist"


class PartState(StrEnum):
    """Of an assisting unit's part."""

    WAITING = "waiting"
    RECEIVED = "received"
    REFUSED = "refused"
    ENDED = "ended"


class PartVerb(StrEnum):
    REFUSE = "refuse"
    INSIST = "insist"
    GIVE_ON = "give_on"


class PartActor(StrEnum):
    # The reviewer or the head of the assisting unit.
    ASSIST_REVIEWER = "assist_reviewer"
    INSPECTOR = "inspector"
    OFFICE_HEAD = "office_head"


class PartNeed(StrEnum):
    REASON = "reason"
    FIRST_REFUSAL = "first_refusal"
    # Somebody who has no part in the task yet, or nobody.
    FREE_UNIT = "free_unit"


class PartTransition(NamedTuple):
    to: PartState
    who: frozenset[PartActor]
    needs: frozenset[PartNeed]


_OFFICE = frozenset({PartActor.INSPECTOR, PartActor.OFFICE_HEAD})
_UNIT = frozenset({PartActor.ASSIST_REVIEWER})

# (state, verb) -> what it leads to. What is not here is refused.
TRANSITIONS: dict[tuple[PartState, PartVerb], PartTransition] = {
    # Once, and before the receipt.
    (PartState.WAITING, PartVerb.REFUSE): PartTransition(
        PartState.REFUSED, _UNIT, frozenset({PartNeed.REASON, PartNeed.FIRST_REFUSAL})
    ),
    (PartState.REFUSED, PartVerb.INSIST): PartTransition(
        PartState.WAITING, _OFFICE, frozenset({PartNeed.REASON})
    ),
    (PartState.REFUSED, PartVerb.GIVE_ON): PartTransition(
        PartState.ENDED, _OFFICE, frozenset({PartNeed.REASON, PartNeed.FREE_UNIT})
    ),
}


def after(state: PartState, verb: PartVerb) -> PartTransition | None:
    """What `verb` leads to, or None where it is not allowed."""
    return TRANSITIONS.get((state, verb))


def who_may(verb: PartVerb) -> frozenset[PartActor]:
    """Those who may ever take that step."""
    steps = (step for (_state, other), step in TRANSITIONS.items() if other is verb)
    return frozenset(actor for step in steps for actor in step.who)
