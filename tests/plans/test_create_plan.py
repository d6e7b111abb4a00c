"""A plan comes into being with its outline and the plans above it."""

import pytest

from core.models import AuditEntry
from plans.models import Plan, PlanState
from plans.services import NewClause, PlanHead, create_plan
from tests import make
from units.models import Unit

SOURCE = "一、目标\n(一)总量。增长。\n二、任务\n1.修路。"
OUTLINE = (
    NewClause(None, 1, "一", "目标", "", 0, 14),
    NewClause(0, 2, "(一)", "总量", "增长。", 5, 14),
    NewClause(None, 1, "二", "任务", "", 14, 24),
    NewClause(2, 2, "1", "修路", "", 19, 24),
)


def create(city: Unit, now, **head) -> Plan:
    wanted = PlanHead(**({"title": "云岭市道路计划", "issuer": city} | head))
    return create_plan(head=wanted, source_text=SOURCE, clauses=OUTLINE, by=None, now=now)


def test_a_plan_keeps_its_outline(city, now) -> None:
    plan = create(city, now)
    printed = [(c.number, c.parent and c.parent.number) for c in plan.clauses.all()]
    assert printed == [("一", None), ("(一)", "一"), ("二", None), ("1", "二")]
    assert plan.state == PlanState.ACTIVE
    assert plan.published_at == now


def test_a_plan_finds_the_plans_above_it(city, now) -> None:
    above = make.plan(city, title="云岭市交通规划")
    plan = create(city, now, based_on=("云岭市交通规划", "无人知晓的规划"))
    assert list(plan.superior_plans.all()) == [above]
    assert plan.based_on == ["云岭市交通规划", "无人知晓的规划"]


def test_a_plan_is_not_above_itself(city, now) -> None:
    assert not create(city, now, based_on=("云岭市道路计划",)).superior_plans.exists()


def test_publishing_is_on_record(city, now) -> None:
    plan = create(city, now)
    assert AuditEntry.objects.get(verb="plan.published").object_id == plan.pk


@pytest.mark.parametrize("width", [1, 60])
def test_an_outline_costs_one_insert_a_depth(
    width: int, city, now, django_assert_num_queries
) -> None:
    chapters = [NewClause(None, 1, str(n), "章", "", 0, 1) for n in range(width)]
    items = [NewClause(n, 2, str(n), "项", "", 0, 1) for n in range(width)]
    head = PlanHead(title="云岭市道路计划", issuer=city)
    with django_assert_num_queries(9):
        create_plan(head=head, source_text=SOURCE, clauses=chapters + items, by=None, now=now)
