"""When letters go out: one a day at the office's hour, never at night. Plain Python.

Officials complain about messages at night and about a handful a day; a letter that waits until
nine o'clock of a working day is read, and one letter with ten lines is read as well.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.calendar import OFFICE_TIME, ONE_DAY, Works, next_working_day

# Urgent steps of one while travel together.
URGENT_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Hours:
    """The office's hour for the daily letter, and between which hours nothing urgent goes out."""

    daily_at: time = time(9)
    urgent_from: time = time(8, 30)
    urgent_until: time = time(18)

    def __post_init__(self) -> None:
        if self.urgent_from >= self.urgent_until:
            raise ValueError("urgent letters need some hours of the day")


def daily_slot(now: datetime, hours: Hours, *, works: Works) -> datetime:
    """The next moment at which daily letters go out; later than `now`."""
    local = now.astimezone(OFFICE_TIME)
    day = local.date() if local.time() < hours.daily_at else local.date() + ONE_DAY
    return _at(next_working_day(day, works=works), hours.daily_at)


def urgent_slot(now: datetime, hours: Hours, *, works: Works) -> datetime:
    """The next moment at which urgent letters go out; later than `now` by ten minutes at most
    while the office works."""
    local = now.astimezone(OFFICE_TIME)
    first = next_working_day(local.date(), works=works)
    if first > local.date() or local.time() < hours.urgent_from:
        return _at(first, hours.urgent_from)
    slot = _rounded_up(local)
    if slot <= _at(first, hours.urgent_until):
        return slot
    return _at(next_working_day(first + ONE_DAY, works=works), hours.urgent_from)


def may_go(now: datetime, hours: Hours, *, works: Works, urgent: bool) -> bool:
    """Whether such letters go out at this moment, however late they are: never at night."""
    local = now.astimezone(OFFICE_TIME)
    opens = hours.urgent_from if urgent else hours.daily_at
    return works(local.date()) and opens <= local.time() <= hours.urgent_until


def next_try(moment: datetime, hours: Hours, *, works: Works, urgent: bool) -> datetime:
    """When a letter that failed may be tried again, not before `moment`; never at night.

    A daily letter that misses its day goes with the next day's, so that nobody gets two.
    """
    if may_go(moment, hours, works=works, urgent=urgent):
        return moment
    local = moment.astimezone(OFFICE_TIME)
    opens = hours.urgent_from if urgent else hours.daily_at
    day = local.date() if local.time() < opens else local.date() + ONE_DAY
    return _at(next_working_day(day, works=works), opens)


def _rounded_up(local: datetime) -> datetime:
    midnight = _at(local.date(), time.min)
    return midnight + ((local - midnight) // URGENT_EVERY + 1) * URGENT_EVERY


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=OFFICE_TIME)
