"""An empty database becomes a portal after three years of work.

The triggers of the database are off while rows come in: foreign keys and the history of old and
new values cost more than everything else together (a province takes minutes,
and half of its disk would be history that no measurement reads). A test fills a tiny portal with
the triggers on, so that the rows are known to be such as the portal writes itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.db import connection, models, transaction

from benchmarks.worlds.places import counties, fill_places
from benchmarks.worlds.promises import Promised, fill_indicators, promises
from benchmarks.worlds.reported import Reported, newest_percent
from benchmarks.worlds.sizes import Size
from indicators.models import Indicator, Measurement, Target
from plans.models import Clause, Plan
from reports.models import Period, Report, ReportingRule, Submission
from tasks.models import Assignment, AssignmentRole, Task
from units.models import Membership, Unit, UnitName, User

FILLED: tuple[type[models.Model], ...] = (
    *(Unit, UnitName, User, Membership, Indicator, Plan, Clause, Target, Task, Assignment),
    *(ReportingRule, Period, Report, Submission, Measurement),
)
# Tables of millions of rows, and those of their indexes that no constraint needs.
MANY = (Report, Submission, Measurement)
PLAIN_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index
    WHERE indrelid::regclass::text = ANY(%s)
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


def fill(size: Size, *, triggers: bool = False) -> dict[str, int]:
    """Fill an empty database, and say how many rows of what there are now.

    Only a superuser of the database can switch its triggers off.
    """
    with transaction.atomic():
        with nullcontext() if triggers else _unguarded():
            _write(size)
        _set_keys()
    with connection.cursor() as cursor:
        if not connection.in_atomic_block:
            cursor.execute("VACUUM ANALYZE")
    return {model._meta.label: model._base_manager.count() for model in FILLED}


@contextmanager
def _unguarded() -> Iterator[None]:
    """Without triggers, and with indexes that are built at the end instead of row by row."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute(PLAIN_INDEXES, [[model._meta.db_table for model in MANY]])
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("SET LOCAL session_replication_role = origin")


def empty() -> None:
    """Take out again what `fill` wrote, so that another portal can be written."""
    names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in FILLED)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")


def _write(size: Size) -> None:
    places = counties(size)
    fill_places(places)
    fill_indicators()
    promised, reported = Promised(), Reported()
    for plan in promises(size, places):
        known = reported.of(plan)
        leads = (part for part in plan.parts if part.role == AssignmentRole.LEAD)
        newest = {part.pk: newest_percent(part, known) for part in leads}
        promised.add(plan, {pk: percent for pk, percent in newest.items() if percent})
        reported.add(plan)
    promised.flush()
    reported.flush()


def _set_keys() -> None:
    """Whoever adds a row afterwards gets the next free key."""
    with connection.cursor() as cursor:
        for model in FILLED:
            table = model._meta.db_table
            key = f"pg_get_serial_sequence('{table}', 'id')"
            cursor.execute(f"SELECT setval({key}, max(id)) FROM {table} HAVING count(*) > 0")
