"""Verbs on the working calendar: what people know and the library does not."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.calendar import YEARS
from core.errors import RuleBroken
from core.models import DayOrigin, SpecialDay
from core.notice_lines import Day
from units.models import User


@transaction.atomic
def set_day(*, on: date, works: bool, name: str, by: User, now: datetime) -> SpecialDay:
    """Say what a day is; what the weekday says anyway is written down as well.

    So a day that the library knows can be struck out, and stays so.
    """
    if on.year not in YEARS:
        raise RuleBroken(_wrong_year())
    what = {"works": works, "name": name, "origin": DayOrigin.PAGE}
    day, _created = SpecialDay.objects.update_or_create(on=on, defaults=what)
    details = {"works": "yes" if works else "no"}
    audit.record("calendar.day_set", day, by=by, now=now, details=details)
    return day


@transaction.atomic
def import_days(days: Collection[Day], *, by: User, now: datetime) -> int:
    """Take over days that a person has read through; how many were new or different."""
    if any(day.on.year not in YEARS for day in days):
        raise RuleBroken(_wrong_year())
    known = {
        day.on: (day.works, day.name)
        for day in SpecialDay.objects.filter(on__in=[day.on for day in days]).select_for_update()
    }
    fresh = [day for day in days if known.get(day.on) != (day.works, day.name)]
    if not fresh:
        return 0
    rows = SpecialDay.objects.bulk_create(
        (SpecialDay(**vars(day), origin=DayOrigin.IMPORT) for day in fresh),
        update_conflicts=True,
        unique_fields=["on"],
        update_fields=["works", "name", "origin"],
    )
    details = {"days": [f"{day.on} {'+' if day.works else '-'} {day.name}" for day in fresh]}
    audit.record("calendar.imported", rows[0], by=by, now=now, details=details)
    return len(fresh)


def _wrong_year() -> str:
    years = {"first": str(YEARS.start), "last": str(YEARS.stop - 1)}
    return _("Choose a day of the years %(first)s to %(last)s.") % years
