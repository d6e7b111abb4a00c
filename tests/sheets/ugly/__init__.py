"""Workbooks that no good program would write, and those that people really send.

`catalogue` lists them with what must become of each; `python -m tests.sheets.ugly FOLDER` writes
them all into a folder, for looking at them in Excel or WPS.
"""

from tests.sheets.ugly.xml import (
    MAIN,
    OFFICE,
    PACKAGE,
    SHEET,
    archive,
    bomb,
    old_excel,
    parts,
    protected,
    stray_cell,
    text_cell,
    understating_bomb,
    unpacked,
    workbook,
)

__all__ = [
    "MAIN", "OFFICE", "PACKAGE", "SHEET", "archive", "bomb", "old_excel", "parts", "protected",
    "stray_cell", "text_cell", "understating_bomb", "unpacked", "workbook",
]  # fmt: skip
