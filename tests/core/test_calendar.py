from datetime import date

import pytest

from core import calendar

MONDAYS_TO_FRIDAYS = lambda day: day.weekday() < 5  # noqa: E731 - a calendar without holidays


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
    assert calendar.is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 1), date(2026, 10, 8)),
        (date(2026, 10, 8), date(2026, 10, 8)),
        (date(2026, 10, 11), date(2026, 10, 12)),
    ],
)
def test_rest_days_move_to_the_next_working_day(day: date, expected: date) -> None:
    assert calendar.next_working_day(day) == expected


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
    assert calendar.working_days_between(start, end) == days


def test_another_calendar_may_be_asked() -> None:
    days = calendar.working_days_between(
        date(2026, 9, 30), date(2026, 10, 7), works=MONDAYS_TO_FRIDAYS
    )
    assert days == 5
