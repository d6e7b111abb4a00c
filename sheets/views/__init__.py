"""Pages of sheets: fetching and handing in, what became of the lines, what columns are."""

from sheets.views.asking import answer
from sheets.views.files import blank, marked, troubles_file
from sheets.views.handing_in import download, index, office, office_upload, upload
from sheets.views.sheets import (
    again,
    cancel,
    confirm,
    decide,
    name_lines,
    original,
    sheet,
    withdraw,
)

__all__ = [
    "again",
    "answer",
    "blank",
    "cancel",
    "confirm",
    "decide",
    "download",
    "index",
    "marked",
    "name_lines",
    "office",
    "office_upload",
    "original",
    "sheet",
    "troubles_file",
    "upload",
    "withdraw",
]
