"""The parts that units have in a task. Plain Python."""

from enum import StrEnum


class AssignmentRole(StrEnum):
    LEAD = "lead"
    ASSIST = "assist"
