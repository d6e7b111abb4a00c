"""What readings are made of, and small questions to them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

Json = dict[str, Any]

HEAD_FIELDS = ("title", "issuer", "doc_number", "issued_on", "starts_on", "ends_on", "based_on")
TASK_FIELDS = ("number", "title", "lead_units", "assist_units", "due")
TARGET_FIELDS = ("indicator", "value", "value_high", "unit", "op", "due", "every", "task_id")
FIELDS = {"tasks": TASK_FIELDS, "targets": TARGET_FIELDS}

# From one place of the text up to another.
Span = tuple[int, int]


def find(reading: Json, kind: str, item: str) -> Json | None:
    return next((each for each in reading[kind] if each["id"] == item), None)


def span_of(item: Json) -> Span | None:
    """Where an item's quote stands; None for what an official added without one."""
    start, end = item.get("start"), item.get("end")
    return None if start is None or end is None else (start, end)


def mark_of(item: Json, field: str) -> Span | None:
    """The words that a field was read from, else the item's quote."""
    mark = (item.get("marks") or {}).get(field)
    return (mark[0], mark[1]) if mark else span_of(item)


def unit_mark(task: Json, name: str, role: str) -> Span | None:
    """Where a unit is named; an official may have given it the other role since."""
    named = [mark for mark in task.get("unit_marks") or [] if mark["name"] == name]
    best = next((mark for mark in named if mark["role"] == role), named[0] if named else None)
    return (best["start"], best["end"]) if best else None


def amount(text: str | None) -> Decimal | None:
    """A number as readings keep it; None where there is none. Raises ValueError for nonsense."""
    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite():
        raise ValueError(text)
    return number


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def clipped(text: str | None, length: int) -> str:
    """At most so long; the whole stands in the source text, to which everything points."""
    text = (text or "").strip()
    return text if len(text) <= length else text[: length - 1] + "…"


def storable(value: Any) -> Any:
    """The same without characters that PostgreSQL cannot hold, every other one in its place."""
    if isinstance(value, str):
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in value)
    if isinstance(value, list):
        return [storable(each) for each in value]
    if isinstance(value, Mapping):
        return {key: storable(each) for key, each in value.items()}
    return value
