"""Statements that take longer to plan than to carry out."""

import hashlib
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

from django.db import OperationalError, connection
from django.utils.translation import gettext as _
from psycopg2.errors import QueryCanceled
from psycopg2.extensions import connection as Session  # noqa: N812  # its class is written small

from core.errors import RuleBroken

# Nobody waits longer for a search, and nobody else waits for theirs.
PATIENCE = "3s"
# They hold for the statement that is sent with them: together they are one transaction.
SETTINGS = f"""
    SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0;
    SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL statement_timeout = '{PATIENCE}';
"""

# The names of the statements that each session of the database has planned.
_planned: WeakKeyDictionary[Session, set[str]] = WeakKeyDictionary()


def rows_of(statement: str, given: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The answer to a statement with `%(name)s` for what is given; a session plans each text once.

    So the texts must be few: they differ by what is asked for, never by a value. Raises RuleBroken
    when it would take longer than `PATIENCE`.
    """
    text = statement % {name: f"${number}" for number, name in enumerate(given, 1)}
    name = f"search_{hashlib.sha256(text.encode()).hexdigest()[:32]}"
    try:
        with connection.cursor() as cursor:
            planned = _planned.setdefault(cursor.connection, set())
            if name not in planned:
                cursor.execute(f"PREPARE {name} AS {text}")
                planned.add(name)
            asked = f"EXECUTE {name} ({', '.join(['%s'] * len(given))})"
            cursor.execute(f"{SETTINGS} {asked}", list(given.values()))
            return list(cursor.fetchall())
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        raise RuleBroken(
            _("This search would take too long. Choose a plan or a unit, or write more words.")
        ) from error
