"""The columns of every kind of sheet. Each has one definition, which converts both ways."""

from sheets.columns.definition import Check, Column, Written
from sheets.columns.marks import LINE_SALT, Mark
from sheets.columns.reports import BY_KEY, COLUMNS, MARK, OPEN
from sheets.rules.cells import Cell, Unreadable, clean, has_percent_sign, plain

__all__ = [
    "BY_KEY",
    "COLUMNS",
    "LINE_SALT",
    "MARK",
    "OPEN",
    "Cell",
    "Check",
    "Column",
    "Mark",
    "Unreadable",
    "Written",
    "clean",
    "has_percent_sign",
    "plain",
]
