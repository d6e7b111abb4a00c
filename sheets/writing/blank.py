"""Blank templates: the columns of a kind of sheet, to be filled in line by line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from core.tables.xlsx_file import sheet_name
from core.workbooks import About, Page, Paper, Row, Styles, write_book
from core.workbooks import Column as BookColumn
from sheets.columns import KINDS, Column
from sheets.writing import looks
from sheets.writing.checks import checks_of, words_page
from sheets.writing.instructions import instructions_page, steps_of_blank

# Of all the columns that are understood, those that a department fills in for itself.
REPORT_KEYS = (
    "plan", "number", "subject", "unit_of_measure", "planned", "percent", "value", "progress",
    "problems", "next_steps", "no_change", "explanation", "remarks",
)  # fmt: skip
# So many lines are framed and checked; more can be written below.
BLANK_LINES = 200


def blank_columns(kind: str) -> list[Column]:
    """The columns of a template: a unit's own sheet, one of many units, or another kind."""
    if kind not in ("reports", "city"):
        return list(KINDS[kind].values())
    keys = REPORT_KEYS if kind == "reports" else (REPORT_KEYS[0], "unit", *REPORT_KEYS[1:])
    # All of it is theirs to write, in a sheet that the portal knows nothing of yet.
    return [replace(KINDS["reports"][key], open=True) for key in keys]


def write_blank(columns: Sequence[Column], *, title: str, now: datetime) -> bytes:
    """A workbook without any line of ours, for a department's own use; nothing is locked."""
    styles, buffer = Styles(), BytesIO()
    heading, cell = styles.place(looks.HEADING), styles.place(looks.OPEN)
    width = len(columns)
    rows = [Row([str(column.title) for column in columns], (heading,) * width, height=30)]
    rows += [Row([None] * width, (cell,) * width)] * BLANK_LINES
    page = Page(
        title=sheet_name(title),
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
        words_page(columns),
    )
    write_book(buffer, pages, styles=styles, about=About(title, made_at=now))
    return buffer.getvalue()
