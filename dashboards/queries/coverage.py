"""Which reports were due, which came in, and who is silent."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import Count, Max, Q

from core.paging import Lines
from dashboards.queries.scope import Scope
from dashboards.rules import Coverage
from reports.models import Period, PeriodQuerySet, ReportQuerySet, ReportState
from reports.queries import expected_for, newest_of_rhythms
from reports.rules import UNSENT


@dataclass(frozen=True)
class UnitCount:
    """A unit and how many of its reports are meant."""

    pk: int
    name: str
    count: int


@dataclass(frozen=True)
class PeriodCoverage:
    """How one plan's newest closed period stands. `silent` are the units that sent nothing.

    `about` names what has a rhythm of its own inside the plan: a task, a target or a unit.
    """

    plan_pk: int
    plan: str
    about: str
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


def newest_periods(scope: Scope) -> PeriodQuerySet:
    """Of each rhythm the period that closed last: the one that reports now come in for."""
    return newest_of_rhythms(scope.plans(), on=scope.on, until=scope.until)


def newest_keys(scope: Scope) -> list[int]:
    return list(newest_periods(scope).values_list("pk", flat=True))


def cut_off(scope: Scope) -> date | None:
    """The newest closing date that figures are about."""
    newest = Period.objects.filter(pk__in=newest_periods(scope).values("pk"))
    return newest.aggregate(newest=Max("ends_on"))["newest"]


def expected_reports(scope: Scope) -> ReportQuerySet:
    """What was due for the newest closed periods, as far as the person may see it."""
    return _expected(scope, newest_keys(scope))


def _expected(scope: Scope, periods: Sequence[int]) -> ReportQuerySet:
    # As keys: the database has no idea how few periods are the newest ones. They are of the plans
    # that the page is about, so no report has to be held against its plan once more.
    return expected_for(scope.own_reports(scope.all_reports()), periods)


def late_reports(scope: Scope) -> ReportQuerySet:
    """Of any period: not sent though the deadline has passed, and still to be sent."""
    if scope.now is None:
        return scope.reports().filter(Q(known_overdue=True))
    return scope.reports().overdue(now=scope.now)


def unsent_reports(scope: Scope, *, returned: bool) -> ReportQuerySet:
    """Of any period: what came back and is to be mended, or what was never sent."""
    sent_back = Q(known_state=ReportState.RETURNED)
    unsent = scope.reports().filter(Q(known_state__in=UNSENT))
    return unsent.filter(sent_back) if returned else unsent.exclude(sent_back)


def coverage_of(scope: Scope) -> Coverage:
    """Over the newest closed periods together. One query."""
    parts = parts_of_coverage(scope)
    counts = {part: Count("pk", filter=condition) for part, condition in parts.items()}
    return Coverage(**expected_reports(scope).aggregate(**counts))


def parts_of_coverage(scope: Scope) -> dict[str, Q]:
    """Which reports each figure of a `Coverage` counts."""
    missing = Q(known_state__in=UNSENT)
    return {
        "due": ~Q(pk=None),
        "received": ~missing,
        "missing": missing,
        "late": missing & Q(known_due_at__lt=scope.until),
    }


def coverage_by_period(scope: Scope) -> Lines[PeriodCoverage]:
    """Of each rhythm's newest closed period, with the silent units of each.

    One query, and two for those that are shown.
    """

    def made(keys: Sequence[int]) -> list[PeriodCoverage]:
        periods = Period.objects.with_subject().in_bulk(keys)
        return _covered(scope, [periods[pk] for pk in keys])

    return Lines(newest_keys(scope), made)


def _covered(scope: Scope, known: Sequence[Period]) -> list[PeriodCoverage]:
    parts = parts_of_coverage(scope)
    counts = {part: Count("pk", filter=condition) for part, condition in parts.items()}
    reports = _expected(scope, [period.pk for period in known])
    grouped = reports.values("period_id", "unit_id", "unit__name").annotate(**counts)
    ordered = grouped.order_by("unit__protocol_order", "unit__name")
    by_period: dict[int, list[_UnitRow]] = defaultdict(list)
    for row in ordered.values_list("period_id", "unit_id", "unit__name", *parts):
        period_pk, unit_pk, name, *numbers = row
        by_period[period_pk].append(_UnitRow(unit_pk, name, Coverage(*numbers)))
    return [_of_period(period, by_period[period.pk]) for period in known]


def late_units(scope: Scope) -> tuple[UnitCount, ...]:
    """Who has not sent reports of any period whose deadline has passed, most first."""
    late = late_reports(scope).order_by()
    rows = late.values_list("unit_id", "unit__name").annotate(number=Count("pk"))
    return tuple(UnitCount(*row) for row in rows.order_by("-number", "unit__protocol_order"))


def _of_period(period: Period, rows: list[_UnitRow]) -> PeriodCoverage:
    silent = (row for row in rows if row.coverage.received == 0)
    rule = period.rule
    return PeriodCoverage(
        plan_pk=period.plan_id,
        plan=period.plan.title,
        about=str(rule.task or rule.target or rule.unit or ""),
        period_pk=period.pk,
        ends_on=period.ends_on,
        due_at=period.due_at,
        coverage=Coverage(*(sum(getattr(r.coverage, name) for r in rows) for name in FIGURES)),
        silent=tuple(UnitCount(row.pk, row.name, row.coverage.due) for row in silent),
    )
