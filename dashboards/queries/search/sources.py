"""Where things of each kind are looked for: which texts, and which rows the person may see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from core.searching import APART
from dashboards.queries.search.asked import Found, Sought
from indicators.access import visible_targets
from indicators.models import Indicator, Target
from plans.access import visible_plans
from plans.models import Clause, Plan, PlanQuerySet
from reports.access import visible_reports
from reports.models import ReportQuerySet, Submission
from tasks.access import visible_tasks
from tasks.models import Assignment, AssignmentRole, Task
from units.access import visible_units
from units.models import UnitName, User
from units.rules import BUSINESS_ROLES, CITY_WIDE_ROLES

Rows = QuerySet[Any]
# Asked of few rows, and too dear for the rest.
NEWEST_VERSION = """
    NOT EXISTS (
        SELECT FROM reports_submission AS hits JOIN reports_submission AS later
            ON later.report_id = hits.report_id AND later.version > hits.version
        WHERE hits.id = hit.id AND later.submitted_at IS NOT NULL AND later.decision <> 'recalled'
    )
"""


@dataclass(frozen=True)
class Source:
    """`whole` and `head` are columns as the indexes of the model have them: all that is searched,
    and what counts more than the rest.

    `few` is true where the person may see so few rows that reading them is quicker than the index.
    """

    model: type[Model]
    whole: tuple[str, ...]
    rows: Callable[[Sought], Rows]
    head: tuple[str, ...] = ()
    # What else must be true of a row that fits; the row is called `hit`.
    only: str = ""
    few: Callable[[Sought], bool] = lambda sought: sought.is_narrow

    @property
    def table(self) -> str:
        return self.model._meta.db_table


def joined(columns: tuple[str, ...], row: str) -> str:
    """The columns as one text, exactly as `core.searching.Pairs` writes it."""
    return f" || chr({ord(APART)}) || ".join(f'{row}."{column}"' for column in columns)


def _plans(sought: Sought) -> PlanQuerySet:
    """Those to which the filters by plan and year leave something."""
    plans = visible_plans(sought.user)
    if sought.plan is not None:
        plans = plans.filter(pk=sought.plan.pk)
    if sought.year is not None:
        first, last = date(sought.year, 1, 1), date(sought.year, 12, 31)
        begins = Q(starts_on=None) | Q(starts_on__lte=last)
        plans = plans.filter(begins, Q(ends_on=None) | Q(ends_on__gte=first))
    return plans


def _of_plans(rows: Rows, sought: Sought) -> Rows:
    """What belongs to a plan is visible where the plan is; only filters ask for it again."""
    if sought.plan is None and sought.year is None:
        return rows
    return rows.filter(plan__in=_plans(sought))


def _issued(sought: Sought) -> PlanQuerySet:
    plans = _plans(sought)
    return plans if sought.unit is None else plans.filter(issuer=sought.unit)


def _clauses(sought: Sought) -> Rows:
    return Clause.objects.filter(plan__in=_issued(sought))


def _targets(sought: Sought) -> Rows:
    targets = _of_plans(visible_targets(sought.user), sought)
    return targets if sought.unit is None else targets.filter(lead_unit=sought.unit)


def _tasks(sought: Sought) -> Rows:
    tasks = _of_plans(visible_tasks(sought.user), sought)
    if sought.unit is None:
        return tasks
    parts = Assignment.objects.live().filter(unit=sought.unit)
    return tasks.filter(pk__in=parts.values("task"))


def _reports(sought: Sought) -> Rows:
    """The versions that were sent; `NEWEST_VERSION` leaves one of each report."""
    reports = visible_reports(sought.user)
    if sought.plan is not None:
        reports = reports.filter(period__plan=sought.plan)
    if sought.unit is not None:
        reports = reports.filter(unit=sought.unit)
    if sought.year is not None:
        reports = reports.filter(period__ends_on__year=sought.year)
    if not sought.user.has_role(CITY_WIDE_ROLES):
        reports = _by_index(reports, sought.user)
    return Submission.objects.sent().filter(report__in=reports.values("pk"))


def _by_index(reports: ReportQuerySet, user: User) -> ReportQuerySet:
    """The same reports of units' people, asked for twice: an index serves each way, none both."""
    mine = user.unit_ids()
    led = Assignment.objects.live().filter(unit__in=mine, role=AssignmentRole.LEAD)
    parts = Assignment.objects.filter(task__in=led.values("task"))
    return reports.filter(unit__in=mine).union(reports.filter(assignment__in=parts.values("pk")))


def _indicators(sought: Sought) -> Rows:
    """The catalogue is open to everybody who works in the portal."""
    if not sought.user.has_role(BUSINESS_ROLES):
        return Indicator.objects.none()
    if sought.year is None and not sought.is_narrow:
        return Indicator.objects.all()
    return Indicator.objects.filter(pk__in=_targets(sought).values("indicator"))


def _unit_names(sought: Sought) -> Rows:
    names = UnitName.objects.filter(unit__in=visible_units(sought.user))
    return names if sought.unit is None else names.filter(unit=sought.unit)


def _few_reports(sought: Sought) -> bool:
    """Units see their own reports only."""
    return sought.is_narrow or not sought.user.has_role(CITY_WIDE_ROLES)


SOURCES = {
    Found.PLAN: Source(Plan, ("title", "doc_number"), _issued),
    Found.TARGET: Source(Target, ("quote",), _targets),
    Found.TASK: Source(Task, ("title", "quote"), _tasks, head=("title",)),
    Found.CLAUSE: Source(Clause, ("heading", "text"), _clauses, head=("heading",)),
    Found.REPORT: Source(
        Submission,
        ("progress", "problems", "next_steps"),
        _reports,
        only=NEWEST_VERSION,
        few=_few_reports,
    ),
    Found.INDICATOR: Source(Indicator, ("name", "definition"), _indicators, few=lambda _: True),
    Found.UNIT: Source(UnitName, ("name",), _unit_names),
}
