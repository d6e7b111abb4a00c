"""What an instruction can be about: one thing each. Plain Python."""

from enum import StrEnum


class About(StrEnum):
    PLAN = "plan"
    TARGET = "target"
    TASK = "task"
