"""The texts of the first rows, with merged cells spread over what they cover."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sheets.reader.address import column_number
from sheets.rules.cells import Cell, as_seen
from sheets.rules.matching.looks import looks_of
from sheets.rules.matching.shapes import Page, Row
from units.rules import name_key

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
# Wider sheets are read so far; no table of people has as many columns.
MOST_COLUMNS = 256
# So much of a text tells whether it belongs to a header.
_ENOUGH = 200


@dataclass(frozen=True, slots=True)
class Merge:
    """Rows and columns that one cell covers, both ends included."""

    top: int
    bottom: int
    left: int
    right: int


def read_merges(page: Page) -> Iterator[Merge]:
    """The merged ranges of a worksheet; what is no range is left out."""
    for each in page.merges:
        found = _RANGE.fullmatch(each)
        if found and found[3]:
            yield Merge(
                int(found[2]), int(found[4]), column_number(found[1]), column_number(found[3])
            )


@dataclass(frozen=True)
class Grid:
    """Some rows of a page by number; cells by column number."""

    rows: Mapping[int, Mapping[int, Cell]]
    # Row and column of covered cells -> row and column of the cell that covers them.
    covered: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page, rows: Sequence[Row]) -> "Grid":
        wanted = sorted(row.number for row in rows)
        cells = {
            row.number: {
                number: cell
                for letter, cell in row.cells.items()
                if (number := column_number(letter)) <= MOST_COLUMNS and cell is not None
            }
            for row in rows
        }
        last = max((max(each, default=0) for each in cells.values()), default=0)
        covered = {
            (row, column): (merge.top, merge.left)
            for merge in read_merges(page)
            for row in wanted[bisect_left(wanted, merge.top) : bisect_right(wanted, merge.bottom)]
            for column in range(merge.left, min(merge.right, last) + 1)
        }
        return cls(cells, covered)

    @cached_property
    def looks(self) -> Mapping[int, Mapping[int, frozenset[str]]]:
        """How the cell in each row and column looks."""
        return {
            row: {column: looks_of(cell) for column, cell in cells.items()}
            for row, cells in self.rows.items()
        }

    @cached_property
    def columns(self) -> list[int]:
        """All columns with something in them."""
        return sorted({column for cells in self.rows.values() for column in cells})

    def text(self, row: int, column: int) -> str:
        """What people read there, one merged cell being read everywhere that it covers."""
        row, column = self.covered.get((row, column), (row, column))
        return name_key(as_seen(self.rows.get(row, {}).get(column))[:_ENOUGH])

    def spread(self, row: int, column: int) -> bool:
        """Whether the cell is covered by another one in a row above."""
        return self.top(row, column) < row

    def top(self, row: int, column: int) -> int:
        """The row of the cell that people read there."""
        return self.covered.get((row, column), (row, column))[0]

    def texts(self, row: int) -> dict[int, str]:
        """The texts of a row by column, without the empty ones."""
        texts = ((column, self.text(row, column)) for column in self.columns)
        return {column: text for column, text in texts if text}
