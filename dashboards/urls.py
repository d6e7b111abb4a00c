from django.urls import path

from core.tables import file_paths
from dashboards import views

app_name = "dashboards"
urlpatterns = [
    path("overview/", views.leader, name="leader"),
    path("overview/units/", views.results, name="results"),
    *file_paths("overview/units/table", views.results_file, name="results"),
    path("overview/meeting/", views.meeting_page, name="meeting"),
    path("overview/reports/", views.coverage, name="coverage"),
    *file_paths("overview/reports", views.coverage_file, name="coverage"),
    path("inbox/", views.inbox, name="inbox"),
    path("office/", views.office, name="office"),
    path("my-unit/", views.unit, name="unit"),
    path("plans/", views.plans, name="plans"),
    *file_paths("plans/table", views.plans_file, name="plans"),
    path("plans/<int:pk>/", views.plan, name="plan"),
    *file_paths("plans/<int:pk>/breakdown", views.breakdown_file, name="breakdown"),
    path("plans/<int:pk>/source/", views.source, name="source"),
    path("plans/<int:pk>/superior/", views.superior, name="superior"),
    *file_paths("plans/<int:pk>/superior/table", views.superior_file, name="superior"),
    path("plans/<int:pk>/superior/link/", views.link_superior, name="link_superior"),
    path("plans/<int:pk>/cascade/", views.cascade, name="cascade"),
    path("plans/<int:pk>/cascade/lines/", views.cascade_lines, name="cascade-lines"),
    *file_paths("plans/<int:pk>/cascade/lines", views.cascade_file, name="cascade"),
    path("plans/<int:pk>/cascade/<int:local>/<of>/<int:key>/", views.beside, name="beside"),
    path("drafts/<int:pk>/superior/", views.draft_superior, name="draft_superior"),
    *file_paths("drafts/<int:pk>/superior/table", views.draft_superior_file, name="draft_superior"),
    path("drafts/<int:pk>/superior/choose/", views.choose_superior, name="choose_superior"),
    path("indicators/", views.indicators, name="indicators"),
    *file_paths("indicators/table", views.indicators_file, name="indicators"),
    path("indicators/<int:pk>/", views.indicator, name="indicator"),
    *file_paths("indicators/<int:pk>/targets", views.indicator_file, name="indicator"),
    path("search/", views.search, name="search"),
    path("targets/", views.targets, name="targets"),
    *file_paths("targets/table", views.target_file, name="targets"),
    path("targets/<int:pk>/", views.target, name="target"),
    path("tasks/", views.tasks, name="tasks"),
    *file_paths("tasks/ledger", views.task_file, name="tasks"),
    path("tasks/<int:pk>/", views.task, name="task"),
]
