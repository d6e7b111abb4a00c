"""What the API says about reports and their rhythm, and what it takes."""

from reports.serializers.reports import (
    BatchDocIn,
    BatchIn,
    BatchOut,
    ContentIn,
    CorrectIn,
    EvidenceOut,
    FigureField,
    FiledIn,
    ReportDetailOut,
    ReportOut,
    ReturnIn,
    RevisionIn,
    SubmissionOut,
    UnchangedIn,
)
from reports.serializers.rhythm import PeriodOut, ReportingRuleOut, RuleIn

__all__ = [
    "BatchDocIn",
    "BatchIn",
    "BatchOut",
    "ContentIn",
    "CorrectIn",
    "EvidenceOut",
    "FigureField",
    "FiledIn",
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
