"""The lines of a table: cells by key, what merged cells mean for the rows they cover."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sheets.reader.address import column_number
from sheets.rules.cells import Cell, Nothing, as_seen
from sheets.rules.cells.lines import is_note, is_total
from sheets.rules.cells.plainly import nothing_in
from sheets.rules.matching.claims import Claim
from sheets.rules.matching.grid import read_merges
from sheets.rules.matching.headers import Header
from sheets.rules.matching.looks import NUMBER, looks_of
from sheets.rules.matching.repeating import LONGEST_WORDS, HeaderRows, says_something
from sheets.rules.matching.shapes import Page, Row
from sheets.rules.matching.vocabulary import IGNORE
from units.rules import name_key

# What a merged cell says about every row that it covers. A merged figure belongs to its first row.
FILLED = frozenset({"category", "plan", "number", "subject", "unit", "due", "unit_of_measure"})
# What 同上 may stand for.
_DITTO = FILLED - {"number"}


# So many lines one item may have; a merged column of ten thousand rows is no item.
MOST_PARTS = 200
_LAST_ROW = 1 << 30


class Why(StrEnum):
    """Why a row of the table is no line."""

    TOTAL = "total"
    NOTE = "note"
    HEADING = "heading"  # 一、工业经济 across the table
    HEADER = "header"  # the header again, on another printed page
    OTHER_TABLE = "other_table"  # another header, and everything below it
    EMPTY = "empty"  # nothing in the columns that are known


@dataclass(frozen=True, slots=True)
class Skipped:
    row: int
    why: Why


@dataclass(frozen=True, slots=True)
class Line:
    """`cells` by key, without those of ignored columns; `filled` are keys whose cells stand in
    another row. `part_of` is the first row of an item with several lines."""

    row: int
    cells: Mapping[str, Cell]
    filled: frozenset[str] = frozenset()
    part_of: int | None = None

    def text(self, key: str) -> str:
        return as_seen(self.cells.get(key)).strip()


def lines_of(page: Page, header: Header) -> Iterator[Line | Skipped]:
    """Everything below the header, down to the next table; each row either a line or skipped with
    the reason.

    They come in their order. Rows are taken one by one: no more of them is kept than one item's.
    """
    reading = _Reading(page, header)
    item: list[Line] = []
    blanks: list[Skipped] = []
    for row in page.rows:
        if row.number <= header.last_row or row.number < header.below:
            continue
        if header.until is not None and row.number >= header.until:
            break
        why = reading.why_skipped(row)
        if why is Why.EMPTY:
            blanks.append(Skipped(row.number, why))
            if len(blanks) == MOST_PARTS:
                yield from _whole(item, blanks)
                item, blanks = [], []
            continue
        line = reading.line(row) if why is None else None
        if line and item and len(item) < MOST_PARTS and _continues(line, item[0], reading):
            item.append(_inherits(line, item[0]))
            continue
        yield from _whole(item, blanks)
        item, blanks = [line] if line else [], []
        if why is not None:
            reading.pass_by(row, why)
            yield Skipped(row.number, why)
    yield from _whole(item, blanks)


def _whole(item: Sequence[Line], blanks: Iterable[Skipped]) -> Iterator[Line | Skipped]:
    """The lines of one item, which only the first of them names, with blank rows in between."""
    part_of = item[0].row if len(item) > 1 else None
    lines = (Line(line.row, line.cells, line.filled, part_of) for line in item)
    together: list[Line | Skipped] = [*lines, *blanks]
    yield from sorted(together, key=lambda each: each.row)


class _Merges:
    """Which rows of a column one cell covers."""

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        self._ranges = sorted(ranges)

    def top(self, row: int) -> int | None:
        """The first row of the merged range that covers the row."""
        at = bisect_right(self._ranges, (row, _LAST_ROW)) - 1
        if at < 0 or self._ranges[at][1] < row:
            return None
        return self._ranges[at][0]


class _Reading:
    """What is known so far while the rows are read from top to bottom."""

    def __init__(self, page: Page, header: Header) -> None:
        self.header = header
        self.keys = {
            letter: guess.key
            for letter, guess in header.columns.items()
            if guess.key and guess.key != IGNORE
        }
        self.merges = self._merged(page)
        self.header_rows = HeaderRows(header)
        # By key: the row and the cell that a merged range shows now.
        self._shown: dict[str, tuple[int, Cell]] = {}
        self._last: dict[str, Cell] = {}
        self._heading = ""
        self._other_table = False

    def _merged(self, page: Page) -> dict[str, _Merges]:
        columns = {column_number(letter): key for letter, key in self.keys.items()}
        ranges: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for merge in read_merges(page):
            key = columns.get(merge.left)
            if key in FILLED and merge.top > self.header.last_row and merge.bottom > merge.top:
                ranges[key].append((merge.top, merge.bottom))
        return defaultdict(_Merges, {key: _Merges(found) for key, found in ranges.items()})

    def why_skipped(self, row: Row) -> Why | None:
        """None for a line."""
        if self._other_table:
            return Why.OTHER_TABLE
        if not any(says_something(row.cells.get(letter)) for letter in self.keys):
            return Why.EMPTY
        if self.header_rows.repeats(row):
            return Why.HEADER
        if self.header_rows.begins_another(row):
            # Its columns are others: read as ours, figures would land in the wrong reports.
            self._other_table = True
            return Why.OTHER_TABLE
        if is_total(row.cells):
            return Why.TOTAL
        if is_note(row.cells):
            return Why.NOTE
        # Full rows are lines; only sparse ones need a closer look.
        return self._sparse(row) if len(row.cells) < 4 or _repeats_itself(row) else None

    def _sparse(self, row: Row) -> Why | None:
        """A heading, a note, or a line of a table that says little."""
        cells = row.cells
        own = {
            letter: key for letter, key in self.keys.items() if says_something(cells.get(letter))
        }
        texts = [name_key(as_seen(cell)) for cell in row.cells.values() if says_something(cell)]
        keys = set(own.values())
        if len(set(texts)) == 1:
            return self._alone(texts[0], own, keys)
        heading = len(texts) == 2 and keys <= {"number", "subject", "category"}
        return Why.HEADING if heading and _CHINESE_NUMBER.fullmatch(texts[0]) else None

    def _alone(self, text: str, own: Mapping[str, str], keys: set[str]) -> Why | None:
        long = len(text) > _LONGEST_HEADING
        if keys <= {"number", "category", "plan", "remarks"} or _HEADING.match(text):
            return Why.NOTE if long else Why.HEADING
        if keys == {"subject"} and long:
            first = min(map(column_number, self.keys))
            return Why.NOTE if column_number(next(iter(own))) == first else None
        return None

    def pass_by(self, row: Row, why: Why) -> None:
        if why is Why.HEADING:
            self._heading = max(map(as_seen, row.cells.values()), key=len)

    def line(self, row: Row) -> Line:
        cells: dict[str, Cell] = {}
        filled: set[str] = set()
        for letter, key in self.keys.items():
            cell = row.cells.get(letter)
            top = self.merges[key].top(row.number) if key in self.merges else None
            if top is not None and top == row.number:
                self._shown[key] = (top, cell)
            elif cell is None and top is not None and self._shown.get(key, (0,))[0] == top:
                cell = self._shown[key][1]
                filled.update({key} if cell is not None else ())
            elif key in _DITTO and cell is not None and _is_ditto(cell):
                cell = self._last.get(key)
                filled.add(key)
            if cell is not None:
                cells[key] = self._last[key] = cell
        if self._heading and "category" not in cells:
            cells["category"] = self._heading
            filled.add("category")
        return Line(row.number, cells, frozenset(filled))


def _continues(line: Line, first: Line, reading: _Reading) -> bool:
    """Whether a line has neither a number nor a title of its own, or shares the first one's."""
    for key in ("subject", "number"):
        top = reading.merges[key].top(line.row)
        if top is not None and top < line.row:
            return top == reading.merges[key].top(first.row)
    if "subject" in line.cells or "subject" not in first.cells:
        return False
    return "number" not in line.cells


def _inherits(line: Line, first: Line) -> Line:
    cells, filled = dict(line.cells), set(line.filled)
    for key in ("number", "subject", "unit", "plan"):
        if key not in cells and key in first.cells:
            cells[key] = first.cells[key]
            filled.add(key)
    return Line(line.row, cells, frozenset(filled))


# --- What a line says it is about -----------------------------------------------------------------


def claim_of(line: Line, header: Header) -> Claim:
    """A part of an item speaks with its own words; what it shares is only where it belongs."""
    title, quote = line.text("subject"), line.text("quote")
    promised = "" if NUMBER in looks_of(line.cells.get("planned")) else line.text("planned")
    context = ""
    number = line.text("number")
    if line.part_of is not None:
        number = ""
        own = title if "subject" not in line.filled and line.row != line.part_of else ""
        words = own or quote or promised
        if words and words != title:
            title, quote, context = words, promised, title
    return Claim(
        line.row,
        number=number,
        title=title,
        quote=quote or promised,
        plan=line.text("plan"),
        unit=line.text("unit"),
        measure=line.text("unit_of_measure") or header.above.measure,
        context=context,
    )


# --- Rows that are no lines -----------------------------------------------------------------------

_LONGEST_HEADING = 40
_HEADING = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]")
_CHINESE_NUMBER = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")


def _repeats_itself(row: Row) -> bool:
    """A heading that a program wrote into each of the cells that it covered."""
    cells = list(row.cells.values())
    return isinstance(cells[0], str) and cells[0] == cells[-1]


@lru_cache(maxsize=4096)
def _says_ditto(text: str) -> bool:
    return nothing_in(text) is Nothing.SAME_AS_ABOVE


def _is_ditto(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) < LONGEST_WORDS and _says_ditto(cell)
