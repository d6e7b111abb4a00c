"""A person's own workbook goes back with its troubles marked in it."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from core.child import MB
from core.tables.xlsx_file import sheet_name
from core.workbooks import About, Column, Page, Row, Style, Styles, Value, Visibility, write_book
from sheets import book
from sheets.columns import Cell, plain
from sheets.marker.troubles import Trouble, dumped
from sheets.reader.address import column_number

# Colours and notes add to what was there.
MORE = 32 * MB
ZIP = b"PK"
WIDTH = 16


def mark_up(original: bytes, troubles: Sequence[Trouble], *, now: datetime) -> bytes:
    """Their own workbook with coloured cells and notes; what else is in it stays as it was.

    An old workbook or a text file comes back as .xlsx with the same cells. The file must have
    passed the reader. Raises Refused where it cannot be marked.
    """
    with TemporaryDirectory() as folder:
        source, list_of_them = Path(folder, "book"), Path(folder, "troubles.json")
        source.write_bytes(original)
        named = [replace(each, sheet=name_in_copy(each.sheet)) for each in troubles]
        list_of_them.write_text(dumped(named), encoding="utf-8")
        if not original.startswith(ZIP):
            source = _as_workbook(source, Path(folder, "book.xlsx"), now=now)
        return _run_marker(source, list_of_them)


def _run_marker(source: Path, troubles: Path) -> bytes:
    command = [sys.executable, "-m", "sheets.marker", str(source), str(troubles)]
    largest = 2 * source.stat().st_size + MORE
    return book.run_or_refuse(command, largest_output=largest)


def _as_workbook(source: Path, target: Path, *, now: datetime) -> Path:
    """The same cells at the same places."""
    styles = Styles()
    day = styles.place(Style(form="yyyy-mm-dd"))
    with book.open_book(str(source), lines=book.OFFICE_LINES) as found, target.open("wb") as file:
        pages = [_page(page, day) for page in found.pages]
        write_book(file, pages, styles=styles, about=About("", made_at=now))
    return target


def name_in_copy(sheet: str) -> str:
    """A text file has a sheet without a name, which no workbook has."""
    return sheet or sheet_name(sheet)


def _page(page: book.Page, day: int) -> Page:
    width = max((column_number(letter) for row in page.rows for letter in row.cells), default=1)
    return Page(
        title=name_in_copy(page.name),
        columns=[Column(WIDTH)] * width,
        rows=_rows(page, width, day),
        head=0,
        visibility=Visibility(page.state),
    )


def _rows(page: book.Page, width: int, day: int) -> Iterator[Row]:
    number = 0
    for row in page.rows:
        while number < row.number - 1:
            number += 1
            yield Row([None] * width, (0,) * width)
        number = row.number
        values: list[Value] = [None] * width
        for letter, cell in row.cells.items():
            values[column_number(letter) - 1] = _value(cell)
        yield Row(values, tuple(day if isinstance(value, date) else 0 for value in values))


def _value(cell: Cell) -> Value:
    """What people see in the cell."""
    if not isinstance(cell, dict):
        return cell
    if cell["is"] == "percent":
        return f"{plain(cell['found'] * 100)}%"
    if cell["is"] == "date":
        return _day(str(cell["found"]))
    return str(cell["found"])


def _day(text: str) -> Value:
    """A day with a time stays a text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
