"""What reports mean to a task: how far it is, and that an assisting unit has answered."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from core import audit
from tasks.models import Assignment, AssignmentRole, Task
from tasks.services.progressing import record_progress
from units.models import User


@transaction.atomic
def move_task(*, task_id: int, percent: Decimal, on: date, by: User | None, now: datetime) -> Task:
    """Keep the newest approved percentage of the lead unit on the task.

    `on` is the closing date that the percentage is about; one about an earlier date than what
    the task already knows is only kept beside it. 100 % is what the unit says: completion is
    asked for and decided.
    """
    task = Task.objects.select_for_update().get(pk=task_id)
    record_progress(task=task, percent=percent, closing_on=on, now=now)
    if task.percent_on is not None and on < task.percent_on:
        return task
    task.percent, task.percent_on = percent, on
    task.save(update_fields=["percent", "percent_on"])
    details = {"percent": str(percent), "on": on.isoformat()}
    audit.record("task.moved", task, by=by, now=now, details=details)
    return task


def note_answer(*, assignment_id: int, now: datetime) -> bool:
    """An approved report of an assisting unit is its answer to the lead unit.

    False where the unit leads, or has answered before.
    """
    silent = Assignment.objects.live().filter(role=AssignmentRole.ASSIST, answered_at=None)
    return silent.filter(pk=assignment_id).update(answered_at=now) == 1
