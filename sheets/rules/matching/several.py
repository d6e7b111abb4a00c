"""Several tables one below the other on a worksheet, each with its own header."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import dropwhile, takewhile

from sheets.rules.matching.above import Above
from sheets.rules.matching.headers import MOST_HEADER_ROWS, Header, find_table
from sheets.rules.matching.mapping import faults
from sheets.rules.matching.repeating import HeaderRows, says_something
from sheets.rules.matching.shapes import Page, Row

# Nobody puts more tables on one worksheet; a page of small ones is a form.
MOST_TABLES = 20
# As far back as the title of a table may stand over its header.
_BACK = 8


@dataclass(frozen=True)
class Tables:
    """The headers of a worksheet from top to bottom; `unread` are the cells in which further
    tables begin of which nobody can say what their columns are."""

    headers: tuple[Header, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Part:
    """The rows of a worksheet from one row on, down to another one."""

    page: Page
    start: int
    end: int | None = None

    @property
    def name(self) -> str:
        return self.page.name

    @property
    def merges(self) -> Sequence[str]:
        return self.page.merges

    @property
    def rows(self) -> Iterator[Row]:
        rows = dropwhile(lambda row: row.number < self.start, self.page.rows)
        return takewhile(lambda row: self.end is None or row.number < self.end, rows)


def find_tables(
    page: Page,
    *,
    kind: str = "reports",
    on: date | None = None,
    needed: frozenset[str] = frozenset(),
) -> Tables:
    """Every table of a worksheet; a table below the first is read where its own header says what
    its columns are, those of the keys `needed` among them."""
    header = find_table(page, kind=kind, on=on)
    if header is None:
        return Tables()
    headers = [header]
    unread: list[str] = []
    search = _Search(page, header)
    while len(headers) + len(unread) < MOST_TABLES and (place := search.next()) is not None:
        found = find_table(_Part(page, place.title), kind=kind, on=on)
        if headers[-1].until is None:
            headers[-1] = _ended(page, headers[-1], place.title, kind=kind, on=on)
        if found is None or not place.title <= found.first_row <= place.row <= found.last_row:
            unread.append(place.cell)
        elif faults(found, kind=kind) or not needed <= found.keys:
            unread.append(place.cell)
            search.go_on(found)
        else:
            headers.append(replace(found, above=_inherited(found.above, headers[0].above)))
            search.go_on(found)
    return Tables(tuple(headers), tuple(unread))


def _ended(page: Page, header: Header, row: int, *, kind: str, on: date | None) -> Header:
    """What its columns are, only its own lines tell."""
    start = header.first_row - _BACK if header.first_row > _BACK else 0
    alone = find_table(_Part(page, start, row), kind=kind, on=on)
    same = alone is not None and alone.first_row == header.first_row
    return replace(alone if alone is not None and same else header, above=header.above, until=row)


def _inherited(own: Above, first: Above) -> Above:
    """Whose sheet it is, and in what it counts, is often printed once, over the first table."""
    return replace(own, unit=own.unit or first.unit, measure=own.measure or first.measure)


@dataclass(frozen=True)
class _Place:
    """Where a table begins: the row that looks like a header, the first row that belongs to it,
    be it the title above, and the cell that people look for."""

    row: int
    title: int
    cell: str


class _Search:
    """Goes through the rows once, whatever number of tables there is."""

    def __init__(self, page: Page, header: Header) -> None:
        self._rows = iter(page.rows)
        self._before: deque[Row] = deque(maxlen=_BACK)
        self.go_on(header)

    def go_on(self, header: Header) -> None:
        """Look below this header from now on."""
        self._last_row, self._header_rows = header.last_row, HeaderRows(header)
        self._before.clear()

    def next(self) -> _Place | None:
        for row in self._rows:
            if row.number <= self._last_row:
                continue
            if not self._header_rows.repeats(row) and self._header_rows.begins_another(row):
                return self._place(row)
            self._before.append(row)
        return None

    def _place(self, row: Row) -> _Place:
        """Group headings and the title above belong to the table; lines of the one before do not.

        What has words in some columns and no figure is a heading if it touches the header; what
        has one text only is a title.
        """
        title = row.number
        headings = MOST_HEADER_ROWS - 1
        for above in reversed(self._before):
            texts = {cell for cell in above.cells.values() if says_something(cell)}
            lone = len(texts) <= 1
            if not lone and not (headings and title - above.number == 1 and _is_group(above)):
                break
            headings -= not lone
            title = above.number
        letter = next(at for at, cell in row.cells.items() if says_something(cell))
        return _Place(row.number, title, f"{letter}{row.number}")


def _is_group(row: Row) -> bool:
    """Whether a row can be the upper one of a header: short words, and nothing that is counted."""
    cells = [cell for cell in row.cells.values() if says_something(cell)]
    return all(isinstance(cell, str) and len(cell) <= 12 for cell in cells) and not any(
        str(cell)[:1].isdigit() for cell in cells
    )
