from dashboards.api.comparing import CascadeView, IndicatorViewSet, ResultsView, SuperiorView
from dashboards.api.overviews import OverviewView, PlanViewSet, SearchView, UnitOverviewView

__all__ = [
    "CascadeView",
    "IndicatorViewSet",
    "OverviewView",
    "PlanViewSet",
    "ResultsView",
    "SearchView",
    "SuperiorView",
    "UnitOverviewView",
]
