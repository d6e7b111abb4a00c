from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from notices.rules import LADDER, deadline_day, latest_deadline, step_reached
from tests.make import HOLIDAYS
from units.rules import Role

# Of October 2026: the first to the seventh are holidays, Saturday the tenth is worked in exchange.
DUE = date(2026, 9, 30)


def days_told(*, due_on: date, on: date) -> int | None:
    step = step_reached(due_on=due_on, on=on, works=HOLIDAYS.works)
    return step.working_days if step else None


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 9, 29), None),  # before the deadline
        (date(2026, 9, 30), None),  # the last punctual day
        (date(2026, 10, 1), None),  # holidays
        (date(2026, 10, 7), None),
        (date(2026, 10, 8), 1),  # the first working day after it
        (date(2026, 10, 9), 1),
        (date(2026, 10, 10), 3),  # a Saturday, but worked
        (date(2026, 10, 11), 3),  # a Sunday changes nothing
        (date(2026, 10, 14), 3),
        (date(2026, 10, 15), 7),
        (date(2026, 10, 31), 7),
        (date(2027, 10, 15), 7),  # a year later, still the highest
    ],
)
def test_the_highest_step_that_working_days_have_reached(on: date, expected: int | None) -> None:
    assert days_told(due_on=DUE, on=on) == expected


def test_after_a_week_without_looking_only_the_highest_step_counts() -> None:
    looked_on = [date(2026, 10, 8), date(2026, 10, 16)]  # nobody looked in between
    assert [days_told(due_on=DUE, on=day) for day in looked_on] == [1, 7]


def test_another_calendar_may_be_asked() -> None:
    step = step_reached(due_on=DUE, on=date(2026, 10, 3), works=lambda day: True)
    assert step == LADDER[1]


@pytest.mark.parametrize("step", LADDER)
@pytest.mark.parametrize("offset", range(45))
def test_the_bound_for_sql_agrees_with_the_step_of_each_report(step, offset: int) -> None:
    on = date(2026, 9, 25) + timedelta(days=offset)
    bound = latest_deadline(step, on=on, works=HOLIDAYS.works)
    for due_on in (bound + timedelta(days=shift) for shift in range(-20, 20)):
        reached = step_reached(due_on=due_on, on=on, works=HOLIDAYS.works)
        tells = reached is not None and reached.working_days >= step.working_days
        assert tells is (due_on <= bound)


def test_the_bound_steps_over_holidays() -> None:
    bounds = [
        latest_deadline(LADDER[0], on=date(2026, 10, day), works=HOLIDAYS.works) for day in (7, 8)
    ]
    assert bounds == [date(2026, 9, 29), date(2026, 10, 7)]
    assert not HOLIDAYS.works(date(2026, 10, 7))


@pytest.mark.parametrize(
    ("step", "reach"), [(Role.REPORTER, 1), (Role.REVIEWER, 2), (Role.INSPECTOR, 4)]
)
def test_each_step_tells_one_more_part_of_the_chain(step: Role, reach: int) -> None:
    assert next(each.reach for each in LADDER if each.up_to == step) == reach


BEIJING = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 10, 10, 0, 0, tzinfo=BEIJING), date(2026, 10, 9)),
        (datetime(2026, 10, 9, 23, 59, 59, tzinfo=BEIJING), date(2026, 10, 9)),
        (datetime(2026, 10, 9, 12, 0, tzinfo=BEIJING), date(2026, 10, 9)),
        (datetime(2026, 10, 9, 16, 0, tzinfo=UTC).astimezone(BEIJING), date(2026, 10, 9)),
    ],
)
def test_the_last_punctual_day_of_a_deadline(moment: datetime, day: date) -> None:
    assert deadline_day(moment) == day
