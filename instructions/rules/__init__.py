"""Leaders' instructions (批示): urgency, days for the feedback, states. Plain Python."""

from instructions.rules.states import (
    DECIDED,
    OWED,
    TRANSITIONS,
    Actor,
    InstructionState,
    InstructionVerb,
    Need,
    Transition,
    after,
    verbs_of,
    who_may,
)
from instructions.rules.things import About
from instructions.rules.urgency import DAYS, Urgency, usual_day
from instructions.rules.wishes import DAY, FURTHEST, TEXT, Fault, Wish, fault_of_day, faults_of

__all__ = [
    "DAY",
    "DAYS",
    "DECIDED",
    "FURTHEST",
    "OWED",
    "TEXT",
    "TRANSITIONS",
    "About",
    "Actor",
    "Fault",
    "InstructionState",
    "InstructionVerb",
    "Need",
    "Transition",
    "Urgency",
    "Wish",
    "after",
    "fault_of_day",
    "faults_of",
    "usual_day",
    "verbs_of",
    "who_may",
]
