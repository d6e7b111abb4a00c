"""Page-shaped reads on reports; the number of statements does not grow with the rows."""

from reports.queries.background import backgrounds
from reports.queries.closed import expected_for, newest_closed, newest_of_rhythms
from reports.queries.courses import Scope, scope_of, units_of
from reports.queries.lines import Line, lines, previous_versions
from reports.queries.lists import (
    Choices,
    Desk,
    Filters,
    LateUnit,
    Summary,
    all_reports,
    choices,
    overdue,
    overdue_by_unit,
    proposed_again_on,
    summary,
    to_adopt,
    to_review,
    to_write,
    waiting_for_review,
)
from reports.queries.proofs import GOES_ON, proofs_of
from reports.queries.reasons import Reason, reasons_of_targets, reasons_of_tasks
from reports.queries.rhythm import (
    Missing,
    Preview,
    Rhythm,
    missing_in,
    period_lines,
    periods_of,
    preview,
    rhythm,
    scope_choices,
    waivers_of,
)
from reports.queries.sheet import ReportSheet, collecting_report, report_sheet
from reports.queries.standings import Saying, Standing, sayings, standings

__all__ = [
    "GOES_ON",
    "Choices",
    "Desk",
    "Filters",
    "LateUnit",
    "Line",
    "Missing",
    "Preview",
    "Reason",
    "ReportSheet",
    "Rhythm",
    "Saying",
    "Scope",
    "Standing",
    "Summary",
    "all_reports",
    "backgrounds",
    "choices",
    "collecting_report",
    "expected_for",
    "lines",
    "missing_in",
    "newest_closed",
    "newest_of_rhythms",
    "overdue",
    "overdue_by_unit",
    "period_lines",
    "periods_of",
    "preview",
    "previous_versions",
    "proofs_of",
    "proposed_again_on",
    "reasons_of_targets",
    "reasons_of_tasks",
    "report_sheet",
    "rhythm",
    "sayings",
    "scope_choices",
    "scope_of",
    "standings",
    "summary",
    "to_adopt",
    "to_review",
    "to_write",
    "units_of",
    "waiting_for_review",
    "waivers_of",
]
