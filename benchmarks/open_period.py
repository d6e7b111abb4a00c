"""Opening a month for a whole portal against one hand-written INSERT … SELECT of the same rows.

A city is measured first and then the size that was asked for, so that what a report costs can be
compared: a province must not pay more for each of its reports than a city does.
"""

from collections.abc import Callable

from django.db import connection, transaction

from benchmarks.measure import Figure, interleaved
from benchmarks.worlds import CITY, Size, empty, fill
from benchmarks.worlds.sizes import BEFORE, NOW
from reports.services import open_periods

# Nothing but the rows: no rules of single tasks or units, no waivers, nothing that exists already.
BY_HAND = """
    INSERT INTO reports_report
        (period_id, unit_id, assignment_id, target_id, state, due_at, revision)
    SELECT period.id, part.unit_id, part.assignment_id, part.target_id, 'open', period.due_at, 0
    FROM reports_period period
    JOIN (
        SELECT task.plan_id, assignment.unit_id, assignment.id AS assignment_id, NULL AS target_id
        FROM tasks_task task JOIN tasks_assignment assignment ON assignment.task_id = task.id
        UNION ALL
        SELECT plan_id, lead_unit_id, NULL, id FROM indicators_target
    ) part ON part.plan_id = period.plan_id
    WHERE period.opened_at IS NULL AND period.opens_on = %s
"""
# Equal for equal rows, in whatever order they were written.
PRINT = """
    SELECT count(*), sum(hashtextextended(concat_ws(
        '|', period_id, unit_id, assignment_id, target_id, state, due_at, revision), 0))
    FROM reports_report WHERE id > %s
"""
OPENS_ON = "2026-09-01"


def measure(size: Size) -> list[Figure]:
    """The figures of a city, those of the larger portal, and how the two compare."""
    sizes = [CITY] if size == CITY else [CITY, size]
    figures, costs = list[Figure](), list[float]()
    for each in sizes:
        product, floor, reports = _opened(each)
        costs.append(product / reports)
        figures.append(_against_the_floor(each, product, floor, reports))
    if len(costs) > 1:
        figures.append(_growth(size, *costs))
    return figures


def _opened(size: Size) -> tuple[float, float, int]:
    """Seconds that the product takes, seconds of the statement by hand, reports of each."""
    empty()
    fill(size)
    # What the job did yesterday evening: the dates of the year to come are there, nothing else is.
    created = open_periods(now=BEFORE)
    assert created == 0, f"the portal missed {created} reports"
    _sweep()
    last = _newest()
    opened, by_hand = _printed(_open, last), _printed(_by_hand, last)
    assert opened == by_hand, "the two do not write the same rows"
    product, floor = interleaved(_undone(_open), _undone(_by_hand), between=_sweep)
    return product, floor, opened[0]


def _open() -> None:
    open_periods(now=NOW)


def _by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, [OPENS_ON])


def _undone(work: Callable[[], None]) -> Callable[[], None]:
    """The work with all checks of a commit, rolled back so that every round begins alike."""

    def run() -> None:
        with transaction.atomic():
            work()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            transaction.set_rollback(True)

    return run


def _printed(work: Callable[[], None], last: int) -> tuple[int, int]:
    """How many rows the work writes, and a number that stands for all that is in them."""
    with transaction.atomic(), connection.cursor() as cursor:
        work()
        cursor.execute(PRINT, [last])
        count, print_of_all = cursor.fetchone()
        transaction.set_rollback(True)
    return count, print_of_all


def _newest() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM reports_report")
        return int(cursor.fetchone()[0])


def _sweep() -> None:
    """Rows that were rolled back are still in the files; later rounds must not read them."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE reports_report, reports_period, core_auditentry")


def _against_the_floor(size: Size, product: float, floor: float, reports: int) -> Figure:
    return Figure(
        name="open_period",
        value=round(product * 1000, 1),
        unit="ms",
        against="one INSERT … SELECT of the same reports",
        ratio=round(product / floor, 2),
        size=f"{size.name}, {size.counties * size.plans} plans, {reports} reports",
    )


def _growth(size: Size, city: float, larger: float) -> Figure:
    return Figure(
        name="open_period_per_report",
        value=round(larger * 1e6, 1),
        unit="µs/report",
        against="the same in a city",
        ratio=round(larger / city, 2),
        size=size.name,
    )
