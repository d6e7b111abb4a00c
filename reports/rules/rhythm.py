"""When reports are due: the dated instances of a rhythm. Plain Python."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.calendar import (
    ONE_DAY,
    Works,
    add_months,
    last_day_of_month,
    months_between,
    next_working_day,
)

# Days that every month has.
DEADLINE_DAYS = range(1, 29)


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
class Span:
    """One dated instance of a rhythm.

    `ends_on` is the closing date that the numbers are about (截止期末), `due_on` the last day on
    which the report is punctual (报送截止); the two are never the same thing.
    """

    starts_on: date
    ends_on: date
    due_on: date


def monthly_span(month: date, *, deadline_day: int, works: Works) -> Span:
    """The period of the month that contains `month`.

    Due on day `deadline_day` of the following month; a rest day postpones it to the next
    working day.
    """
    first = month.replace(day=1)
    due = add_months(first, 1).replace(day=deadline_day)
    return Span(first, last_day_of_month(first), next_working_day(due, works=works))


def spans_to_open(*, since: date, until: date, deadline_day: int, works: Works) -> list[Span]:
    """The monthly periods from the month of `since` to that of `until`, both included."""
    count = months_between(since, until)
    months = (add_months(since.replace(day=1), offset) for offset in range(count))
    return [monthly_span(month, deadline_day=deadline_day, works=works) for month in months]


def first_month_to_open(
    *, today: date, published_on: date | None, starts_on: date | None, newest_ends_on: date | None
) -> date | None:
    """A day of the first month without a period; None while the plan's term has not begun.

    Months before the plan was published are nobody's debt; months that a sleeping job missed are.
    """
    if starts_on is not None and starts_on > today:
        return None
    if newest_ends_on is not None:
        return newest_ends_on + ONE_DAY
    return max(published_on or today, starts_on or date.min)
