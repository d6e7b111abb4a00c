"""What a slip can be about: one thing each (一事一单). Plain Python."""

from enum import StrEnum


class ThingKind(StrEnum):
    """A report past its deadline, a task past its due date, a stage missed, a target off pace."""

    REPORT = "report"
    TASK = "task"
    MILESTONE = "milestone"
    TARGET = "target"
