"""The columns of reports: those of the portal's workbook, and more that departments use."""

from functools import partial

from django.utils.translation import pgettext_lazy

from sheets.columns.definition import Check, Column
from sheets.columns.marks import read_mark, write_mark
from sheets.columns.writers import (
    write_amount,
    write_date,
    write_number,
    write_percent,
    write_text,
    write_tick,
)
from sheets.rules.cells import (
    read_amount,
    read_date,
    read_number,
    read_percent,
    read_text,
    read_tick,
)

text = partial(Column, reader=read_text, write=write_text)
number = partial(Column, reader=read_number, write=write_number)
percent = partial(Column, reader=read_percent, write=write_percent)
day = partial(Column, reader=read_date, write=write_date, check=Check.DATE)
_prose = partial(text, check=Check.TEXT, open=True)

# The context keeps these short words apart from those of pages.
MARK = Column(
    "mark", pgettext_lazy("sheet column", "Line mark (keep)"), 4, reader=read_mark, write=write_mark
)
# What a report takes. What is to be coordinated is asked of others beside it, and has its own
# deadline, so a report has no such field.
OPEN = (
    percent(
        "percent", pgettext_lazy("sheet column", "Done (%)"), 11, check=Check.PERCENT, open=True
    ),
    number(
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
# The portal's own workbook, in its order.
COLUMNS = (
    MARK,
    text("plan", pgettext_lazy("sheet column", "Plan"), 22),
    text("number", pgettext_lazy("sheet column", "Number"), 7),
    text("subject", pgettext_lazy("sheet column", "Task or target"), 26),
    text("quote", pgettext_lazy("sheet column", "Promised words"), 36),
    text("unit_of_measure", pgettext_lazy("sheet column", "Unit of measure"), 9),
    number("last_figure", pgettext_lazy("sheet column", "Last figure"), 11),
    text("last_text", pgettext_lazy("sheet column", "Last progress"), 32),
    *OPEN,
)
UNIT = text("unit", pgettext_lazy("sheet column", "Responsible unit"), 16)
# The same with the lines of many units.
CITY_COLUMNS = (MARK, UNIT, *COLUMNS[1:])
# What departments have in sheets of their own: recognised, so that it is not taken for what a
# report asks for.
RECOGNISED = (
    UNIT,
    text("category", pgettext_lazy("sheet column", "Category"), 12),
    Column(
        "planned",
        pgettext_lazy("sheet column", "Target value"),
        11,
        reader=read_amount,
        write=write_amount,
    ),
    number("period_value", pgettext_lazy("sheet column", "Done in the period"), 11),
    percent("rate", pgettext_lazy("sheet column", "Rate (%)"), 9),
    text("coordination", pgettext_lazy("sheet column", "To be coordinated"), 24),
    day("due", pgettext_lazy("sheet column", "Due"), 12),
    text("remarks", pgettext_lazy("sheet column", "Remarks"), 18),
    text("reporter", pgettext_lazy("sheet column", "Reporter"), 9),
    text("phone", pgettext_lazy("sheet column", "Phone"), 13),
    day("written_on", pgettext_lazy("sheet column", "Written on"), 12),
)
REPORTS = (*COLUMNS, *RECOGNISED)
BY_KEY = {column.key: column for column in COLUMNS}
