"""The root of the REST API: which app answers for what."""

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.routers import DefaultRouter

from briefs.api import CircularTemplateView, CircularViewSet
from config.schema import DocsView, SchemaView
from dashboards.api import (
    CascadeView,
    ChangesView,
    CoverageView,
    IndicatorViewSet,
    JudgedTargetsView,
    JudgedTasksView,
    OverviewView,
    PlanLampsView,
    PlanViewSet,
    ResultsView,
    SearchView,
    SuperiorView,
    TargetCourseView,
    TaskCourseView,
    UnitOverviewView,
    WaitingView,
)
from indicators.api import (
    AmendmentViewSet,
    DefinitionViewSet,
    LampSchemeViewSet,
    PlanLampViewSet,
    TargetActViewSet,
    TargetViewSet,
)
from instructions.api import InstructionViewSet, TickViewSet
from intake.api import DocumentViewSet, WordViewSet
from notices.api import (
    InboxActViewSet,
    LadderViewSet,
    MessageViewSet,
    MutesView,
    NoticeViewSet,
    OutletActViewSet,
    OutletViewSet,
    WebhookViewSet,
)
from reports.api import (
    EvidenceViewSet,
    PeriodActViewSet,
    PeriodViewSet,
    ReportingRuleViewSet,
    ReportViewSet,
    WaiverViewSet,
)
from sheets.api import SheetCopyViewSet, SheetViewSet
from slips.api import LetterheadView, SlipViewSet
from tasks.api import (
    CoordinationViewSet,
    ExtensionViewSet,
    MilestoneViewSet,
    NewTaskViewSet,
    PartViewSet,
    PlanStepViewSet,
    RefusalViewSet,
    TaskLampViewSet,
    TaskViewSet,
)
from units.api import (
    AccountRequestViewSet,
    AccountViewSet,
    CalendarViewSet,
    GrantViewSet,
    GroupViewSet,
    JobsView,
    LockViewSet,
    StandInViewSet,
    TokenViewSet,
    UnitActViewSet,
    UnitViewSet,
)

router = DefaultRouter(use_regex_path=False)
# One address for one thing: no `/plans.json` beside `/plans/`.
router.include_format_suffixes = False
router.register("units", UnitViewSet)
router.register("tokens", TokenViewSet)
router.register("plans", PlanViewSet)
router.register("indicators", IndicatorViewSet)
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
router.register("instructions", InstructionViewSet)
router.register("ticks", TickViewSet)
router.register("circulars", CircularViewSet)
router.register("sheets", SheetViewSet)
router.register("notices", NoticeViewSet)
router.register("outlets", OutletViewSet)
# Acts on what has its list and lines above, or has none.
router.register("units", UnitActViewSet, "unit-acts")
router.register("plans", PlanStepViewSet, "plan-acts")
router.register("plans", PlanLampViewSet, "plan-lamps")
router.register("targets", TargetActViewSet, "target-acts")
router.register("indicators", DefinitionViewSet, "indicator-acts")
router.register("tasks", NewTaskViewSet, "task-new")
router.register("tasks", TaskLampViewSet, "task-lamp")
router.register("parts", PartViewSet, "part")
router.register("refusals", RefusalViewSet, "refusal")
router.register("reports", EvidenceViewSet, "report-files")
router.register("periods", PeriodActViewSet, "period-acts")
router.register("sheets", SheetCopyViewSet, "sheet-copy")
router.register("notices", InboxActViewSet, "notice-acts")
router.register("outlets", OutletActViewSet, "outlet-acts")
router.register("ladder", LadderViewSet, "ladder")
router.register("waivers", WaiverViewSet)
router.register("documents", DocumentViewSet)
router.register("words", WordViewSet, "word")
router.register("messages", MessageViewSet)
router.register("webhooks", WebhookViewSet, "webhook")
router.register("groups", GroupViewSet, "group")
router.register("accounts", AccountViewSet, "account")
router.register("account-requests", AccountRequestViewSet, "account-request")
router.register("locks", LockViewSet, "lock")
router.register("grants", GrantViewSet, "grant")
router.register("stand-ins", StandInViewSet, "stand-in")
router.register("calendar", CalendarViewSet, "calendar")

# Schema and documentation are open: they say no more than the source code does.
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/jobs/", JobsView.as_view(), name="api-jobs"),
    path("v1/mutes/", MutesView.as_view(), name="api-mutes"),
    path(
        "v1/circular-templates/<slug:kind>/",
        CircularTemplateView.as_view(),
        name="api-circular-template",
    ),
    path("v1/letterhead/", LetterheadView.as_view(), name="api-letterhead"),
    path("v1/overview/", OverviewView.as_view(), name="api-overview"),
    path("v1/overview/changes/", ChangesView.as_view(), name="api-overview-changes"),
    path("v1/overview/coverage/", CoverageView.as_view(), name="api-overview-coverage"),
    path("v1/overview/plans/", PlanLampsView.as_view(), name="api-overview-plans"),
    path("v1/overview/targets/", JudgedTargetsView.as_view(), name="api-overview-targets"),
    path("v1/overview/tasks/", JudgedTasksView.as_view(), name="api-overview-tasks"),
    path("v1/overview/units/<int:pk>/", UnitOverviewView.as_view(), name="api-unit-overview"),
    path("v1/plans/<int:pk>/cascade/", CascadeView.as_view(), name="api-cascade"),
    path("v1/plans/<int:pk>/superior/", SuperiorView.as_view(), name="api-superior"),
    path("v1/results/", ResultsView.as_view(), name="api-results"),
    path("v1/targets/<int:pk>/course/", TargetCourseView.as_view(), name="api-target-course"),
    path("v1/tasks/<int:pk>/course/", TaskCourseView.as_view(), name="api-task-course"),
    path("v1/waiting/", WaitingView.as_view(), name="api-waiting"),
    path("v1/search/", SearchView.as_view(), name="api-search"),
    path("v1/", include(router.urls)),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocsView.as_view(), name="api-docs"),
]
