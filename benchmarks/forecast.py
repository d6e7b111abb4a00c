"""How often forecasts hold: of invented histories, of which what comes is known as well.

Each history is cut before its due date. Where a forecast is shown for the first part, its interval
either holds what came or does not. Both are told: how many are shown, and how many of those held.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from statistics import fmean

from benchmarks.measure import Figure
from core.calendar import add_months, last_day_of_month
from indicators.rules import NOMINAL, Aim, Comparator, Forecast, Kind, Reading

HISTORIES = 150
FIRST = date(2024, 1, 1)
Steps = list[float]


@dataclass(frozen=True)
class Sort:
    """Histories of one sort: what each month adds, or how high it stands."""

    name: str
    kind: Kind
    known: int
    ahead: int
    invent: Callable[[Random, int], Steps]


def _steady(chance: Random, count: int) -> Steps:
    pace = chance.uniform(3, 12)
    return [chance.gauss(pace, pace * 0.25) for _ in range(count)]


def _turning(chance: Random, count: int) -> Steps:
    """Slow or fast, and the other from some month on."""
    turn, paces = chance.randrange(count // 4, count), chance.sample([3, 6, 10], 2)
    return [chance.gauss(paces[place >= turn], 1) for place in range(count)]


def _seasonal(chance: Random, count: int) -> Steps:
    year = [chance.uniform(1, 20) for _ in range(12)]
    return [max(chance.gauss(year[place % 12], 1.5), 0) for place in range(count)]


def _in_batches(chance: Random, count: int) -> Steps:
    return [chance.randrange(3, 12) if chance.random() < 0.35 else 0 for _ in range(count)]


def _rare(chance: Random, count: int) -> Steps:
    """Few of a kind: one or two in some months."""
    return [chance.choice([0, 0, 0, 1, 1, 2]) for _ in range(count)]


def _level(chance: Random, count: int) -> Steps:
    middle, now, found = chance.uniform(3, 12), 0.0, []
    for _ in range(count):
        now = now * 0.5 + chance.gauss(0, 0.4)
        found.append(middle + now)
    return found


def _wandering(chance: Random, count: int) -> Steps:
    """A rate that goes anywhere."""
    now, found = 50.0, []
    for _ in range(count):
        now += chance.gauss(0, 1)
        found.append(now)
    return found


def _wild(chance: Random, count: int) -> Steps:
    """Nobody could predict it: rare and enormous."""
    return [chance.paretovariate(0.8) for _ in range(count)]


SORTS = (
    Sort("steady", Kind.CUMULATIVE, 12, 3, _steady),
    Sort("steady, half a year ahead", Kind.CUMULATIVE, 18, 6, _steady),
    Sort("turning", Kind.CUMULATIVE, 18, 3, _turning),
    Sort("seasonal", Kind.FLOW, 42, 6, _seasonal),
    Sort("in batches", Kind.CUMULATIVE, 18, 3, _in_batches),
    Sort("rare", Kind.CUMULATIVE, 18, 3, _rare),
    Sort("level", Kind.GROWTH_RATE, 14, 3, _level),
    Sort("wandering", Kind.GROWTH_RATE, 18, 3, _wandering),
    Sort("wild", Kind.CUMULATIVE, 18, 3, _wild),
)


@dataclass(frozen=True)
class Outcome:
    """A forecast and what came."""

    said: Forecast
    came: Decimal
    seconds: float

    @property
    def held(self) -> bool:
        assert self.said.low is not None
        assert self.said.high is not None
        return self.said.low <= self.came <= self.said.high


def outcomes(sort: Sort, *, count: int = HISTORIES, seed: int = 1) -> Iterator[Outcome]:
    from indicators.rules.forecasting import forecast

    for number in range(count):
        readings, due_on = _history(sort, Random(f"{sort.name} {seed} {number}"))
        known, came = readings[: sort.known], readings[-1].value
        aim = Aim(sort.kind, Comparator.AT_LEAST, came, due_on=due_on, starts_on=FIRST)
        begun = time.perf_counter()
        said = forecast(aim, known, on=known[-1].on)
        yield Outcome(said, came, time.perf_counter() - begun)


def _history(sort: Sort, chance: Random) -> tuple[list[Reading], date]:
    """Readings at months' ends up to the due date."""
    steps = sort.invent(chance, sort.known + sort.ahead)
    values, total = [], 0.0
    for place, step in enumerate(steps):
        if sort.kind is Kind.GROWTH_RATE:
            total = step
        else:
            total = step + (0 if sort.kind is Kind.FLOW and place % 12 == 0 else total)
        values.append(round(Decimal(total), 1))
    days = [last_day_of_month(add_months(FIRST, place)) for place in range(len(values))]
    return [Reading(*pair) for pair in zip(days, values, strict=True)], days[-1]


def measure() -> Iterable[Figure]:
    """For each sort: the share that is shown, and of those the share that held."""
    everything: list[Outcome] = []
    for sort in SORTS:
        found = list(outcomes(sort))
        everything += found
        yield from _told(sort.name, found)
    yield from _told("all", everything)
    each = fmean(one.seconds for one in everything) * 1000
    yield Figure("forecast", each, "ms", "one target", 1, f"{len(everything)} histories")


def _told(name: str, found: list[Outcome]) -> Iterable[Figure]:
    shown = [each for each in found if each.said.refusal is None]
    size = f"{name}, {len(found)} histories"
    share = 100 * len(shown) / len(found)
    yield Figure("forecast_shown", share, "%", "all histories", share / 100, size)
    if shown:
        held = 100 * fmean(each.held for each in shown)
        against = f"the {NOMINAL} % that are promised"
        yield Figure(
            "forecast_held", held, "%", against, held / NOMINAL, f"{name}, {len(shown)} shown"
        )
