"""The tables of somebody's own sheet, as far as their columns are understood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
from sheets.rules.cells import Cell, as_seen, plain
from sheets.rules.cells.measures import factor
from sheets.rules.cells.plainly import is_bare_number
from sheets.rules.matching import (
    ColumnGuess,
    ColumnMapping,
    Header,
    Skipped,
    Surveyed,
    Unread,
    apply,
    faults,
    fractional,
    lines_of,
    remembered,
    signature,
    survey,
    words_by_letter,
)
from sheets.rules.matching.lines import Line as RawLine
from sheets.rules.matching.wordings import is_measure
from units.rules import name_key

# A column that is understood so surely is not asked about.
SURE = 0.8
# Columns whose heading may say in what their numbers count.
MEASURED = frozenset({"value", "planned", "period_value"})
# Keys of columns without which a line is no line, by kind.
REQUIRED = {
    kind: frozenset(key for key, column in columns.items() if column.required)
    for kind, columns in KINDS.items()
}
# What the portal's templates call the worksheets that hold no lines.
GUIDES = (pgettext_lazy("sheet title", "Instructions"), pgettext_lazy("sheet title", "Dictionary"))
# So many cells of each column are shown to the person who says what it is.
SAMPLES = 3


Note = dict[str, str]


class Asks(Exception):
    """Somebody has to say what the columns are; `layout` is what the page shows, `notes` what is
    to be said about the file."""

    def __init__(self, layout: dict[str, Any], book: Book, notes: Sequence[Note] = ()) -> None:
        super().__init__()
        self.layout = layout
        self.book = book
        self.notes = notes


# Keys of columns whose numbers are percentages.
PERCENTAGES = frozenset({"percent"})
# Place of a line -> key of a column -> the figure that somebody chose in its sentence.
Figures = Mapping[str, Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Found:
    """A table that was found on a worksheet, as far as its columns are understood."""

    index: int
    page: Page
    header: Header
    kind: str
    # Whether people have said so about this very header.
    is_known: bool
    # Whether people have said that it is no table of the kind.
    is_skipped: bool = False
    # Words of a column's heading -> whether 0.65 stands for 65 % below it, where somebody said so.
    fractions: Mapping[str, bool] = field(default_factory=dict)

    @property
    def faults(self) -> list[dict[str, str]]:
        """Why its lines cannot be read with these columns."""
        found = [
            {"code": str(fault.code), "key": fault.key}
            for fault in faults(self.header, kind=self.kind)
        ]
        missing = sorted(REQUIRED[self.kind] - self.header.keys)
        return found + [{"code": "column_needed", "key": key} for key in missing]

    @property
    def is_sure(self) -> bool:
        if self.is_skipped:
            return True
        if self.faults or None in self.asked.values():
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

    @property
    def place(self) -> dict[str, str]:
        """Where it begins, for what is said about it."""
        first = next(iter(self.header.columns), "A")
        return {"page": self.page.name, "found": f"{first}{self.header.first_row}"}

    @cached_property
    def examples(self) -> Mapping[str, Decimal]:
        """Letter -> a number of which only people know whether it is a fraction."""
        columns = self.header.columns.items()
        return fractional(
            self.page, self.header, [at for at, guess in columns if guess.key in PERCENTAGES]
        )

    @property
    def asked(self) -> dict[str, bool | None]:
        """Letter -> what somebody said about the fractions of the column; None: nobody has."""
        words = words_by_letter(self.header)
        return {letter: self.fractions.get(words[letter]) for letter in self.examples}

    @cached_property
    def _around(self) -> "_Around":
        guesses = {guess.key: guess for guess in self.header.columns.values() if guess.key}
        told = {
            key
            for letter, said in self.asked.items()
            if said is not None and (key := self.header.columns[letter].key)
        }
        fractions = {
            key
            for letter, said in self.asked.items()
            if said and (key := self.header.columns[letter].key)
        }
        return _Around(
            letters={key: self.header.letter(key) or "" for key in guesses},
            measures={key: guesses[key].measure for key in MEASURED & guesses.keys()},
            # What was said to stand as it is needs no sign any more.
            percents=frozenset(key for key in guesses if guesses[key].percent) | told,
            fractions=frozenset(fractions),
        )

    def line(self, raw: RawLine, *, wanted: str = "", figures: Figures | None = None) -> Line:
        """A line with its numbers in the measure that its heading names, or the line itself, or
        what stands above the table where `wanted`, the measure of its report, can be made of it."""
        around, cells = self._around, dict(raw.cells)
        own = raw.text("unit_of_measure")
        for key, heading in around.measures.items():
            if is_bare_number(cells.get(key)):
                measure = heading or (own if is_measure(own) else self._above(wanted))
                cells[key] = _measured(cells[key], measure)
        return Line(
            self.index,
            raw.row,
            cells,
            around.letters,
            raw.row in self.page.hidden_rows,
            around.percents,
            around.fractions,
            (figures or {}).get(f"{self.index}:{raw.row}", {}),
        )

    def _above(self, wanted: str) -> str:
        """单位：万元 says nothing about what is counted in 家."""
        printed = self.header.above.measure
        fits = printed and wanted and "%" not in wanted and factor(printed, wanted) is not None
        return printed if fits else ""

    def shown(self) -> dict[str, Any]:
        """What the page that asks shows of it, with what stands below each heading."""
        header = self.header
        samples, words = self._samples(), words_by_letter(header)
        return {
            "page": self.index,
            "rows": [header.first_row, header.last_row],
            "signature": signature(header),
            "known": self.is_known,
            "sure": self.is_sure,
            "skipped": self.is_skipped,
            "faults": self.faults,
            "columns": [
                {
                    "letter": letter,
                    "words": words[letter],
                    "key": guess.key or "",
                    "sure": guess.confidence >= SURE,
                    "samples": samples.get(letter, []),
                    **self._fraction(letter),
                }
                for letter, guess in header.columns.items()
            ],
        }

    def _fraction(self, letter: str) -> dict[str, Any]:
        example = self.examples.get(letter)
        if example is None:
            return {}
        return {"fraction": plain(example), "fractions": self.asked[letter]}

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


@dataclass(frozen=True)
class _Around:
    """What is known of the columns, by their keys."""

    letters: Mapping[str, str]
    measures: Mapping[str, str]
    percents: frozenset[str]
    fractions: frozenset[str]


def _measured(cell: Cell, measure: str) -> Cell:
    """A bare number with its measure: 19 under 投资（亿元）. What may be a fraction stays bare."""
    whole = isinstance(cell, Decimal) and abs(cell) > 1
    if not measure or ("%" in measure and not whole):
        return cell
    return f"{as_seen(cell)}{measure}"


@dataclass(frozen=True)
class Understood:
    """The tables of a file, and what is to be said about what is not read."""

    tables: list[Found]
    notes: list[Note]

    @property
    def read(self) -> list[Found]:
        return [each for each in self.tables if not each.is_skipped]

    @property
    def is_sure(self) -> bool:
        """Whether nobody has to be asked. That there is nothing to read is asked about as well."""
        return bool(self.read) and all(each.is_sure for each in self.tables)

    @property
    def shown(self) -> list[dict[str, Any]]:
        return [each.shown() for each in self.tables]


def tables_of(sheet: Sheet, book: Book, *, kind: str) -> Understood:
    """Raises Refused where there is none."""
    said = {each.signature: each for each in SheetLayout.objects.filter(unit=sheet.unit_id)}
    known = {
        each.signature: ColumnMapping.from_json(each.columns, kind=kind)
        for each in said.values()
        if not each.is_skipped
    }
    tables: list[Found] = []
    notes: list[Note] = []
    pages = [(index, page) for index, page in enumerate(book.pages) if _is_for_people(page)]
    surveyed = survey(
        (page for _index, page in pages), kind=kind, on=sheet.ends_on, needed=REQUIRED[kind]
    )
    for (index, page), seen in zip(pages, surveyed, strict=True):
        notes += _left_out(seen)
        for header in seen.headers:
            mapping, exact = remembered(header, known)
            layout = said.get(signature(header))
            skipped = layout is not None and layout.is_skipped
            fractions = layout.fractions if layout else {}
            table = Found(index, page, apply(mapping, header), kind, exact, skipped, fractions)
            tables.append(table)
            notes += [{"code": "table_skipped", **table.place}] if skipped else []
    if not tables:
        raise Refused("no_table" if kind == "reports" else "no_known_columns")
    return Understood(tables, notes)


def _is_for_people(page: Page) -> bool:
    """Not what the portal wrote to say how to fill in the others, nor what Excel hides for good."""
    guide = any(page.name in in_every_language(title) for title in GUIDES)
    return page.state != "veryHidden" and not guide


def _left_out(seen: Surveyed) -> Iterator[Note]:
    codes = {Unread.NO_TABLE: "page_without_table", Unread.OTHER_MONTH: "page_of_other_month"}
    if seen.why in codes:
        yield {"code": codes[seen.why], "page": seen.name}
    for cell in seen.unread:
        yield {"code": "table_unread", "page": seen.name, "found": cell}


def table_source(sheet: Sheet, book: Book, *, kind: str, batch: int | None = None) -> Source:
    """The lines of every table of the office's own sheet.

    Raises Asks where somebody has to say what the columns are.
    """
    found = tables_of(sheet, book, kind=kind)
    layout = {"tables": found.shown}
    if not found.is_sure:
        raise Asks(layout, book, found.notes)
    return Source(
        claims=(line for table in found.read for line in lines_below(table)),
        total=sum(
            len(page.rows) for page in {each.index: each.page for each in found.read}.values()
        ),
        ends_on=None,
        letter=found.read[0].letter,
        layout=layout,
        notes=found.notes,
        **({"batch": batch} if batch else {}),
    )


def lines_below(table: Found) -> Iterator[Line]:
    """What stands below the header, without totals, notes and headings."""
    return map(table.line, rows_below(table))


def rows_below(table: Found) -> Iterator[RawLine]:
    for raw in lines_of(table.page, table.header):
        if not isinstance(raw, Skipped):
            yield raw
