"""The root of the REST API: which app answers for what."""

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from dashboards.api import OverviewView, PlanViewSet, SearchView
from indicators.api import AmendmentViewSet, LampSchemeViewSet, TargetViewSet
from notices.api import MutesView, NoticeViewSet, OutletViewSet
from reports.api import PeriodViewSet, ReportingRuleViewSet, ReportViewSet
from sheets.api import SheetViewSet
from slips.api import SlipViewSet
from tasks.api import (
    CoordinationViewSet,
    ExtensionViewSet,
    MilestoneViewSet,
    TaskViewSet,
)
from units.api import JobsView, TokenViewSet, UnitViewSet

router = DefaultRouter(use_regex_path=False)
# One address for one thing: no `/plans.json` beside `/plans/`.
router.include_format_suffixes = False
router.register("units", UnitViewSet)
router.register("tokens", TokenViewSet)
router.register("plans", PlanViewSet)
router.register("targets", TargetViewSet)
router.register("amendments", AmendmentViewSet)
router.register("lamp-schemes", LampSchemeViewSet)
router.register("tasks", TaskViewSet)
router.register("coordinations", CoordinationViewSet)
router.register("extensions", ExtensionViewSet)
router.register("milestones", MilestoneViewSet)
router.register("reports", ReportViewSet)
router.register("reporting-rules", ReportingRuleViewSet)
router.register("periods", PeriodViewSet)
router.register("slips", SlipViewSet)
router.register("sheets", SheetViewSet)
router.register("notices", NoticeViewSet)
router.register("outlets", OutletViewSet)

# Schema and documentation are open: they say no more than the source code does.
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/jobs/", JobsView.as_view(), name="api-jobs"),
    path("v1/mutes/", MutesView.as_view(), name="api-mutes"),
    path("v1/overview/", OverviewView.as_view(), name="api-overview"),
    path("v1/search/", SearchView.as_view(), name="api-search"),
    path("v1/", include(router.urls)),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(
            url_name="api-schema", template_name="config/api_docs.html"
        ),
        name="api-docs",
    ),
]
