from dashboards.api.comparing import CascadeView, IndicatorViewSet, ResultsView, SuperiorView
from dashboards.api.overviews import OverviewView, PlanViewSet, SearchView, UnitOverviewView
from dashboards.api.standing import (
    ChangesView,
    CoverageView,
    JudgedTargetsView,
    JudgedTasksView,
    PlanLampsView,
    TargetCourseView,
    TaskCourseView,
    WaitingView,
)

__all__ = [
    "CascadeView",
    "ChangesView",
    "CoverageView",
    "IndicatorViewSet",
    "JudgedTargetsView",
    "JudgedTasksView",
    "OverviewView",
    "PlanLampsView",
    "PlanViewSet",
    "ResultsView",
    "SearchView",
    "SuperiorView",
    "TargetCourseView",
    "TaskCourseView",
    "UnitOverviewView",
    "WaitingView",
]
