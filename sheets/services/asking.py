"""A department's own sheet: what its columns are is asked once, then remembered for the unit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from core import audit
from core.errors import RuleBroken
from sheets import queries, wording
from sheets.book import Book, Page
from sheets.checks import Claim, Line
from sheets.checks.sources import Source
from sheets.models import Sheet, SheetLayout
from sheets.reader.refusals import Refused
from sheets.rules import Verb
from sheets.rules.cells import Cell, plain
from sheets.rules.matching import (
    ColumnMapping,
    Header,
    Match,
    Skipped,
    apply,
    claim_of,
    faults,
    lines_of,
    match,
    remembered,
    signature,
    survey,
    words_by_letter,
)
from sheets.services.moving import lock_for, queue
from units.models import User

# A column that is understood so surely is not asked about.
SURE = 0.8
# Columns whose heading may say in what their numbers count.
MEASURED = frozenset({"value", "planned", "period_value"})
# So many cells of each column are shown to the person who says what it is.
SAMPLES = 3


class Asks(Exception):
    """Somebody has to say what the columns are; `layout` is what the page shows."""

    def __init__(self, layout: dict[str, Any], book: Book) -> None:
        super().__init__()
        self.layout = layout
        self.book = book


@dataclass(frozen=True)
class _Found:
    """A table that was found on a worksheet, as far as its columns are understood."""

    index: int
    page: Page
    header: Header
    # Whether the unit's people have said so about this very header.
    is_known: bool

    @property
    def is_sure(self) -> bool:
        if faults(self.header):
            return False
        guesses = [guess for guess in self.header.columns.values() if guess.key]
        return self.is_known or all(guess.confidence >= SURE for guess in guesses)


def foreign_source(sheet: Sheet, book: Book, *, now: datetime) -> Source:
    """The lines of a department's own sheet, each with the report that it is most likely about.

    Raises Asks where somebody has to say what the columns or the closing date are, Refused where
    there is no table at all.
    """
    answers = sheet.layout.get("answers", {})
    tables = _tables(sheet, book)
    if not tables:
        raise Refused("no_table")
    ends_on = sheet.ends_on or _printed_day(sheet, tables)
    layout = {"tables": [_shown(each) for each in tables], "answers": answers}
    if ends_on is None or not all(each.is_sure for each in tables):
        raise Asks(layout | {"days": queries.open_days(sheet)}, book)
    return Source(
        claims=list(_claims(sheet, tables, ends_on, answers)),
        total=sum(len(each.page.rows) for each in tables),
        ends_on=ends_on,
        letter=_letter(tables[0].header),
        layout=layout,
    )


def _tables(sheet: Sheet, book: Book) -> list[_Found]:
    known = {
        layout.signature: ColumnMapping.from_json(layout.columns)
        for layout in SheetLayout.objects.filter(unit=sheet.unit_id)
    }
    found = []
    for index, seen in enumerate(survey(book.pages, on=sheet.ends_on)):
        page = book.pages[index]
        if seen.header is not None and page.state != "veryHidden":
            mapping, exact = remembered(seen.header, known)
            found.append(_Found(index, page, apply(mapping, seen.header), exact))
    return found


def _printed_day(sheet: Sheet, tables: list[_Found]) -> date | None:
    """The closing date that stands above the tables, if the unit owes something for it."""
    printed = {each.header.above.closing_on for each in tables} - {None}
    open_days = set(queries.open_days(sheet))
    days = [day for day in printed if day is not None and day.isoformat() in open_days]
    return days[0] if len(days) == 1 else None


def _shown(table: _Found) -> dict[str, Any]:
    header = table.header
    samples, words = _samples(table), words_by_letter(header)
    wrong = [{"code": str(fault.code), "key": fault.key} for fault in faults(header)]
    return {
        "page": table.index,
        "rows": [header.first_row, header.last_row],
        "signature": signature(header),
        "known": table.is_known,
        "faults": wrong,
        "columns": [
            {
                "letter": letter,
                "words": words[letter],
                "key": guess.key or "",
                "sure": guess.confidence >= SURE,
                "samples": samples.get(letter, []),
            }
            for letter, guess in header.columns.items()
        ],
    }


def _samples(table: _Found) -> dict[str, list[str]]:
    """What stands below each heading, for the eye."""
    samples: dict[str, list[str]] = {}
    for row in table.page.rows:
        if row.number <= table.header.last_row:
            continue
        for letter, cell in row.cells.items():
            told = samples.setdefault(letter, [])
            if len(told) < SAMPLES:
                told.append(wording.cell(cell)[:60])
        if samples and all(len(told) == SAMPLES for told in samples.values()):
            break
    return samples


def _letter(header: Header) -> str:
    return header.letter("number") or header.letter("subject") or "A"


def _claims(
    sheet: Sheet, tables: list[_Found], ends_on: date, answers: Mapping[str, int]
) -> Iterator[Claim]:
    owed = queries.owed_subjects(sheet.unit_id, ends_on)
    for table in tables:
        below = lines_of(table.page, table.header)
        lines = [each for each in below if not isinstance(each, Skipped)]
        claims = [claim_of(line, table.header) for line in lines]
        if sheet.unit_id is not None:
            # Everything that is owed is the unit's own, however its sheet calls it.
            claims = [replace(claim, unit="") for claim in claims]
        matches = match(claims, owed)
        letters = {key: table.header.letter(key) or "" for key in table.header.keys}
        guesses = {guess.key: guess for guess in table.header.columns.values() if guess.key}
        percents = frozenset(key for key, guess in guesses.items() if guess.percent)
        measures = {key: guess.measure for key, guess in guesses.items() if key in MEASURED}
        for line, found in zip(lines, matches, strict=True):
            hidden = line.row in table.page.hidden_rows
            cells = {key: _measured(cell, measures.get(key)) for key, cell in line.cells.items()}
            whole = Line(table.index, line.row, cells, letters, hidden, percents)
            answer = answers.get(f"{table.index}:{line.row}")
            yield _claim(whole, found, answer)


def _measured(cell: Cell, measure: str | None) -> Cell:
    """A bare number with the measure that stands in its column's heading: 19 under 投资（亿元）."""
    return f"{plain(cell)}{measure}" if measure and isinstance(cell, Decimal) else cell


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
    if day is None or day.isoformat() not in queries.open_days(sheet):
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
    if sentence := wording.wrong_columns(list(keys.values())):
        raise RuleBroken(sentence)
    SheetLayout.objects.update_or_create(
        unit=sheet.unit,
        signature=table["signature"],
        defaults={"columns": keys, "confirmed_by": by, "confirmed_at": now},
    )
