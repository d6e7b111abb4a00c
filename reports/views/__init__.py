"""Pages of reports: lists, writing, reviewing, and the rhythm of a plan."""

from reports.views.evidence import evidence
from reports.views.files import (
    late_file,
    mine_file,
    office_review_file,
    report_file,
    review_file,
)
from reports.views.lists import late, mine, report, report_list
from reports.views.periods import close_period, periods, reopen_period
from reports.views.reviewing import decide, office_review, review, review_ticked
from reports.views.rhythm import end_rule, end_waiver, rhythm, waivers
from reports.views.writing import ask, autosave, correct, unchanged_ticked, write

__all__ = [
    "review_file",
    "office_review_file",
    "mine_file",
    "ask",
    "autosave",
    "close_period",
    "correct",
    "decide",
    "end_rule",
    "end_waiver",
    "evidence",
    "late",
    "late_file",
    "mine",
    "office_review",
    "periods",
    "reopen_period",
    "report",
    "report_file",
    "report_list",
    "review",
    "review_ticked",
    "rhythm",
    "unchanged_ticked",
    "waivers",
    "write",
]
