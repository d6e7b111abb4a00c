"""Pages of reports: lists, writing, reviewing, and the rhythm of a plan."""

from reports.views.lists import late, mine, report, report_list
from reports.views.reviewing import decide, review, review_ticked
from reports.views.rhythm import rhythm
from reports.views.writing import write

__all__ = [
    "decide",
    "late",
    "mine",
    "report",
    "report_list",
    "review",
    "review_ticked",
    "rhythm",
    "write",
]
