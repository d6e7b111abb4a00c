"""How circulars count, and months that were made up. No database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from indicators.rules import Aim, Comparator, Kind, PaceRule, Reading, judge, made_up_on, pace_count
from indicators.wording import pace_count_sentence

SEP, OCT, DEC = date(2026, 9, 30), date(2026, 10, 31), date(2026, 12, 31)
FLOW = Aim(
    kind=Kind.FLOW,
    comparator=Comparator.AT_LEAST,
    value=Decimal(100),
    due_on=DEC,
    starts_on=date(2026, 1, 1),
)
ANNUAL = replace(FLOW, kind=Kind.RATIO)
RATE = replace(FLOW, kind=Kind.GROWTH_RATE, value=Decimal(7))


def at(aim, value, on=SEP):
    return judge(aim, None if value is None else Decimal(value), on=on)


def test_annual_indicators_leave_the_count():
    listed = [at(FLOW, 80)] * 10 + [at(FLOW, 60), at(ANNUAL, 2)]
    count = pace_count(listed)
    assert (count.listed, count.annual, count.counted, count.met) == (12, 1, 11, 10)
    assert count.share == Decimal("90.9")


@pytest.mark.parametrize(
    ("listed", "chinese"),
    [
        ([at(FLOW, 80), at(FLOW, 100), at(FLOW, 60)], "列入3项，达到序时进度2项，占66.7%。"),
        (
            [at(FLOW, 80), at(ANNUAL, 2)],
            "列入2项，除1项年度指标外，其他1项中达到序时进度1项，占100.0%。",
        ),
        (
            [at(FLOW, 80), at(FLOW, None)],
            "列入2项，除1项暂不能评判外，其他1项中达到序时进度1项，占100.0%。",
        ),
        (
            [at(FLOW, 10), at(FLOW, None), at(ANNUAL, 2)],
            "列入3项，除1项年度指标、1项暂不能评判外，其他1项中达到序时进度0项，占0.0%。",
        ),
        ([at(FLOW, None)], "列入1项，均暂不能评判。"),
        ([], "列入0项，均暂不能评判。"),
    ],
)
def test_the_count_in_words(listed, chinese):
    with translation.override("zh-hans"):
        assert pace_count_sentence(pace_count(listed)) == chinese


def test_nothing_counted_is_no_percentage():
    assert pace_count([at(FLOW, None)]).share is None


@pytest.mark.parametrize(
    ("aim", "later", "made_up"),
    [
        (FLOW, [Reading(OCT, Decimal(75))], OCT),
        (FLOW, [Reading(OCT, Decimal("74.9"))], None),
        (FLOW, [Reading(SEP, Decimal(76)), Reading(OCT, Decimal(80))], SEP),
        (FLOW, [Reading(date(2026, 8, 31), Decimal(90))], None),
        (FLOW, [Reading(date(2027, 3, 31), Decimal(90))], None),
        (RATE, [Reading(OCT, Decimal(8))], None),
        (RATE, [Reading(SEP, Decimal(7))], SEP),
        (
            replace(FLOW, kind=Kind.CEILING, value=Decimal(38), baseline=Decimal(50)),
            [Reading(OCT, Decimal(41))],
            OCT,
        ),
    ],
    ids=[
        "a later month reaches what was missing",
        "a later month that is still too low",
        "a corrected figure for the month itself",
        "an earlier month does not count",
        "next year begins anew",
        "a rate that was too low stays so",
        "a corrected rate",
        "something that has to fall",
    ],
)
def test_a_miss_is_made_up(aim, later, made_up):
    missed = judge(aim, Decimal(5 if aim.kind is Kind.GROWTH_RATE else 60), on=SEP)
    assert made_up_on(missed, aim, later) == made_up


def test_what_was_not_missed_is_not_made_up():
    assert made_up_on(at(FLOW, 80), FLOW, [Reading(OCT, Decimal(90))]) is None
    waits = replace(FLOW, pace_rule=PaceRule.NONE)
    assert made_up_on(at(waits, 10), waits, [Reading(OCT, Decimal(90))]) is None
