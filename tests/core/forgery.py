from typing import Any

from django.db import connection


def forge(sql: str, *params: Any) -> None:
    """As somebody with the rights of the database's owner."""
    with connection.cursor() as cursor:
        # The fixtures' foreign keys are checked now: a table with checks to come cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE core_auditentry DISABLE TRIGGER USER")
        cursor.execute(sql, params)
        cursor.execute("ALTER TABLE core_auditentry ENABLE TRIGGER USER")
