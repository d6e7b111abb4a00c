"""The only doors to tasks for a user."""

from django.shortcuts import get_object_or_404

from plans.access import visible_plans
from tasks.models import Task, TaskQuerySet
from units.models import User


def visible_tasks(user: User) -> TaskQuerySet:
    return Task.objects.filter(plan__in=visible_plans(user))


def visible_task(user: User, pk: int) -> Task:
    """Raises Http404 for those who may not know of the task."""
    return get_object_or_404(visible_tasks(user), pk=pk)
