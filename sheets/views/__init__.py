"""Pages of sheets: fetching and handing in, what became of the lines, what columns are."""

from sheets.views.asking import answer
from sheets.views.handing_in import download, index, office, office_upload, upload
from sheets.views.sheets import again, cancel, confirm, decide, original, sheet, withdraw

__all__ = [
    "again",
    "answer",
    "cancel",
    "confirm",
    "decide",
    "download",
    "index",
    "office",
    "office_upload",
    "original",
    "sheet",
    "upload",
    "withdraw",
]
