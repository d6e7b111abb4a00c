"""Supervision slips (督办单): grades, states, numbers. Plain Python."""

from slips.rules.grades import (
    MOST_DAYS,
    USUAL,
    Colour,
    Grade,
    Style,
    next_grade,
    official_number,
    proposed_grade,
)
from slips.rules.states import (
    OUT,
    PREPARED,
    TRANSITIONS,
    WAITING,
    Actor,
    Need,
    SlipState,
    SlipVerb,
    Transition,
    after,
    verbs_of,
    who_may,
)
from slips.rules.things import ThingKind
from slips.rules.wishes import DEADLINE, FACTS, FURTHEST, Fault, Wish, fault_of_deadline, faults_of

__all__ = [
    "DEADLINE",
    "FACTS",
    "FURTHEST",
    "MOST_DAYS",
    "OUT",
    "PREPARED",
    "TRANSITIONS",
    "USUAL",
    "WAITING",
    "Actor",
    "Colour",
    "Fault",
    "Grade",
    "Need",
    "SlipState",
    "SlipVerb",
    "Style",
    "ThingKind",
    "Transition",
    "Wish",
    "after",
    "fault_of_deadline",
    "faults_of",
    "next_grade",
    "official_number",
    "proposed_grade",
    "verbs_of",
    "who_may",
]
