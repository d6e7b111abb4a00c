"""The lead unit plans stages, its reviewer approves them, the unit reaches them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from core.errors import RuleBroken, Stale
from core.models import AuditEntry
from tasks.models import Milestone, TaskState
from tasks.queries.milestones import milestones_settled
from tasks.rules.milestones import StageLine, StageState
from tasks.services import staging
from tasks.services.staging import InvalidStage, InvalidStages
from tests import make

LINES = (
    StageLine("完成立项", date(2026, 3, 31), Decimal(40)),
    StageLine("主体封顶", date(2026, 9, 30), Decimal(60)),
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def task(plan, north, south):
    return make.task(plan, north, south, due_on=date(2026, 12, 31), state=TaskState.IN_PROGRESS)


def seen(task):
    return staging.seen_as(list(task.milestones.all()))


def plan_stages(task, by, lines=LINES, **facts):
    facts = {"seen": seen(task), "now": make.NOW} | facts
    return staging.plan_stages(task_id=task.pk, lines=lines, by=by, **facts)


def approve(task, by):
    return staging.approve_stages(task_id=task.pk, seen=seen(task), by=by, now=make.NOW)


def approve_of(stage, by):
    return approve(stage.task, by)


@pytest.fixture
def stage(task, anna, rita):
    """The first of two approved stages."""
    plan_stages(task, anna)
    return approve(task, rita)[0]


def reach(stage, by, **facts):
    said: dict[str, Any] = {"done_on": date(2026, 3, 20), "proof": "立项批复已取得。"} | facts
    return staging.reach_stage(milestone_id=stage.pk, by=by, now=make.NOW, **said)


def waive(stage, by, reason="项目并入省级工程。"):
    return staging.waive_stage(milestone_id=stage.pk, reason=reason, by=by, now=make.NOW)


def test_what_is_planned_counts_once_the_reviewer_has_approved_it(task, anna, rita):
    plan_stages(task, anna)
    assert {each.state for each in task.milestones.all()} == {StageState.PLANNED}
    approve(task, rita)
    assert {each.state for each in task.milestones.all()} == {StageState.APPROVED}


def test_a_new_plan_takes_the_place_of_what_was_not_approved(task, anna):
    plan_stages(task, anna)
    plan_stages(task, anna, lines=[StageLine("竣工验收", date(2026, 12, 1))])
    assert [each.title for each in task.milestones.all()] == ["竣工验收"]


def test_what_is_approved_stays_when_more_is_planned(stage, task, anna, ines):
    waive(stage, ines)
    plan_stages(task, anna, lines=[StageLine("竣工验收", date(2026, 12, 1), Decimal(40))])
    assert [each.title for each in task.milestones.all()] == ["完成立项", "主体封顶", "竣工验收"]


def test_a_reached_stage_keeps_its_day_its_proof_and_who_said_so(stage, anna):
    reached = reach(stage, anna)
    assert (reached.done_on, reached.proof) == (date(2026, 3, 20), "立项批复已取得。")
    assert (reached.done_by, reached.done_at) == (anna, make.NOW)


def test_all_is_settled_when_each_stage_is_reached_or_left_out(stage, task, anna, otto):
    other = task.milestones.last()
    assert not milestones_settled(task)
    reach(stage, anna)
    assert not milestones_settled(task)
    waive(other, otto)
    assert milestones_settled(task)


def test_a_task_without_stages_is_settled(task):
    assert milestones_settled(task)


def test_every_act_leaves_its_entry(stage, task, anna, ines):
    reach(stage, anna)
    waive(task.milestones.last(), ines)
    entries = AuditEntry.objects.filter(object_id=task.pk, verb__startswith="milestones.")
    done = [entry.verb.split(".")[1] for entry in entries.order_by("pk")]
    assert done == ["planned", "approved", "reached", "waived"]


# --- Every state, every verb, every person ---

WHO = {
    "approve": {"rita", "hugo"},
    "reach": {"anna", "rita", "hugo"},
    "waive": {"ines", "otto"},
}
FROM = {"approve": "planned", "reach": "approved", "waive": "approved"}


@pytest.mark.parametrize("who", ["anna", "rita", "hugo", "vera", "ines", "otto", "lena", "sam"])
@pytest.mark.parametrize("verb", FROM)
@pytest.mark.parametrize("state", StageState)
def test_each_step_is_for_its_people_in_its_state(state, verb, who, request, task):
    person = request.getfixturevalue(who)
    stage = a_stage(task, state)
    do: Any = {"approve": approve_of, "reach": reach, "waive": waive}[verb]
    if state == FROM[verb] and who in WHO[verb]:
        do(stage, person)
        return
    with pytest.raises(RuleBroken):
        do(stage, person)
    assert Milestone.objects.get().state == state


def a_stage(task, state):
    marks = {
        StageState.PLANNED: {},
        StageState.APPROVED: {"approved_at": make.NOW},
        StageState.REACHED: {"approved_at": make.NOW, "done_at": make.NOW, "done_on": make.NOW},
        StageState.WAIVED: {"approved_at": make.NOW, "waived_at": make.NOW},
    }[state]
    return Milestone.objects.create(task=task, title="完成立项", due_on=date(2026, 3, 31), **marks)


# --- What is refused ---


@pytest.mark.parametrize("who", ["vera", "ines", "otto", "lena", "sam"])
def test_only_the_lead_unit_plans(who, task, request):
    with pytest.raises(RuleBroken, match="lead unit plan the stages"):
        plan_stages(task, request.getfixturevalue(who))
    assert not task.milestones.exists()


def test_a_plan_that_somebody_changed_meanwhile_is_not_overwritten(task, anna, rita):
    before = seen(task)
    plan_stages(task, rita)
    with pytest.raises(Stale, match="Somebody changed the stages"):
        plan_stages(task, anna, lines=[], seen=before)
    assert task.milestones.count() == 2


def test_the_reviewer_approves_what_they_have_seen(task, anna, rita):
    plan_stages(task, anna)
    before = seen(task)
    plan_stages(task, anna, lines=LINES[:0])
    with pytest.raises(Stale):
        staging.approve_stages(task_id=task.pk, seen=before, by=rita, now=make.NOW)


def test_weights_that_no_longer_add_up_are_not_approved(task, anna, rita, ines):
    plan_stages(task, anna)
    approve(task, rita)
    waive(task.milestones.first(), ines)
    plan_stages(task, anna, lines=[StageLine("竣工验收", date(2026, 12, 1), Decimal(40))])
    waive(task.milestones.get(title="主体封顶"), ines)
    with pytest.raises(InvalidStages, match="add up to 100"):
        approve(task, rita)


def test_a_plan_names_the_lines_that_are_wrong(task, anna):
    lines = [StageLine("", None), StageLine("验收", date(2027, 6, 30))]
    with pytest.raises(InvalidStages) as caught:
        plan_stages(task, anna, lines=lines)
    assert set(caught.value.faults) == {(0, "title"), (0, "due_on"), (1, "due_on")}
    assert "2026-12-31" in caught.value.faults[1, "due_on"]


@pytest.mark.parametrize("state", ["completion_requested", "suspended", "closed", "cancelled"])
def test_stages_of_a_task_that_rests_stay_as_they_are(state, stage, task, anna, ines):
    task.state = state
    task.save(update_fields=["state"])
    for act in (
        lambda: reach(stage, anna),
        lambda: waive(stage, ines),
        lambda: plan_stages(task, anna),
    ):
        with pytest.raises(RuleBroken, match="not being worked on"):
            act()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"done_on": None}, "done_on"),
        ({"done_on": date(2026, 10, 15)}, "done_on"),
        ({"done_on": date.min}, "done_on"),
        ({"proof": "  "}, "proof"),
        ({"proof": "长" * 10**6}, "proof"),
        ({"proof": "a\x00"}, "proof"),
    ],
)
def test_bad_input_about_a_stage_is_named_and_changes_nothing(facts, field, stage, anna):
    with pytest.raises(InvalidStage) as caught:
        reach(stage, anna, **facts)
    assert set(caught.value.faults) == {field}
    stage.refresh_from_db()
    assert stage.done_on is None


def test_a_stage_is_reached_once(stage, anna, rita):
    reach(stage, anna)
    with pytest.raises(RuleBroken, match="recorded as reached on 2026-03-20"):
        reach(stage, rita, done_on=date(2026, 4, 1))


def test_the_office_says_why_a_stage_is_left_out(stage, ines):
    with pytest.raises(InvalidStage, match="Say why"):
        waive(stage, ines, reason=" ")
