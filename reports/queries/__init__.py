"""Page-shaped reads on reports; the number of statements does not grow with the rows."""

from reports.queries.lines import Line, lines
from reports.queries.lists import (
    Choices,
    Filters,
    LateUnit,
    Summary,
    all_reports,
    choices,
    overdue,
    overdue_by_unit,
    summary,
    to_review,
    to_write,
)
from reports.queries.rhythm import Rhythm, rhythm
from reports.queries.sheet import ReportSheet, report_sheet

__all__ = [
    "Choices",
    "Filters",
    "LateUnit",
    "Line",
    "ReportSheet",
    "Rhythm",
    "Summary",
    "all_reports",
    "choices",
    "lines",
    "overdue",
    "overdue_by_unit",
    "report_sheet",
    "rhythm",
    "summary",
    "to_review",
    "to_write",
]
