"""A unit's own page: what we answer for, how it stands, what is due and what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, prefetch_related_objects

from core.paging import Lines
from dashboards.queries.ahead import DueLine, due_within
from dashboards.queries.coverage import late_reports
from dashboards.queries.inbox import UNIT_KINDS, Waiting, waiting
from dashboards.queries.lines import (
    TargetLine,
    TaskLine,
    counted_lamps,
    target_lines,
    task_lines,
)
from dashboards.queries.scope import Scope
from dashboards.rules import LampCount
from indicators.queries import judged_targets, worst_first
from reports.models import ReportQuerySet, ReportState, last_punctual_day
from reports.rules import UNSENT
from units.models import Membership, Unit, User

# What fits on one page; the whole list is one click away.
MOST_LINES = 30
# As far as the head of a unit looks ahead.
DAYS_AHEAD = 30


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
    waiting: tuple[Waiting, ...]
    ahead: tuple[DueLine, ...]
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


def unit_overview(scope: Scope, unit: Unit) -> UnitOverview:
    """Its queries do not grow with what the unit answers for."""
    judged = worst_first(judged_targets(scope.targets().filter(lead_unit=unit), on=scope.on))
    parts = scope.parts().filter(unit=unit).values("task")
    tasks = scope.tasks().filter(pk__in=parts)
    unsent = scope.reports().filter(Q(known_state__in=UNSENT), unit=unit).order_by("due_at", "pk")
    to_write = unsent.exclude(Q(known_state=ReportState.RETURNED))
    returned = unsent.filter(Q(known_state=ReportState.RETURNED))
    return UnitOverview(
        on=scope.on,
        unit_pk=unit.pk,
        unit=unit.name,
        units=own_units(scope.user),
        waiting=waiting(scope, UNIT_KINDS),
        ahead=due_within(scope, unit, days=DAYS_AHEAD),
        due=tuple(report_lines(scope, to_write)[:MOST_LINES]),
        due_total=to_write.count(),
        late_total=late_reports(scope).filter(unit=unit).count(),
        returned=tuple(report_lines(scope, returned)[:MOST_LINES]),
        returned_total=returned.count(),
        targets=target_lines(judged[:MOST_LINES]),
        targets_total=len(judged),
        lamps=counted_lamps(judged),
        tasks=task_lines(scope, tasks[:MOST_LINES]),
        tasks_total=tasks.count(),
    )


def own_units(user: User) -> tuple[tuple[int, str], ...]:
    """The units in which the person reports, reviews or is head."""
    mine = user.unit_ids()
    units = {m.unit_id: m.unit.name for m in _posts(user) if m.unit_id in mine}
    return tuple(units.items())


def own_unit(user: User, pk: int | None) -> Unit:
    """The unit that was asked for when it is the person's own, else the first of their own."""
    mine = user.unit_ids()
    wanted = pk if pk in mine else min(mine)
    return next(m.unit for m in _posts(user) if m.unit_id == wanted)


def _posts(user: User) -> list[Membership]:
    """With their units, read once."""
    prefetch_related_objects(user.live_memberships, "unit")
    return user.live_memberships


def report_lines(scope: Scope, reports: ReportQuerySet) -> Lines[ReportLine]:
    """Of reports with what was known of them (`Scope.reports`), in their order.

    Only those that are shown are read with all that they belong to: to put all of them into order
    that way takes ten times as long.
    """

    def made(keys: Sequence[int]) -> list[ReportLine]:
        found = reports.order_by().filter(pk__in=keys).with_subject().in_bulk()
        return [report_line(found[pk], until=scope.until) for pk in keys if pk in found]

    return Lines(reports.values_list("pk", flat=True), made)


def report_line(report: Any, *, until: datetime) -> ReportLine:
    """`until` is the first moment that the page knows nothing of."""
    return ReportLine(
        pk=report.pk,
        subject=report.subject,
        plan=report.period.plan.title,
        unit=report.unit.name,
        period=report.period.ends_on,
        state=report.known_state,
        state_words=str(ReportState(report.known_state).label),
        due_on=last_punctual_day(report.known_due_at),
        late=report.known_due_at < until and report.known_state in UNSENT,
    )
