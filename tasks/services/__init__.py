"""Verbs on tasks."""

from tasks.services.adding import NewTask, Part, add_tasks, expand_collectives
from tasks.services.coordinating import ask_for_coordination
from tasks.services.moving import move_task

__all__ = ["NewTask", "Part", "add_tasks", "ask_for_coordination", "expand_collectives", "move_task"]
