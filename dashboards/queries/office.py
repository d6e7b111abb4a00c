"""The page of the head of the office: is everything in, what changed, what is to be decided."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dashboards.queries.changes import Changes, changes_since
from dashboards.queries.coverage import (
    PeriodCoverage,
    coverage_by_period,
    cut_off,
    newest_closed_periods,
)
from dashboards.queries.inbox import DECISION_KINDS, Waiting, waiting
from dashboards.queries.lines import counted_lamps
from dashboards.queries.scope import Scope
from dashboards.rules import LampCount
from indicators.queries import Judged, judged_targets, worst_first
from units.queries import calendar_warning


@dataclass(frozen=True)
class PlanLamps:
    """A plan and how its targets stand; `lamps` add up to `targets`."""

    pk: int
    title: str
    targets: int
    lamps: tuple[LampCount, ...]


@dataclass(frozen=True)
class OfficeOverview:
    """`calendar` says what is missing in the working calendar; empty where nothing is."""

    waiting: tuple[Waiting, ...]
    calendar: str
    periods: tuple[PeriodCoverage, ...]
    changes: Changes
    plans: tuple[PlanLamps, ...]


def office_overview(scope: Scope) -> OfficeOverview:
    """The plans that are being carried out. Its queries do not grow with them."""
    periods = newest_closed_periods(scope)
    judged = worst_first(judged_targets(scope.targets(), on=scope.on))
    return OfficeOverview(
        waiting=waiting(scope, DECISION_KINDS),
        calendar=calendar_warning(scope.on),
        periods=coverage_by_period(scope, periods),
        changes=changes_since(scope, judged, since=cut_off(periods)),
        plans=_plans(scope, judged),
    )


def _plans(scope: Scope, judged: Iterable[Judged]) -> tuple[PlanLamps, ...]:
    by_plan: dict[int, list[Judged]] = defaultdict(list)
    for each in judged:
        by_plan[each.target.plan_id].append(each)
    return tuple(
        PlanLamps(pk, title, len(by_plan[pk]), counted_lamps(by_plan[pk]))
        for pk, title in scope.plans().newest_first().values_list("pk", "title")
    )
