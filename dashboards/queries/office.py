"""The page of the head of the office: is everything in, what changed, what is to be decided."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from core.paging import Lines
from dashboards.queries import kept
from dashboards.queries.changes import Changes, changes_now, changes_then
from dashboards.queries.coverage import PeriodCoverage, coverage_by_period
from dashboards.queries.inbox import DECISION_KINDS, Waiting, waiting
from dashboards.queries.lines import in_order
from dashboards.queries.scope import Scope
from dashboards.rules import LampCount
from indicators.queries import Judged, judged_targets, worst_first
from units.queries import calendar_warning

# Of plans with these keys, how many targets have which lamp.
LampsOf = Callable[[Sequence[int]], dict[int, Counter[str]]]


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
    periods: Lines[PeriodCoverage]
    changes: Changes
    plans: Lines[PlanLamps]


def office_overview(scope: Scope) -> OfficeOverview:
    """The plans that are being carried out. Its queries do not grow with them."""
    changes, lamps_of = _now(scope) if scope.now else _then(scope)
    return OfficeOverview(
        waiting=waiting(scope, DECISION_KINDS),
        calendar=calendar_warning(scope.on),
        periods=coverage_by_period(scope),
        changes=changes,
        plans=_plans(scope, lamps_of),
    )


def plan_lamps(scope: Scope) -> Lines[PlanLamps]:
    """The plans alone."""
    if scope.now:
        return _plans(scope, partial(kept.lamps_of_plans, scope))
    by_plan = _lamps_then(judged_targets(scope.targets(), on=scope.on))
    return _plans(scope, lambda _plans: by_plan)


def _plans(scope: Scope, lamps_of: LampsOf) -> Lines[PlanLamps]:
    titles = scope.plans().newest_first().values_list("pk", "title")

    def made(some: Sequence[tuple[int, str]]) -> list[PlanLamps]:
        lamps = lamps_of([pk for pk, _title in some])
        return [PlanLamps(pk, title, lamps[pk].total(), in_order(lamps[pk])) for pk, title in some]

    return Lines(titles, made)


def _now(scope: Scope) -> tuple[Changes, LampsOf]:
    return changes_now(scope, kept.TargetFigures(scope).turns), partial(kept.lamps_of_plans, scope)


def _then(scope: Scope) -> tuple[Changes, LampsOf]:
    judged = worst_first(judged_targets(scope.targets(), on=scope.on))
    # All were judged for the changes already.
    by_plan = _lamps_then(judged)
    return changes_then(scope, judged), lambda _plans: by_plan


def _lamps_then(judged: Sequence[Judged]) -> dict[int, Counter[str]]:
    by_plan: dict[int, Counter[str]] = defaultdict(Counter)
    for each in judged:
        by_plan[each.target.plan_id][each.verdict.lamp.value] += 1
    return by_plan
