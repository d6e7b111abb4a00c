"""Cells as people fill them: what each notation means, and when nobody can know. Plain Python."""

from sheets.rules.cells.around import ALONE, Around
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
from sheets.rules.cells.numbers import has_percent_sign, read_number, read_percent
from sheets.rules.cells.texts import clean, read_text, visible
from sheets.rules.cells.ticks import read_tick

__all__ = [
    "ALONE",
    "Around",
    "Cell",
    "Doubt",
    "Nothing",
    "Proposal",
    "Reading",
    "Unreadable",
    "as_seen",
    "clean",
    "has_percent_sign",
    "plain",
    "read_number",
    "read_percent",
    "read_text",
    "read_tick",
    "visible",
]
