"""Stored verdicts, whatever they are about: when one is another, and how one follows another."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from indicators.models import StoredVerdict

Row = TypeVar("Row", bound=StoredVerdict)


def differs(row: StoredVerdict, known: StoredVerdict | None, *, in_: Iterable[str]) -> bool:
    """Whether one of these fields says something else; the day of judging alone does not."""
    return known is None or any(_compared(row, name) != _compared(known, name) for name in in_)


def keep_override(row: StoredVerdict, known: StoredVerdict | None) -> None:
    """A decision holds for its closing date, also when a figure for it is corrected."""
    codes = {band["code"] for band in row.scheme["bands"]}
    if known is None or known.override_band not in codes:
        return
    row.override_band, row.override_reason = known.override_band, known.override_reason
    row.overridden_by_id, row.overridden_at = known.overridden_by_id, known.overridden_at


def follow(row: Row, *, now: datetime, **changes: Any) -> Row:
    """A new row like this one but for the changes; this one is superseded."""
    model = type(row)
    model._default_manager.filter(pk=row.pk).update(superseded_at=now)
    kept = {
        field.attname: getattr(row, field.attname)
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    made = model(**kept)
    for name, value in {**changes, "recorded_at": now}.items():
        setattr(made, name, value)
    made.save(force_insert=True)
    return made


def _compared(row: StoredVerdict, name: str) -> Any:
    value = getattr(row, name)
    if name != "inputs":
        return value
    return {key: each for key, each in value.items() if key != "on"}
