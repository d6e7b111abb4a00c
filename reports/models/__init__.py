from reports.models.report import Report, ReportQuerySet, ReportState
from reports.models.rhythm import (
    Anchor,
    Frequency,
    HolidayPolicy,
    Period,
    PeriodQuerySet,
    ReportingRule,
    ReportingRuleQuerySet,
    ReviewSteps,
    Waiver,
    WaiverQuerySet,
    last_punctual_day,
)
from reports.models.submission import Decision, Evidence, Submission, SubmissionQuerySet
from reports.models.tallies import ReportTally

__all__ = [
    "Anchor",
    "Decision",
    "Evidence",
    "Frequency",
    "HolidayPolicy",
    "Period",
    "PeriodQuerySet",
    "Report",
    "ReportQuerySet",
    "ReportState",
    "ReportTally",
    "ReportingRule",
    "ReportingRuleQuerySet",
    "ReviewSteps",
    "Submission",
    "SubmissionQuerySet",
    "Waiver",
    "WaiverQuerySet",
    "last_punctual_day",
]
