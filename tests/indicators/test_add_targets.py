"""Numbers are promised for a plan, each about an indicator of the catalogue."""

from decimal import Decimal
from typing import Any

import pytest

from indicators.models import Indicator, Kind
from indicators.services import NewTarget, add_targets
from tests import make


def wish(indicator: str = "高新技术企业", measure: str = "家", **fields: Any) -> NewTarget:
    plain: dict[str, Any] = {"kind": Kind.STOCK, "comparator": "at_least", "value": Decimal(200)}
    return NewTarget(indicator, measure, **(plain | fields))


def test_targets_stand_in_the_order_given(plan, now) -> None:
    targets = add_targets(plan=plan, wishes=[wish("甲"), wish("乙")], by=None, now=now)
    more = add_targets(plan=plan, wishes=[wish("丙")], by=None, now=now)
    assert [target.position for target in targets + more] == [1, 2, 3]
    assert [str(target) for target in plan.targets.in_document_order()] == ["甲", "乙", "丙"]


def test_an_indicator_that_is_known_is_used_again(plan, now) -> None:
    known = make.target(plan).indicator
    target = add_targets(plan=plan, wishes=[wish("高新技术 企业")], by=None, now=now)[0]
    assert target.indicator == known


def test_another_unit_of_measure_makes_another_indicator(plan, now) -> None:
    wishes = [wish(measure="家"), wish(measure="%")]
    one, other = add_targets(plan=plan, wishes=wishes, by=None, now=now)
    assert one.indicator != other.indicator


def test_of_a_ceiling_less_is_better(plan, now) -> None:
    wished = wish("不良率", "%", kind=Kind.CEILING, comparator="at_most")
    target = add_targets(plan=plan, wishes=[wished], by=None, now=now)[0]
    assert not target.indicator.more_is_better


@pytest.mark.parametrize("count", [2, 50])
def test_many_targets_cost_as_much_as_two(count: int, plan, now, django_assert_num_queries) -> None:
    wishes = [wish(f"指标{number}") for number in range(count)]
    with django_assert_num_queries(22):
        add_targets(plan=plan, wishes=wishes, by=None, now=now)
    assert Indicator.objects.count() == count
