"""What reports mean to a task: how far it is, and that an assisting unit has answered."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import connection, transaction

from core import audit
from core.copying import copy_rows
from tasks.models import Assignment, AssignmentRole, Task
from tasks.services.judging import judge_again
from tasks.services.progressing import record_progress
from units.models import User

# So many entries of the audit trail are written at once.
ENTRIES = 2_000
MAKE = """
    CREATE TEMPORARY TABLE moved (
        task_id bigint NOT NULL, percent numeric(5, 2) NOT NULL, closing_on date NOT NULL
    ) ON COMMIT DROP
"""
LOCK = """
    SELECT id FROM tasks_task WHERE id IN (SELECT task_id FROM moved) ORDER BY id FOR UPDATE
"""
# As record_progress does for one: what was said of that date before is superseded, and the same
# again writes nothing.
SUPERSEDE = """
    UPDATE tasks_progress live SET superseded_at = %(now)s FROM moved
    WHERE live.task_id = moved.task_id AND live.closing_on = moved.closing_on
        AND live.superseded_at IS NULL AND live.percent <> moved.percent
"""
KEEP = """
    INSERT INTO tasks_progress (task_id, percent, closing_on, recorded_at)
    SELECT task_id, percent, closing_on, %(now)s FROM moved
    WHERE NOT EXISTS (
        SELECT FROM tasks_progress live
        WHERE live.task_id = moved.task_id AND live.closing_on = moved.closing_on
            AND live.superseded_at IS NULL)
"""
MOVE = """
    UPDATE tasks_task task SET percent = newest.percent, percent_on = newest.closing_on
    FROM (SELECT DISTINCT ON (task_id) * FROM moved ORDER BY task_id, closing_on DESC) newest
    WHERE newest.task_id = task.id
        AND (task.percent_on IS NULL OR task.percent_on <= newest.closing_on)
    RETURNING task.id
"""


class Moved(NamedTuple):
    """How far a task is at a closing date, as its lead unit says."""

    task_id: int
    percent: Decimal
    closing_on: date


@transaction.atomic
def move_task(*, task_id: int, percent: Decimal, on: date, by: User | None, now: datetime) -> Task:
    """Keep the newest approved percentage of the lead unit on the task.

    `on` is the closing date that the percentage is about; one about an earlier date than what
    the task already knows is only kept beside it. 100 % is what the unit says: completion is
    asked for and decided.
    """
    task = Task.objects.select_for_update().get(pk=task_id)
    record_progress(task=task, percent=percent, closing_on=on, now=now)
    if task.percent_on is None or task.percent_on <= on:
        task.percent, task.percent_on = percent, on
        task.save(update_fields=["percent", "percent_on"])
        details = {"percent": str(percent), "on": on.isoformat()}
        audit.record("task.moved", task, by=by, now=now, details=details)
    judge_again(Task.objects.filter(pk=task_id), now=now)
    return task


@transaction.atomic
def move_tasks(*, moves: Iterable[Moved], origin: str, by: User | None, now: datetime) -> int:
    """What `move_task` does for one: many tasks, each closing date of a task at most once.

    A fixed number of statements, but for the audit trail, which is written in portions. How many
    tasks are further than they were, or at another date.
    """
    with connection.cursor() as cursor:
        cursor.execute(MAKE)
        copy_rows("moved", Moved._fields, moves)
        cursor.execute("ANALYZE moved")
        cursor.execute(LOCK)
        for statement in (SUPERSEDE, KEEP):
            cursor.execute(statement, {"now": now})
        cursor.execute("SELECT task_id FROM moved")
        told = {pk for (pk,) in cursor.fetchall()}
        cursor.execute(MOVE)
        pks = sorted(pk for (pk,) in cursor.fetchall())
        cursor.execute("DROP TABLE moved")
    judge_again(Task.objects.filter(pk__in=told), now=now)
    for start in range(0, len(pks), ENTRIES):
        tasks = Task.objects.filter(pk__in=pks[start : start + ENTRIES]).order_by("pk")
        audit.record_each("task.moved", tasks, by=by, now=now, details={"origin": origin})
    return len(pks)


def note_answers(*, assignment_ids: Collection[int], now: datetime) -> int:
    """Approved reports of assisting units are their answers to the lead unit.

    How many answered: not those who lead, or have answered before.
    """
    silent = Assignment.objects.live().filter(role=AssignmentRole.ASSIST, answered_at=None)
    return silent.filter(pk__in=assignment_ids).update(answered_at=now)
