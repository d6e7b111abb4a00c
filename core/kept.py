"""Documents that are kept until something that they tell of changes.

Who asks for one gets what was put together before, unless a mark says that it is out of date:
then whoever asks first puts it together anew. Triggers leave the marks, in the transaction of the
change, so a document is right as soon as the change is. Marks are only ever added by those who
write, who never wait for each other; they are taken away before a document is put together, so
that what is committed meanwhile leaves a mark that stays.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import pgtrigger
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from core.models import ChangeMark, KeptBody

# Everything that is being carried out.
PORTAL = "portal"
MARK = """
    INSERT INTO core_changemark (scope)
    SELECT DISTINCT told.scope FROM {source}
    CROSS JOIN LATERAL (VALUES {scopes}) AS told (scope)
    WHERE told.scope IS NOT NULL{only};
    RETURN NULL;
"""
# Plain, because most requests for a dashboard are this and little else.
KNOWN = """
    SELECT body, etag FROM core_keptbody AS kept
    WHERE scope = %s AND language = %s AND valid_until > %s
        AND NOT EXISTS (SELECT FROM core_changemark AS mark WHERE mark.scope = kept.scope)
"""
FORGET = "DELETE FROM core_keptbody; RETURN NULL;"


class Kept(NamedTuple):
    """A document as it is sent, and what tells it from an earlier one."""

    body: str
    etag: str


class Fresh(NamedTuple):
    """A document that was just put together, in each language, and when time alone makes it old."""

    bodies: Mapping[str, str]
    until: datetime


@dataclass(frozen=True)
class Marks:
    """To whom the rows of a table matter: `scopes` are SQL for the names of scopes, of a `row`.

    `source` joins more to the rows; `only` is a condition on them.
    """

    scopes: tuple[str, ...]
    source: str = "{rows} AS row"
    only: str = ""

    def triggers(self) -> list[pgtrigger.Trigger]:
        """For the Meta of the table."""
        return [
            self.on(pgtrigger.Insert, new="new_rows"),
            self.on(pgtrigger.Delete, old="old_rows"),
            self.on(pgtrigger.Update, old="old_rows", new="new_rows"),
        ]

    def on(self, operation: pgtrigger.Operation, **names: str) -> pgtrigger.Trigger:
        return _trigger(
            f"mark_{str(operation).lower()}", operation, self._told(*names.values()), **names
        )

    def _told(self, *tables: str) -> str:
        rows = tables[0] if len(tables) == 1 else f"(TABLE {tables[0]} UNION ALL TABLE {tables[1]})"
        return MARK.format(
            source=self.source.format(rows=rows),
            scopes=", ".join(f"({scope})" for scope in self.scopes),
            only=f" AND {self.only}" if self.only else "",
        )


def forgetting() -> pgtrigger.Trigger:
    """For tables whose rows have names that many documents tell, and that hardly ever change."""
    return _trigger("forget_kept", pgtrigger.Update, FORGET)


def _trigger(
    name: str, operation: pgtrigger.Operation, func: str, **tables: str
) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**tables) if tables else None,  # type: ignore[no-untyped-call]  # untyped there
        func=func,
    )


def kept(scope: str, make: Callable[[], Fresh], *, language: str, now: datetime) -> Kept:
    """What the scope tells at this moment. One query where nothing has changed."""
    return _known(scope, language, now) or _made(scope, make, language=language, now=now)


def thin_out_marks() -> int:
    """Of scopes that nobody asked for lately, one mark is as good as many; how many went."""
    later = ChangeMark.objects.filter(scope=OuterRef("scope"), pk__gt=OuterRef("pk"))
    gone, _of_tables = ChangeMark.objects.filter(Exists(later)).delete()
    return gone


def _known(scope: str, language: str, now: datetime) -> Kept | None:
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [scope, language, now])
        row = cursor.fetchone()
    return Kept(*row) if row else None


@transaction.atomic
def _made(scope: str, make: Callable[[], Fresh], *, language: str, now: datetime) -> Kept:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"kept {scope}"])
    # Somebody else may have made it while we waited.
    if known := _known(scope, language, now):
        return known
    ChangeMark.objects.filter(scope=scope).delete()
    made = make()
    _keep(scope, made)
    return Kept(made.bodies[language], _etag(made.bodies[language]))


def _keep(scope: str, made: Fresh) -> None:
    rows: Sequence[KeptBody] = [
        KeptBody(
            scope=scope,
            language=language,
            body=body,
            etag=_etag(body),
            valid_until=made.until,
        )
        for language, body in made.bodies.items()
    ]
    KeptBody.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["scope", "language"],
        update_fields=["body", "etag", "valid_until"],
    )


def _etag(body: str) -> str:
    return hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()
