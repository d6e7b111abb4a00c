"""What may follow what in the life of an instruction, who may do it and what it takes.

Plain Python.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple


class InstructionState(StrEnum):
    # With the supervision office, which has done nothing about it yet.
    GIVEN = "given"
    # A task was made of it, or a supervision slip goes out about it.
    TAKEN_UP = "taken_up"
    # The leader has the feedback and has not looked at it.
    ANSWERED = "answered"
    SEEN = "seen"
    WITHDRAWN = "withdrawn"


class InstructionVerb(StrEnum):
    MAKE_TASK = "make_task"
    SEND_SLIP = "send_slip"
    ANSWER = "answer"
    SEE = "see"
    # The leader has seen the feedback and wants more: another instruction about the same thing.
    FURTHER = "further"
    WITHDRAW = "withdraw"


class Actor(StrEnum):
    OFFICE = "office"
    # The one who gave it; to other leaders it is none of their business.
    LEADER = "leader"


class Need(StrEnum):
    """What must be there before the step is taken."""

    TEXT = "text"
    # Title, lead unit and due date of the task.
    TASK = "task"
    # A slip is about one late thing, never about a plan as a whole.
    ONE_THING = "one_thing"
    # Text, urgency and day of the next instruction.
    INSTRUCTION = "instruction"


class Transition(NamedTuple):
    to: InstructionState
    who: frozenset[Actor]
    needs: frozenset[Need] = frozenset()


_OFFICE, _LEADER = frozenset({Actor.OFFICE}), frozenset({Actor.LEADER})
_ANSWERED = Transition(InstructionState.ANSWERED, _OFFICE, frozenset({Need.TEXT}))

# (state, verb) -> what it leads to. What is not here is refused. An instruction begins as given.
TRANSITIONS: dict[tuple[InstructionState, InstructionVerb], Transition] = {
    (InstructionState.GIVEN, InstructionVerb.MAKE_TASK): Transition(
        InstructionState.TAKEN_UP, _OFFICE, frozenset({Need.TASK})
    ),
    (InstructionState.GIVEN, InstructionVerb.SEND_SLIP): Transition(
        InstructionState.TAKEN_UP, _OFFICE, frozenset({Need.ONE_THING})
    ),
    (InstructionState.GIVEN, InstructionVerb.ANSWER): _ANSWERED,
    (InstructionState.TAKEN_UP, InstructionVerb.ANSWER): _ANSWERED,
    (InstructionState.ANSWERED, InstructionVerb.SEE): Transition(InstructionState.SEEN, _LEADER),
    (InstructionState.ANSWERED, InstructionVerb.FURTHER): Transition(
        InstructionState.SEEN, _LEADER, frozenset({Need.INSTRUCTION})
    ),
    # Once somebody works on it, it is answered and not made undone.
    (InstructionState.GIVEN, InstructionVerb.WITHDRAW): Transition(
        InstructionState.WITHDRAWN, _LEADER
    ),
}

# The leader waits for feedback.
OWED = frozenset({InstructionState.GIVEN, InstructionState.TAKEN_UP})
# Nothing follows.
DECIDED = frozenset({InstructionState.SEEN, InstructionState.WITHDRAWN})


def after(state: InstructionState, verb: InstructionVerb) -> Transition | None:
    """What `verb` leads to, or None where it is not allowed."""
    return TRANSITIONS.get((state, verb))


def who_may(verb: InstructionVerb) -> frozenset[Actor]:
    """Those who may ever take that step, in whatever state."""
    every = (step.who for (_state, known), step in TRANSITIONS.items() if known is verb)
    return frozenset[Actor]().union(*every)


def verbs_of(state: InstructionState, actors: Collection[Actor]) -> list[InstructionVerb]:
    """What these actors may do in this state, in the table's order."""
    return [
        verb
        for (begun, verb), step in TRANSITIONS.items()
        if begun is state and not step.who.isdisjoint(actors)
    ]
