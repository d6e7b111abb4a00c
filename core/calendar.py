"""Calendar arithmetic of offices: months, their ends, working days and midnights. Plain Python.

Nothing here fails at the ends of the calendar: a day before the year 1 is its first day, a day
after the year 9999 its last one.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
# The clock on the wall of every office that uses the portal; the settings say the same.
OFFICE_TIME = ZoneInfo("Asia/Shanghai")
SATURDAY = 5
# Days that people can mean: plans of offices begin and end in these years.
YEARS = range(2000, 2101)
FIRST_DAY, LAST_DAY = date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31)

Works = Callable[[date], bool]


@dataclass(frozen=True)
class WorkingCalendar:
    """The State Council's yearly arrangement and what an office adds to it.

    `worked` are rest days by the week that people work on, `rested` the days that they don't;
    every other day is what its weekday says.
    """

    worked: frozenset[date] = frozenset()
    rested: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        if day in self.worked:
            return True
        return day.weekday() < SATURDAY and day not in self.rested

    def knows(self, year: int) -> bool:
        """Whether the year's arrangement is there: every one of them names National Day."""
        return date.min.year <= year <= date.max.year and date(year, 10, 1) in self.rested

    def missing(self, on: date) -> int | None:
        """The year whose arrangement is needed within a month and is not there."""
        years = (on.year, shift(on, 31).year)
        return next((year for year in years if not self.knows(year)), None)


def shift(day: date, days: int) -> date:
    """So many days later, or earlier where negative."""
    last = max(date.min.toordinal(), min(date.max.toordinal(), day.toordinal() + days))
    return date.fromordinal(last)


def end_of(day: date) -> datetime:
    """Midnight after `day` where the offices are; deadlines fall on midnights."""
    return datetime.combine(shift(day, 1), time.min, tzinfo=OFFICE_TIME)


def last_day_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int:
    """Whole months from the beginning of `start`'s month to the end of `end`'s month."""
    return (end.year - start.year) * 12 + end.month - start.month + 1


def weekday_from(day: date, weekday: int) -> date:
    """The day itself where it is such a weekday (Monday is 0), else the first later one."""
    return shift(day, (weekday - day.weekday()) % 7)


def weekday_until(day: date, weekday: int) -> date:
    """The day itself where it is such a weekday (Monday is 0), else the last earlier one."""
    return shift(day, -((day.weekday() - weekday) % 7))


def next_working_day(day: date, *, works: Works) -> date:
    """The day itself when people work on it, else the first later day on which they do."""
    while not works(day) and day < date.max:
        day += ONE_DAY
    return day


def previous_working_day(day: date, *, works: Works) -> date:
    """The day itself when people work on it, else the last earlier day on which they did."""
    while not works(day) and day > date.min:
        day -= ONE_DAY
    return day


def nth_working_day(month: date, n: int, *, works: Works) -> date:
    """The n-th working day of `month`'s month, counted from its end where `n` is negative.

    Where the month has fewer, the one nearest to what was asked for; its last day where nobody
    works in it at all.
    """
    if n == 0:
        raise ValueError("working days are counted from 1, or from -1 at the month's end")
    first, last = month.replace(day=1), last_day_of_month(month)
    days = [day for number in range(last.day) if works(day := shift(first, number))]
    if not days:
        return last
    return days[min(n, len(days)) - 1] if n > 0 else days[max(n, -len(days))]


def add_working_days(day: date, days: int, *, works: Works) -> date:
    """So many working days after `day`, or before it where negative; 0 is the day itself."""
    step = 1 if days > 0 else -1
    left = abs(days)
    while left and (following := shift(day, step)) != day:
        day = following
        left -= works(day)
    return day


def working_days_between(start: date, end: date, *, works: Works) -> int:
    """Working days after `start` up to and including `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, works=works)
    days = (end - start).days
    return sum(works(start + ONE_DAY * offset) for offset in range(1, days + 1))
