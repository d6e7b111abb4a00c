"""Statements that take longer to plan than to carry out."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db.backends.utils import CursorWrapper


def prepared(
    cursor: CursorWrapper, statement: str, given: Mapping[str, Any], *, settings: str = ""
) -> None:
    """Carry out a statement with `%(name)s` for what is given; a session plans each text once.

    So the texts must be few: they differ by what is asked for, never by a value. `settings` are
    statements for the transaction around it.
    """
    text = statement % {name: f"${number}" for number, name in enumerate(given, 1)}
    name = f"search_{hashlib.sha256(text.encode()).hexdigest()[:32]}"
    cursor.execute(f"{settings} SELECT FROM pg_prepared_statements WHERE name = %s", [name])
    if not cursor.rowcount:
        cursor.execute(f"PREPARE {name} AS {text}")
    cursor.execute(f"EXECUTE {name} ({', '.join(['%s'] * len(given))})", list(given.values()))
