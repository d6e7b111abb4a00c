"""Opening a month for a city against one hand-written INSERT … SELECT of the same rows."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from django.db import connection, transaction

from benchmarks.measure import Figure, interleaved
from plans.models import Plan
from reports.models import Period, Report
from reports.services import open_periods
from tasks.models import Assignment, Task
from units.models import Unit, UnitKind, UnitLevel

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
PLANS, TASKS, UNITS = 20, 40, 60
BY_HAND = """
    INSERT INTO reports_report
        (period_id, unit_id, assignment_id, target_id, state, due_at, revision)
    SELECT period.id, assignment.unit_id, assignment.id, NULL, 'open', period.due_at, 0
    FROM reports_period period
    JOIN tasks_task task ON task.plan_id = period.plan_id
    JOIN tasks_assignment assignment ON assignment.task_id = task.id
"""


def measure() -> list[Figure]:
    _fill()
    product, floor = interleaved(_undone(_open), _undone(_by_hand))
    reports = Assignment.objects.count()
    return [
        Figure(
            name="open_period",
            value=round(product * 1000, 1),
            unit="ms",
            against="one INSERT … SELECT of the same reports",
            ratio=round(product / floor, 2),
            size=f"{PLANS} plans, {reports} reports",
        )
    ]


def _undone(work: Callable[[], None]) -> Callable[[], None]:
    """The work in a transaction that is rolled back, so that every round begins alike."""

    def run() -> None:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)

    return run


def _open() -> None:
    assert open_periods(now=NOW) == Assignment.objects.count()


def _by_hand() -> None:
    Period.objects.bulk_create(
        Period(plan=plan, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31), due_at=NOW)
        for plan in Plan.objects.all()
    )
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND)
    assert Report.objects.count() == Assignment.objects.count()


def _fill() -> None:
    units = [
        Unit.objects.create(name=f"第{number}局", kind=UnitKind.DEPARTMENT, level=UnitLevel.CITY)
        for number in range(UNITS)
    ]
    plans = Plan.objects.bulk_create(
        Plan(
            title=f"方案{number}",
            issuer=units[0],
            state="active",
            source_text="",
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            published_at=NOW,
        )
        for number in range(PLANS)
    )
    tasks = Task.objects.bulk_create(
        Task(plan=plan, position=position, title=f"任务{position}")
        for plan in plans
        for position in range(TASKS)
    )
    Assignment.objects.bulk_create(
        Assignment(
            task=task,
            unit=units[(index + order) % UNITS],
            role="assist" if order else "lead",
            order=order,
            as_written="",
        )
        for index, task in enumerate(tasks)
        for order in range(2)
    )
