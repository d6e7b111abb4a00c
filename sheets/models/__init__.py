"""Uploaded sheets, the outcome of each of their lines, and what columns were said to be."""

from sheets.models.layouts import SheetLayout
from sheets.models.lines import Choice, Outcome, SheetLine
from sheets.models.sheets import Kind, Sheet, Stage, uploader_of

__all__ = [
    "Choice", "Kind", "Outcome", "Sheet", "SheetLayout", "SheetLine", "Stage", "uploader_of",
]  # fmt: skip
