"""Who does what in a task, and where a task stands. Plain Python."""

from tasks.rules.parts import AssignmentRole
from tasks.rules.states import Actor, Need, TaskState, TaskVerb, Transition

__all__ = ["Actor", "AssignmentRole", "Need", "TaskState", "TaskVerb", "Transition"]
