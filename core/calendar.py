"""Calendar arithmetic of offices: months, their ends, and working days. Pure."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar

ONE_DAY = timedelta(days=1)


def last_day_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last day where it has no such day."""
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int:
    """Whole months from the beginning of `start`'s month to the end of `end`'s month."""
    return (end.year - start.year) * 12 + end.month - start.month + 1


def is_working_day(day: date) -> bool:
    """By the State Council's yearly arrangement, where it is known; else Monday to Friday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:  # the coming year is not published before November
        return day.weekday() < 5


def next_working_day(day: date, *, works: Callable[[date], bool] = is_working_day) -> date:
    """The day itself when people work on it, else the first later day on which they do."""
    while not works(day):
        day += ONE_DAY
    return day


def working_days_between(
    start: date, end: date, *, works: Callable[[date], bool] = is_working_day
) -> int:
    """Working days after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, works=works)
    days = (end - start).days
    return sum(works(start + ONE_DAY * offset) for offset in range(1, days + 1))
