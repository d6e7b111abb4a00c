"""Tasks are dispatched to those who lead and assist, collectives to their members."""

from datetime import date

import pytest

from tasks.models import Assignment, Task
from tasks.services import NewTask, Part, add_tasks
from tests import make
from units.models import GroupMember, Unit, UnitGroup
from units.rules import name_key


@pytest.fixture
def east(city) -> Unit:
    return make.unit("东山镇", parent=city, scope=city)


@pytest.fixture
def towns(city, east) -> UnitGroup:
    """The east town belongs to it; the old town left it last year."""
    group = UnitGroup.objects.create(name="各镇", key=name_key("各镇"), scope=city)
    GroupMember.objects.create(group=group, unit=east)
    old = make.unit("老城镇", parent=city, scope=city)
    GroupMember.objects.create(group=group, unit=old, valid_to=date(2025, 12, 31))
    return group


def add(plan, now, *parts: Part, **fields) -> Task:
    wishes = [NewTask("修路", "1", parts=parts, **fields)]
    return add_tasks(plan=plan, wishes=wishes, by=None, now=now)[0]


def test_parts_keep_the_order_of_the_document(plan, north, south, east, now) -> None:
    parts = [
        Part("lead", "市财政局", south),
        Part("assist", "镇", east),
        Part("assist", "局", north),
    ]
    task = add(plan, now, *parts)
    named = task.assignments.as_document()
    assert [(a.unit, a.role) for a in named] == [
        (south, "lead"),
        (east, "assist"),
        (north, "assist"),
    ]
    assert [a.as_written for a in named] == ["市财政局", "镇", "局"]


def test_a_collective_is_expanded_into_those_who_belong_to_it_today(plan, towns, east, now) -> None:
    task = add(plan, now, Part("lead", "各镇政府", group=towns))
    as_written = task.assignments.as_document().get()
    assert (as_written.group, as_written.unit) == (towns, None)
    member = task.assignments.of_units().get()
    assert (member.unit, member.role, member.expanded_from) == (east, "lead", as_written)


def test_who_is_named_in_person_is_not_named_again_by_a_collective(plan, towns, east, now) -> None:
    task = add(plan, now, Part("lead", "东山镇", east), Part("assist", "各镇", group=towns))
    assert task.assignments.of_units().get().role == "lead"


def test_who_is_named_twice_keeps_the_first_part(plan, north, south, now) -> None:
    parts = [
        Part("lead", "局", north),
        Part("assist", "科技局", north),
        Part("assist", "财", south),
    ]
    task = add(plan, now, *parts)
    assert [a.role for a in task.assignments.filter(unit=north)] == ["lead"]


def test_a_task_moves_its_targets(plan, north, now) -> None:
    target = make.target(plan)
    assert list(add(plan, now, targets=(target,)).targets.all()) == [target]


@pytest.mark.parametrize("count", [2, 40])
def test_many_tasks_cost_as_much_as_two(
    count: int, plan, north, south, towns, now, django_assert_num_queries
) -> None:
    target = make.target(plan)
    parts = (
        Part("lead", "局", north),
        Part("assist", "财", south),
        Part("assist", "镇", group=towns),
    )
    wishes = [NewTask(f"任务{n}", parts=parts, targets=(target,)) for n in range(count)]
    with django_assert_num_queries(26):
        add_tasks(plan=plan, wishes=wishes, by=None, now=now)
    assert Assignment.objects.count() == count * 4
