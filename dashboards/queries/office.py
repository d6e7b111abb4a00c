"""The office's page: is everything in, who is silent, what waits for us."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from core.calendar import end_of
from dashboards.queries.coverage import (
    PeriodCoverage,
    coverage_by_period,
    newest_closed_periods,
)
from dashboards.queries.lines import counted_lamps, plans_in_view
from dashboards.rules import LampCount
from indicators.access import visible_targets
from indicators.queries import Judged, judged_targets
from intake.models import Document, Draft
from reports.access import visible_reports
from reports.models import ReportState
from reports.queries import Filters, overdue
from units.models import User


@dataclass(frozen=True)
class PlanLamps:
    """A plan and how its targets stand; `lamps` add up to `targets`."""

    pk: int
    title: str
    targets: int
    lamps: tuple[LampCount, ...]


@dataclass(frozen=True)
class Waiting:
    """What waits: documents that are being read or checked, reports to review, late reports."""

    documents: int
    to_review: int
    late: int


@dataclass(frozen=True)
class OfficeOverview:
    on: date
    waiting: Waiting
    periods: tuple[PeriodCoverage, ...]
    plans: tuple[PlanLamps, ...]


def office_overview(user: User, *, on: date) -> OfficeOverview:
    """The plans that are being carried out. Its queries do not grow with them."""
    active = plans_in_view(user, plan=None)
    periods = newest_closed_periods(active, on=on)
    return OfficeOverview(
        on=on,
        waiting=_waiting(user, on),
        periods=coverage_by_period(user, periods, on=on),
        plans=_plans(user, on),
    )


def _waiting(user: User, on: date) -> Waiting:
    unread = Document.objects.filter(draft=None).count()
    unchecked = Draft.objects.filter(plan=None).count()
    sent = visible_reports(user).filter(state=ReportState.SUBMITTED)
    late = overdue(user, Filters(), now=end_of(on))
    return Waiting(unread + unchecked, sent.count(), late.count())


def _plans(user: User, on: date) -> tuple[PlanLamps, ...]:
    plans = plans_in_view(user, plan=None)
    by_plan: dict[int, list[Judged]] = defaultdict(list)
    for judged in judged_targets(visible_targets(user).filter(plan__in=plans), on=on):
        by_plan[judged.target.plan_id].append(judged)
    return tuple(
        PlanLamps(pk, title, len(by_plan[pk]), counted_lamps(by_plan[pk]))
        for pk, title in plans.newest_first().values_list("pk", "title")
    )
