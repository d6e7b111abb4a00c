"""Shapes of tasks for programs."""

from tasks.serializers.task import AssignmentOut, TaskOut

__all__ = ["AssignmentOut", "TaskOut"]
