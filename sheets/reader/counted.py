"""What the scan of a sheet leaves behind: facts that the reader's answer is compared with."""

from dataclasses import dataclass, field

from sheets.reader.address import column_number, letters
from sheets.reader.limits import LAST_COLUMN, MERGES, SHEET_COLUMNS, Limits
from sheets.reader.refusals import Refused

Place = tuple[int, int]


@dataclass
class Counted:
    """A sheet without its values. Places are (row, column) from 1."""

    limits: Limits
    # Row -> cells that a reader must return.
    filled: dict[int, int] = field(default_factory=dict)
    # Row -> columns whose numbers are shown as percentages.
    percents: dict[int, tuple[int, ...]] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    unsaved_formulas: set[Place] = field(default_factory=set)
    # The pictures that WPS puts into cells, by their mark.
    pictures: dict[Place, str] = field(default_factory=dict)
    # Cells that point to a value beside the sheet, which may be a picture of Excel 365.
    rich: dict[Place, int] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    # Top left and bottom right of each.
    merges: list[tuple[Place, Place]] = field(default_factory=list)
    filtered: bool = False
    cells: int = 0
    characters: int = 0
    first_row: int = 0
    last_row: int = 0
    first_column: int = SHEET_COLUMNS
    last_column: int = 0

    def hold(self, row: int, first: int, last: int, cells: int) -> None:
        """Some cells of a row, from its `first` column to its `last`, have content."""
        if row > self.limits.last_row:
            # A table that goes on is too long; a lonely cell far below it is a slip of the hand.
            if len(self.filled) >= self.limits.lines:
                raise Refused("too_many_lines", found=self.limits.lines)
            raise Refused("stray_cell", cell=f"{letters(first)}{row}")
        if last > LAST_COLUMN:
            raise Refused("stray_cell", cell=f"{letters(last)}{row}")
        self.first_row = self.first_row or row
        self.last_row = row
        self.first_column = min(first, self.first_column)
        self.last_column = max(last, self.last_column)
        self.cells += cells
        if self.cells > self.limits.cells:
            raise Refused("too_big")
        width = self.last_column - self.first_column + 1
        if width * (row - self.first_row + 1) > self.limits.frame:
            raise Refused("stray_cell", cell=f"{letters(last)}{row}")

    def hold_block(self, rows: list[int], first: int, last: int, cells: int) -> bool:
        """The same for many rows in order; False, and nothing held, when that may be too much."""
        top, bottom = self.first_row or rows[0], rows[-1]
        left, right = min(first, self.first_column), max(last, self.last_column)
        if (
            bottom > self.limits.last_row
            or right > LAST_COLUMN
            or self.cells + cells > self.limits.cells
            or (right - left + 1) * (bottom - top + 1) > self.limits.frame
        ):
            return False
        self.first_row, self.last_row = top, bottom
        self.first_column, self.last_column = left, right
        self.cells += cells
        return True

    def merge(self, reference: str) -> None:
        start, _, end = reference.partition(":")
        self.merge_places(_place(start), _place(end or start))

    def merge_places(self, top_left: Place, bottom_right: Place) -> None:
        if len(self.merges) == MERGES:
            raise Refused("too_big")
        self.merges.append((top_left, bottom_right))

    def hidden_letters(self) -> list[str]:
        """The hidden columns that have content."""
        return [
            letters(column)
            for first, last in self.hidden_columns
            for column in range(max(first, self.first_column), min(last, self.last_column) + 1)
        ]

    def hidden_lines(self) -> list[int]:
        """The hidden rows that have content: people hide the million rows below their table."""
        return sorted(row for row in self.hidden_rows if self.filled.get(row))

    def merged(self) -> list[str]:
        """The merges, cut to the rows and columns that have content."""
        return [cut for merge in self.merges if (cut := self._cut(*merge))]

    def _cut(self, top_left: Place, bottom_right: Place) -> str:
        (top, left), (bottom, right) = top_left, bottom_right
        bottom, right = min(bottom, self.last_row), min(right, self.last_column)
        if not 0 < top <= bottom or not 0 < left <= right or (top, left) == (bottom, right):
            return ""
        return f"{letters(left)}{top}:{letters(right)}{bottom}"


def _place(address: str) -> Place:
    """Row and column of `E7`, (0, 0) for nonsense: a merge is a hint, not content."""
    name = address.rstrip("0123456789")
    number = address[len(name) :]
    if not (0 < len(name) <= 3 and name.isascii() and name.isupper() and 0 < len(number) <= 7):
        return 0, 0
    return int(number), column_number(name)
