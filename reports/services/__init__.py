"""Verbs on reports: opening periods, writing, reviewing, and the rhythm of a plan."""

from reports.services.batches import Overtaken, apply_batch, recall_batch
from reports.services.correcting import correct_report
from reports.services.evidence import MOST_FILES, NO_PAPERS, PICTURES, Papers
from reports.services.filing import Filing, Line, file_reports
from reports.services.merging import merge_parts
from reports.services.opening import open_periods
from reports.services.periods import (
    close_period,
    plan_periods,
    reopen_period,
    why_not_close,
)
from reports.services.reviewing import Outcome, approve_report, return_report, review_each
from reports.services.rhythm import end_rule, set_rule
from reports.services.unchanged import asks_for_figure, report_each_unchanged, report_unchanged
from reports.services.waiving import end_waiver, give_waiver
from reports.services.writing import apply_contents, save_draft, submit_report

__all__ = [
    "MOST_FILES",
    "Filing",
    "Line",
    "NO_PAPERS",
    "Outcome",
    "Overtaken",
    "PICTURES",
    "Papers",
    "apply_batch",
    "apply_contents",
    "approve_report",
    "asks_for_figure",
    "close_period",
    "correct_report",
    "end_rule",
    "end_waiver",
    "file_reports",
    "give_waiver",
    "merge_parts",
    "open_periods",
    "plan_periods",
    "recall_batch",
    "reopen_period",
    "report_each_unchanged",
    "report_unchanged",
    "return_report",
    "review_each",
    "save_draft",
    "set_rule",
    "submit_report",
    "why_not_close",
]
