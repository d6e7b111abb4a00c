"""Everything of sheets that goes out: the unit's workbook, blank templates, marked-up copies."""

from core.workbooks import MIME
from sheets.writing.blank import write_blank
from sheets.writing.stamps import STAMP_SHEET, VERSION, Stamp
from sheets.writing.template import Line, stream_workbook, write_workbook

__all__ = [
    "MIME",
    "STAMP_SHEET",
    "VERSION",
    "Line",
    "Stamp",
    "stream_workbook",
    "write_blank",
    "write_workbook",
]
