"""The table of special days: read as one calendar, filled from the kept library."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from chinese_calendar import constants as arranged
from django.db import transaction
from django.utils.translation import get_language

from core import audit
from core.calendar import WorkingCalendar
from core.models import DayOrigin, SpecialDay

# The library's own names, by what stands in the table; some write 清明, others 清明节.
_FESTIVAL = "节"
_IN_ENGLISH = {day.chinese.removesuffix(_FESTIVAL): day.value for day in arranged.Holiday}
_BETWEEN = re.compile("[、,，/ ]+")


def holiday_name(name: str) -> str:
    """The name of a holiday in the language of whoever reads it.

    Names that nobody but the office knows stay as the office wrote them.
    """
    if (get_language() or "zh").startswith("zh"):
        return name
    parts = [part for part in _BETWEEN.split(name) if part]
    known = [_IN_ENGLISH.get(part.removesuffix(_FESTIVAL)) for part in parts]
    return ", ".join(part for part in known if part) if all(known) else name


def working_calendar() -> WorkingCalendar:
    """The calendar as the table has it. One query."""
    return calendar_of(SpecialDay.objects.values_list("on", "works"))


def calendar_of(days: Iterable[tuple[date, bool]]) -> WorkingCalendar:
    """The calendar of these special days, each with whether people work on it."""
    worked: set[date] = set()
    rested: set[date] = set()
    for day, works in days:
        (worked if works else rested).add(day)
    return WorkingCalendar(worked=frozenset(worked), rested=frozenset(rested))


def library_days() -> list[SpecialDay]:
    """What the library knows of the State Council's arrangements, unsaved and in order."""
    rested = {day: (False, name) for day, name in arranged.holidays.items()}
    worked = {day: (True, name) for day, name in arranged.workdays.items()}
    return [
        SpecialDay(
            on=day, works=works, name=arranged.Holiday(name).chinese, origin=DayOrigin.LIBRARY
        )
        for day, (works, name) in sorted((rested | worked).items())
    ]


@transaction.atomic
def fill_calendar(*, now: datetime) -> int:
    """Bring the table in step with the library; how many days are new or different.

    What people wrote themselves stays, also where they struck out a day of the library's.
    """
    known = {day.on: day for day in SpecialDay.objects.select_for_update()}
    fresh = [day for day in library_days() if _differs(known.get(day.on), day)]
    if not fresh:
        return 0
    SpecialDay.objects.bulk_create(
        fresh, update_conflicts=True, unique_fields=["on"], update_fields=["works", "name"]
    )
    details = {"days": len(fresh), "from": str(fresh[0].on), "to": str(fresh[-1].on)}
    audit.record("calendar.filled", fresh[0], by=None, now=now, details=details)
    return len(fresh)


def _differs(known: SpecialDay | None, wanted: SpecialDay) -> bool:
    if known is None:
        return True
    if known.origin != DayOrigin.LIBRARY:
        return False
    return (known.works, known.name) != (wanted.works, wanted.name)
