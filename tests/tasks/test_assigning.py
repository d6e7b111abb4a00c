"""Tasks are drafted, handed out, given to other units and broken down."""

from datetime import date

import pytest

from core.errors import RuleBroken
from tasks.models import Assignment, Task, TaskState
from tasks.rules import Actor, TaskVerb
from tasks.services import NewTask, Papers, Part, draft_task, move
from tests import make
from tests.tasks import steps
from units.models import GroupMember, UnitGroup

pytestmark = pytest.mark.usefixtures("in_english")


def live(task: Task) -> list[tuple[str, str]]:
    parts = task.assignments.live().order_by("order", "pk")
    return [(part.as_written, part.role) for part in parts]


def test_a_draft_becomes_the_units_business_step_by_step(scene, plan, north, ines, now) -> None:
    wish = NewTask("办好一件实事", parts=(Part("lead", "市科技局", north),))
    scene.task = draft_task(plan_id=plan.pk, wish=wish, by=ines, now=now)
    assert scene.task.assignments.get().given_at is None
    for verb, actor in [
        (TaskVerb.PROPOSE, Actor.INSPECTOR),
        (TaskVerb.REGISTER, Actor.LEADER),
        (TaskVerb.DISPATCH, Actor.INSPECTOR),
    ]:
        task = scene.take(verb, actor)
    assert (task.state, task.assignments.get().given_at) == (TaskState.DISPATCHED, now)


def test_a_draft_goes_to_a_collective_only_when_it_is_dispatched(scene, plan, city, ines, now):
    towns = UnitGroup.objects.create(name="各镇", key="各镇", scope=city)
    GroupMember.objects.create(group=towns, unit=make.unit("东山镇", parent=city, scope=city))
    wish = NewTask("修路", parts=(Part("lead", "各镇", group=towns),))
    scene.task = draft_task(plan_id=plan.pk, wish=wish, by=ines, now=now)
    assert not scene.task.assignments.of_units().exists()
    steps.change(scene, state=TaskState.REGISTERED)
    task = scene.take(TaskVerb.DISPATCH, Actor.INSPECTOR)
    assert task.assignments.of_units().get().unit.name == "东山镇"


@pytest.mark.parametrize("title", ["", " ", "题" * 301, "a\x00"])
def test_a_task_has_a_title_that_fits(title, plan, ines, now) -> None:
    with pytest.raises(RuleBroken):
        draft_task(plan_id=plan.pk, wish=NewTask(title), by=ines, now=now)


def test_nothing_is_added_to_a_closed_plan(city, ines, now) -> None:
    closed = make.plan(city, state="closed")
    with pytest.raises(RuleBroken, match="closed"):
        draft_task(plan_id=closed.pk, wish=NewTask("修路"), by=ines, now=now)


def test_reassigning_ends_the_old_parts_and_begins_the_new_ones(scene, now) -> None:
    task = scene.take(TaskVerb.REASSIGN, Actor.INSPECTOR)
    assert live(task) == [("市民政局", "lead")]
    ended = task.assignments.exclude(ended_on=None)
    assert set(ended.values_list("ended_on", flat=True)) == {steps.TODAY}
    assert task.assignments.live().get().given_at == now


def test_a_unit_that_keeps_its_role_keeps_its_part(scene, north, east, anna, now) -> None:
    kept = scene.task.assignments.get(role="lead")
    Assignment.objects.filter(pk=kept.pk).update(received_at=now, received_by=anna)
    parts = (Part("lead", "市科学技术局", north), Part("assist", "市民政局", east))
    steps.give(scene, parts=parts)
    task = scene.take(TaskVerb.REASSIGN, Actor.INSPECTOR)
    assert live(task) == [("市科学技术局", "lead"), ("市民政局", "assist")]
    kept.refresh_from_db()
    assert (kept.ended_on, kept.received_at, kept.given_at) == (None, None, now)


def test_a_unit_that_changes_its_role_gets_a_new_part(scene, north, south) -> None:
    steps.give(scene, parts=(Part("lead", "市财政局", south), Part("assist", "市科技局", north)))
    task = scene.take(TaskVerb.REASSIGN, Actor.INSPECTOR)
    assert live(task) == [("市财政局", "lead"), ("市科技局", "assist")]
    assert task.assignments.count() == 4


def test_a_collective_is_expanded_when_it_gets_the_task(scene, city) -> None:
    towns = UnitGroup.objects.create(name="各镇", key="各镇", scope=city)
    GroupMember.objects.create(group=towns, unit=make.unit("东山镇", parent=city, scope=city))
    steps.give(scene, parts=(Part("lead", "各镇", group=towns),))
    task = scene.take(TaskVerb.REASSIGN, Actor.INSPECTOR)
    assert [part.unit.name for part in task.assignments.live().of_units()] == ["东山镇"]


def test_the_same_parts_are_no_reassignment(scene, north, south) -> None:
    steps.give(scene, parts=(Part("lead", "局", north), Part("assist", "财", south)))
    with pytest.raises(RuleBroken, match="change at least one unit"):
        scene.take(TaskVerb.REASSIGN, Actor.INSPECTOR)


def test_a_unit_has_one_part(scene, east) -> None:
    steps.give(scene, parts=(Part("lead", "局", east), Part("assist", "局", east)))
    with pytest.raises(RuleBroken, match="named twice"):
        scene.take(TaskVerb.REASSIGN, Actor.INSPECTOR)
    assert live(scene.task) == [("市科技局", "lead"), ("市财政局", "assist")]


def test_parts_of_a_task_take_from_it_what_they_do_not_say(scene, plan, east) -> None:
    target = make.target(plan)
    scene.task.targets.add(target)
    shares = (
        NewTask("建库", due_on=date(2026, 11, 30)),
        NewTask("评审", parts=(Part("lead", "局", east),)),
    )
    steps.give(scene, shares=shares)
    task = scene.take(TaskVerb.DECOMPOSE, Actor.INSPECTOR)
    first, second = task.parts.order_by("position")
    assert (first.number, first.due_on, live(first)) == (
        f"{task.number}-1",
        date(2026, 11, 30),
        live(task),
    )
    assert (second.due_on, live(second)) == (task.due_on, [("局", "lead")])
    assert (second.clause, second.quote_start) == (task.clause, task.quote_start)
    assert list(second.targets.all()) == [target]


def test_only_the_parts_of_a_task_are_reported_on(scene) -> None:
    task = scene.take(TaskVerb.DECOMPOSE, Actor.INSPECTOR)
    reportable = set(Task.objects.reportable())
    assert reportable == {scene.other, *task.parts.all()}


def test_what_the_lead_unit_proposes_waits_for_approval(scene, rita) -> None:
    task = scene.take(TaskVerb.RECEIVE, Actor.LEAD_REPORTER)
    scene.take(TaskVerb.PROPOSE_SHARES, Actor.LEAD_REVIEWER)
    first, second = task.parts.order_by("position")
    assert {first.state, second.state} == {TaskState.PENDING}
    assert first.moves.get().by == rita
    assert live(first) == live(task)
    assert not Assignment.objects.filter(task=first).exclude(given_at=None).exists()
    assert task.state == TaskState.IN_PROGRESS


def test_the_whole_is_reported_on_until_its_parts_are_handed_out(scene, now, otto, ines) -> None:
    task = scene.take(TaskVerb.RECEIVE, Actor.LEAD_REPORTER)
    scene.take(TaskVerb.PROPOSE_SHARES, Actor.LEAD_REVIEWER)
    first, second = task.parts.order_by("position")
    mine = Task.objects.reportable().exclude(pk=scene.other.pk).all
    assert set(mine()) == {task}
    papers = Papers(reason="同意。")
    move(task_id=first.pk, verb=TaskVerb.REGISTER, by=otto, now=now, papers=papers)
    assert set(mine()) == {task}
    move(task_id=first.pk, verb=TaskVerb.DISPATCH, by=ines, now=now)
    assert set(mine()) == {first}
    move(task_id=second.pk, verb=TaskVerb.SEND_BACK, by=otto, now=now, papers=papers)
    assert set(mine()) == {first}


def test_parts_that_were_given_up_take_nothing_from_the_whole(scene, ines, now) -> None:
    task = scene.take(TaskVerb.RECEIVE, Actor.LEAD_REPORTER)
    scene.take(TaskVerb.PROPOSE_SHARES, Actor.LEAD_REVIEWER)
    for part in task.parts.all():
        papers = Papers(reason="不必分解。")
        move(task_id=part.pk, verb=TaskVerb.CANCEL, by=ines, now=now, papers=papers)
    assert task in Task.objects.reportable()


def test_what_is_not_handed_out_yet_is_broken_down_into_the_same(scene) -> None:
    steps.change(scene, state=TaskState.REGISTERED)
    task = scene.take(TaskVerb.DECOMPOSE, Actor.INSPECTOR)
    assert {part.state for part in task.parts.all()} == {TaskState.REGISTERED}


def test_parts_added_later_go_on_counting(scene) -> None:
    scene.take(TaskVerb.DECOMPOSE, Actor.INSPECTOR)
    task = scene.take(TaskVerb.DECOMPOSE, Actor.INSPECTOR)
    numbers = [part.number.rpartition("-")[2] for part in task.parts.order_by("position")]
    assert numbers == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "shares", [(), (NewTask(" "),), (NewTask("题" * 301),), (NewTask("x"),) * 31]
)
def test_a_breakdown_has_some_parts_with_titles(shares, scene) -> None:
    steps.give(scene, shares=shares)
    with pytest.raises(RuleBroken):
        scene.take(TaskVerb.DECOMPOSE, Actor.INSPECTOR)
    assert not scene.task.parts.exists()


def test_a_task_that_is_not_reported_on_is_not_awaited(scene, rita, now) -> None:
    for state in TaskState:
        steps.put(scene.task, state, by=rita, now=now)
        expected = state in {"dispatched", "in_progress", "returned"}
        assert Task.objects.reportable().filter(pk=scene.task.pk).exists() == expected
        scene.task.completions.all().delete()


def test_papers_of_nobody_move_nothing(scene) -> None:
    with pytest.raises(RuleBroken):
        scene.take(TaskVerb.REASSIGN, Actor.INSPECTOR, Papers())
