"""A draft becomes a plan with everything in it, once, or nothing at all."""

from decimal import Decimal
from typing import Any

import pytest

from core.errors import RuleBroken, Stale
from core.models import AuditEntry
from indicators.models import Indicator, Target
from intake import services
from intake.models import Draft
from intake.services import CREATE, GROUP, SAME, UnitChoice
from plans.models import Plan
from tasks.models import Assignment, Task
from tests import make
from tests.intake import sample
from units.models import GroupMember, Unit, UnitGroup
from units.rules import name_key

CHOICES = {"各乡镇政府": UnitChoice(GROUP), "市农业农村局": UnitChoice(CREATE)}


@pytest.fixture
def draft(draft, north, south) -> Draft:
    """In a city where two of the plan's units are known."""
    return draft


def publish(draft: Draft, now, by=None, choices=CHOICES, **fields: Any) -> Plan:
    wanted = {"draft_id": draft.pk, "revision": draft.revision, "unit_choices": choices} | fields
    return services.publish_draft(by=by, now=now, **wanted)


def test_a_plan_carries_what_the_document_says_about_itself(draft, otto, city, now) -> None:
    plan = publish(draft, now, by=otto)
    assert plan.title == "云岭市数字乡村三年行动计划(2026—2028年)"
    assert (plan.issuer, plan.published_by, plan.state) == (city, otto, "active")
    assert (str(plan.starts_on), str(plan.ends_on)) == ("2026-01-01", "2028-12-31")
    assert plan.source_text == sample.TEXT
    assert plan.based_on == ["云岭市数字经济发展规划"]


def test_everything_points_at_its_words(draft, now) -> None:
    plan = publish(draft, now)
    things: list[Target | Task] = [*plan.targets.all(), *plan.tasks.all()]
    for thing in things:
        assert plan.source_text[thing.quote_start : thing.quote_end] == thing.quote
        assert thing.clause is not None
        assert thing.clause.plan == plan
    assert [clause.number for clause in plan.clauses.all()] == ["一", "二", "1", "2"]


def test_a_promise_made_twice_is_one_target(draft, now) -> None:
    plan = publish(draft, now)
    bases = plan.targets.get(indicator__name="数字农业基地")
    assert (bases.value, str(bases.due_on)) == (Decimal(12), "2028-12-31")
    assert [task.title for task in bases.tasks.all()] == ["发展数字农业"]
    assert str(bases.lead_unit) == "市农业农村局"
    assert plan.targets.count() == 5


def test_indicators_get_their_kinds(draft, now) -> None:
    publish(draft, now)
    kinds = dict(Indicator.objects.values_list("name", "kind"))
    assert kinds["行政村光纤通达率"] == "ratio"
    assert kinds["农村电商年销售额"] == "flow"
    assert kinds["现场会"] == "recurring"


def test_tasks_go_to_their_units_in_order(draft, now) -> None:
    plan = publish(draft, now)
    parts = Assignment.objects.filter(task__plan=plan, task__number="2").as_document()
    assert [(part.role, part.as_written) for part in parts] == [
        ("lead", "市农业农村局"),
        ("assist", "市委科创办(市科技局)"),
        ("assist", "市财政局"),
    ]


def test_a_body_with_two_name_plates_is_one_unit(draft, north, now) -> None:
    publish(draft, now)
    written = Assignment.objects.get(as_written="市委科创办(市科技局)")
    assert written.unit == north


def test_a_new_unit_stands_below_the_issuer(draft, city, now) -> None:
    publish(draft, now)
    made = Unit.objects.get(name="市农业农村局")
    assert (made.parent, made.scope, made.level) == (city, city, city.level)


def test_a_new_body_with_two_name_plates_answers_to_both(city, south, now) -> None:
    draft = sample.draft(city, now)
    choices = CHOICES | {"市科技局": UnitChoice(CREATE), "市委科创办(市科技局)": UnitChoice(CREATE)}
    publish(draft, now, choices=choices)
    written = Assignment.objects.get(as_written="市委科创办(市科技局)")
    assert written.unit == Unit.objects.get(name="市科技局")
    assert not Unit.objects.filter(name="市委科创办").exists()


def test_a_name_may_mean_a_unit_that_is_known(draft, city, now) -> None:
    farms = make.unit("市农业局", parent=city, scope=city)
    publish(draft, now, choices=CHOICES | {"市农业农村局": UnitChoice(SAME, unit_id=farms.pk)})
    assert Assignment.objects.get(as_written="市农业农村局").unit == farms
    assert farms.names.filter(name="市农业农村局").exists()


def test_a_collective_stays_as_written(draft, city, now) -> None:
    publish(draft, now)
    part = Assignment.objects.get(as_written="各乡镇政府")
    assert (part.unit, part.group) == (None, UnitGroup.objects.get(scope=city))


def test_a_collective_with_members_goes_out_to_them(draft, city, now) -> None:
    group = UnitGroup.objects.create(name="各乡镇", key=name_key("各乡镇政府"), scope=city)
    east = make.unit("东山镇", parent=city, scope=city)
    GroupMember.objects.create(group=group, unit=east)
    publish(draft, now)
    member = Assignment.objects.get(expanded_from__as_written="各乡镇政府")
    assert (member.unit, member.role) == (east, "assist")


def test_a_name_without_a_choice_holds_everything_back(draft, now) -> None:
    with pytest.raises(RuleBroken, match="市农业农村局"):
        publish(draft, now, choices={"各乡镇政府": UnitChoice(GROUP)})
    assert not Plan.objects.exists()
    assert not UnitGroup.objects.exists()


def test_a_fault_holds_everything_back(draft, now) -> None:
    Draft.objects.update(reading=sample.reading(title=None))
    with pytest.raises(RuleBroken, match="no title"):
        publish(draft, now)
    assert not Unit.objects.filter(name="市农业农村局").exists()


def test_a_second_publishing_says_who_was_first(draft, otto, ines, now) -> None:
    plan = publish(draft, now, by=otto)
    with pytest.raises(services.AlreadyPublished, match="Otto") as refusal:
        publish(draft, now, by=ines)
    assert refusal.value.plan == plan
    assert Plan.objects.count() == 1


def test_a_draft_that_somebody_changed_is_not_published_unseen(draft, ines, now) -> None:
    services.remove_item(draft_id=draft.pk, revision=0, kind="tasks", item="t1", by=ines, now=now)
    with pytest.raises(Stale):
        publish(draft, now, revision=0)


def test_corrections_are_what_is_published(draft, ines, now) -> None:
    fields: dict[str, Any] = {"number": "1", "title": "织密网络", "due": None}
    fields |= {"lead_units": ["市财政局"], "assist_units": ["市财政局", "市科技局"]}
    services.correct_item(
        draft_id=draft.pk, revision=0, kind="tasks", item="t1", fields=fields, by=ines, now=now
    )
    task = publish(draft, now, revision=1).tasks.get(title="织密网络")
    parts = task.assignments.as_document()
    assert [(part.role, part.as_written) for part in parts] == [
        ("lead", "市财政局"),
        ("assist", "市科技局"),
    ]


def test_publishing_is_on_record(draft, otto, now) -> None:
    publish(draft, now, by=otto)
    verbs = AuditEntry.objects.filter(actor=otto).values_list("verb", flat=True)
    assert {"plan.published", "unit.created", "group.created", "document.published"} <= set(verbs)


@pytest.mark.parametrize("copies", [1, 12])
def test_the_cost_does_not_grow_with_the_plan(
    copies: int, draft, otto, now, django_assert_max_num_queries
) -> None:
    read = sample.reading()
    read["tasks"] = [task | {"id": f"t{n}"} for n in range(copies) for task in read["tasks"]]
    Draft.objects.update(reading=read)
    with django_assert_max_num_queries(92):
        publish(draft, now, by=otto)
