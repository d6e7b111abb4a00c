"""Units by their results: how many of the targets that each leads are on pace."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from dashboards.queries import kept
from dashboards.queries.lines import in_order
from dashboards.queries.scope import Scope
from dashboards.rules import LampCount
from indicators.queries import judged_targets
from indicators.rules import Counts, PaceCount, competition_ranks, counts_as
from units.models import Unit

# A unit, a lamp, how it counts, and how many targets of it are so.
Row = tuple[int, str, str, int]


@dataclass(frozen=True)
class UnitResult:
    """`met` of `counted` targets are on pace, `share` in percent; `lamps` add up to `targets`.

    Units of which nothing counts yet have no `rank`.
    """

    rank: int | None
    pk: int
    name: str
    targets: int
    lamps: tuple[LampCount, ...]
    counted: int
    met: int
    share: Decimal | None


def unit_results(scope: Scope) -> list[UnitResult]:
    """Best first; who is level in protocol order, and last those of which nothing counts."""
    lamps, counts = defaultdict[int, Counter[str]](Counter), defaultdict[int, Counter[str]](Counter)
    for unit, lamp, counted, number in _kept(scope) if scope.now else _judged(scope):
        lamps[unit][lamp] += number
        counts[unit][counted] += number
    units = Unit.objects.filter(pk__in=lamps).order_by("protocol_order", "name", "pk")
    names = dict(units.values_list("pk", "name"))
    paces = {pk: _pace(counts[pk]) for pk in names}
    ranks = _ranks(paces)
    found = [
        UnitResult(
            rank=ranks.get(pk),
            pk=pk,
            name=name,
            targets=paces[pk].listed,
            lamps=in_order(lamps[pk]),
            counted=paces[pk].counted,
            met=paces[pk].met,
            share=paces[pk].share,
        )
        for pk, name in names.items()
    ]
    return sorted(found, key=lambda each: (each.rank is None, each.rank or 0))


def _pace(counts: Counter[str]) -> PaceCount:
    kinds = (Counts.ANNUAL, Counts.UNKNOWN, Counts.MET)
    return PaceCount(counts.total(), *(counts[kind.value] for kind in kinds))


def _ranks(paces: dict[int, PaceCount]) -> dict[int, int]:
    shares = {pk: pace.share for pk, pace in paces.items() if pace.share is not None}
    return dict(zip(shares, competition_ranks(list(shares.values())), strict=True))


def _kept(scope: Scope) -> Iterable[Row]:
    return kept.targets_by_unit(scope)


def _judged(scope: Scope) -> Iterable[Row]:
    led = scope.targets().exclude(lead_unit=None)
    for each in judged_targets(led, on=scope.on):
        unit = each.target.lead_unit_id
        assert unit is not None
        yield unit, each.verdict.lamp.value, counts_as(each.verdict).value, 1
