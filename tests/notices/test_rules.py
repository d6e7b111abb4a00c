"""Ladders and the moments of letters, as tables."""

from datetime import UTC, datetime, time

import pytest

from core.calendar import OFFICE_TIME
from notices.rules import (
    UPWARD,
    Channel,
    Fault,
    Hours,
    Matter,
    Party,
    Preset,
    Step,
    daily_slot,
    faults_of,
    next_try,
    preset,
    reached,
    urgent_slot,
)
from tests.make import HOLIDAYS

# Of October 2026: the first to the seventh are holidays, Saturday the tenth is worked in exchange.
HOURS = Hours()


def moment(text: str) -> datetime:
    """`10-08 09:00` in the offices' time."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=OFFICE_TIME)


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("10-08 08:59", "10-08 09:00"),
        ("10-08 09:00", "10-09 09:00"),  # the letters of nine o'clock are on their way
        ("10-08 23:30", "10-09 09:00"),
        ("10-09 10:00", "10-10 09:00"),  # a Saturday, but worked
        ("10-10 10:00", "10-12 09:00"),  # a Sunday is not
        ("09-30 12:00", "10-08 09:00"),  # nobody is told anything in the holidays
        ("10-03 09:00", "10-08 09:00"),
    ],
)
def test_daily_letters_go_at_the_offices_hour_of_a_working_day(now: str, slot: str) -> None:
    assert daily_slot(moment(now), HOURS, works=HOLIDAYS.works) == moment(slot)


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("10-08 10:00", "10-08 10:10"),
        ("10-08 10:09", "10-08 10:10"),
        ("10-08 17:55", "10-08 18:00"),
        ("10-08 17:59", "10-08 18:00"),
        ("10-08 18:00", "10-09 08:30"),  # quiet hours
        ("10-08 03:00", "10-08 08:30"),
        ("10-04 12:00", "10-08 08:30"),
    ],
)
def test_urgent_letters_go_within_ten_minutes_but_never_at_night(now: str, slot: str) -> None:
    assert urgent_slot(moment(now), HOURS, works=HOLIDAYS.works) == moment(slot)


@pytest.mark.parametrize(
    ("wanted", "urgent", "expected"),
    [
        ("10-08 11:00", False, "10-08 11:00"),
        ("10-08 08:40", True, "10-08 08:40"),
        ("10-08 08:40", False, "10-08 09:00"),
        ("10-08 18:01", False, "10-09 09:00"),
        ("10-09 02:00", True, "10-09 08:30"),
        ("10-11 12:00", False, "10-12 09:00"),
    ],
)
def test_a_letter_that_failed_is_tried_again_by_day(
    wanted: str, urgent: bool, expected: str
) -> None:
    found = next_try(moment(wanted), HOURS, works=HOLIDAYS.works, urgent=urgent)
    assert found == moment(expected)


def test_slots_are_the_same_moment_wherever_the_worker_stands() -> None:
    now = moment("10-08 08:00")
    assert daily_slot(now.astimezone(UTC), HOURS, works=HOLIDAYS.works) == moment("10-08 09:00")


def test_an_office_without_hours_for_urgent_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="hours"):
        Hours(urgent_from=time(18), urgent_until=time(8))


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-4, None), (-3, -3), (-2, -3), (-1, -1), (0, -1), (1, 1), (2, 1), (6, 3), (7, 7), (400, 7)],
)
def test_the_highest_step_reached_counts_however_long_nobody_looked(
    days: int, expected: int | None
) -> None:
    step = reached(preset(Preset.USUAL), Matter.REPORT, days)
    assert (step.days if step else None) == expected


@pytest.mark.parametrize("kind", Preset)
@pytest.mark.parametrize("matter", Matter)
def test_every_preset_chases_everything_and_holds(kind: Preset, matter: Matter) -> None:
    steps = preset(kind)
    assert [step for step in steps if step.matter is matter]
    assert faults_of(steps) == {}


def test_a_stricter_preset_tells_nobody_later() -> None:
    for matter in Matter:
        last = {kind: [s.days for s in preset(kind) if s.matter is matter][-1] for kind in Preset}
        assert last[Preset.STRICT] <= last[Preset.USUAL] <= last[Preset.MILD] or matter in UPWARD


HOLDER, REVIEWER = frozenset({Party.HOLDER}), frozenset({Party.HOLDER, Party.REVIEWER})


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ([Step(Matter.REPORT, 1, frozenset())], Fault.NOBODY),
        ([Step(Matter.REPORT, -31)], Fault.TOO_FAR),
        ([Step(Matter.RECEIPT, -1)], Fault.NO_DEADLINE),
        ([Step(Matter.PACE, 0)], Fault.NO_PERIODS),
        ([Step(Matter.REPORT, 1), Step(Matter.REPORT, 1, REVIEWER)], Fault.TWICE),
        ([Step(Matter.REPORT, 1, REVIEWER), Step(Matter.REPORT, 3, HOLDER)], Fault.SHRINKS),
        ([Step(Matter.REPORT, days) for days in range(9)], Fault.TOO_MANY),
    ],
)
def test_a_ladder_that_contradicts_itself_is_found_out(steps: list[Step], fault: Fault) -> None:
    assert faults_of(steps) == {len(steps) - 1: {fault}}


def test_steps_of_other_matters_contradict_nothing() -> None:
    steps = [Step(Matter.REPORT, 1, REVIEWER), Step(Matter.RETURN, 1, HOLDER)]
    assert faults_of(steps) == {}


def test_a_step_may_be_told_in_the_inbox_only() -> None:
    assert Channel.EMAIL not in Step(Matter.REPORT, 1, by=frozenset()).by
