"""What the reader printed becomes the table that people filled in."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core import signing

from sheets.columns import BY_KEY, MARK, OPEN, Cell
from sheets.reader.refusals import Refused
from sheets.writing import STAMP_SHEET, VERSION, Stamp
from units.rules import name_key

# Somebody may put a title above the header; nobody puts a page of text there.
HEADER_WITHIN = 20


@dataclass(frozen=True)
class Row:
    """A line with Excel's own number; cells by column letter."""

    number: int
    cells: dict[str, Cell]


@dataclass
class Page:
    name: str
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """The lines below the header, and in which letter each column stands now."""

    letters: dict[str, str]
    rows: list[Row]

    def address(self, row: Row, key: str) -> str:
        return f"{self.letters[key]}{row.number}"

    def cell(self, row: Row, key: str) -> Cell:
        return row.cells.get(self.letters[key])


def pages_of(output: bytes) -> list[Page]:
    """The sheets of a workbook; raises Refused where the reader refused it or did not finish."""
    pages: list[Page] = []
    last: dict[str, Any] = {}
    for line in output.splitlines():
        last = json.loads(line, parse_float=Decimal, parse_int=Decimal)
        if "sheet" in last:
            pages.append(Page(last["sheet"]))
        elif "row" in last:
            pages[-1].rows.append(Row(int(last["row"]), last["cells"]))
    if "refused" in last:
        raise Refused(last.pop("refused"), **{name: str(fact) for name, fact in last.items()})
    if last.get("end") != sum(len(page.rows) for page in pages):
        raise Refused("unreadable")
    return pages


def stamp_of(pages: Iterable[Page]) -> Stamp:
    """Which unit and closing date the portal made the workbook for."""
    page = next((page for page in pages if page.name == STAMP_SHEET), None)
    if page is None or not page.rows:
        raise Refused("not_ours")
    try:
        stamp = Stamp.unseal(str(page.rows[0].cells.get("A", "")))
    except signing.BadSignature as error:
        raise Refused("tampered") from error
    if stamp.version != VERSION:
        raise Refused("old_template")
    return stamp


def table_of(pages: Iterable[Page]) -> Table:
    """The table with our columns, wherever its columns were moved to."""
    for page in pages:
        for index, row in enumerate(page.rows[:HEADER_WITHIN]):
            letters = _recognise(row)
            if MARK.key in letters:
                _require_open_columns(letters)
                return Table(letters, page.rows[index + 1 :])
    raise Refused("no_header", found=str(MARK.title))


def _recognise(row: Row) -> dict[str, str]:
    keys = {title: key for key, column in BY_KEY.items() for title in column.titles()}
    letters: dict[str, str] = {}
    for letter, cell in row.cells.items():
        key = keys.get(name_key(cell)) if isinstance(cell, str) else None
        if key is None:
            continue
        if key in letters:
            raise Refused("column_twice", cell=f"{letter}{row.number}", found=str(cell))
        letters[key] = letter
    return letters


def _require_open_columns(letters: dict[str, str]) -> None:
    missing = [column.key for column in OPEN if column.key not in letters]
    if missing:
        raise Refused("columns_missing", keys=missing)
