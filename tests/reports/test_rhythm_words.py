"""A rule as an office would write it, in both languages."""

from datetime import date, time

import pytest
from django.utils import translation

from reports import rules
from reports.rules import Anchor, Frequency, HolidayPolicy, Rule
from reports.rules.relief import Asked, change, change_in_percent, cost
from reports.wording.rhythm import rule_sentence, why_moved
from tests.make import HOLIDAYS

WEEK, HALF_MONTH, MONTH, QUARTER, HALF_YEAR, YEAR, ONCE = Frequency
POSTPONE, SECOND, ADVANCE, NONE = HolidayPolicy
DAY, LAST, WORKING, WEEKDAY = Anchor

SENTENCES = [
    (
        Rule(),
        "every month · figures up to the end of the month · due by day 5 of the next month,"
        " postponed over rest days",
        "每月 · 数据截至月末 · 次月5日前报送，遇休息日顺延",
    ),
    (
        Rule(closing_day=25, anchor_number=28, after_period=False, holiday_policy=ADVANCE),
        "every month · figures up to day 25 · due by day 28 of the same month,"
        " advanced before rest days",
        "每月 · 数据截至25日 · 当月28日前报送，遇休息日提前",
    ),
    (
        Rule(WEEK, 5, WEEKDAY, 2, due_time=time(12), holiday_policy=SECOND),
        "every week · figures up to Friday · due by Tuesday, 12:00 of the next week,"
        " on a rest day postponed to the second working day after it",
        "每周 · 数据截至星期五 · 次周星期二12:00前报送，遇休息日顺延至其后第二个工作日",
    ),
    (
        Rule(WEEK, anchor=LAST, after_period=False, holiday_policy=NONE),
        "every week · figures up to Sunday · due by the last day of the same week,"
        " rest days count as well",
        "每周 · 数据截至星期日 · 当周最后一日前报送，遇休息日不变",
    ),
    (
        Rule(HALF_MONTH, anchor_number=3),
        "every half month · figures up to the end of the half month"
        " · due by day 3 of the next half month, postponed over rest days",
        "每半月 · 数据截至半月末 · 下一个半月第3日前报送，遇休息日顺延",
    ),
    (
        Rule(HALF_MONTH, anchor=LAST, after_period=False, holiday_policy=ADVANCE),
        "every half month · figures up to the end of the half month"
        " · due by the last day of the same half month, advanced before rest days",
        "每半月 · 数据截至半月末 · 当半月最后一日前报送，遇休息日提前",
    ),
    (
        Rule(QUARTER, anchor=WORKING, anchor_number=5),
        "every quarter · figures up to the end of the quarter"
        " · due by working day 5 of the next month",
        "每季度 · 数据截至季末 · 次月第5个工作日前报送",
    ),
    (
        Rule(HALF_YEAR, 25, WEEKDAY, 1),
        "every half year · figures up to day 25 of the last month"
        " · due by the first Monday of the next month, postponed over rest days",
        "每半年 · 数据截至末月25日 · 次月第一个星期一前报送，遇休息日顺延",
    ),
    (
        Rule(YEAR, anchor=WEEKDAY, anchor_number=5, after_period=False),
        "every year · figures up to the end of the year"
        " · due by the last Friday of the last month, postponed over rest days",
        "每年 · 数据截至年末 · 末月最后一个星期五前报送，遇休息日顺延",
    ),
    (
        Rule(ONCE, anchor_number=20, once_on=date(2026, 6, 30)),
        "once · figures up to 2026-06-30 · due by day 20 of the next month,"
        " postponed over rest days",
        "一次性 · 数据截至2026-06-30 · 次月20日前报送，遇休息日顺延",
    ),
]


@pytest.mark.parametrize(("rule", "english", "chinese"), SENTENCES)
def test_a_rule_reads_like_a_sentence(rule: Rule, english: str, chinese: str) -> None:
    with translation.override("en"):
        assert rule_sentence(rule) == english
    with translation.override("zh-hans"):
        assert rule_sentence(rule) == chinese


@pytest.mark.parametrize(
    ("rule", "on", "why"),
    [
        (Rule(), "2026-10-31", ""),
        (Rule(), "2026-09-30", "2026-10-05 is a rest day"),
        (
            Rule(WEEK, anchor=WEEKDAY, anchor_number=1, holiday_policy=ADVANCE),
            "2026-10-04",
            "2026-10-05 is a rest day; before it the figures would not be closed yet",
        ),
        (
            Rule(anchor_number=1, after_period=False, holiday_policy=ADVANCE),
            "2026-10-31",
            "2026-10-01 is a rest day; before it the period would not be open yet",
        ),
    ],
)
def test_the_page_says_why_a_deadline_moved(rule: Rule, on: str, why: str) -> None:
    day = date.fromisoformat(on)
    (span,) = rules.spans(rule, since=day, until=day, works=HOLIDAYS.works)
    with translation.override("en"):
        assert why_moved(span, rule.holiday_policy) == why


@pytest.mark.parametrize(
    ("frequency", "units", "reports", "a_period", "a_year"),
    [
        (WEEK, 21, 85, 340, 17680),
        (HALF_MONTH, 21, 85, 340, 8160),
        (MONTH, 21, 85, 340, 4080),
        (QUARTER, 21, 85, 340, 1360),
        (HALF_YEAR, 1, 1, 4, 8),
        (YEAR, 1, 1, 4, 4),
        (ONCE, 2, 3, 12, 12),
        (MONTH, 0, 0, 0, 0),
    ],
)
def test_what_a_rhythm_costs(
    frequency: Frequency, units: int, reports: int, a_period: int, a_year: int
) -> None:
    found = cost(frequency, Asked(units, reports))
    assert (found.fields_a_period, found.fields_a_year) == (a_period, a_year)


def test_what_a_change_of_rhythm_costs_or_saves() -> None:
    monthly, quarterly = (cost(each, Asked(21, 85)) for each in (MONTH, QUARTER))
    assert change(now=monthly, then=quarterly) == -2720
    assert change_in_percent(now=monthly, then=quarterly) == -67
    assert change_in_percent(now=quarterly, then=monthly) == 200
    assert change_in_percent(now=cost(MONTH, Asked(0, 0)), then=monthly) is None
