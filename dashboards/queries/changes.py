"""Which targets have another lamp than at the closing date before the one that counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboards.queries import kept
from dashboards.queries.lines import TargetLine, target_line
from dashboards.queries.scope import Scope
from dashboards.rules import Turn, turn
from indicators.models import TargetVerdict
from indicators.queries import Before, Judged, judged_targets, shown_before, worst_first
from indicators.rules import Lamp

# What fits on one page; the whole list is one click away.
MOST_CHANGES = 10


@dataclass(frozen=True)
class Change:
    """A target whose lamp changed: from which, shown at which closing date."""

    line: TargetLine
    before: str
    before_on: date
    turn: Turn


@dataclass(frozen=True)
class Changes:
    """What changed since the closing date before; each target has its own.

    `compared` is False where there is none yet. `shown` has the worst of all; `worse`, `better`
    and `other` count all of them. Another lamp is neither worse nor better where a target is judged
    now for the first time, or not any more.
    """

    compared: bool
    shown: tuple[Change, ...]
    worse: int
    better: int
    other: int

    @property
    def total(self) -> int:
        return self.worse + self.better + self.other


def changes_of(scope: Scope) -> Changes:
    """Of everything that the scope is about."""
    if scope.now is None:
        return changes_then(scope, worst_first(judged_targets(scope.targets(), on=scope.on)))
    return changes_now(scope, kept.TargetFigures(scope).turns)


def changes_then(scope: Scope, judged: Sequence[Judged]) -> Changes:
    """On a past day; `judged` are the targets as they were known then, worst first. One query."""
    before = _before(scope, judged)
    turned = _turned(judged, before)
    turns = [each for _judged, each in turned]
    shown = sorted(turned, key=lambda each: list(Turn).index(each[1]))[:MOST_CHANGES]
    return Changes(
        compared=bool(before),
        shown=tuple(_change(each, before[each.target.pk], how) for each, how in shown),
        worse=turns.count(Turn.WORSE),
        better=turns.count(Turn.BETTER),
        other=turns.count(Turn.OTHER),
    )


def changes_now(scope: Scope, turns: Mapping[Turn, int]) -> Changes:
    """From what is kept."""
    turned = kept.turned_targets(scope, turns, most=MOST_CHANGES)
    judged = kept.judged(scope, [pk for pk, _how in turned])
    before = _before(scope, list(judged.values()))
    return Changes(
        compared=kept.compared(scope),
        shown=tuple(_change(judged[pk], before[pk], how) for pk, how in turned if pk in before),
        worse=turns.get(Turn.WORSE, 0),
        better=turns.get(Turn.BETTER, 0),
        other=turns.get(Turn.OTHER, 0),
    )


def turned_targets(scope: Scope, judged: Sequence[Judged], how: str) -> list[Judged]:
    """Those whose lamp turned so, in their order, as it was known on a past day."""
    turned = _turned(judged, _before(scope, judged))
    return [each for each, turned_how in turned if turned_how == how]


def _before(scope: Scope, judged: Sequence[Judged]) -> dict[int, Before]:
    asked = [(each.target.pk, each.verdict.on) for each in judged]
    return shown_before(TargetVerdict, "target_id", asked, until=None if scope.now else scope.until)


def _turned(judged: Sequence[Judged], before: Mapping[int, Before]) -> list[tuple[Judged, Turn]]:
    known = [(each, before[each.target.pk]) for each in judged if each.target.pk in before]
    return [
        (each, turn(Lamp(was.lamp), each.verdict.lamp))
        for each, was in known
        if was.lamp != each.verdict.lamp.value
    ]


def _change(judged: Judged, before: Before, how: Turn) -> Change:
    return Change(target_line(judged), before.lamp, before.on, how)
