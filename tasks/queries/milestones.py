"""The stages of a task."""

from tasks.models import Task


def milestones_settled(task: Task) -> bool:
    """Whether every stage was reached or left out; true where there is none."""
    return not task.milestones.unsettled().exists()
