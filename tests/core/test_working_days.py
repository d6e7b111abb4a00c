from datetime import date

import pytest
from django.utils.translation import override

from core.models import AuditEntry, DayOrigin, SpecialDay
from core.working_days import fill_calendar, holiday_name, library_days, working_calendar
from tests.make import HOLIDAYS

pytestmark = pytest.mark.django_db


def test_the_portal_comes_with_the_days_that_the_library_knows(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert working_calendar() == HOLIDAYS


def test_filling_again_changes_nothing(now) -> None:
    assert fill_calendar(now=now) == 0
    assert not AuditEntry.objects.exists()


def test_days_that_the_library_learnt_are_filled_in_with_one_entry(now) -> None:
    SpecialDay.objects.filter(on__year=2026).delete()
    assert fill_calendar(now=now) == sum(day.on.year == 2026 for day in library_days())
    assert working_calendar() == HOLIDAYS
    entry = AuditEntry.objects.get(verb="calendar.filled")
    assert entry.details["from"] == "2026-01-01"


def test_what_the_library_corrected_is_corrected(now) -> None:
    SpecialDay.objects.filter(on=date(2026, 10, 10)).update(works=False)
    assert fill_calendar(now=now) == 1
    assert working_calendar().works(date(2026, 10, 10))


def test_what_a_person_wrote_stays(now) -> None:
    edited = SpecialDay.objects.filter(on=date(2026, 10, 10))
    edited.update(works=False, name="", origin=DayOrigin.PAGE)
    assert fill_calendar(now=now) == 0
    assert not working_calendar().works(date(2026, 10, 10))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("国庆节", "National Day"),
        ("中秋", "Mid-autumn Festival"),
        ("国庆节、中秋节", "National Day, Mid-autumn Festival"),
        ("云岭市解放纪念日", "云岭市解放纪念日"),
        ("国庆节、本市纪念日", "国庆节、本市纪念日"),
        ("", ""),
    ],
)
def test_holidays_have_names_in_both_languages(name, told):
    with override("en"):
        assert holiday_name(name) == told
    with override("zh-hans"):
        assert holiday_name(name) == name


def test_every_holiday_that_is_shipped_has_an_english_name():
    with override("en"):
        assert [day.name for day in library_days() if not holiday_name(day.name).isascii()] == []
