"""Who does what in a task, and where a task stands. Plain Python."""

from enum import StrEnum


class AssignmentRole(StrEnum):
    LEAD = "lead"
    ASSIST = "assist"


class TaskState(StrEnum):
    DISPATCHED = "dispatched"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
