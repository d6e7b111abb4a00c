"""The lives of a stand-in and of an account request: what may follow what, and who does it."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple


class Actor(StrEnum):
    # Whoever heads the unit, or the supervision office where it is that unit.
    HEAD = "head"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    JOB = "job"


class Need(StrEnum):
    """What must be there before the step is taken."""

    FIRST_DAY_COME = "first_day_come"
    LAST_DAY_OVER = "last_day_over"
    # No role of the deputy's excludes one that the principal holds.
    COMPATIBLE = "compatible"
    CLASHING = "clashing"
    REASON = "reason"
    # Decided by somebody else than who asked.
    SECOND_PERSON = "second_person"


class StandInState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class StandInVerb(StrEnum):
    BEGIN = "begin"
    FORBID = "forbid"
    END = "end"
    WITHDRAW = "withdraw"


class RequestState(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RequestVerb(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class Transition(NamedTuple):
    to: StandInState | RequestState
    who: frozenset[Actor]
    needs: frozenset[Need] = frozenset()


_JOB = frozenset({Actor.JOB})
_GIVERS = frozenset({Actor.HEAD, Actor.SECURITY_ADMIN})
_SECURITY = frozenset({Actor.SECURITY_ADMIN})
_DUE = frozenset({Need.FIRST_DAY_COME, Need.COMPATIBLE})
_CLASH = frozenset({Need.FIRST_DAY_COME, Need.CLASHING})
_OVER = frozenset({Need.LAST_DAY_OVER})

# What is not here is refused. An end is final: a clock that jumps back opens nothing again.
STAND_INS: dict[tuple[StandInState, StandInVerb], Transition] = {
    (StandInState.PLANNED, StandInVerb.BEGIN): Transition(StandInState.RUNNING, _JOB, _DUE),
    (StandInState.PLANNED, StandInVerb.FORBID): Transition(StandInState.REFUSED, _JOB, _CLASH),
    # The portal slept through all of its days.
    (StandInState.PLANNED, StandInVerb.END): Transition(StandInState.ENDED, _JOB, _OVER),
    (StandInState.PLANNED, StandInVerb.WITHDRAW): Transition(StandInState.WITHDRAWN, _GIVERS),
    (StandInState.RUNNING, StandInVerb.END): Transition(StandInState.ENDED, _JOB, _OVER),
    (StandInState.RUNNING, StandInVerb.WITHDRAW): Transition(StandInState.WITHDRAWN, _GIVERS),
}
ACCOUNT_REQUESTS: dict[tuple[RequestState, RequestVerb], Transition] = {
    (RequestState.WAITING, RequestVerb.APPROVE): Transition(
        RequestState.APPROVED, _SECURITY, frozenset({Need.SECOND_PERSON})
    ),
    (RequestState.WAITING, RequestVerb.REFUSE): Transition(
        RequestState.REFUSED, _SECURITY, frozenset({Need.SECOND_PERSON, Need.REASON})
    ),
    (RequestState.WAITING, RequestVerb.WITHDRAW): Transition(
        RequestState.WITHDRAWN, frozenset({Actor.SYSTEM_ADMIN})
    ),
}

# Those that bind their days: no second stand-in for the same person and unit.
BINDING_STATES = frozenset({StandInState.PLANNED, StandInState.RUNNING})


def stand_in_after(
    state: StandInState, verb: StandInVerb, *, who: Actor, met: Collection[Need] = ()
) -> StandInState | None:
    """The state that the step leads to; None where the table does not allow it."""
    step = STAND_INS.get((state, verb))
    return StandInState(step.to) if step and _allows(step, who, met) else None


def request_after(
    state: RequestState, verb: RequestVerb, *, who: Actor, met: Collection[Need] = ()
) -> RequestState | None:
    """The state that the step leads to; None where the table does not allow it."""
    step = ACCOUNT_REQUESTS.get((state, verb))
    return RequestState(step.to) if step and _allows(step, who, met) else None


def _allows(step: Transition, who: Actor, met: Collection[Need]) -> bool:
    return who in step.who and step.needs <= set(met)
