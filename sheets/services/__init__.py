"""Verbs on workbooks: receiving, reading, confirming."""

from sheets.services.confirming import confirm_sheet
from sheets.services.reading import read_again, read_one_sheet, store_lines
from sheets.services.receiving import Receipt, receive_sheet

__all__ = [
    "Receipt",
    "confirm_sheet",
    "read_again",
    "read_one_sheet",
    "receive_sheet",
    "store_lines",
]
