"""Tasks and what belongs to them, for programs."""

from tasks.api.coordination import CoordinationViewSet
from tasks.api.extensions import ExtensionViewSet
from tasks.api.lamps import TaskLampViewSet
from tasks.api.milestones import MilestoneViewSet
from tasks.api.parts import NewTaskViewSet, PartViewSet, RefusalViewSet
from tasks.api.plans import PlanStepViewSet
from tasks.api.task import TaskViewSet

__all__ = [
    "CoordinationViewSet",
    "ExtensionViewSet",
    "MilestoneViewSet",
    "NewTaskViewSet",
    "PartViewSet",
    "PlanStepViewSet",
    "RefusalViewSet",
    "TaskLampViewSet",
    "TaskViewSet",
]
