"""Verbs on reports: opening periods, writing, reviewing, and the rhythm of a plan."""

from reports.services.opening import open_periods
from reports.services.reviewing import Outcome, approve_report, return_report, review_each
from reports.services.rhythm import set_rhythm
from reports.services.writing import apply_contents, save_draft, submit_report

__all__ = [
    "Outcome",
    "apply_contents",
    "approve_report",
    "open_periods",
    "return_report",
    "review_each",
    "save_draft",
    "set_rhythm",
    "submit_report",
]
