"""The audit trail: who did what to what, from where; append-only and chained by hashes."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models, transaction

from core import origin
from core.models import AuditEntry

# One chain for the whole portal: writers queue on this lock from their entry to their commit.
CHAIN_LOCK = 7_240_113

MISSING = "an entry before this one is missing or was moved"
CHANGED = "this entry was changed after it was written"


@dataclass(frozen=True)
class Break:
    """The first place where the chain does not hold."""

    entry_id: int
    reason: str


def record(
    verb: str,
    about: models.Model,
    *,
    by: models.Model | None,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append one act, inside the transaction of the act itself.

    `verb` is `thing.done` (`report.submitted`), written out, and has words in the app's
    `acts.py`; `by` is None for jobs. Call it last in a service:
    the lock it takes is held until the transaction ends.
    """
    return record_each(verb, [about], by=by, now=now, details=details)[0]


def record_each(
    verb: str,
    abouts: Iterable[models.Model],
    *,
    by: models.Model | None,
    now: datetime,
    details: dict[str, Any] | None = None,
) -> list[AuditEntry]:
    """Append one entry for each thing that one act was about, in three statements however many."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an act and its entry share a transaction")
    _require_stable(details)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    previous = AuditEntry.objects.order_by("-pk").values_list("hash", flat=True).first() or ""
    entries = []
    for about in abouts:
        deputised = _stands_in_for(by, about)
        entry = AuditEntry(
            at=now,
            actor_id=by.pk if by else None,
            actor_name=str(by) if by else "",
            verb=verb,
            object_type=about._meta.label_lower,
            object_id=about.pk,
            object_name=str(about)[:200],
            origin=origin.current(),
            details=(details or {}) | ({"stands_in_for": deputised} if deputised else {}),
            previous_hash=previous,
        )
        entry.hash = previous = seal(entry)
        entries.append(entry)
    return AuditEntry.objects.bulk_create(entries)


def _stands_in_for(by: models.Model | None, about: models.Model) -> str:
    """In whose place the person acts on the thing; users know it (units), jobs stand for nobody."""
    ask = getattr(by, "stands_in_for", None)
    return str(ask(about)) if ask else ""


def _require_stable(value: Any) -> None:
    """Raises TypeError for what JSON in the database would give back otherwise than it was sealed.

    Fractions lose their form on the way (1e16 returns as a whole number): write them as text.
    """
    if isinstance(value, dict):
        for name, inner in value.items():
            if not isinstance(name, str):
                raise TypeError(f"the name {name!r} in an entry's details is no text")
            _require_stable(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _require_stable(inner)
    elif not isinstance(value, str | int | None):
        raise TypeError(f"{value!r} in an entry's details is neither text nor a whole number")


def seal(entry: AuditEntry) -> str:
    """SHA-256 over the entry's content and the hash before it."""
    content = [
        entry.previous_hash,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.actor_name,
        entry.verb,
        entry.object_type,
        entry.object_id,
        entry.object_name,
        entry.origin,
        entry.details,
    ]
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def chain(*, after: int | None = None) -> Iterator[AuditEntry]:
    """The entries in their order, without holding them in memory; all, or those after an id."""
    entries = AuditEntry.objects.order_by("pk")
    if after is not None:
        entries = entries.filter(pk__gt=after)
    return entries.iterator(chunk_size=2000)


def first_break(entries: Iterable[AuditEntry] | None = None, *, previous: str = "") -> Break | None:
    """Walk the chain from its beginning, or from the seal before the entries that are given.

    None when every link holds.
    """
    for entry in chain() if entries is None else entries:
        if entry.previous_hash != previous:
            return Break(entry.pk, MISSING)
        if entry.hash != seal(entry):
            return Break(entry.pk, CHANGED)
        previous = entry.hash
    return None
