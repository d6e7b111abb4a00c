"""What a unit asks others to settle (需协调事项): who may do what to a request, and by when.

The supervision office gets a request first; it answers or hands it on to another unit or to a
leader's unit. Whoever holds it has a clock, leaders like everybody else. Plain Python.
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from core.calendar import Works, add_working_days, working_days_between
from tasks.rules.states import RUNNING_STATES, TaskState
from units.rules import OFFICE_ROLES, Role


class CoordinationState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class CoordinationVerb(StrEnum):
    ASK = "ask"
    HAND_ON = "hand_on"
    HAND_BACK = "hand_back"
    ANSWER = "answer"
    SETTLE = "settle"
    ASK_AGAIN = "ask_again"
    WITHDRAW = "withdraw"


class Side(StrEnum):
    """Who acts: for the unit that asked, for the one that must answer, or for the office."""

    ASKER = "asker"
    HOLDER = "holder"
    OFFICE = "office"


class CoordinationNeed(StrEnum):
    TEXT = "text"
    NEW_HOLDER = "new_holder"


class CoordinationTransition(NamedTuple):
    to: CoordinationState
    who: frozenset[Side]
    needs: frozenset[CoordinationNeed] = frozenset()


_TEXT = frozenset({CoordinationNeed.TEXT})
_ASKER, _HOLDER, _OFFICE = (
    frozenset({Side.ASKER}),
    frozenset({Side.HOLDER}),
    frozenset({Side.OFFICE}),
)

# (state, verb) -> what follows. What is not here is refused. A request begins by ASK.
TRANSITIONS: dict[tuple[CoordinationState, CoordinationVerb], CoordinationTransition] = {
    (CoordinationState.OPEN, CoordinationVerb.HAND_ON): CoordinationTransition(
        CoordinationState.OPEN, _OFFICE, frozenset({CoordinationNeed.NEW_HOLDER})
    ),
    # "Not ours": back to the office, which finds another one.
    (CoordinationState.OPEN, CoordinationVerb.HAND_BACK): CoordinationTransition(
        CoordinationState.OPEN, _HOLDER, _TEXT
    ),
    (CoordinationState.OPEN, CoordinationVerb.ANSWER): CoordinationTransition(
        CoordinationState.ANSWERED, _HOLDER, _TEXT
    ),
    (CoordinationState.OPEN, CoordinationVerb.WITHDRAW): CoordinationTransition(
        CoordinationState.WITHDRAWN, _ASKER
    ),
    (CoordinationState.ANSWERED, CoordinationVerb.SETTLE): CoordinationTransition(
        CoordinationState.SETTLED, _ASKER
    ),
    # Whoever answered gets it again, with a new clock.
    (CoordinationState.ANSWERED, CoordinationVerb.ASK_AGAIN): CoordinationTransition(
        CoordinationState.OPEN, _ASKER, _TEXT
    ),
}

# What every verb leads to, whatever was before.
LEADS_TO = {CoordinationVerb.ASK: CoordinationState.OPEN} | {
    verb: step.to for (_state, verb), step in TRANSITIONS.items()
}

# Who asks for a unit, and who answers for one: an answer binds the unit, a question does not.
ASKING_ROLES = frozenset({Role.REPORTER, Role.REVIEWER})
ANSWERING_ROLES = frozenset({Role.REVIEWER, Role.HEAD, Role.LEADER}) | OFFICE_ROLES
# While work goes on; a task that is suspended may need coordination most.
ASKED_FOR_IN = RUNNING_STATES | {TaskState.SUSPENDED}


def answer_due_on(since: date, *, days: int, works: Works) -> date:
    """The last day of the clock of whoever holds a request since that day."""
    return add_working_days(since, days, works=works)


def days_left(due_on: date, *, on: date, works: Works) -> int:
    """Working days until the clock runs out: 0 on its last day, negative afterwards.

    A clock that ran out yesterday is late even where today is no working day.
    """
    left = working_days_between(on, due_on, works=works)
    return min(left, -1) if due_on < on else left


def who_may(verb: CoordinationVerb) -> frozenset[Side]:
    """The sides that may do it in some state."""
    every = (step.who for (_state, known), step in TRANSITIONS.items() if known == verb)
    return frozenset[Side]().union(*every)


def verbs_of(state: CoordinationState, sides: Collection[Side]) -> list[CoordinationVerb]:
    """What these sides may do to a request in this state, in the table's order."""
    return [
        verb
        for (begun, verb), step in TRANSITIONS.items()
        if begun == state and not step.who.isdisjoint(sides)
    ]
