"""The columns of reports: those of the portal's workbook, and more that departments use."""

from functools import partial

from django.utils.translation import pgettext_lazy

from sheets.columns.definition import Check, Column
from sheets.columns.marks import read_mark, write_mark
from sheets.columns.writers import write_number, write_percent, write_text, write_tick
from sheets.rules.cells import read_number, read_percent, read_text, read_tick

_text = partial(Column, reader=read_text, write=write_text)
_number = partial(Column, reader=read_number, write=write_number)
_prose = partial(_text, check=Check.TEXT, open=True)

# The context keeps these short words apart from those of pages.
MARK = Column(
    "mark",
    pgettext_lazy("sheet column", "Line mark (keep)"),
    4,
    reader=read_mark,
    write=write_mark,
)
OPEN = (
    Column(
        "percent",
        pgettext_lazy("sheet column", "Done (%)"),
        11,
        reader=read_percent,
        write=write_percent,
        check=Check.PERCENT,
        open=True,
    ),
    _number(
        "value", pgettext_lazy("sheet column", "Value reached"), 13, check=Check.NUMBER, open=True
    ),
    _prose("progress", pgettext_lazy("sheet column", "Progress"), 42),
    _prose("problems", pgettext_lazy("sheet column", "Problems"), 28),
    _prose("next_steps", pgettext_lazy("sheet column", "Next steps"), 28),
    Column(
        "no_change",
        pgettext_lazy("sheet column", "No change (√)"),
        8,
        reader=read_tick,
        write=write_tick,
        check=Check.TICK,
        open=True,
    ),
    _prose("explanation", pgettext_lazy("sheet column", "Explanation"), 24),
)
COLUMNS = (
    MARK,
    _text("plan", pgettext_lazy("sheet column", "Plan"), 22),
    _text("number", pgettext_lazy("sheet column", "Number"), 7),
    _text("subject", pgettext_lazy("sheet column", "Task or target"), 26),
    _text("quote", pgettext_lazy("sheet column", "Promised words"), 36),
    _text("unit_of_measure", pgettext_lazy("sheet column", "Unit of measure"), 9),
    _number("last_figure", pgettext_lazy("sheet column", "Last figure"), 11),
    _text("last_text", pgettext_lazy("sheet column", "Last progress"), 32),
    *OPEN,
)
BY_KEY = {column.key: column for column in COLUMNS}
