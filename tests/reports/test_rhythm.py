"""The dates of every rhythm, against the calendar of 2026 as it was published: National Day from
1 to 7 October, with 20 September and 10 October worked in lieu."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.calendar import WorkingCalendar
from reports import rules
from reports.rules import Anchor, Frequency, HolidayPolicy, Rule, RuleFault
from tests.make import HOLIDAYS

works = HOLIDAYS.works
DAY, LAST, WORKING, WEEKDAY = (
    Anchor.DAY_OF_MONTH,
    Anchor.LAST_DAY,
    Anchor.WORKING_DAY,
    Anchor.WEEKDAY,
)
WEEK, HALF_MONTH, MONTH, QUARTER, HALF_YEAR, YEAR, ONCE = Frequency


def day(text: str) -> date:
    return date.fromisoformat(text)


def the_span(rule: Rule, on: str) -> rules.Span:
    """The instance that the day belongs to."""
    (span,) = rules.spans(rule, since=day(on), until=day(on), works=works)
    return span


@pytest.mark.parametrize(
    ("rule", "on", "starts_on", "ends_on"),
    [
        (Rule(WEEK, anchor=LAST), "2026-10-01", "2026-09-28", "2026-10-04"),
        (Rule(WEEK, 5, anchor=LAST), "2026-10-01", "2026-09-26", "2026-10-02"),
        (Rule(WEEK, anchor=LAST), "2027-01-01", "2026-12-28", "2027-01-03"),
        (Rule(HALF_MONTH, anchor=LAST), "2026-02-15", "2026-02-01", "2026-02-15"),
        (Rule(HALF_MONTH, anchor=LAST), "2026-02-16", "2026-02-16", "2026-02-28"),
        (Rule(HALF_MONTH, anchor=LAST), "2028-02-29", "2028-02-16", "2028-02-29"),
        (Rule(MONTH), "2026-09-14", "2026-09-01", "2026-09-30"),
        (Rule(MONTH), "2028-02-29", "2028-02-01", "2028-02-29"),
        (Rule(MONTH, 25), "2026-09-25", "2026-08-26", "2026-09-25"),
        (Rule(MONTH, 25), "2026-09-26", "2026-09-26", "2026-10-25"),
        (Rule(MONTH, 25), "2026-12-31", "2026-12-26", "2027-01-25"),
        (Rule(MONTH, 31), "2026-04-30", "2026-04-01", "2026-04-30"),
        (Rule(MONTH, 29), "2026-02-28", "2026-01-30", "2026-02-28"),
        (Rule(MONTH, 29), "2028-02-29", "2028-01-30", "2028-02-29"),
        (Rule(MONTH, 30), "2026-03-01", "2026-03-01", "2026-03-30"),
        (Rule(QUARTER), "2026-09-30", "2026-07-01", "2026-09-30"),
        (Rule(QUARTER, 25), "2026-09-26", "2026-09-26", "2026-12-25"),
        (Rule(HALF_YEAR), "2026-06-30", "2026-01-01", "2026-06-30"),
        (Rule(HALF_YEAR), "2026-07-01", "2026-07-01", "2026-12-31"),
        (Rule(YEAR), "2026-07-01", "2026-01-01", "2026-12-31"),
        (Rule(YEAR, 20), "2026-12-21", "2026-12-21", "2027-12-20"),
        (Rule(ONCE, once_on=day("2026-06-30")), "2026-06-30", "2026-06-01", "2026-06-30"),
    ],
)
def test_a_day_belongs_to_a_period(rule: Rule, on: str, starts_on: str, ends_on: str) -> None:
    span = the_span(rule, on)
    assert (span.starts_on, span.ends_on) == (day(starts_on), day(ends_on))


@pytest.mark.parametrize(
    ("rule", "on", "due_on"),
    [
        # Day of the month, after the period.
        (Rule(), "2026-09-30", "2026-10-08"),  # the 5th lies in National Day
        (Rule(), "2026-12-31", "2027-01-05"),  # the year's turn
        (Rule(), "2026-01-31", "2026-02-05"),
        (Rule(anchor_number=14), "2026-01-31", "2026-02-14"),  # a Saturday worked in lieu
        (Rule(anchor_number=15), "2026-01-31", "2026-02-24"),  # Spring Festival
        (Rule(anchor_number=10), "2026-09-30", "2026-10-10"),  # a Saturday worked in lieu
        (Rule(anchor_number=20), "2026-08-31", "2026-09-20"),  # a Sunday worked in lieu
        (Rule(anchor_number=28), "2028-02-29", "2028-03-28"),  # a leap day
        (Rule(anchor_number=31), "2026-03-31", "2026-04-30"),  # April has no 31st
        (Rule(anchor_number=31), "2026-01-31", "2026-02-28"),  # the 28th is worked in lieu
        (Rule(anchor_number=29), "2028-01-31", "2028-02-29"),
        (Rule(anchor_number=6), "2031-08-31", "2031-09-08"),  # no calendar yet: weekdays
        (Rule(closing_day=25), "2026-09-25", "2026-10-08"),
        # Day of the month, in the month in which the period closes.
        (Rule(closing_day=25, anchor_number=28, after_period=False), "2026-09-25", "2026-09-28"),
        (Rule(closing_day=25, anchor_number=25, after_period=False), "2026-01-25", "2026-01-26"),
        (Rule(anchor_number=28, after_period=False), "2026-09-30", "2026-09-28"),
        # Quarters and longer: in the month after.
        (Rule(QUARTER, anchor_number=20), "2026-09-30", "2026-10-20"),
        (Rule(QUARTER, anchor_number=30, after_period=False), "2026-09-30", "2026-09-30"),
        (Rule(HALF_YEAR), "2026-06-30", "2026-07-06"),
        (Rule(YEAR), "2026-12-31", "2027-01-05"),
        (Rule(ONCE, once_on=day("2026-09-30")), "2026-09-30", "2026-10-08"),
        # The last day.
        (Rule(anchor=LAST), "2026-09-30", "2026-11-02"),  # 31 October is a Saturday
        (Rule(anchor=LAST, holiday_policy=HolidayPolicy.ADVANCE), "2026-09-30", "2026-10-30"),
        (Rule(anchor=LAST, after_period=False), "2026-09-30", "2026-09-30"),
        (Rule(HALF_MONTH, anchor=LAST), "2026-09-15", "2026-09-30"),
        (Rule(WEEK, anchor=LAST, after_period=False), "2026-09-20", "2026-09-20"),  # in lieu
        # The n-th working day.
        (Rule(anchor=WORKING, anchor_number=1), "2026-09-30", "2026-10-08"),
        (Rule(anchor=WORKING, anchor_number=3), "2026-09-30", "2026-10-10"),
        (Rule(anchor=WORKING, anchor_number=5), "2026-10-31", "2026-11-06"),
        (Rule(anchor=WORKING, anchor_number=23), "2026-09-30", "2026-10-30"),  # it has 18
        (Rule(anchor=WORKING, anchor_number=23), "2026-01-31", "2026-02-28"),
        (Rule(WEEK, anchor=WORKING, anchor_number=1), "2026-09-27", "2026-09-28"),
        (Rule(WEEK, anchor=WORKING, anchor_number=7), "2026-10-04", "2026-10-10"),
        # A day of the week.
        (Rule(WEEK, anchor=WEEKDAY, anchor_number=2), "2026-09-20", "2026-09-22"),
        (Rule(WEEK, anchor=WEEKDAY, anchor_number=2), "2026-09-30", "2026-10-08"),
        (Rule(WEEK, 5, anchor=WEEKDAY, anchor_number=6), "2026-10-09", "2026-10-10"),
        (Rule(WEEK, anchor=WEEKDAY, anchor_number=5, after_period=False), "2026-09-22",
         "2026-09-28"),  # 25 September is Mid-Autumn
        (Rule(anchor=WEEKDAY, anchor_number=2), "2026-10-31", "2026-11-03"),
        (Rule(anchor=WEEKDAY, anchor_number=2, after_period=False), "2026-10-31", "2026-10-27"),
        # Half months.
        (Rule(HALF_MONTH, anchor_number=3), "2026-09-15", "2026-09-18"),
        (Rule(HALF_MONTH, anchor_number=3), "2026-09-30", "2026-10-08"),
        (Rule(HALF_MONTH, anchor_number=15), "2026-02-15", "2026-02-28"),  # it has 13 days
    ],
)  # fmt: skip
def test_a_deadline_is_the_day_that_the_rule_names(rule: Rule, on: str, due_on: str) -> None:
    assert str(the_span(rule, on).due_on) == due_on


POSTPONE, SECOND, ADVANCE, NONE = HolidayPolicy


@pytest.mark.parametrize(
    ("policy", "on", "due_on"),
    [
        # The 5th of October 2026 is a Monday in the middle of the holiday.
        (POSTPONE, "2026-09-30", "2026-10-08"),
        (SECOND, "2026-09-30", "2026-10-09"),
        (ADVANCE, "2026-09-30", "2026-09-30"),
        (NONE, "2026-09-30", "2026-10-05"),
        # The 5th of November is an ordinary Thursday.
        (POSTPONE, "2026-10-31", "2026-11-05"),
        (SECOND, "2026-10-31", "2026-11-05"),
        (ADVANCE, "2026-10-31", "2026-11-05"),
        (NONE, "2026-10-31", "2026-11-05"),
        # The 5th of December is a Saturday.
        (POSTPONE, "2026-11-30", "2026-12-07"),
        (SECOND, "2026-11-30", "2026-12-08"),
        (ADVANCE, "2026-11-30", "2026-12-04"),
        (NONE, "2026-11-30", "2026-12-05"),
    ],
)
def test_rest_days_do_what_the_office_wants(policy: HolidayPolicy, on: str, due_on: str) -> None:
    assert str(the_span(Rule(holiday_policy=policy), on).due_on) == due_on


@pytest.mark.parametrize(
    ("rule", "on", "due_on"),
    [
        # Advanced from Monday 5 October it would be Wednesday 30 September: before the week of
        # which the figures are is over. It is postponed instead.
        (Rule(WEEK, anchor=WEEKDAY, anchor_number=1), "2026-10-04", "2026-10-08"),
        # Advanced from 1 January 2026 it would be the closing date itself, which is just in time.
        (Rule(anchor_number=1), "2025-12-31", "2025-12-31"),
        # Asked for inside the period, it would be 30 September: before the week opens at all.
        (Rule(WEEK, anchor=WEEKDAY, anchor_number=1, after_period=False), "2026-10-06",
         "2026-10-08"),
        (Rule(anchor_number=1, after_period=False), "2026-10-31", "2026-10-08"),
    ],
)  # fmt: skip
def test_advancing_never_takes_a_deadline_before_what_it_is_about(
    rule: Rule, on: str, due_on: str
) -> None:
    advanced = Rule(**(vars(rule) | {"holiday_policy": ADVANCE}))
    span = the_span(advanced, on)
    assert str(span.due_on) == due_on
    assert span.due_on >= span.opens_on


def test_after_a_long_holiday_no_deadline_overtakes_the_next() -> None:
    """Thursday 1 October goes to the second day after the holiday, Thursday 8 October is worked."""
    rule = Rule(WEEK, anchor=WEEKDAY, anchor_number=4, holiday_policy=SECOND)
    found = rules.spans(rule, since=day("2026-09-21"), until=day("2026-10-04"), works=works)
    assert [str(span.due_on) for span in found] == ["2026-10-09", "2026-10-09"]


@pytest.mark.parametrize(
    ("rule", "on", "opens_on"),
    [
        (Rule(WEEK, anchor=LAST), "2026-10-01", "2026-09-28"),
        (Rule(MONTH), "2026-02-10", "2026-02-01"),
        (Rule(MONTH, 25), "2026-09-01", "2026-08-26"),
        (Rule(QUARTER), "2026-07-01", "2026-09-01"),
        (Rule(HALF_YEAR, 25), "2026-07-01", "2026-11-26"),
        (Rule(YEAR), "2026-07-01", "2026-12-01"),
    ],
)
def test_long_periods_open_a_month_before_they_close(rule: Rule, on: str, opens_on: str) -> None:
    assert str(the_span(rule, on).opens_on) == opens_on


def test_the_time_of_day_is_handed_on() -> None:
    assert the_span(Rule(due_time=time(12)), "2026-09-01").due_time == time(12)


@pytest.mark.parametrize(
    ("rule", "settled", "first"),
    [
        (Rule(), "2026-09-30", ("2026-10-01", "2026-10-31")),
        # Less than half of October is left: it joins November.
        (Rule(), "2026-10-25", ("2026-10-26", "2026-11-30")),
        (Rule(), "2026-10-10", ("2026-10-11", "2026-10-31")),
        (Rule(QUARTER), "2026-10-31", ("2026-11-01", "2026-12-31")),
        # A month is worth a report, the more so at the year's end.
        (Rule(QUARTER), "2026-11-30", ("2026-12-01", "2026-12-31")),
        (Rule(YEAR), "2026-12-20", ("2026-12-21", "2027-12-31")),
        (Rule(WEEK, anchor=LAST), "2026-10-31", ("2026-11-01", "2026-11-08")),
        # Due on the 5th of the month itself, which has gone by.
        (Rule(after_period=False), "2026-10-10", ("2026-10-11", "2026-11-30")),
        (Rule(ONCE, once_on=day("2026-11-15")), "2026-10-31", ("2026-10-16", "2026-11-15")),
    ],
)
def test_a_new_rule_goes_on_where_the_old_one_ended(
    rule: Rule, settled: str, first: tuple[str, str]
) -> None:
    found = rules.spans_after(rule, settled=day(settled), until=day("2027-12-31"), works=works)
    assert (str(found[0].starts_on), str(found[0].ends_on)) == first
    assert found[0].opens_on >= found[0].starts_on
    assert all(span.due_on > day(settled) for span in found)


def test_what_is_reported_once_is_never_asked_twice() -> None:
    rule = Rule(ONCE, once_on=day("2026-06-30"))
    until = day("2030-12-31")
    assert len(rules.spans(rule, since=day("2020-01-01"), until=until, works=works)) == 1
    assert not rules.spans_after(rule, settled=day("2026-06-30"), until=until, works=works)


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (Rule(), {}),
        (Rule(anchor=LAST, anchor_number=None), {}),
        (Rule(anchor_number=None), {"anchor_number": RuleFault.NUMBER_MISSING}),
        (Rule(anchor_number=0), {"anchor_number": RuleFault.NUMBER_OUT_OF_RANGE}),
        (Rule(anchor_number=32), {"anchor_number": RuleFault.NUMBER_OUT_OF_RANGE}),
        (Rule(anchor=WORKING, anchor_number=24), {"anchor_number": RuleFault.NUMBER_OUT_OF_RANGE}),
        (Rule(anchor=WEEKDAY, anchor_number=8), {"anchor_number": RuleFault.NUMBER_OUT_OF_RANGE}),
        (Rule(HALF_MONTH, anchor_number=16), {"anchor_number": RuleFault.NUMBER_OUT_OF_RANGE}),
        (Rule(WEEK), {"anchor": RuleFault.NO_DAYS_OF_MONTH}),
        (Rule(closing_day=32), {"closing_day": RuleFault.CLOSING_DAY}),
        (Rule(WEEK, 8, WEEKDAY), {"closing_day": RuleFault.CLOSING_DAY}),
        (Rule(HALF_MONTH, 10), {"closing_day": RuleFault.CLOSING_DAY}),
        (Rule(ONCE), {"once_on": RuleFault.ONCE_MISSING}),
    ],
)
def test_a_rule_without_dates_is_faulty(rule: Rule, found: dict[str, RuleFault]) -> None:
    assert rules.faults(rule) == found


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "name"),
    [
        ("2026-09-01", "2026-09-30", "2026-09"),
        ("2026-07-01", "2026-09-30", "2026 Q3"),
        ("2026-07-01", "2026-12-31", "2026 H2"),
        ("2026-01-01", "2026-12-31", "2026"),
        ("2026-11-01", "2026-12-31", "2026-11-01~12-31"),
        ("2026-08-01", "2026-10-31", "2026-08-01~10-31"),
        ("2026-09-28", "2026-10-04", "2026-09-28~10-04"),
    ],
)
def test_a_period_is_called_by_its_calendar_name(starts_on: str, ends_on: str, name: str) -> None:
    assert rules.period_name(day(starts_on), day(ends_on)) == name


@pytest.mark.parametrize("frequency", [each for each in Frequency if each is not ONCE])
@pytest.mark.parametrize("edge", [date.min, date.max])
def test_no_rhythm_fails_at_the_ends_of_the_calendar(frequency: Frequency, edge: date) -> None:
    rule = Rule(frequency, anchor=WORKING, anchor_number=7)
    for span in rules.spans(rule, since=edge, until=edge, works=works):
        assert span.starts_on <= span.ends_on


# --- What holds for every rule and every calendar ---

RULES = st.builds(
    Rule,
    frequency=st.sampled_from([each for each in Frequency if each is not ONCE]),
    closing_day=st.none() | st.integers(1, 31),
    anchor=st.sampled_from(Anchor),
    anchor_number=st.integers(1, 31),
    after_period=st.booleans(),
    due_time=st.none(),
    holiday_policy=st.sampled_from(HolidayPolicy),
).filter(lambda rule: not rules.faults(rule))
DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
# Holidays of at most nine days in a row, some worked in lieu.
CALENDARS = st.builds(
    lambda starts, lengths, worked: WorkingCalendar(
        frozenset(worked),
        frozenset(
            first + timedelta(days=number)
            for first, length in zip(starts, lengths, strict=True)
            for number in range(length)
        ),
    ),
    st.lists(DAYS, min_size=3, max_size=3),
    st.lists(st.integers(1, 9), min_size=3, max_size=3),
    st.lists(DAYS, max_size=3),
)


@settings(max_examples=150, deadline=None)
@given(RULES, DAYS, st.integers(0, 800), CALENDARS)
def test_periods_touch_and_deadlines_follow_one_another(
    rule: Rule, since: date, length: int, calendar: WorkingCalendar
) -> None:
    until = since + timedelta(days=length)
    found = rules.spans(rule, since=since, until=until, works=calendar.works)
    assert found[0].starts_on <= since <= found[0].ends_on
    assert found[-1].starts_on <= until <= found[-1].ends_on
    for before, after in zip(found, found[1:], strict=False):
        assert after.starts_on == before.ends_on + timedelta(days=1)
        assert after.due_on >= before.due_on
    for span in found:
        assert span.starts_on <= span.opens_on <= min(span.ends_on, span.due_on)
        assert span.named_on < span.ends_on or span.due_on >= span.ends_on


@settings(max_examples=150, deadline=None)
@given(RULES, DAYS, st.integers(0, 400), st.integers(0, 400), CALENDARS)
def test_a_stretch_may_be_cut_anywhere(
    rule: Rule, since: date, one: int, other: int, calendar: WorkingCalendar
) -> None:
    cut = since + timedelta(days=one)
    until = cut + timedelta(days=other)
    whole = rules.spans(rule, since=since, until=until, works=calendar.works)
    first = rules.spans(rule, since=since, until=cut, works=calendar.works)
    second = rules.spans(rule, since=cut, until=until, works=calendar.works)
    # The one that holds the cut is in both.
    assert [*first, *second[1:]] == whole


@settings(max_examples=100, deadline=None)
@given(RULES, DAYS, CALENDARS)
def test_a_new_rule_leaves_no_gap(rule: Rule, settled: date, calendar: WorkingCalendar) -> None:
    until = settled + timedelta(days=800)
    found = rules.spans_after(rule, settled=settled, until=until, works=calendar.works)
    assert found[0].starts_on == settled + timedelta(days=1)
    for before, after in zip(found, found[1:], strict=False):
        assert after.starts_on == before.ends_on + timedelta(days=1)
