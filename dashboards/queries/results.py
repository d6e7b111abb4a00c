"""Units by their results: how many of the targets that each leads are on pace."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboards.queries import kept
from dashboards.queries.lines import in_order, pace_of
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


@dataclass
class _Tally:
    """What is counted of one unit."""

    lamps: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    counted: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, row: Row) -> None:
        _unit, family, lamp, counts, counted, number = row
        self.lamps[family][lamp] += number
        self.counts[family][counts] += number
        # What was not there yet counted for nothing.
        self.counted[family][counted] += number if counted else 0


def unit_results(scope: Scope, *, by: Family | None = None) -> Results:
    """By the family that is asked for, or else the one in which most units have a rank."""
    tallies: dict[int, _Tally] = defaultdict(_Tally)
    for row in _kept(scope) if scope.now else _judged(scope):
        tallies[row[0]].add(row)
    units = Unit.objects.filter(pk__in=tallies).order_by("protocol_order", "name", "pk")
    names = dict(units.values_list("pk", "name"))
    ranks = {
        family: (
            _ranks({pk: tallies[pk].counts[family] for pk in names}),
            _ranks({pk: tallies[pk].counted[family] for pk in names}),
        )
        for family in Family
    }
    by = by or max(Family, key=lambda family: len(ranks[family][0]))
    found = [_result(pk, name, tallies[pk], ranks) for pk, name in names.items()]
    last = len(found)
    return Results(by, sorted(found, key=lambda each: ranks[by][0].get(each.pk, last + 1)))


def _result(
    pk: int, name: str, tally: _Tally, ranks: Mapping[Family, tuple[Ranks, Ranks]]
) -> UnitResult:
    families = tuple(
        FamilyResult(
            family=family.value,
            lamps=in_order(tally.lamps[family]),
            pace=pace_of(tally.counts[family]),
            rank=now.get(pk),
            rank_was=before.get(pk),
        )
        for family, (now, before) in ranks.items()
    )
    lamps = sum(tally.lamps.values(), Counter[str]())
    return UnitResult(pk, name, lamps.total(), in_order(lamps), families)


def _ranks(counts: Mapping[int, Counter[str]]) -> Ranks:
    """By unit; those of which nothing counts have none."""
    paces = {pk: pace_of(each) for pk, each in counts.items()}
    shares = {pk: pace.share for pk, pace in paces.items() if pace.share is not None}
    return dict(zip(shares, competition_ranks(list(shares.values())), strict=True))


def _kept(scope: Scope) -> Iterable[Row]:
    return kept.targets_by_unit(scope)


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
