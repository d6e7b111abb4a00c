"""What can happen to a workbook and its lines, and how cells are read. Plain Python."""

from sheets.rules.outcomes import (
    TRANSITIONS,
    Actor,
    Kind,
    Level,
    Need,
    Outcome,
    Stage,
    Transition,
    Verb,
    after,
)

__all__ = [
    "TRANSITIONS",
    "Actor",
    "Kind",
    "Level",
    "Need",
    "Outcome",
    "Stage",
    "Transition",
    "Verb",
    "after",
]
