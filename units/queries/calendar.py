"""The working calendar as its page shows it, and what is missing in it."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.calendar import SATURDAY
from core.models import SpecialDay
from core.notice_lines import Day, Reading, Unread

# The State Council publishes next year's arrangement around this month.
PUBLISHED_IN = 11


@dataclass(frozen=True)
class Cell:
    """A day of a month's sheet; `special` where the weekday does not say it all."""

    on: date
    works: bool
    special: SpecialDay | None

    @property
    def unusual(self) -> bool:
        return self.works != (self.on.weekday() < SATURDAY)


@dataclass(frozen=True)
class Month:
    number: int
    # Monday to Sunday; None outside the month.
    weeks: list[list[Cell | None]]


@dataclass(frozen=True)
class Year:
    number: int
    known: bool
    months: list[Month]
    special: list[SpecialDay]


def calendar_year(number: int) -> Year:
    """One query."""
    special = list(SpecialDay.objects.filter(on__year=number).order_by("on"))
    by_day = {day.on: day for day in special}
    months = [_month(number, month, by_day) for month in range(1, 13)]
    national_day = by_day.get(date(number, 10, 1))
    known = national_day is not None and not national_day.works
    return Year(number, known, months, special)


def _month(year: int, month: int, special: dict[date, SpecialDay]) -> Month:
    weeks = [
        [_cell(day, special) if day.month == month else None for day in week]
        for week in Calendar().monthdatescalendar(year, month)
    ]
    return Month(month, weeks)


def _cell(day: date, special: dict[date, SpecialDay]) -> Cell:
    known = special.get(day)
    return Cell(day, known.works if known else day.weekday() < SATURDAY, known)


def calendar_warning(on: date) -> str:
    """What the office must do about the calendar; empty where nothing. One query.

    Next year is asked for from November on, when the State Council has published it.
    """
    years = [on.year] + ([on.year + 1] if on.month >= PUBLISHED_IN else [])
    days = [date(year, 10, 1) for year in years if year <= date.max.year]
    known = set(
        SpecialDay.objects.filter(on__in=days, works=False).values_list("on__year", flat=True)
    )
    missing = next((day.year for day in days if day.year not in known), None)
    return missing_year(missing) if missing else ""


def missing_next_year(on: date) -> str:
    """What is not there of the coming year, at any time of this one. One query."""
    days = SpecialDay.objects.filter(on__year=on.year + 1, on__month=10, on__day=1, works=False)
    return "" if days.exists() else missing_year(on.year + 1)


def missing_year(year: int) -> str:
    """What it means that a year's arrangement is not there."""
    sentence = _(
        "The working calendar of %(year)d is missing: from 1 January %(year)d on, deadlines know "
        "weekends but no holidays. Import the State Council's notice on the calendar page."
    )
    return sentence % {"year": year}


@dataclass(frozen=True)
class PreviewLine:
    day: Day
    # What the calendar says of it today; None where only the weekday speaks.
    known: SpecialDay | None

    @property
    def changes(self) -> bool:
        said = (self.known.works, self.known.name) if self.known else None
        return said != (self.day.works, self.day.name)


@dataclass(frozen=True)
class Preview:
    """What an import would do, before it is done."""

    lines: list[PreviewLine]
    unread: list[Unread]

    @property
    def changes(self) -> int:
        return sum(line.changes for line in self.lines)


def preview(reading: Reading) -> Preview:
    """One query."""
    known = {day.on: day for day in SpecialDay.objects.filter(on__in=list(reading.days))}
    ordered = sorted(reading.days.values(), key=lambda day: day.on)
    return Preview([PreviewLine(day, known.get(day.on)) for day in ordered], reading.unread)
