"""Units by their results: how many of the targets that each leads are on pace."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dashboards.queries import kept
from dashboards.queries.lines import family_standing, in_order, pace_of
from dashboards.queries.scope import Scope
from dashboards.rules import FamilyStanding, LampCount
from indicators.models import TargetVerdict
from indicators.queries import judged_targets, shown_before
from indicators.rules import Family, Reason, competition_ranks, counts_as, counts_of
from units.models import Unit

# A unit, a family, a lamp, how it counts, how it counted before, and how many targets are so.
Row = tuple[int, str, str, str, str, int]


@dataclass(frozen=True)
class UnitResult:
    """`met` of `counted` targets are on pace, `share` in percent; `lamps` add up to `targets`, and
    so do the targets of the `families`.

    Units of which nothing counts yet have no `rank`. `rank_was` is that of the closing date before.
    """

    rank: int | None
    rank_was: int | None
    pk: int
    name: str
    targets: int
    lamps: tuple[LampCount, ...]
    families: tuple[FamilyStanding, ...]
    counted: int
    met: int
    share: Decimal | None

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


@dataclass
class _Tally:
    """What is counted of one unit."""

    lamps: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    now: Counter[str] = field(default_factory=Counter)
    before: Counter[str] = field(default_factory=Counter)

    def add(self, row: Row) -> None:
        _unit, family, lamp, counts, counted, number = row
        self.lamps[family][lamp] += number
        self.counts[family][counts] += number
        self.now[counts] += number
        # What was not there yet counted for nothing.
        self.before[counted] += number if counted else 0

    def families(self) -> tuple[FamilyStanding, ...]:
        return tuple(
            family_standing(family.value, self.lamps[family.value], self.counts[family.value])
            for family in Family
        )


def unit_results(scope: Scope) -> list[UnitResult]:
    """Best first; who is level in protocol order, and last those of which nothing counts."""
    tallies: dict[int, _Tally] = defaultdict(_Tally)
    for row in _kept(scope) if scope.now else _judged(scope):
        tallies[row[0]].add(row)
    units = Unit.objects.filter(pk__in=tallies).order_by("protocol_order", "name", "pk")
    names = dict(units.values_list("pk", "name"))
    ranks = _ranks({pk: tallies[pk].now for pk in names})
    ranks_before = _ranks({pk: tallies[pk].before for pk in names})
    found = [
        _result(pk, name, tallies[pk], ranks.get(pk), ranks_before.get(pk))
        for pk, name in names.items()
    ]
    return sorted(found, key=lambda each: (each.rank is None, each.rank or 0))


def _result(
    pk: int, name: str, tally: _Tally, rank: int | None, rank_was: int | None
) -> UnitResult:
    pace, lamps = pace_of(tally.now), sum(tally.lamps.values(), Counter[str]())
    return UnitResult(
        rank=rank,
        rank_was=rank_was,
        pk=pk,
        name=name,
        targets=pace.listed,
        lamps=in_order(lamps),
        families=tally.families(),
        counted=pace.counted,
        met=pace.met,
        share=pace.share,
    )


def _ranks(counts: Mapping[int, Counter[str]]) -> dict[int, int]:
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
