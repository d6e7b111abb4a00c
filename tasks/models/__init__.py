from tasks.models.coordination import (
    Coordination,
    CoordinationQuerySet,
    CoordinationState,
    CoordinationStep,
)
from tasks.models.extensions import Extension, ExtensionQuerySet, ExtensionState, ExtensionStep
from tasks.models.milestones import Milestone, MilestoneQuerySet, StageRetraction
from tasks.models.moves import Completion, Move, Proof
from tasks.models.progress import Progress
from tasks.models.refusals import PartRefusal, PartRefusalQuerySet
from tasks.models.standings import TaskStanding, TaskTally
from tasks.models.task import (
    Assignment,
    AssignmentQuerySet,
    AssignmentRole,
    Task,
    TaskQuerySet,
    TaskState,
)
from tasks.models.verdicts import TaskVerdict

__all__ = [
    "Assignment",
    "AssignmentQuerySet",
    "AssignmentRole",
    "Completion",
    "Coordination",
    "CoordinationQuerySet",
    "CoordinationState",
    "CoordinationStep",
    "Extension",
    "ExtensionQuerySet",
    "ExtensionState",
    "ExtensionStep",
    "Milestone",
    "MilestoneQuerySet",
    "Move",
    "PartRefusal",
    "PartRefusalQuerySet",
    "Progress",
    "Proof",
    "StageRetraction",
    "Task",
    "TaskQuerySet",
    "TaskStanding",
    "TaskState",
    "TaskTally",
    "TaskVerdict",
]
