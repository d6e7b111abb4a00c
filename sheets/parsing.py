"""What the reader printed becomes the table that people filled in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core import signing

from sheets.book import Page, Row
from sheets.columns import BY_KEY, MARK, OPEN, Cell
from sheets.reader.refusals import Refused
from sheets.writing import STAMP_SHEET, VERSION, Stamp
from units.rules import name_key

# Somebody may put a title above the header; nobody puts a page of text there.
HEADER_WITHIN = 20


@dataclass(frozen=True)
class Table:
    """The lines below the header, and in which letter each column stands now."""

    letters: dict[str, str]
    rows: Sequence[Row]

    def address(self, row: Row, key: str) -> str:
        return f"{self.letters[key]}{row.number}"

    def cell(self, row: Row, key: str) -> Cell:
        return row.cells.get(self.letters[key])


def stamp_of(pages: Iterable[Page]) -> Stamp | None:
    """Which unit and closing date the portal made the workbook for; None for other people's."""
    page = next((page for page in pages if page.name == STAMP_SHEET), None)
    if page is None or not page.rows:
        return None
    try:
        stamp = Stamp.unseal(str(page.rows[0].cells.get("A", "")))
    except signing.BadSignature as error:
        raise Refused("tampered") from error
    if stamp.version != VERSION:
        raise Refused("old_template")
    return stamp


def table_of(pages: Sequence[Page]) -> tuple[int, Table]:
    """The table with our columns, wherever its columns were moved to, and on which worksheet."""
    for number, page in enumerate(pages):
        for index, row in enumerate(page.rows[:HEADER_WITHIN]):
            letters = _recognise(row)
            if MARK.key in letters:
                _require_open_columns(letters)
                return number, Table(letters, page.rows[index + 1 :])
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
