"""Uploaded sheets, what became of their lines, and what people said of both."""

from sheets.models.copies import SheetCopy
from sheets.models.decisions import SheetDecision
from sheets.models.layouts import SheetLayout
from sheets.models.lines import Choice, Outcome, SheetLine
from sheets.models.sheets import Kind, Sheet, Stage, uploader_of

__all__ = [
    "Choice",
    "Kind",
    "Outcome",
    "Sheet",
    "SheetCopy",
    "SheetDecision",
    "SheetLayout",
    "SheetLine",
    "Stage",
    "uploader_of",
]
