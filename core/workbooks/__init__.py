"""Workbooks (.xlsx) written as text into a zip, row by row, in memory that does not grow.

    styles = Styles()
    plain = styles.place(Style())
    rows = (Row((number, "text"), (plain, plain)) for number in range(10_000))
    page = Page("Lines", (Column(12), Column(40)), rows)
    write_book(file, [page], styles=styles, about=About("Lines", made_at=now))

Nothing here knows an app. Text stays text whatever it starts with; there are no formulas in cells.
"""

from core.workbooks.book import MIME, About, write_book
from core.workbooks.cells import Value
from core.workbooks.page import (
    MOST_ROWS,
    Check,
    Column,
    Highlight,
    Page,
    Paper,
    Protection,
    Row,
    Visibility,
    letter_of,
)
from core.workbooks.styles import Style, Styles
from core.workbooks.text import LONGEST_TEXT

__all__ = [
    "LONGEST_TEXT",
    "MIME",
    "MOST_ROWS",
    "About",
    "Check",
    "Column",
    "Highlight",
    "Page",
    "Paper",
    "Protection",
    "Row",
    "Style",
    "Styles",
    "Value",
    "Visibility",
    "letter_of",
    "write_book",
]
