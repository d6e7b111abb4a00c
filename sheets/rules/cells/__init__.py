"""Cells as people fill them: what each notation means, and when nobody can know. Plain Python.

Every rule is a row of tests/sheets/cells_table.md.
"""

from sheets.rules.cells.amounts import Amount
from sheets.rules.cells.around import ALONE, Around
from sheets.rules.cells.dates import Term, read_date
from sheets.rules.cells.found import (
    Cell,
    Doubt,
    Nothing,
    Proposal,
    Reading,
    Unreadable,
    as_seen,
    plain,
)
from sheets.rules.cells.lines import is_note, is_total
from sheets.rules.cells.numbers import has_percent_sign, read_amount, read_number, read_percent
from sheets.rules.cells.plainly import nothing_in
from sheets.rules.cells.sentences import Said, proposals_in
from sheets.rules.cells.texts import clean, visible
from sheets.rules.cells.ticks import read_tick
from sheets.rules.cells.words import read_list, read_text

__all__ = [
    "ALONE",
    "Amount",
    "Around",
    "Cell",
    "Doubt",
    "Nothing",
    "Proposal",
    "Reading",
    "Said",
    "Term",
    "Unreadable",
    "as_seen",
    "clean",
    "has_percent_sign",
    "is_note",
    "is_total",
    "nothing_in",
    "plain",
    "proposals_in",
    "read_amount",
    "read_date",
    "read_list",
    "read_number",
    "read_percent",
    "read_text",
    "read_tick",
    "visible",
]
