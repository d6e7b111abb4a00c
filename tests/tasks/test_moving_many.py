"""Many percentages at once stand as each one would by itself."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from core.models import AuditEntry
from tasks.models import Progress, Task
from tasks.services import Moved, move_task, move_tasks
from tests import make

JUNE, SEPTEMBER, OCTOBER = date(2026, 6, 30), date(2026, 9, 30), date(2026, 10, 31)
THEN = datetime(2026, 10, 1, 2, tzinfo=UTC)


@pytest.fixture
def moves(plan, north, now):
    """One untouched task, one that knew of an earlier date, of the same one, and of a later one."""
    fresh, further, mended, late = (make.task(plan, north).pk for _ in range(4))
    for pk, on in ((further, JUNE), (mended, SEPTEMBER), (late, OCTOBER)):
        move_task(task_id=pk, percent=Decimal(40), on=on, by=None, now=THEN)
    told = [Moved(pk, Decimal("62.5"), SEPTEMBER) for pk in (fresh, further, mended, late)]
    return [*told, Moved(mended, Decimal(70), OCTOBER), Moved(late, Decimal(40), OCTOBER)]


def one_by_one(moves, *, now):
    for move in moves:
        move_task(task_id=move.task_id, percent=move.percent, on=move.closing_on, by=None, now=now)


def all_at_once(moves, *, now):
    move_tasks(moves=moves, origin="sheet 7", by=None, now=now)


def left_behind(work, moves, *, now):
    with transaction.atomic():
        work(moves, now=now)
        tasks = list(Task.objects.order_by("pk").values("pk", "percent", "percent_on"))
        rows = Progress.objects.order_by("task", "closing_on", "recorded_at")
        known = list(rows.values("task", "closing_on", "percent", "recorded_at", "superseded_at"))
        transaction.set_rollback(True)
    return tasks, known


def test_many_stand_as_each_one_would(moves, now) -> None:
    assert left_behind(all_at_once, moves, now=now) == left_behind(one_by_one, moves, now=now)


def test_who_moved_what_is_on_record(moves, rita, now) -> None:
    assert move_tasks(moves=moves[:2], origin="sheet 7", by=rita, now=now) == 2
    entries = AuditEntry.objects.filter(verb="task.moved", actor_id=rita.pk)
    assert {entry.object_id for entry in entries} == {move.task_id for move in moves[:2]}
    assert {entry.details["origin"] for entry in entries} == {"sheet 7"}
