"""A superior plan's promise beside what its local plans promise of the same thing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dashboards.queries.scope import Scope
from indicators.models import PERCENT, Indicator, Target, TargetQuerySet
from indicators.rules import Comparator, Kind
from indicators.rules.parts import Apart, Share, Sum, adds_up, sum_of_parts
from indicators.wording import promised
from plans.models import Plan

# What fits on one page: plans above others are few, and each has local ones below it.
MOST_WHOLES = 20
MOST_PARTS = 2_000


@dataclass(frozen=True)
class Left:
    """A local promise that was not added, and why."""

    pk: int
    plan: str
    promise: str
    why: Apart


@dataclass(frozen=True)
class Decomposition:
    """A superior target beside its local parts. `sum` is None where the number cannot be shared.

    `missing` is how much the parts promise less than the whole, below zero where they promise
    more; None where the whole has no number, or nothing was added.
    """

    pk: int
    plan_pk: int
    plan: str
    promise: str
    value: Decimal | None
    unit_of_measure: str
    reached: Decimal | None
    locals: int
    sum: Sum | None
    left: tuple[Left, ...]

    @property
    def missing(self) -> Decimal | None:
        if self.sum is None or not self.sum.parts or self.value is None:
            return None
        return self.value - self.sum.promised


def decompositions(
    scope: Scope, targets: TargetQuerySet, members: Collection[Indicator]
) -> tuple[Decomposition, ...]:
    """Of these targets those that have local plans below them; three queries.

    `targets` have their version of the definition (`with_definition`).
    """
    shown = _loaded(scope, targets)
    wholes = list(shown.filter(plan__local_plans__targets__indicator__in=members).distinct())
    wholes = sorted(wholes, key=lambda each: each.pk)[:MOST_WHOLES]
    if not wholes:
        return ()
    links = Plan.superior_plans.through.objects.filter(
        to_plan__in={each.plan_id for each in wholes}
    ).values_list("to_plan", "from_plan")
    below: dict[int, set[int]] = {}
    for above, local in links:
        below.setdefault(above, set()).add(local)
    local_plans = {pk for plans in below.values() for pk in plans}
    parts = list(shown.filter(plan__in=local_plans).order_by("pk")[:MOST_PARTS])
    return tuple(
        _decomposition(each, [part for part in parts if part.plan_id in below[each.plan_id]])
        for each in wholes
        if each.plan_id in below
    )


def _loaded(scope: Scope, targets: TargetQuerySet) -> TargetQuerySet:
    known = scope.as_promised(targets).with_latest_value(on=scope.on)
    return known.select_related("plan", "indicator").defer("plan__source_text")


def _decomposition(whole: Target, parts: Sequence[Target]) -> Decomposition:
    kind, comparator = Kind(whole.indicator.kind), Comparator(whole.comparator)
    measure = whole.indicator.unit_of_measure
    added = None
    if adds_up(kind, comparator, percent=measure in PERCENT):
        added = sum_of_parts(_share(whole), [_share(part) for part in parts])
    by_pk = {part.pk: part for part in parts}
    return Decomposition(
        pk=whole.pk,
        plan_pk=whole.plan_id,
        plan=whole.plan.title,
        promise=_promise(whole),
        value=vars(whole)["known_value"],
        unit_of_measure=measure,
        reached=vars(whole)["latest_value"],
        locals=len(parts),
        sum=added,
        left=tuple(
            Left(share.key, by_pk[share.key].plan.title, _promise(by_pk[share.key]), why)
            for share, why in (added.apart if added else ())
        ),
    )


def _share(target: Target) -> Share:
    known = vars(target)
    return Share(
        key=target.pk,
        plan=target.plan_id,
        counted=(target.indicator_id, known["definition_key"]),
        value=known["known_value"],
        due_on=known["known_due_on"],
        every=target.every,
        reached=known["latest_value"],
    )


def _promise(target: Target) -> str:
    known = vars(target)
    return promised(
        value=known["known_value"],
        value_high=known["known_value_high"],
        comparator=target.comparator,
        unit_of_measure=target.indicator.unit_of_measure,
        every=target.every,
    )
