"""Who does what in a task, and where a task stands. Plain Python."""

from tasks.rules.parts import AssignmentRole
from tasks.rules.states import (
    ENDED_STATES,
    IDLE_STATES,
    OPEN_STATES,
    PREPARED_STATES,
    REPORTING_STATES,
    RUNNING_STATES,
    TRANSITIONS,
    Actor,
    Need,
    Refusal,
    Refused,
    TaskState,
    TaskVerb,
    Transition,
    after,
    allowed_verbs,
    who_may,
)

__all__ = [
    "ENDED_STATES",
    "IDLE_STATES",
    "OPEN_STATES",
    "PREPARED_STATES",
    "REPORTING_STATES",
    "RUNNING_STATES",
    "TRANSITIONS",
    "Actor",
    "AssignmentRole",
    "Need",
    "Refusal",
    "Refused",
    "TaskState",
    "TaskVerb",
    "Transition",
    "after",
    "allowed_verbs",
    "who_may",
]
