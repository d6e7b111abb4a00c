"""A history as equal steps: what was added in each, or how high the value stood.

Readings come by closing dates. Their rhythm is the distance that most of the newest have. One
missing closing date is filled evenly; a longer silence begins the history anew.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.rules.aims import Aim, counts_anew, measure_of
from indicators.rules.verdicts import Reading
from indicators.rules.words import Measure

YEAR = 12
# The rhythm is that of the newest readings: whoever went from quarters to months reports by months.
NEWEST = 6


@dataclass(frozen=True)
class Series:
    """`steps` of `rhythm` months, oldest first, up to the month numbered `last`.

    With `adds` a step is what was added in it, else the value at its end. `base` is what counts
    already, `ahead` how many steps there are until the end; before them `skipped` others pass that
    count for another year.
    """

    steps: tuple[float, ...]
    adds: bool
    rhythm: int
    last: int
    base: float
    ahead: int
    skipped: int = 0

    @property
    def per_year(self) -> int:
        return YEAR // self.rhythm

    def season(self, place: int) -> int:
        """Which part of the year a step is, counted from the oldest one; later ones go on."""
        month = self.last - (len(self.steps) - 1 - place) * self.rhythm
        return month // self.rhythm % self.per_year


def series_of(aim: Aim, readings: Sequence[Reading], *, end: date) -> Series | None:
    """The newest unbroken piece of the history; None where there is nothing yet.

    `aim` is settled, with the one number that counts at `end`; readings are oldest first.
    """
    if not readings:
        return None
    adds = measure_of(aim) is Measure.WAY or counts_anew(aim)
    points = _by_month(readings)
    last, value = max(points.items())
    rhythm = _rhythm(sorted(points))
    steps = _added(aim, points, rhythm) if adds else _stood(points, rhythm)
    begun, base = last, value
    if counts_anew(aim) and last // YEAR < _month(end) // YEAR:
        # Nothing of the year that counts is known yet.
        begun, base = _month(end) // YEAR * YEAR - 1, Decimal(0)
    ahead = max(1, round((_month(end) - begun) / rhythm))
    skipped = round((begun - last) / rhythm)
    return Series(tuple(steps), adds, rhythm, last, float(base), ahead, skipped)


def _month(day: date) -> int:
    return day.year * YEAR + day.month - 1


def _by_month(readings: Sequence[Reading]) -> dict[int, Decimal]:
    """The newest reading of each month."""
    return {_month(reading.on): reading.value for reading in readings}


def _rhythm(months: Sequence[int]) -> int:
    gaps = [later - earlier for earlier, later in zip(months, months[1:], strict=False)]
    counted = Counter(gap for gap in gaps[-NEWEST:] if gap <= YEAR)
    most = max(counted.values(), default=0)
    fitting = [gap for gap, count in counted.items() if count == most and YEAR % gap == 0]
    return min(fitting, default=1)


def _stood(points: dict[int, Decimal], rhythm: int) -> list[float]:
    months = sorted(points, reverse=True)
    steps = [float(points[months[0]])]
    for later, earlier in zip(months, months[1:], strict=False):
        times = _times(later - earlier, rhythm)
        if times is None:
            break
        if times > 1:
            steps.append(float(points[later] + points[earlier]) / 2)
        steps.append(float(points[earlier]))
    return steps[::-1]


def _added(aim: Aim, points: dict[int, Decimal], rhythm: int) -> list[float]:
    known = {**_beginning(aim, points), **points}
    months = sorted(known, reverse=True)
    steps: list[float] = []
    for later, earlier in zip(months, months[1:], strict=False):
        since, before = earlier, known[earlier]
        if counts_anew(aim) and earlier // YEAR < later // YEAR:
            if (earlier + 1) % YEAR:
                break  # what the rest of that year brought is not known
            before = Decimal(0)
        times = _times(later - since, rhythm)
        if times is None:
            break
        steps += [float(known[later] - before) / times] * times
    return steps[::-1]


def _beginning(aim: Aim, points: dict[int, Decimal]) -> dict[int, Decimal]:
    """Where the way begins, as a reading of its own: its baseline, or nothing."""
    first = min(points)
    if counts_anew(aim):
        own = aim.starts_on is not None and _month(aim.starts_on) // YEAR == first // YEAR
        month = _month(aim.starts_on) if own and aim.starts_on else first // YEAR * YEAR
    elif aim.starts_on is not None and aim.start is not None:
        month = _month(aim.starts_on)
    else:
        return {}
    return {month - 1: aim.start or Decimal(0)} if month <= first else {}


def _times(gap: int, rhythm: int) -> int | None:
    """How many steps a gap is: one, two where one closing date is missing, None for a break."""
    return {rhythm: 1, 2 * rhythm: 2}.get(gap)
