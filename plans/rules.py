"""The life of a plan. Plain Python."""

from enum import StrEnum
from typing import NamedTuple


class PlanState(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    CLOSED = "closed"
    ARCHIVED = "archived"


class PlanVerb(StrEnum):
    CLOSE = "close"
    REOPEN = "reopen"
    ARCHIVE = "archive"


class PlanActor(StrEnum):
    OFFICE_HEAD = "office_head"


class PlanNeed(StrEnum):
    REASON = "reason"


class PlanTransition(NamedTuple):
    to: PlanState
    who: frozenset[PlanActor]
    needs: frozenset[PlanNeed]


_HEAD = frozenset({PlanActor.OFFICE_HEAD})
_REASON = frozenset({PlanNeed.REASON})
# A closed plan takes no reports and gets no tasks; what runs in it can still be brought to its end.
TRANSITIONS: dict[tuple[PlanState, PlanVerb], PlanTransition] = {
    (PlanState.ACTIVE, PlanVerb.CLOSE): PlanTransition(PlanState.CLOSED, _HEAD, _REASON),
    (PlanState.CLOSED, PlanVerb.REOPEN): PlanTransition(PlanState.ACTIVE, _HEAD, _REASON),
    (PlanState.CLOSED, PlanVerb.ARCHIVE): PlanTransition(PlanState.ARCHIVED, _HEAD, frozenset()),
}

# The verbs of the audit trail.
DONE = {
    PlanVerb.CLOSE: "plan.closed",
    PlanVerb.REOPEN: "plan.reopened",
    PlanVerb.ARCHIVE: "plan.archived",
}


def after(state: PlanState, verb: PlanVerb) -> PlanState | None:
    """Where the step leads; None where it does not start from that state."""
    step = TRANSITIONS.get((state, verb))
    return step.to if step else None
