"""Tasks and what belongs to them, for programs."""

from tasks.api.task import TaskViewSet

__all__ = ["TaskViewSet"]
