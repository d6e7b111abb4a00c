"""What became of a promise, as tables: the superior's value and date, ours, and the verdict."""

from datetime import date
from decimal import Decimal

import pytest

from intake.superior.comparing import Aim, Kind, Why, compare, compare_dates

END = date(2027, 12, 31)


def aim(value, unit="家", due=END, name="高新技术企业", op="at_least", every="", high=None):
    number = None if value is None else Decimal(value)
    upper = None if high is None else Decimal(high)
    return Aim("1", name, due, number, upper, unit, op, every)


def verdict(superior, ours, *, below=False):
    return compare(superior, ours, below=below)


@pytest.mark.parametrize(
    ("superior", "ours", "kind", "percent", "months"),
    [
        (aim("200"), aim("200"), Kind.SAME, None, None),
        (aim("200"), aim("250"), Kind.RAISED, "25.0", None),
        (aim("200"), aim("150"), Kind.LOWERED, "-25.0", None),
        (aim("200"), aim("200", due=date(2027, 6, 30)), Kind.RAISED, None, -6),
        (aim("200"), aim("200", due=date(2028, 12, 31)), Kind.LOWERED, None, 12),
        (aim("200"), aim("200", due=date(2027, 12, 15)), Kind.RAISED, None, -1),
        (aim("200"), aim("250", due=date(2027, 6, 30)), Kind.RAISED, "25.0", -6),
        (aim("200"), aim("150", due=date(2028, 6, 30)), Kind.LOWERED, "-25.0", 6),
        (aim("200"), aim("200", due=None), Kind.SAME, None, None),
        (aim("1.2", "亿元"), aim("12000", "万元"), Kind.SAME, None, None),
        (aim("1", "亿元"), aim("12500", "万元"), Kind.RAISED, "25.0", None),
        (aim("20", "家"), aim("20", "个"), Kind.SAME, None, None),
        (aim("20", "家"), aim("20", ""), Kind.SAME, None, None),
        (aim("4", every="quarter"), aim("16", every="year"), Kind.SAME, None, None),
        (aim("4", every="year"), aim("2", every="month"), Kind.RAISED, "500.0", None),
        (
            aim("20", op="range", high="25"),
            aim("20", op="range", high="30"),
            Kind.RAISED,
            None,
            None,
        ),
    ],
)
def test_more_or_sooner_is_raised_and_less_or_later_is_lowered(
    superior, ours, kind, percent, months
):
    found = verdict(superior, ours)
    assert (found.kind, found.months) == (kind, months)
    if percent is not None:
        assert found.percent == Decimal(percent)


@pytest.mark.parametrize(
    ("theirs", "own", "kind", "percent"),
    [
        ("5", "4", Kind.RAISED, "-20.0"),
        ("5", "6", Kind.LOWERED, "20.0"),
        ("5", "5", Kind.SAME, None),
    ],
)
def test_a_lower_ceiling_is_a_raise(theirs, own, kind, percent):
    ceiling = {"unit": "天", "name": "审批时限", "op": "at_most"}
    found = verdict(aim(theirs, **ceiling), aim(own, **ceiling), below=True)
    assert (found.kind, found.percent) == (kind, None if percent is None else Decimal(percent))


def test_shares_and_rates_differ_in_points():
    share = {"unit": "%", "name": "研发经费投入强度"}
    found = verdict(aim("2.6", **share), aim("2.4", **share), below=True)
    assert (found.kind, found.points, found.percent) == (Kind.LOWERED, Decimal("-0.2"), None)


@pytest.mark.parametrize(
    ("superior", "ours", "why"),
    [
        (aim("200", "家"), aim("200", "亿元"), Why.MEASURES),
        (aim("200"), aim("200", op="at_most"), Why.DIRECTIONS),
        (aim("200"), aim("250", due=date(2028, 12, 31)), Why.BOTH_WAYS),
        (aim("200"), aim("150", due=date(2026, 12, 31)), Why.BOTH_WAYS),
        (aim("200"), aim("40", every="year"), Why.RHYTHMS),
        (aim("5", "%", every="year"), aim("5", "%", every="month"), Why.RHYTHMS),
        (aim(None), aim("200"), Why.NO_NUMBER),
        (aim("200"), aim(None), Why.NO_NUMBER),
    ],
)
def test_what_cannot_be_compared_is_left_to_people_with_the_reason(superior, ours, why):
    found = verdict(superior, ours)
    assert (found.kind, found.why) == (Kind.UNCLEAR, why)


def test_two_promises_without_numbers_have_dates_to_compare():
    assert verdict(aim(None), aim(None, due=date(2027, 6, 30))).kind is Kind.RAISED


@pytest.mark.parametrize(
    ("below", "unit", "name", "kind"),
    [
        (True, "家", "高新技术企业", Kind.SHARE),
        (True, "亿元", "技术合同成交额", Kind.SHARE),
        (False, "家", "高新技术企业", Kind.LOWERED),
        (True, "%", "研发经费投入强度", Kind.LOWERED),
        (True, "件", "每万人发明专利拥有量", Kind.LOWERED),
        (True, "天", "平均办理时间", Kind.LOWERED),
    ],
)
def test_a_lower_level_may_carry_its_share_of_what_adds_up(below, unit, name, kind):
    found = verdict(aim("200", unit, name=name), aim("30", unit, name=name), below=below)
    assert found.kind is kind


@pytest.mark.parametrize(("due", "months"), [(date(2028, 6, 30), 6), (date(2026, 12, 31), -12)])
def test_a_share_that_is_due_at_another_time_is_still_a_share(due, months):
    found = verdict(aim("200"), aim("30", due=due), below=True)
    assert (found.kind, found.months) == (Kind.SHARE, months)


def test_the_same_number_due_later_is_no_share():
    found = verdict(aim("200"), aim("200", due=date(2028, 6, 30)), below=True)
    assert found.kind is Kind.LOWERED


@pytest.mark.parametrize(
    ("own", "kind"),
    [(END, Kind.SAME), (date(2027, 6, 30), Kind.RAISED), (date(2028, 3, 31), Kind.LOWERED)],
)
def test_items_of_work_differ_in_their_dates_only(own, kind):
    assert compare_dates(aim(None), aim(None, due=own)).kind is kind


def test_nothing_is_divided_by_a_promised_nothing():
    found = verdict(aim("0"), aim("3"))
    assert (found.kind, found.percent) == (Kind.RAISED, None)
