"""Sheets with values of targets: what a statistics bureau delivers, and history."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

from indicators.services import Measured, recall_measurements, record_measurements
from sheets import queries
from sheets.book import Book
from sheets.checks import MeasurementJudge
from sheets.checks.pictures import Pictures
from sheets.checks.sources import Source
from sheets.models import Sheet, uploader_of
from sheets.rules.cells import Around
from sheets.services.kinds.handling import Handling
from sheets.services.tables import table_source
from units.models import User

CHUNK = 5_000


def find(sheet: Sheet, book: Book, *, now: datetime) -> Source:
    return table_source(sheet, book, kind=sheet.columns)


def judge(
    sheet: Sheet, *, ends_on: date | None, around: Around, today: date, pictures: Pictures
) -> MeasurementJudge:
    return MeasurementJudge(today=today, around=around)


def save(sheet: Sheet, *, now: datetime) -> int:
    return record_measurements(
        rows=_measured(sheet), origin=sheet.origin, compared=True, by=uploader_of(sheet), now=now
    )


def _measured(sheet: Sheet) -> Iterator[Measured]:
    lines = queries.lines_to_save(sheet, submit=False).order_by()
    rows = lines.values_list("about_id", "content", "before").iterator(chunk_size=CHUNK)
    for target_id, content, before in rows:
        assert target_id is not None  # only refused lines lack it
        # Where only the source changes, the value stands as it is.
        stood = before.get("value", content["value"])
        yield Measured(
            target_id,
            date.fromisoformat(content["ends_on"]),
            Decimal(content["value"]),
            known=Decimal(stood) if stood else None,
            source=content["source"],
        )


def withdraw(sheet: Sheet, *, by: User, now: datetime) -> int:
    """Values that were superseded count again."""
    assert sheet.saved_at is not None
    about = queries.lines_to_save(sheet, submit=False).order_by().values_list("about_id", flat=True)
    return recall_measurements(
        target_ids=[pk for pk in about.distinct() if pk is not None],
        origin=sheet.origin,
        recorded_at=sheet.saved_at,
        by=by,
        now=now,
    )


HANDLING = Handling(
    find,
    judge,
    save,
    withdraw,
    once="about_id || ' ' || (content->>'ends_on')",
    twice="value_twice",
)
