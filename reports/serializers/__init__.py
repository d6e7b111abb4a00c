"""What the API says about reports and their rhythm, and what it takes."""

from reports.serializers.reports import (
    ContentIn,
    CorrectIn,
    EvidenceOut,
    FigureField,
    ReportDetailOut,
    ReportOut,
    ReturnIn,
    RevisionIn,
    SubmissionOut,
    UnchangedIn,
)
from reports.serializers.rhythm import PeriodOut, ReportingRuleOut, RuleIn

__all__ = [
    "ContentIn",
    "CorrectIn",
    "EvidenceOut",
    "FigureField",
    "PeriodOut",
    "ReportDetailOut",
    "ReportOut",
    "ReportingRuleOut",
    "ReturnIn",
    "RevisionIn",
    "RuleIn",
    "SubmissionOut",
    "UnchangedIn",
]
