"""Everything of sheets that goes out: the unit's workbook, blank templates, marked-up copies."""

from core.workbooks import MIME
from sheets.marker.troubles import Severity, Trouble
from sheets.writing.blank import blank_columns, write_blank
from sheets.writing.many import ZIP_MIME, Owner, safe_name, stream_archive, stream_city
from sheets.writing.marked import mark_up
from sheets.writing.stamps import STAMP_SHEET, VERSION, Stamp
from sheets.writing.template import Line, stream_workbook, write_workbook

__all__ = [
    "MIME",
    "STAMP_SHEET",
    "VERSION",
    "ZIP_MIME",
    "Line",
    "Owner",
    "Severity",
    "Stamp",
    "Trouble",
    "blank_columns",
    "mark_up",
    "safe_name",
    "stream_archive",
    "stream_city",
    "stream_workbook",
    "write_blank",
    "write_workbook",
]
