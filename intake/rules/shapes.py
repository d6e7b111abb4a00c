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


def find(reading: Json, kind: str, item: str) -> Json | None:
    return next((each for each in reading[kind] if each["id"] == item), None)


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
