"""Pages of sheets: fetching and handing in, what became of the lines, what columns are."""

from sheets.views.asking import answer
from sheets.views.copies import make_copy, marked, marked_file
from sheets.views.files import blank, troubles_file
from sheets.views.handing_in import download, index, office, office_upload, upload
from sheets.views.many import city_workbook, unit_workbooks
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
    "city_workbook",
    "confirm",
    "decide",
    "download",
    "index",
    "make_copy",
    "marked",
    "marked_file",
    "name_lines",
    "office",
    "office_upload",
    "original",
    "sheet",
    "troubles_file",
    "unit_workbooks",
    "upload",
    "withdraw",
]
