"""Which targets have another lamp than they were known to have before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboards.queries import kept
from dashboards.queries.lines import TargetLine, target_line
from dashboards.queries.scope import Scope
from dashboards.rules import Turn, turn
from indicators.queries import Judged, judged_targets

# What fits on one page; the whole list is one click away.
MOST_CHANGES = 10


@dataclass(frozen=True)
class Change:
    """A target whose lamp changed; `before` is the one it was known to have."""

    line: TargetLine
    before: str
    turn: Turn


@dataclass(frozen=True)
class Changes:
    """What changed since the newest closing date (`since`); None before the first one.

    `shown` has the worst of all; `worse`, `better` and `other` count all of them. Another lamp is
    neither worse nor better where a target is judged now for the first time, or not any more.
    """

    since: date | None
    shown: tuple[Change, ...]
    worse: int
    better: int
    other: int

    @property
    def total(self) -> int:
        return self.worse + self.better + self.other


def changes_since(scope: Scope, judged: Sequence[Judged], *, since: date | None) -> Changes:
    """`judged` are the targets as of the page's day, worst first."""
    if since is None or since >= scope.on:
        return Changes(since, (), 0, 0, 0)
    turned = turned_targets(scope, judged, since=since)
    turns = [each for _judged, _before, each in turned]
    shown = sorted(turned, key=lambda each: list(Turn).index(each[2]))[:MOST_CHANGES]
    return Changes(
        since=since,
        shown=tuple(Change(target_line(now), before, each) for now, before, each in shown),
        worse=turns.count(Turn.WORSE),
        better=turns.count(Turn.BETTER),
        other=turns.count(Turn.OTHER),
    )


def changes_now(scope: Scope, turns: Mapping[Turn, int]) -> Changes:
    """Since the closing date before the one that counts today, from what is kept."""
    turned = kept.turned_targets(scope, turns, most=MOST_CHANGES)
    judged = kept.judged(scope, [pk for pk, _before, _turn in turned])
    return Changes(
        since=kept.closing_before(scope),
        shown=tuple(
            Change(target_line(judged[pk]), before, each)
            for pk, before, each in turned
            if pk in judged
        ),
        worse=turns.get(Turn.WORSE, 0),
        better=turns.get(Turn.BETTER, 0),
        other=turns.get(Turn.OTHER, 0),
    )


def turned_targets(
    scope: Scope, judged: Sequence[Judged], *, since: date
) -> list[tuple[Judged, str, Turn]]:
    """Those that have another lamp than on `since`, in their order, with that lamp."""
    known = judged_targets(scope.targets(), on=since)
    before = {each.target.pk: each.verdict.lamp for each in known}
    turned = []
    for each in judged:
        was = before.get(each.target.pk, each.verdict.lamp)
        if was is not each.verdict.lamp:
            turned.append((each, was.value, turn(was, each.verdict.lamp)))
    return turned
