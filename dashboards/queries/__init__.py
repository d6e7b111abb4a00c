"""Page-shaped reads: each page gets one frozen dataclass of plain values."""

from dashboards.queries.course import Course, CoursePoint, course_of
from dashboards.queries.coverage import UnitCount
from dashboards.queries.filters import Filters
from dashboards.queries.inbox import Inbox, inbox
from dashboards.queries.indicators import (
    alike,
    catalogue,
    certifiers,
    indicator_lines,
    indicator_sheet,
)
from dashboards.queries.leader import LeaderOverview, LeaderPage, leader_overview, leader_page
from dashboards.queries.lines import (
    Origin,
    TargetLine,
    TaskLine,
    target_line,
    task_lines,
)
from dashboards.queries.lists import (
    Asked,
    lamp_choices,
    report_list,
    target_list,
    task_list,
    unit_choices,
    units_to_choose,
)
from dashboards.queries.office import OfficeOverview, office_overview
from dashboards.queries.periods import closing_dates, day_of
from dashboards.queries.plans import (
    PlanSheet,
    plan_choices,
    plan_list,
    plan_sheet,
    published_at,
)
from dashboards.queries.reading import SourceSheet, source_sheet
from dashboards.queries.results import FamilyResult, Results, UnitResult, unit_results
from dashboards.queries.scope import Scope
from dashboards.queries.sheets import (
    TargetSheet,
    TaskSheet,
    reports_on_target,
    reports_on_task,
    target_sheet,
    task_boxes,
    task_sheet,
)
from dashboards.queries.superior import (
    SuperiorSheet,
    compared_line,
    superior_of_draft,
    superior_of_plan,
)
from dashboards.queries.unit import UnitOverview, own_unit, report_line, report_lines, unit_overview
from dashboards.rules import Coverage, LampCount, StateCount

__all__ = [
    "day_of",
    "indicator_sheet",
    "indicator_lines",
    "certifiers",
    "catalogue",
    "alike",
    "Asked",
    "Course",
    "CoursePoint",
    "Coverage",
    "Filters",
    "Inbox",
    "LampCount",
    "LeaderOverview",
    "LeaderPage",
    "OfficeOverview",
    "Origin",
    "PlanSheet",
    "Scope",
    "SourceSheet",
    "StateCount",
    "SuperiorSheet",
    "TargetLine",
    "TargetSheet",
    "TaskLine",
    "TaskSheet",
    "UnitCount",
    "UnitOverview",
    "UnitResult",
    "FamilyResult",
    "Results",
    "closing_dates",
    "compared_line",
    "course_of",
    "lamp_choices",
    "leader_overview",
    "leader_page",
    "office_overview",
    "own_unit",
    "plan_choices",
    "plan_list",
    "plan_sheet",
    "published_at",
    "inbox",
    "report_line",
    "report_lines",
    "report_list",
    "reports_on_target",
    "reports_on_task",
    "source_sheet",
    "superior_of_draft",
    "superior_of_plan",
    "target_line",
    "target_list",
    "target_sheet",
    "task_boxes",
    "task_lines",
    "task_list",
    "task_sheet",
    "unit_choices",
    "unit_overview",
    "unit_results",
    "units_to_choose",
]
