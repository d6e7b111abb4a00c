from dashboards.views.cascade import beside, cascade, cascade_file, cascade_lines
from dashboards.views.indicators import indicator, indicator_file, indicators, indicators_file
from dashboards.views.meeting import meeting_page
from dashboards.views.overviews import (
    coverage,
    coverage_file,
    inbox,
    leader,
    office,
    office_coverage_file,
    office_plans_file,
    results,
    results_file,
    unit,
)
from dashboards.views.plans import breakdown_file, plan, plans, plans_file, source
from dashboards.views.search import search
from dashboards.views.superior import (
    choose_superior,
    draft_superior,
    draft_superior_file,
    link_superior,
    superior,
    superior_file,
)
from dashboards.views.things import target, target_file, targets, task, task_file, tasks

__all__ = [
    "beside",
    "breakdown_file",
    "cascade",
    "cascade_file",
    "cascade_lines",
    "choose_superior",
    "coverage",
    "coverage_file",
    "draft_superior",
    "draft_superior_file",
    "inbox",
    "indicator",
    "indicator_file",
    "indicators",
    "indicators_file",
    "leader",
    "link_superior",
    "meeting_page",
    "office",
    "office_coverage_file",
    "office_plans_file",
    "plan",
    "plans",
    "plans_file",
    "results",
    "results_file",
    "search",
    "source",
    "superior",
    "superior_file",
    "target",
    "target_file",
    "targets",
    "task",
    "task_file",
    "tasks",
    "unit",
]
