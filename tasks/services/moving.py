"""A task moves on."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from core import audit
from tasks.models import Task, TaskState
from units.models import User


@transaction.atomic
def move_task(*, task_id: int, percent: Decimal, on: date, by: User | None, now: datetime) -> Task:
    """Keep the newest approved percentage of the lead unit on the task.

    `on` is the closing date that the percentage is about; one about an earlier date than what
    the task already knows changes nothing.
    """
    task = Task.objects.select_for_update().get(pk=task_id)
    if task.percent_on is not None and on < task.percent_on:
        return task
    task.percent, task.percent_on = percent, on
    task.state = TaskState.IN_PROGRESS if percent < 100 else TaskState.COMPLETED
    task.save(update_fields=["percent", "percent_on", "state"])
    details = {"percent": str(percent), "on": on.isoformat()}
    audit.record("task.moved", task, by=by, now=now, details=details)
    return task
