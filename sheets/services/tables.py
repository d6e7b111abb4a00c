"""The tables of somebody's own sheet, as far as their columns are understood."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import pgettext_lazy

from sheets import wording
from sheets.book import Book, Page
from sheets.checks import Line
from sheets.checks.sources import Source
from sheets.columns import KINDS
from sheets.columns.definition import in_every_language
from sheets.models import Sheet, SheetLayout
from sheets.reader.refusals import Refused
from sheets.rules.cells import Cell, plain
from sheets.rules.matching import (
    ColumnGuess,
    ColumnMapping,
    Header,
    Skipped,
    apply,
    faults,
    find_table,
    lines_of,
    remembered,
    signature,
    survey,
    words_by_letter,
)
from sheets.rules.matching.lines import Line as RawLine
from units.rules import name_key

# A column that is understood so surely is not asked about.
SURE = 0.8
# Columns whose heading may say in what their numbers count.
MEASURED = frozenset({"value", "planned", "period_value"})
# Keys of columns without which a line is no line, by kind.
REQUIRED = {
    kind: [key for key, column in columns.items() if column.required]
    for kind, columns in KINDS.items()
}
# What the portal's templates call the worksheets that hold no lines.
GUIDES = (pgettext_lazy("sheet title", "Instructions"), pgettext_lazy("sheet title", "Dictionary"))
# So many cells of each column are shown to the person who says what it is.
SAMPLES = 3


class Asks(Exception):
    """Somebody has to say what the columns are; `layout` is what the page shows."""

    def __init__(self, layout: dict[str, Any], book: Book) -> None:
        super().__init__()
        self.layout = layout
        self.book = book


@dataclass(frozen=True)
class Found:
    """A table that was found on a worksheet, as far as its columns are understood."""

    index: int
    page: Page
    header: Header
    kind: str
    # Whether people have said so about this very header.
    is_known: bool

    @property
    def faults(self) -> list[dict[str, str]]:
        """Why its lines cannot be read with these columns."""
        found = [
            {"code": str(fault.code), "key": fault.key}
            for fault in faults(self.header, kind=self.kind)
        ]
        missing = [key for key in REQUIRED[self.kind] if key not in self.header.keys]
        return found + [{"code": "column_needed", "key": key} for key in missing]

    @property
    def is_sure(self) -> bool:
        if self.faults:
            return False
        guesses = [guess for guess in self.header.columns.values() if guess.key]
        return self.is_known or all(self._is_clear(guess) for guess in guesses)

    def _is_clear(self, guess: ColumnGuess) -> bool:
        """What the portal's own template calls a column is no guess, whatever stands below it."""
        if guess.confidence >= SURE:
            return True
        column = KINDS[self.kind].get(guess.key or "") if self.kind != "reports" else None
        return column is not None and name_key("".join(guess.words)) in column.titles()

    @property
    def letter(self) -> str:
        """The column by which lines are recognised."""
        keys = ("number", "subject", "indicator", "username", "name")
        return next((at for key in keys if (at := self.header.letter(key))), "A")

    @cached_property
    def _around(self) -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
        """Of the columns: their letters, the measures in their headings, which say percent."""
        guesses = {guess.key: guess for guess in self.header.columns.values() if guess.key}
        letters = {key: self.header.letter(key) or "" for key in guesses}
        measures = {key: guesses[key].measure for key in MEASURED & guesses.keys()}
        return letters, measures, frozenset(key for key in guesses if guesses[key].percent)

    def line(self, raw: RawLine) -> Line:
        """A line with its numbers in the measure that their heading names."""
        letters, measures, percents = self._around
        cells = dict(raw.cells)
        for key, measure in measures.items():
            cells[key] = _measured(cells.get(key), measure)
        hidden = raw.row in self.page.hidden_rows
        return Line(self.index, raw.row, cells, letters, hidden, percents)

    def shown(self) -> dict[str, Any]:
        """What the page that asks shows of it, with what stands below each heading."""
        header = self.header
        samples, words = self._samples(), words_by_letter(header)
        return {
            "page": self.index,
            "rows": [header.first_row, header.last_row],
            "signature": signature(header),
            "known": self.is_known,
            "faults": self.faults,
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

    def _samples(self) -> dict[str, list[str]]:
        samples: dict[str, list[str]] = {}
        for row in self.page.rows:
            if row.number <= self.header.last_row:
                continue
            for letter, cell in row.cells.items():
                told = samples.setdefault(letter, [])
                if len(told) < SAMPLES:
                    told.append(wording.cell(cell)[:60])
            if samples and all(len(told) == SAMPLES for told in samples.values()):
                break
        return samples


def _measured(cell: Cell, measure: str) -> Cell:
    """A bare number with the measure that stands in its column's heading: 19 under 投资（亿元）."""
    return f"{plain(cell)}{measure}" if measure and isinstance(cell, Decimal) else cell


def tables_of(sheet: Sheet, book: Book, *, kind: str) -> list[Found]:
    """Raises Refused where there is none."""
    known = {
        layout.signature: ColumnMapping.from_json(layout.columns, kind=kind)
        for layout in SheetLayout.objects.filter(unit=sheet.unit_id)
    }
    found = []
    for index, header in enumerate(_headers(sheet, book, kind)):
        page = book.pages[index]
        if header is not None and page.state != "veryHidden" and not _is_guide(page):
            mapping, exact = remembered(header, known)
            found.append(Found(index, page, apply(mapping, header), kind, exact))
    if not found:
        raise Refused("no_table")
    return found


def _is_guide(page: Page) -> bool:
    """Whether the portal wrote the worksheet to say how to fill in the others."""
    return any(page.name in in_every_language(title) for title in GUIDES)


def _headers(sheet: Sheet, book: Book, kind: str) -> Iterator[Header | None]:
    """Of each worksheet. Reports are about one month; history has a worksheet for every year."""
    if kind == "reports":
        yield from (seen.header for seen in survey(book.pages, on=sheet.ends_on))
    else:
        yield from (find_table(page, kind=kind) for page in book.pages)


def table_source(sheet: Sheet, book: Book, *, kind: str, batch: int | None = None) -> Source:
    """The lines of every table of the office's own sheet.

    Raises Asks where somebody has to say what the columns are.
    """
    tables = tables_of(sheet, book, kind=kind)
    layout = {"tables": [each.shown() for each in tables]}
    if not all(each.is_sure for each in tables):
        raise Asks(layout, book)
    return Source(
        claims=(line for table in tables for line in lines_below(table)),
        total=sum(len(each.page.rows) for each in tables),
        ends_on=None,
        letter=tables[0].letter,
        layout=layout,
        **({"batch": batch} if batch else {}),
    )


def lines_below(table: Found) -> Iterator[Line]:
    """What stands below the header, without totals, notes and headings."""
    for raw in lines_of(table.page, table.header):
        if not isinstance(raw, Skipped):
            yield table.line(raw)
