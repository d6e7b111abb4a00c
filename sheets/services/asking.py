"""A department's own sheet: what its columns are is asked once, then remembered for the unit."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core import audit
from core.errors import RuleBroken
from sheets import queries, wording
from sheets.book import Book
from sheets.checks import Claim, Line
from sheets.checks.sources import Source
from sheets.models import Sheet, SheetLayout
from sheets.rules import Verb
from sheets.rules.matching import Match, Skipped, claim_of, lines_of, match
from sheets.services.moving import lock_for, queue
from sheets.services.tables import Asks, Found, lines_below, tables_of
from units.models import User


def foreign_source(sheet: Sheet, book: Book, *, now: datetime) -> Source:
    """The lines of a department's own sheet, each with the report that it is most likely about.

    Raises Asks where somebody has to say what the columns or the closing date are, Refused where
    there is no table at all.
    """
    answers = sheet.layout.get("answers", {})
    tables = tables_of(sheet, book, kind="reports")
    ends_on = sheet.ends_on or _printed_day(sheet, tables)
    layout = {"tables": [each.shown() for each in tables], "answers": answers}
    if ends_on is None or not all(each.is_sure for each in tables):
        raise Asks(layout | {"days": queries.open_days(sheet)}, book)
    return Source(
        claims=_claims(sheet, tables, ends_on, answers),
        total=sum(len(each.page.rows) for each in tables),
        ends_on=ends_on,
        letter=tables[0].letter,
        layout=layout,
    )


def _printed_day(sheet: Sheet, tables: list[Found]) -> date | None:
    """The closing date that stands above the tables, if the unit owes something for it."""
    printed = {each.header.above.closing_on for each in tables} - {None}
    open_days = set(queries.open_days(sheet))
    days = [day for day in printed if day is not None and day.isoformat() in open_days]
    return days[0] if len(days) == 1 else None


def _claims(
    sheet: Sheet, tables: list[Found], ends_on: date, answers: Mapping[str, int]
) -> Iterator[Claim]:
    owed = queries.owed_subjects(sheet.unit_id, ends_on)
    # A unit writes its own offices where a city's sheet has units.
    strangers = None if sheet.unit_id is None else queries.names_of_others(sheet.unit_id)
    for table in tables:
        # The rows are gone through twice: what a city's sheet says fills no memory.
        below = lines_of(table.page, table.header)
        claims = [claim_of(line, table.header) for line in below if not isinstance(line, Skipped)]
        matches = match(claims, owed, strangers=strangers)
        for line, found in zip(lines_below(table), matches, strict=True):
            yield _claim(line, found, answers.get(f"{table.index}:{line.row}"))


def _claim(line: Line, found: Match, answer: int | None) -> Claim:
    """What the line is about: as somebody said, else as it was recognised, else nobody knows."""
    key = "subject" if "subject" in line.letters else "number"
    report_id = answer or found.owed
    if report_id is not None:
        return Claim(line, report_id, key=key)
    title = wording.cell(line.cells.get("subject") or line.cells.get("number"))[:60]
    trouble: dict[str, Any] = line.trouble(key, "uncertain" if found.rivals else "unknown", title)
    return Claim(line, key=key, trouble=trouble | {"rivals": list(found.rivals)})


@transaction.atomic
def answer_sheet(
    *,
    sheet_id: int,
    columns: Mapping[str, Mapping[str, str]] | None = None,
    ends_on: date | None = None,
    lines: Mapping[str, int] | None = None,
    by: User,
    now: datetime,
) -> Sheet:
    """Say what the columns are (signature -> letter -> key), which closing date the sheet is
    about, and which report single lines (`page:row`) are about. The caller rings the bell.

    Columns are remembered for the unit: the next sheet with this header is understood at once.
    """
    sheet = lock_for(sheet_id, Verb.ANSWER)
    for table in sheet.layout.get("tables", []):
        said = (columns or {}).get(table["signature"])
        if said is not None:
            _remember(sheet, table, said, by=by, now=now)
    day = ends_on or sheet.ends_on
    days = queries.open_days(sheet)
    if sheet.columns == "reports" and (day is None or day.isoformat() not in days):
        raise RuleBroken(wording.no_closing_date())
    layout = sheet.layout | {"answers": {**sheet.layout.get("answers", {}), **(lines or {})}}
    queue(sheet, Verb.ANSWER, now=now, ends_on=day, layout=layout)
    audit.record("sheet.answered", sheet, by=by, now=now)
    return sheet


def _remember(
    sheet: Sheet, table: Mapping[str, Any], said: Mapping[str, str], *, by: User, now: datetime
) -> None:
    """Raises RuleBroken where the columns would not say what a line is about."""
    keys = {each["words"]: said.get(each["letter"], each["key"]) for each in table["columns"]}
    if sentence := wording.wrong_columns(list(keys.values()), kind=sheet.columns):
        raise RuleBroken(sentence)
    SheetLayout.objects.update_or_create(
        unit=sheet.unit,
        signature=table["signature"],
        defaults={"columns": keys, "confirmed_by": by, "confirmed_at": now},
    )
