"""What should have been reached of a promise by a date.

Published practice counts whole months: the threshold is the months elapsed ÷ 12 at the closing
date. A period that closes inside a month (on the 25th) is held against the months that are over
by then, 66.7 % on 25 September: the running month has not elapsed, and its last days still belong
to the unit. An office that wants those days to count takes the rule by days for its targets.
"""

from datetime import date
from decimal import ROUND_FLOOR, Decimal

from core.calendar import ONE_DAY, last_day_of_month, months_between
from indicators.rules.aims import Aim, measure_of, settled, span_of
from indicators.rules.books import CURRENT, RuleBook
from indicators.rules.words import MONTHS, Kind, Measure, PaceRule, Recurrence

HUNDRED = Decimal(100)


def expected_value(aim: Aim, *, on: date, book: RuleBook = CURRENT) -> Decimal | None:
    """What should have been reached by `on`; None where nothing can be said before the due date."""
    whole = settled(aim, on=on, book=book)
    if whole.value is None:
        return None
    if measure_of(whole) is not Measure.WAY:
        return whole.value if whole.is_due(on) or _has_pace(whole) else None
    if whole.drawn or (book.slices and whole.kind is Kind.MILESTONE and whole.planned):
        return _drawn(whole, on, book)
    if book.whole_occurrences and aim.kind is Kind.RECURRING and _has_pace(aim):
        return _due_so_far(aim, whole, on)
    return _straight(whole, on)


def time_share(aim: Aim, *, on: date) -> Decimal | None:
    """Time elapsed ÷ the whole span (0 to 1); None where pace is not judged yet.

    In whole months, or in days where the pace rule says so.
    """
    span = span_of(aim, on=on)
    if span is None:
        return None
    start, end = span
    if on >= end:
        return Decimal(1)
    if not _has_pace(aim) or on < start:
        return None
    if aim.pace_rule is PaceRule.LINEAR_DAY:
        return Decimal((on - start).days + 1) / Decimal((end - start).days + 1)
    return Decimal(_full_months(start, on)) / Decimal(months_between(start, end))


def share_of_way(aim: Aim, value: Decimal) -> Decimal:
    """How far `value` is on the way from baseline to target, in percent; never clipped."""
    assert aim.value is not None
    start = aim.start or Decimal(0)
    return (value - start) / (aim.value - start) * HUNDRED


def waits_for_its_year(aim: Aim) -> bool:
    """Known only once a year (年度指标): out of every count within the year."""
    return aim.kind is not Kind.MILESTONE and not _has_pace(aim)


def _straight(aim: Aim, on: date) -> Decimal | None:
    share = time_share(aim, on=on)
    if share is None:
        return None
    assert aim.value is not None
    start = aim.start or Decimal(0)
    return start + (aim.value - start) * share


def _has_pace(aim: Aim) -> bool:
    """False for what is judged only when due."""
    if aim.pace_rule is PaceRule.NONE or aim.kind is Kind.MILESTONE:
        return False
    if aim.pace_rule is PaceRule.VALUE or aim.drawn:
        return True
    return aim.kind is not Kind.RATIO or aim.start is not None


def _full_months(start: date, on: date) -> int:
    """Months that have ended by `on`: the running month does not count before its last day."""
    months = months_between(start, on)
    return months if on == last_day_of_month(on) else months - 1


def _due_so_far(aim: Aim, whole: Aim, on: date) -> Decimal | None:
    """Occurrences are due when their own time is over: 2 a quarter are 4 until September ends.

    Of a yearly number as many whole ones as the months elapsed ask for.
    """
    straight = _straight(whole, on)
    if straight is None or whole.value is None or aim.value is None:
        return None
    every = aim.every or Recurrence.YEAR
    if every is Recurrence.YEAR:
        return straight.to_integral_value(ROUND_FLOOR) if aim.value % 1 == 0 else straight
    span = span_of(aim, on=on)
    assert span is not None
    if on >= span[1]:
        return whole.value
    return min(aim.value * _ends(span[0], on, MONTHS[every]), whole.value)


def _ends(start: date, on: date, months: int) -> int:
    """How many quarters, half-years or months of the calendar have ended since `start`."""
    begun = (start.month - 1) // months
    over = on.month if on == last_day_of_month(on) else on.month - 1
    return over // months - begun


def _drawn(aim: Aim, on: date, book: RuleBook) -> Decimal | None:
    """On the curve that people drew; it ends at the promise itself."""
    assert aim.value is not None
    curve = dict(aim.planned)
    stages = aim.kind is Kind.MILESTONE
    begins = aim.kind is not Kind.RATIO or aim.start is not None
    if begins and aim.starts_on and aim.starts_on - ONE_DAY < min(curve):
        curve[aim.starts_on - ONE_DAY] = aim.start or Decimal(0)
    if aim.due_on is not None and aim.due_on > max(curve):
        curve[aim.due_on] = aim.value
    before = [day for day in sorted(curve) if day <= on]
    after = [day for day in sorted(curve) if day > on]
    if not before:
        return None
    if not after or stages or aim.pace_rule is PaceRule.STEPS:
        return curve[before[-1]]
    share = _between(before[-1], after[0], on, book)
    return curve[before[-1]] + (curve[after[0]] - curve[before[-1]]) * share


def _between(earlier: date, later: date, on: date, book: RuleBook) -> Decimal:
    """How much of the time between two drawn points is over."""
    ends_of_months = all(day == last_day_of_month(day) for day in (earlier, later))
    if book.curve_by_months and ends_of_months:
        first = earlier + ONE_DAY
        return Decimal(_full_months(first, on)) / Decimal(months_between(first, later))
    return Decimal((on - earlier).days) / Decimal((later - earlier).days)
