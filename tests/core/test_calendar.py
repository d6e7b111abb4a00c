from datetime import UTC, date, datetime

import pytest

from core import calendar
from core.calendar import WorkingCalendar
from tests.make import HOLIDAYS

MONDAYS_TO_FRIDAYS = WorkingCalendar()
NEVER = lambda day: False  # noqa: E731 - a calendar without working days


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 2, date(2027, 1, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 5, 6), 0, date(2026, 5, 6)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert calendar.add_months(day, months) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2024, 2, 29), date(2024, 2, 29)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_last_day_of_month(day: date, expected: date) -> None:
    assert calendar.last_day_of_month(day) == expected


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 1, 31), date(2026, 1, 1), 1),
        (date(2026, 1, 1), date(2026, 12, 31), 12),
        (date(2025, 12, 31), date(2026, 1, 1), 2),
        (date(2026, 3, 1), date(2026, 2, 28), 0),
    ],
)
def test_months_from_the_first_to_the_last(start: date, end: date, months: int) -> None:
    assert calendar.months_between(start, end) == months


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 10, 1), False),  # national day, a Thursday
        (date(2026, 10, 10), True),  # a Saturday worked in exchange
        (date(2026, 10, 11), False),
        (date(2026, 10, 12), True),
        (date(2099, 1, 1), True),  # a Thursday of a year that nobody has arranged yet
        (date(2099, 1, 3), False),
    ],
)
def test_working_days_follow_the_yearly_arrangement_where_it_is_known(
    day: date, works: bool
) -> None:
    assert HOLIDAYS.works(day) is works


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 10, 8), date(2026, 10, 8)),
        (date(2026, 10, 11), date(2026, 10, 12)),
    ],
)
def test_rest_days_move_to_the_next_working_day(day: date, expected: date) -> None:
    assert calendar.next_working_day(day, works=HOLIDAYS.works) == expected


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 10, 12), date(2026, 10, 12), 0),
        (date(2026, 10, 12), date(2026, 10, 13), 1),
        (date(2026, 9, 30), date(2026, 10, 7), 0),  # a week of holidays
        (date(2026, 9, 30), date(2026, 10, 12), 4),  # 8, 9, 10 (worked in exchange), 12
        (date(2026, 10, 12), date(2026, 9, 30), -4),
    ],
)
def test_working_days_after_a_day(start: date, end: date, days: int) -> None:
    assert calendar.working_days_between(start, end, works=HOLIDAYS.works) == days


def test_another_calendar_may_be_asked() -> None:
    days = calendar.working_days_between(
        date(2026, 9, 30), date(2026, 10, 7), works=MONDAYS_TO_FRIDAYS.works
    )
    assert days == 5


@pytest.mark.parametrize(
    ("month", "n", "expected"),
    [
        (date(2026, 10, 1), 1, date(2026, 10, 8)),  # after National Day
        (date(2026, 10, 31), 3, date(2026, 10, 10)),  # a Saturday worked in exchange
        (date(2026, 10, 15), -1, date(2026, 10, 30)),
        (date(2026, 2, 1), 99, date(2026, 2, 28)),  # a Saturday worked in exchange is its last
        (date(2026, 2, 1), -99, date(2026, 2, 2)),
        (date(2024, 2, 29), -1, date(2024, 2, 29)),  # a leap day
        (date(2026, 12, 1), -1, date(2026, 12, 31)),
        (date(9999, 12, 1), -1, date(9999, 12, 31)),
    ],
)
def test_working_days_of_a_month_are_counted(month: date, n: int, expected: date) -> None:
    assert calendar.nth_working_day(month, n, works=HOLIDAYS.works) == expected


def test_a_month_in_which_nobody_works_has_its_last_day() -> None:
    assert calendar.nth_working_day(date(2028, 2, 1), 1, works=NEVER) == date(2028, 2, 29)


def test_there_is_no_working_day_number_nought() -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        calendar.nth_working_day(date(2026, 10, 1), 0, works=HOLIDAYS.works)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 7), date(2026, 9, 30)),
        (date(2026, 10, 10), date(2026, 10, 10)),
        (date(2026, 1, 1), date(2025, 12, 31)),  # the year's turn
    ],
)
def test_rest_days_move_to_the_working_day_before(day: date, expected: date) -> None:
    assert calendar.previous_working_day(day, works=HOLIDAYS.works) == expected


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 9, 30), 2, date(2026, 10, 9)),
        (date(2026, 9, 30), 3, date(2026, 10, 10)),
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
        (date(2026, 10, 8), -1, date(2026, 9, 30)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),  # a Sunday worked in exchange
        (date(9999, 12, 30), 5, date(9999, 12, 31)),
        (date(1, 1, 2), -5, date(1, 1, 1)),
    ],
)
def test_so_many_working_days_later(day: date, days: int, expected: date) -> None:
    assert calendar.add_working_days(day, days, works=HOLIDAYS.works) == expected


@pytest.mark.parametrize("start", [date(2026, 9, 28), date(2025, 12, 30), date(2024, 2, 26)])
@pytest.mark.parametrize("days", range(1, 15))
def test_adding_and_counting_working_days_agree(start: date, days: int) -> None:
    end = calendar.add_working_days(start, days, works=HOLIDAYS.works)
    assert calendar.working_days_between(start, end, works=HOLIDAYS.works) == days
    assert HOLIDAYS.works(end)


@pytest.mark.parametrize(
    ("day", "weekday", "coming", "gone"),
    [
        (date(2026, 10, 14), 2, date(2026, 10, 14), date(2026, 10, 14)),  # itself a Wednesday
        (date(2026, 10, 14), 4, date(2026, 10, 16), date(2026, 10, 9)),
        (date(2026, 12, 31), 0, date(2027, 1, 4), date(2026, 12, 28)),
        (date(9999, 12, 31), 0, date(9999, 12, 31), date(9999, 12, 27)),
        (date(1, 1, 1), 6, date(1, 1, 7), date(1, 1, 1)),
    ],
)
def test_the_nearest_such_weekday(day: date, weekday: int, coming: date, gone: date) -> None:
    found = calendar.weekday_from(day, weekday), calendar.weekday_until(day, weekday)
    assert found == (coming, gone)


def test_a_calendar_that_ends_asks_nobody_for_a_day_behind_it() -> None:
    assert calendar.next_working_day(date(9999, 12, 30), works=NEVER) == date.max
    assert calendar.previous_working_day(date(1, 1, 2), works=NEVER) == date.min
    assert calendar.add_months(date(9999, 12, 15), 1) == date.max
    assert calendar.add_months(date(1, 1, 15), -1) == date.min
    assert calendar.end_of(date.max).date() == date.max


@pytest.mark.parametrize(
    ("year", "known"), [(2026, True), (2004, True), (2099, False), (0, False), (10_000, False)]
)
def test_a_year_is_known_by_its_national_day(year: int, known: bool) -> None:
    assert HOLIDAYS.knows(year) is known


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        (date(2026, 11, 30), None),
        (date(2026, 12, 1), 2027),
        (date(2026, 12, 31), 2027),
        (date(2027, 2, 1), 2027),
    ],
)
def test_a_month_ahead_the_next_arrangement_is_missed(on: date, missing: int | None) -> None:
    until_2026 = WorkingCalendar(rested=frozenset(date(year, 10, 1) for year in range(2020, 2027)))
    assert until_2026.missing(on) == missing


def test_one_special_day_does_not_make_a_year_known() -> None:
    assert not WorkingCalendar(rested=frozenset({date(2099, 1, 1)})).knows(2099)


def test_a_day_ends_at_midnight_in_the_office() -> None:
    assert calendar.end_of(date(2026, 12, 31)) == datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert calendar.end_of(date(2024, 2, 28)) == datetime(2024, 2, 28, 16, tzinfo=UTC)


def test_the_calendar_and_the_settings_look_at_one_clock(settings) -> None:
    assert calendar.OFFICE_TIME.key == settings.TIME_ZONE
