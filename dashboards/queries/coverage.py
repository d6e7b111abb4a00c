"""Which reports were due, which came in, and who is silent."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from core.calendar import end_of
from dashboards.rules import Coverage
from plans.models import Plan
from reports.access import visible_reports
from reports.models import Period, ReportQuerySet
from reports.queries import Filters, overdue
from reports.rules import UNSENT
from units.models import User


@dataclass(frozen=True)
class UnitCount:
    """A unit and how many of its reports are meant."""

    pk: int
    name: str
    count: int


@dataclass(frozen=True)
class PeriodCoverage:
    """How one plan's newest closed period stands. `silent` are the units that sent nothing."""

    plan_pk: int
    plan: str
    period_pk: int
    ends_on: date
    due_at: datetime
    coverage: Coverage
    silent: tuple[UnitCount, ...]


@dataclass(frozen=True)
class _UnitRow:
    pk: int
    name: str
    coverage: Coverage


FIGURES = tuple(field.name for field in fields(Coverage))


def newest_closed_periods(plans: QuerySet[Plan], *, on: date) -> list[Period]:
    """Of each plan the period that closed last by `on`: the one that reports now come in for."""
    closed = Period.objects.filter(plan__in=plans, ends_on__lte=on)
    newest = closed.order_by("plan", "-ends_on").distinct("plan")
    return list(newest.select_related("plan").defer("plan__source_text"))


def expected_reports(user: User, periods: Iterable[Period]) -> ReportQuerySet:
    """What was due for these periods, as far as the person may see it."""
    return visible_reports(user).filter(period__in=[period.pk for period in periods])


def coverage_of(user: User, periods: Iterable[Period], *, on: date) -> Coverage:
    """Over all these periods together. One query."""
    parts = parts_of_coverage(on)
    counts = {part: Count("pk", filter=condition) for part, condition in parts.items()}
    return Coverage(**expected_reports(user, periods).aggregate(**counts))


def parts_of_coverage(on: date) -> dict[str, Q]:
    """Which reports each figure of a `Coverage` counts."""
    missing = Q(state__in=UNSENT)
    return {
        "due": ~Q(pk=None),
        "received": ~missing,
        "missing": missing,
        "late": missing & Q(due_at__lt=end_of(on)),
    }


def coverage_by_period(
    user: User, periods: Iterable[Period], *, on: date
) -> tuple[PeriodCoverage, ...]:
    """Period by period, with the silent units of each. One query."""
    known = list(periods)
    parts = parts_of_coverage(on)
    counts = {part: Count("pk", filter=condition) for part, condition in parts.items()}
    reports = expected_reports(user, known)
    grouped = reports.values("period_id", "unit_id", "unit__name").annotate(**counts)
    ordered = grouped.order_by("unit__protocol_order", "unit__name")
    by_period: dict[int, list[_UnitRow]] = defaultdict(list)
    for row in ordered.values_list("period_id", "unit_id", "unit__name", *parts):
        period_pk, unit_pk, name, *numbers = row
        by_period[period_pk].append(_UnitRow(unit_pk, name, Coverage(*numbers)))
    return tuple(_of_period(period, by_period[period.pk]) for period in known)


def late_units(user: User, *, plan: Plan | None, on: date) -> tuple[UnitCount, ...]:
    """Who has not sent reports of any period whose deadline has passed, most first."""
    asked = Filters(plan=plan.pk if plan else None)
    late = overdue(user, asked, now=end_of(on)).select_related(None).order_by()
    rows = late.values_list("unit_id", "unit__name").annotate(number=Count("pk"))
    return tuple(UnitCount(*row) for row in rows.order_by("-number", "unit__protocol_order"))


def _of_period(period: Period, rows: list[_UnitRow]) -> PeriodCoverage:
    silent = (row for row in rows if row.coverage.received == 0)
    return PeriodCoverage(
        plan_pk=period.plan_id,
        plan=period.plan.title,
        period_pk=period.pk,
        ends_on=period.ends_on,
        due_at=period.due_at,
        coverage=Coverage(*(sum(getattr(r.coverage, name) for r in rows) for name in FIGURES)),
        silent=tuple(UnitCount(row.pk, row.name, row.coverage.due) for row in silent),
    )
