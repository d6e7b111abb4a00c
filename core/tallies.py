"""Counts that are kept: moved by the difference whenever the rows that they count change.

A tally is a table of keys with a number. Triggers on the counted table add rows with +1 and -1, a
statement's together, so that bulk writes and plain SQL count as well. Nothing is updated in place:
two who write at once never wait for each other, and the sum of the rows is right at any moment, in
the very transaction. `fold` puts rows of the same keys together again, beside everybody's work.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import pgtrigger
from django.db import connection, models, transaction

ROWS = "SELECT {keys}, {sign}1 AS number FROM {source}"
SUMMED = """
    SELECT {keys}, sum(number) AS number FROM ({rows}) AS counted
    GROUP BY {keys} HAVING sum(number) <> 0
"""
MOVE = "INSERT INTO {into} ({keys}, number) {changed}; RETURN NULL;"
RECOUNT = """
    INSERT INTO {into} ({keys}, number, is_folded) SELECT {keys}, number, true FROM ({now}) AS now
"""
# Of a tally to what it counts for. The triggers take away what goes, so nothing has to hold on.
KEY: dict[str, Any] = {
    "on_delete": models.DO_NOTHING,
    "db_constraint": False,
    "db_index": False,
    "related_name": "+",
}
# Most rows are folded already; the index on the others stays small.
FOLD = """
    WITH fresh AS (
        SELECT DISTINCT {keys} FROM {into} WHERE NOT is_folded
    ), taken AS (
        DELETE FROM {into} AS tally WHERE id IN (
            SELECT tally.id FROM {into} AS tally JOIN fresh ON ({same})
            -- Who folds beside us has the rest.
            FOR UPDATE OF tally SKIP LOCKED
        )
        RETURNING *
    )
    INSERT INTO {into} ({keys}, number, is_folded)
    SELECT {keys}, sum(number), true FROM taken GROUP BY {keys} HAVING sum(number) <> 0
"""
# What is kept without being true, and what is true without being kept.
WRONG = """
    SELECT count(*) FROM (
        SELECT {keys}, sum(number) FROM (
            SELECT {keys}, number FROM {into} UNION ALL SELECT {keys}, -number FROM ({now}) AS now
        ) AS both_ways
        GROUP BY {keys} HAVING sum(number) <> 0
    ) AS wrong
"""


@dataclass(frozen=True)
class Count:
    """What a tally counts: the rows of a `table`, by `keys`: columns of the tally and what of a
    `row` they hold. `source` joins more to the rows."""

    into: str
    table: str
    keys: Mapping[str, str]
    source: str = "{rows} AS row"

    @property
    def names(self) -> str:
        return ", ".join(f'"{name}"' for name in self.keys)

    def rows(self, of: str, *, sign: str = "") -> str:
        """Each row with its keys, and one as its number."""
        told = ", ".join(f'{value} AS "{name}"' for name, value in self.keys.items())
        return ROWS.format(keys=told, sign=sign, source=self.source.format(rows=of))

    def summed(self, rows: str) -> str:
        return SUMMED.format(keys=self.names, rows=rows)

    def triggers(self) -> list[pgtrigger.Trigger]:
        """For the Meta of the table that is counted."""
        old, new = self.rows("old_rows", sign="-"), self.rows("new_rows")
        return [
            self._trigger("count_new", pgtrigger.Insert, new, new="new_rows"),
            self._trigger("count_old", pgtrigger.Delete, old, old="old_rows"),
            self._trigger(
                "count_changed", pgtrigger.Update, f"{old} UNION ALL {new}",
                old="old_rows", new="new_rows",
            ),
        ]  # fmt: skip

    def _trigger(
        self, name: str, operation: pgtrigger.Operation, rows: str, **names: str
    ) -> pgtrigger.Trigger:
        return pgtrigger.Trigger(
            name=name,
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(**names),  # type: ignore[no-untyped-call]  # untyped there
            func=MOVE.format(into=self.into, keys=self.names, changed=self.summed(rows)),
        )


class TallyQuerySet(models.QuerySet[Any]):
    def fold(self) -> int:
        """One row for each key that changed since; how many rows that makes."""
        count = self.model.COUNT
        same = " AND ".join(
            f'tally."{name}" IS NOT DISTINCT FROM fresh."{name}"' for name in count.keys
        )
        with connection.cursor() as cursor:
            cursor.execute(FOLD.format(into=count.into, keys=count.names, same=same))
            return cursor.rowcount

    def wrong(self) -> int:
        """Keys whose number is not what a count of the rows gives; zero, or something is broken."""
        count = self.model.COUNT
        now = count.summed(count.rows(count.table))
        with connection.cursor() as cursor:
            cursor.execute(WRONG.format(into=count.into, keys=count.names, now=now))
            return int(cursor.fetchone()[0])

    @transaction.atomic
    def recount(self) -> int:
        """Count all rows anew, for what came in with the triggers off; how many keys that makes."""
        count = self.model.COUNT
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {count.table} IN SHARE MODE")
            self.model.objects.all().delete()
            now = count.summed(count.rows(count.table))
            cursor.execute(RECOUNT.format(into=count.into, keys=count.names, now=now))
            return cursor.rowcount


class Tally(models.Model):
    """Abstract: the subclass says what it counts and has the keys as its further fields."""

    COUNT: ClassVar[Count]

    number = models.IntegerField()
    is_folded = models.BooleanField(default=False, db_default=False)

    objects: ClassVar[models.Manager[Any]] = TallyQuerySet.as_manager()

    class Meta:
        abstract = True


def tally_tables(parent: type[Tally] = Tally) -> Iterator[type[Tally]]:
    """Every table of kept counts, for the jobs that fold and check them."""
    for table in parent.__subclasses__():
        if table._meta.abstract:
            yield from tally_tables(table)
        else:
            yield table


def mend_tallies() -> list[str]:
    """Count anew what is not what the rows say; which tables that was. There should be none."""
    wrong = [table for table in tally_tables() if table.objects.wrong()]
    for table in wrong:
        table.objects.recount()
    return [table._meta.label for table in wrong]
