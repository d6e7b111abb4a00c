from reports.api.relief import EvidenceViewSet, PeriodActViewSet, WaiverViewSet
from reports.api.reports import ReportFilter, ReportViewSet
from reports.api.rhythm import PeriodViewSet, ReportingRuleViewSet

__all__ = [
    "EvidenceViewSet",
    "PeriodActViewSet",
    "PeriodViewSet",
    "ReportFilter",
    "ReportViewSet",
    "ReportingRuleViewSet",
    "WaiverViewSet",
]
