from reports.models.report import (
    Decision,
    Evidence,
    Report,
    ReportQuerySet,
    ReportState,
    Submission,
    SubmissionQuerySet,
)
from reports.models.rhythm import (
    Anchor,
    Frequency,
    HolidayPolicy,
    Period,
    PeriodQuerySet,
    ReportingRule,
    ReviewSteps,
    Waiver,
    last_punctual_day,
)

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
    "ReportingRule",
    "ReviewSteps",
    "Submission",
    "SubmissionQuerySet",
    "Waiver",
    "last_punctual_day",
]
