"""A table as .xlsx: its titles stay in sight, can be filtered by, and print on every page."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import IO

from core.tables.table import Kind, Table
from core.workbooks import About, Page, Paper, Row, Style, Styles, write_book
from core.workbooks import Column as BookColumn

LINE = "D1D5DB"
HEADING = Style(font="黑体", bold=True, fill="DBE6F3", border=LINE, vertical="center")
LOOKS = {
    Kind.TEXT: Style(border=LINE),
    Kind.NUMBER: Style(border=LINE, horizontal="right"),
    Kind.DATE: Style(border=LINE, horizontal="center", form="yyyy-mm-dd"),
    Kind.MOMENT: Style(border=LINE, horizontal="center", form="yyyy-mm-dd hh:mm"),
}
HEAD_HEIGHT = 30
# What Excel does not allow in the name of a sheet, and how long it may be.
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31


def write_xlsx(file: IO[bytes], table: Table, *, now: datetime) -> None:
    styles = Styles()
    page = Page(
        title=sheet_name(table.title),
        columns=[BookColumn(column.width) for column in table.columns],
        rows=_rows(table, styles),
        filtered=True,
        paper=Paper.A3,
        header=" ".join(filter(None, (table.title, table.note))),
    )
    write_book(file, [page], styles=styles, about=About(table.title, made_at=now))


def _rows(table: Table, styles: Styles) -> Iterator[Row]:
    heading = styles.place(HEADING)
    yield Row(table.titles, (heading,) * len(table.columns), height=HEAD_HEIGHT)
    places = tuple(styles.place(LOOKS[column.kind]) for column in table.columns)
    for values in table.rows():
        yield Row(values, places)


def sheet_name(title: str) -> str:
    """Excel repairs files whose sheets have other names."""
    return _FORBIDDEN.sub(" ", title)[:LONGEST_NAME].strip(" '") or "1"
