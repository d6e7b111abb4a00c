"""When reports are due: a rule of an office, and the dated instances of its rhythm. Plain Python.

Two dates belong to each instance and are never the same thing: the closing date that the numbers
are about (截止期末), and the deadline by which the report must be sent (报送截止).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from itertools import pairwise

from core.calendar import (
    Works,
    add_months,
    last_day_of_month,
    next_working_day,
    previous_working_day,
    shift,
    weekday_from,
    weekday_until,
)


class Frequency(StrEnum):
    WEEK = "week"
    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ONCE = "once"


class Anchor(StrEnum):
    """By what a deadline is told."""

    DAY_OF_MONTH = "day_of_month"
    LAST_DAY = "last_day"
    WORKING_DAY = "working_day"
    WEEKDAY = "weekday"


class HolidayPolicy(StrEnum):
    """What becomes of a deadline that falls on a rest day."""

    POSTPONE = "postpone"
    POSTPONE_SECOND = "postpone_second"
    ADVANCE = "advance"
    NONE = "none"


@dataclass(frozen=True)
class Rule:
    """How often is reported, what about, and by when.

    `closing_day` is the day of the period's last month up to which the numbers count, or the day
    of the week (Monday is 1) of a weekly rhythm; empty means the period's natural end. A day that
    a month does not have is its last one. `anchor_number` says which day, working day or day of
    the week the deadline is: of the week, half month or month that the period closes in or, with
    `after_period`, of the one that follows.
    """

    frequency: Frequency = Frequency.MONTH
    closing_day: int | None = None
    anchor: Anchor = Anchor.DAY_OF_MONTH
    anchor_number: int | None = 5
    after_period: bool = True
    due_time: time | None = None
    holiday_policy: HolidayPolicy = HolidayPolicy.POSTPONE
    once_on: date | None = None


@dataclass(frozen=True)
class Span:
    """One dated instance of a rhythm, from its first day to its closing date, both included.

    Units can write from `opens_on`. `due_on` is the last punctual day, until `due_time` or, where
    that is empty, until its end. `named_on` is the day that the rule names before rest days were
    looked at.
    """

    starts_on: date
    ends_on: date
    opens_on: date
    due_on: date
    due_time: time | None
    named_on: date


class RuleFault(StrEnum):
    """What is wrong with a rule; `reports.wording` has the sentence for each."""

    CLOSING_DAY = "closing_day"
    NUMBER_MISSING = "number_missing"
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    NO_DAYS_OF_MONTH = "no_days_of_month"
    ONCE_MISSING = "once_missing"


PERIODS_A_YEAR = {
    Frequency.WEEK: 52,
    Frequency.HALF_MONTH: 24,
    Frequency.MONTH: 12,
    Frequency.QUARTER: 4,
    Frequency.HALF_YEAR: 2,
    Frequency.YEAR: 1,
    Frequency.ONCE: 1,
}
_MONTHS = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.HALF_YEAR: 6,
    Frequency.YEAR: 12,
}
_WEEK = 7
_HALF = 15


def faults(rule: Rule) -> dict[str, RuleFault]:
    """Field name -> what is wrong with it; empty where the rule gives dates."""
    found: dict[str, RuleFault] = {}
    if rule.closing_day is not None and rule.closing_day not in closing_days(rule.frequency):
        found["closing_day"] = RuleFault.CLOSING_DAY
    if rule.frequency is Frequency.ONCE and rule.once_on is None:
        found["once_on"] = RuleFault.ONCE_MISSING
    if rule.anchor is Anchor.LAST_DAY:
        return found
    numbers = anchor_numbers(rule.frequency, rule.anchor)
    if not numbers:
        found["anchor"] = RuleFault.NO_DAYS_OF_MONTH
    elif rule.anchor_number is None:
        found["anchor_number"] = RuleFault.NUMBER_MISSING
    elif rule.anchor_number not in numbers:
        found["anchor_number"] = RuleFault.NUMBER_OUT_OF_RANGE
    return found


def closing_days(frequency: Frequency) -> range:
    """Which closing days such a rhythm can name; none where its periods end by themselves."""
    if frequency in {Frequency.HALF_MONTH, Frequency.ONCE}:
        return range(0)
    return range(1, 8) if frequency is Frequency.WEEK else range(1, 32)


def anchor_numbers(frequency: Frequency, anchor: Anchor) -> range:
    """Which numbers a deadline can be told by; none where the anchor does not fit the rhythm."""
    if anchor is Anchor.LAST_DAY:
        return range(0)
    if anchor is Anchor.WEEKDAY:
        return range(1, 8)
    if frequency is Frequency.WEEK:
        return range(1, 8) if anchor is Anchor.WORKING_DAY else range(0)
    if frequency is Frequency.HALF_MONTH:
        return range(1, 16)
    return range(1, 32) if anchor is Anchor.DAY_OF_MONTH else range(1, 24)


def spans(rule: Rule, *, since: date, until: date, works: Works) -> list[Span]:
    """The instances of a rule that have a day between `since` and `until`, both included.

    No deadline lies before that of the instance before it: where a rest day takes one further
    than the next, both fall on the same day.
    """
    found: list[Span] = []
    latest = date.min
    for starts_on, ends_on in _stretches(rule, since):
        if starts_on > until:
            break
        span = _span(rule, starts_on, ends_on, works)
        if ends_on >= since:
            found.append(replace(span, due_on=max(span.due_on, latest)))
        latest = span.due_on
    return found


def spans_after(rule: Rule, *, settled: date, until: date, works: Works) -> list[Span]:
    """The instances of a rule that go on where others ended: `settled` is their last day.

    The first one begins on the day after it. A remainder of less than half a period, and of less
    than half a month, or one whose deadline has gone by, is not worth a report of its own and
    joins the period after it.
    """
    since = shift(settled, 1)
    found = spans(rule, since=since, until=until, works=works)
    if not found or found[0].starts_on >= since or rule.frequency is Frequency.ONCE:
        return found
    first, *rest = found
    short = 2 * _days(since, first.ends_on) < min(_days(first.starts_on, first.ends_on), 31)
    if rest and (short or first.due_on < since):
        first, *rest = rest
    return [replace(first, starts_on=since, opens_on=max(since, first.opens_on)), *rest]


def _days(start: date, end: date) -> int:
    return (end - start).days + 1


# --- From which day to which ---


def _stretches(rule: Rule, since: date) -> Iterator[tuple[date, date]]:
    """First and closing day of each instance; the first one ends before `since`."""
    if rule.frequency is not Frequency.ONCE:
        return ((shift(before, 1), closing) for before, closing in pairwise(_closings(rule, since)))
    return iter([(_month_before(rule.once_on), rule.once_on)] if rule.once_on else [])


def _closings(rule: Rule, since: date) -> Iterator[date]:
    """Closing dates in order; two of them lie before `since`, where the calendar goes so far."""
    if rule.frequency is Frequency.WEEK:
        last = weekday_until(shift(since, -1), (rule.closing_day or _WEEK) - 1)
        ordinals = range(shift(last, -_WEEK).toordinal(), date.max.toordinal() + 1, _WEEK)
        yield from map(date.fromordinal, ordinals)
    elif rule.frequency is Frequency.HALF_MONTH:
        for month in _months(since, 1):
            yield from (month.replace(day=_HALF), last_day_of_month(month))
    else:
        for month in _months(since, _MONTHS[rule.frequency]):
            yield _day_of(month, rule.closing_day or 31)


def _months(since: date, step: int) -> Iterator[date]:
    """The first days of the months in which periods of so many months end."""
    month = since.year * 12 + since.month - 1
    newest = month - (month + 1) % step
    earliest = date.min.year * 12 + step - 1
    ends = range(max(earliest, newest - 2 * step), (date.max.year + 1) * 12, step)
    return (date(number // 12, number % 12 + 1, 1) for number in ends)


def _day_of(month: date, day: int) -> date:
    last = last_day_of_month(month)
    return last.replace(day=min(day, last.day))


def _month_before(day: date) -> date:
    """The first day of the month that ends on `day`."""
    return add_months(shift(day, 1), -1)


# --- By when ---


def _span(rule: Rule, starts_on: date, ends_on: date, works: Works) -> Span:
    # Nobody needs a yearly report on the desk all year: it opens a month before it closes.
    opens_on = max(starts_on, _month_before(ends_on))
    named_on = _named_on(rule, ends_on, works)
    # A deadline that the rule names after the closing date stays behind it.
    earliest = ends_on if named_on >= ends_on else opens_on
    due_on = _off_rest_days(named_on, rule.holiday_policy, earliest, works)
    return Span(starts_on, ends_on, opens_on, due_on, rule.due_time, named_on)


def _named_on(rule: Rule, ends_on: date, works: Works) -> date:
    """The day that the rule names, whether or not anybody works on it."""
    first, last = _deadline_stretch(rule, ends_on)
    number = rule.anchor_number or 1
    if rule.anchor is Anchor.DAY_OF_MONTH:
        return min(shift(first, number - 1), last)
    if rule.anchor is Anchor.WORKING_DAY:
        days = [day for day in _each(first, last) if works(day)]
        return days[min(number, len(days)) - 1] if days else last
    if rule.anchor is Anchor.WEEKDAY:
        weekday = number - 1
        return weekday_from(first, weekday) if rule.after_period else weekday_until(last, weekday)
    return last


def _deadline_stretch(rule: Rule, ends_on: date) -> tuple[date, date]:
    """The week, half month or month in which the deadline is counted."""
    day = shift(ends_on, 1) if rule.after_period else ends_on
    if rule.frequency is Frequency.WEEK:
        return (day, shift(day, _WEEK - 1)) if rule.after_period else (shift(day, 1 - _WEEK), day)
    if rule.frequency is Frequency.HALF_MONTH:
        first_half = day.day <= _HALF
        half = (day.replace(day=1), day.replace(day=_HALF))
        return half if first_half else (day.replace(day=_HALF + 1), last_day_of_month(day))
    month = add_months(ends_on.replace(day=1), 1 if rule.after_period else 0)
    return month, last_day_of_month(month)


def _each(first: date, last: date) -> Iterator[date]:
    return (shift(first, number) for number in range(_days(first, last)))


def _off_rest_days(day: date, policy: HolidayPolicy, earliest: date, works: Works) -> date:
    """The working day to which a rest day moves the deadline.

    Advancing it never takes it in front of `earliest`; it is postponed then.
    """
    if works(day) or policy is HolidayPolicy.NONE:
        return day
    before = previous_working_day(day, works=works)
    if policy is HolidayPolicy.ADVANCE and before >= earliest:
        return before
    after = next_working_day(day, works=works)
    if policy is HolidayPolicy.POSTPONE_SECOND:
        after = next_working_day(shift(after, 1), works=works)
    return after


def period_name(starts_on: date, ends_on: date) -> str:
    """A month, quarter, half-year or year by its name, everything else by its two days."""
    if starts_on.day == 1 and ends_on == last_day_of_month(ends_on):
        months = (ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month + 1
        if months == 1:
            return f"{starts_on:%Y-%m}"
        part = ends_on.month // months
        if months in {3, 6} and ends_on.month % months == 0:
            return f"{starts_on.year} {'Q' if months == 3 else 'H'}{part}"
        if (months, ends_on.month) == (12, 12):
            return str(starts_on.year)
    return f"{starts_on:%Y-%m-%d}~{ends_on:%m-%d}"
