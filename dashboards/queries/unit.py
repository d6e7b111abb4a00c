"""A unit's own page: what we answer for, how it stands, what is due and what came back."""

from dataclasses import dataclass
from datetime import date

from core.calendar import end_of
from dashboards.queries.lines import (
    TargetLine,
    TaskLine,
    counted_lamps,
    plans_in_view,
    target_lines,
    task_lines,
)
from dashboards.rules import LampCount
from indicators.access import visible_targets
from indicators.queries import judged_targets, worst_first
from reports.access import visible_reports
from reports.models import Report, ReportQuerySet, ReportState
from reports.rules import UNSENT
from tasks.access import visible_tasks
from tasks.models import Assignment
from units.models import Unit, User

# What fits on one page; the whole list is one click away.
MOST_LINES = 30


@dataclass(frozen=True)
class ReportLine:
    """A report as a table shows it; `period` is the closing date that it is about."""

    pk: int
    subject: str
    plan: str
    unit: str
    period: date
    state: str
    state_words: str
    due_on: date
    late: bool


@dataclass(frozen=True)
class UnitOverview:
    """The active plans' share of one unit. Lists hold at most `MOST_LINES`; totals count all."""

    on: date
    unit_pk: int
    unit: str
    units: tuple[tuple[int, str], ...]
    due: tuple[ReportLine, ...]
    due_total: int
    late_total: int
    returned: tuple[ReportLine, ...]
    returned_total: int
    targets: tuple[TargetLine, ...]
    targets_total: int
    lamps: tuple[LampCount, ...]
    tasks: tuple[TaskLine, ...]
    tasks_total: int


def unit_overview(user: User, unit: Unit, *, on: date) -> UnitOverview:
    """Its queries do not grow with what the unit answers for."""
    plans = plans_in_view(user, plan=None)
    targets = visible_targets(user).filter(plan__in=plans, lead_unit=unit)
    judged = worst_first(judged_targets(targets.in_document_order(), on=on))
    parts = Assignment.objects.live().filter(unit=unit).values("task")
    tasks = visible_tasks(user).filter(plan__in=plans, pk__in=parts)
    unsent = visible_reports(user).filter(unit=unit, period__plan__in=plans).unsent()
    to_write = unsent.exclude(state=ReportState.RETURNED)
    returned = unsent.filter(state=ReportState.RETURNED)
    return UnitOverview(
        on=on,
        unit_pk=unit.pk,
        unit=unit.name,
        units=own_units(user),
        due=report_lines(to_write.order_by("due_at", "pk")[:MOST_LINES], on=on),
        due_total=to_write.count(),
        late_total=unsent.overdue(now=end_of(on)).count(),
        returned=report_lines(returned.order_by("due_at", "pk")[:MOST_LINES], on=on),
        returned_total=returned.count(),
        targets=target_lines(judged[:MOST_LINES]),
        targets_total=len(judged),
        lamps=counted_lamps(judged),
        tasks=task_lines(tasks.in_document_order()[:MOST_LINES], on=on),
        tasks_total=tasks.count(),
    )


def own_units(user: User) -> tuple[tuple[int, str], ...]:
    """The units in which the person reports, reviews or is head."""
    mine = user.unit_ids()
    units = {m.unit_id: m.unit.name for m in user.live_memberships if m.unit_id in mine}
    return tuple(units.items())


def own_unit(user: User, pk: int | None) -> Unit:
    """The unit that was asked for when it is the person's own, else the first of their own."""
    mine = user.unit_ids()
    wanted = pk if pk in mine else min(mine)
    return next(m.unit for m in user.live_memberships if m.unit_id == wanted)


def report_lines(reports: ReportQuerySet, *, on: date) -> tuple[ReportLine, ...]:
    """One query."""
    return tuple(report_line(report, on=on) for report in reports.with_subject())


def report_line(report: Report, *, on: date) -> ReportLine:
    return ReportLine(
        pk=report.pk,
        subject=report.subject,
        plan=report.period.plan.title,
        unit=report.unit.name,
        period=report.period.ends_on,
        state=report.state,
        state_words=report.get_state_display(),
        due_on=report.due_on,
        late=report.due_at < end_of(on) and report.state in UNSENT,
    )
