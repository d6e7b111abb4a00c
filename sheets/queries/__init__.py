"""What the pages and the workers read about sheets."""

from sheets.queries.outcomes import (
    Tally,
    explain,
    lines_of,
    lines_to_save,
    tally,
    unexplained,
    uploads_of,
)
from sheets.queries.owing import ClosingDate, closing_dates, owed_lines
from sheets.queries.subjects import notes_of, open_days, owed_subjects

__all__ = [
    "ClosingDate",
    "Tally",
    "closing_dates",
    "explain",
    "lines_of",
    "lines_to_save",
    "notes_of",
    "open_days",
    "owed_lines",
    "owed_subjects",
    "tally",
    "unexplained",
    "uploads_of",
]
