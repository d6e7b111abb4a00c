from reports.api.reports import ReportFilter, ReportViewSet
from reports.api.rhythm import PeriodViewSet, ReportingRuleViewSet

__all__ = ["PeriodViewSet", "ReportFilter", "ReportViewSet", "ReportingRuleViewSet"]
