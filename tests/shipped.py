"""The rows that migrations write, and the way back to a database that has them and no others."""

from importlib import import_module
from io import StringIO

from django.apps import apps
from django.db import connection, transaction

from core.models import SpecialDay
from core.working_days import library_days
from indicators.models import LampScheme

# The rows of each table that is not empty after the migrations, as PostgreSQL copies them.
_kept: dict[str, str] = {}


def ship() -> None:
    """Write what is missing of them."""
    SpecialDay.objects.bulk_create(library_days(), ignore_conflicts=True)
    if not LampScheme.objects.filter(is_preset=True).exists():
        migration = import_module("indicators.migrations.0002_published_lamp_schemes")
        with connection.schema_editor() as editor:
            migration.ship(apps, editor)


def keep() -> None:
    """Remember the rows that there are."""
    with connection.cursor() as cursor:
        for table in _with_rows():
            rows = StringIO()
            cursor.copy_expert(f"COPY {table} TO STDOUT", rows)
            _kept[table] = rows.getvalue()


def go_back() -> None:
    """Only the rows that were kept.

    Django's `flush` truncates every table there is and then writes permissions again, which takes
    twenty times as long. Triggers are off: nobody asks for the history of this.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in _with_rows():
            cursor.execute(f"DELETE FROM {table}")
        for table, rows in _kept.items():
            cursor.copy_expert(f"COPY {table} FROM STDIN", StringIO(rows))


def _with_rows() -> list[str]:
    """The tables that are not empty, except for the list of migrations."""
    tables = sorted({*connection.introspection.table_names()} - {"django_migrations"})
    one_of_each = (f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(one_of_each))
        return [table for (table,) in cursor.fetchall()]
