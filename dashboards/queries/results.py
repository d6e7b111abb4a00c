"""Units by their results: how many of the targets that each leads are on pace."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.paging import Lines
from dashboards.queries import kept
from dashboards.queries.lines import added_up, in_order, pace_of
from dashboards.queries.scope import Scope
from dashboards.rules import FamilyStanding, LampCount
from indicators.models import TargetVerdict
from indicators.queries import judged_targets, shown_before
from indicators.rules import Family, Reason, competition_ranks, counts_as, counts_of
from units.models import Unit

# A unit, a family, a lamp, how it counts, how it counted before, and how many targets are so.
Row = tuple[int, str, str, str, str, int]
Ranks = dict[int, int]


@dataclass(frozen=True)
class FamilyResult(FamilyStanding):
    """The targets of a family that a unit leads, and its place among the units by their share.

    Units of which nothing counts yet have no `rank`. `rank_was` is that of the closing date before.
    """

    rank: int | None
    rank_was: int | None

    @property
    def moved(self) -> int | None:
        """Places won, or lost below zero; None for who has no rank, or had none."""
        if self.rank is None or self.rank_was is None:
            return None
        return self.rank_was - self.rank

    @property
    def fallen(self) -> int:
        """Places lost."""
        return -(self.moved or 0)


@dataclass(frozen=True)
class UnitResult:
    """`lamps` add up to `targets`, and so do the targets of the `families`.

    Each family has a rank of its own: a share of sales and a share of certificates say nothing
    together.
    """

    pk: int
    name: str
    targets: int
    lamps: tuple[LampCount, ...]
    families: tuple[FamilyResult, ...]


@dataclass(frozen=True)
class Results:
    """`units` by their rank in the family `by`, who is level in protocol order, and last those of
    which nothing counts there."""

    by: Family
    units: Sequence[UnitResult]


class _Tallies:
    """What is counted of each unit and family: by lamp, and as it counts now and did before."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.units = set[int]()
        self.lamps = defaultdict[tuple[int, str], Counter[str]](Counter)
        self.counts = defaultdict[tuple[int, str], Counter[str]](Counter)
        self.counted = defaultdict[tuple[int, str], Counter[str]](Counter)
        for unit, family, lamp, counts, counted, number in rows:
            self.units.add(unit)
            self.lamps[unit, family][lamp] += number
            self.counts[unit, family][counts] += number
            if counted:  # what was not there yet counted for nothing
                self.counted[unit, family][counted] += number


def unit_results(scope: Scope, *, by: Family | None = None) -> Results:
    """By the family that is asked for, or else the one in which most units have a rank."""
    tallies = _Tallies(kept.targets_by_unit(scope) if scope.now else _judged(scope))
    units = Unit.objects.filter(pk__in=tallies.units).order_by("protocol_order", "name", "pk")
    ranks = {
        family: (_ranks(tallies.counts, family), _ranks(tallies.counted, family))
        for family in Family
    }
    by = by or max(Family, key=lambda family: len(ranks[family][0]))
    named = list(units.values_list("pk", "name"))
    last = len(named) + 1
    named.sort(key=lambda unit: ranks[by][0].get(unit[0], last))

    def made(some: Sequence[tuple[int, str]]) -> list[UnitResult]:
        return [_result(pk, name, tallies, ranks) for pk, name in some]

    return Results(by, Lines(named, made))


def _result(
    pk: int, name: str, tallies: _Tallies, ranks: Mapping[Family, tuple[Ranks, Ranks]]
) -> UnitResult:
    families = tuple(
        FamilyResult(
            family=family.value,
            lamps=in_order(tallies.lamps[pk, family]),
            pace=pace_of(tallies.counts[pk, family]),
            rank=now.get(pk),
            rank_was=before.get(pk),
        )
        for family, (now, before) in ranks.items()
    )
    lamps = added_up(families)
    return UnitResult(pk, name, sum(each.count for each in lamps), lamps, families)


def _ranks(counts: Mapping[tuple[int, str], Counter[str]], family: Family) -> Ranks:
    """By unit; those of which nothing counts have none."""
    paces = {pk: pace_of(each) for (pk, of), each in counts.items() if of == family}
    shares = {pk: pace.share for pk, pace in paces.items() if pace.share is not None}
    return dict(zip(shares, competition_ranks(list(shares.values())), strict=True))


def _judged(scope: Scope) -> Iterable[Row]:
    led = judged_targets(scope.targets().exclude(lead_unit=None), on=scope.on)
    asked = [(each.target.pk, each.verdict.on) for each in led]
    before = shown_before(TargetVerdict, "target_id", asked, until=scope.until)
    for each in led:
        unit, was = each.target.lead_unit_id, before.get(each.target.pk)
        assert unit is not None
        counted = counts_of(Reason(was.reason)).value if was else ""
        family, verdict = each.target.indicator.family, each.verdict
        yield unit, family, verdict.lamp.value, counts_as(verdict).value, counted, 1
