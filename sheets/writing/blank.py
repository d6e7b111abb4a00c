"""Blank templates: the columns of a kind of sheet, to be filled in line by line."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from core.workbooks import About, Page, Paper, Row, Styles, write_book
from core.workbooks import Column as BookColumn
from sheets.columns import Column
from sheets.writing import looks
from sheets.writing.checks import checks_of, words_page
from sheets.writing.instructions import instructions_page, steps_of_blank

# So many lines are framed and checked; more can be written below.
BLANK_LINES = 200


def write_blank(columns: Sequence[Column], *, title: str, now: datetime) -> bytes:
    """A workbook without any line of ours, for a department's own use; nothing is locked."""
    styles, buffer = Styles(), BytesIO()
    heading, cell = styles.place(looks.HEADING), styles.place(looks.OPEN)
    width = len(columns)
    rows = [Row([str(column.title) for column in columns], (heading,) * width, height=30)]
    rows += [Row([None] * width, (cell,) * width)] * BLANK_LINES
    page = Page(
        title=title,
        columns=[BookColumn(column.width, style=cell) for column in columns],
        rows=rows,
        filtered=True,
        checks=checks_of(columns),
        paper=Paper.A3,
        header=title,
    )
    pages = (
        page,
        instructions_page(
            styles, title=title, made_at=now, columns=columns, steps=steps_of_blank()
        ),
        words_page(),
    )
    write_book(buffer, pages, styles=styles, about=About(title, made_at=now))
    return buffer.getvalue()
