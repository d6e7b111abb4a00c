"""The lead unit plans stages, its reviewer approves them, the unit reaches them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from core.errors import RuleBroken, Stale
from core.models import AuditEntry
from tasks.models import Milestone, TaskState
from tasks.queries.milestones import milestones_settled, stage_box
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


def take_back(stage, by, reason="验收未通过，误报。", now=make.NOW):
    return staging.take_back_stage(milestone_id=stage.pk, reason=reason, by=by, now=now)


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


def test_a_stage_that_was_reached_by_mistake_is_open_again_and_says_so(stage, task, anna, rita):
    reach(stage, anna)
    taken = take_back(stage, rita)
    assert (taken.state, taken.done_on, taken.proof) == (StageState.APPROVED, None, "")
    kept = taken.retractions.get()
    assert (kept.done_on, kept.done_by, kept.by) == (date(2026, 3, 20), anna, rita)
    assert (kept.proof, kept.reason) == ("立项批复已取得。", "验收未通过，误报。")
    assert not milestones_settled(task)


def test_the_days_until_then_still_show_it_as_reached(stage, task, anna):
    reach(stage, anna)
    take_back(stage, anna, now=make.NOW + timedelta(days=3))
    known = {
        days: stage_box(anna, task, on=(make.NOW + timedelta(days=days)).date()).rows[0]
        for days in (0, 2, 3)
    }
    assert {days: row.state for days, row in known.items()} == {
        0: StageState.REACHED,
        2: StageState.REACHED,
        3: StageState.APPROVED,
    }
    assert known[2].stage.done_on == date(2026, 3, 20)
    assert [len(row.retractions) for row in known.values()] == [0, 0, 1]


def test_what_was_taken_back_can_be_reached_and_taken_back_again(stage, task, anna):
    for place, day in enumerate((20, 25)):
        now = make.NOW + timedelta(days=2 * place)
        said = {"proof": "批复。", "by": anna, "now": now}
        staging.reach_stage(milestone_id=stage.pk, done_on=date(2026, 3, day), **said)
        take_back(stage, anna, now=now + timedelta(days=1))
    shown = [
        stage_box(anna, task, on=(make.NOW + timedelta(days=days)).date()).rows[0].stage.done_on
        for days in range(4)
    ]
    assert shown == [date(2026, 3, 20), None, date(2026, 3, 25), None]


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
    take_back(stage, anna)
    waive(task.milestones.last(), ines)
    entries = AuditEntry.objects.filter(object_id=task.pk, verb__startswith="stage.")
    done = [entry.verb.split(".")[1] for entry in entries.order_by("pk")]
    assert done == ["planned", "approved", "reached", "taken_back", "waived"]


# --- Every state, every verb, every person ---

WHO = {
    "approve": {"rita", "hugo"},
    "reach": {"anna", "rita", "hugo"},
    "take_back": {"anna", "rita", "hugo"},
    "waive": {"ines", "otto"},
}
FROM = {
    "approve": "planned",
    "reach": "approved",
    "take_back": "reached",
    "waive": "approved",
}


@pytest.mark.parametrize("who", ["anna", "rita", "hugo", "vera", "ines", "otto", "lena", "sam"])
@pytest.mark.parametrize("verb", FROM)
@pytest.mark.parametrize("state", StageState)
def test_each_step_is_for_its_people_in_its_state(state, verb, who, request, task):
    person = request.getfixturevalue(who)
    stage = a_stage(task, state)
    do: Any = {"approve": approve_of, "reach": reach, "take_back": take_back, "waive": waive}[verb]
    if state == FROM[verb] and who in WHO[verb]:
        do(stage, person)
        return
    with pytest.raises(RuleBroken):
        do(stage, person)
    assert Milestone.objects.get().state == state


def a_stage(task, state):
    marks: Any = {
        StageState.PLANNED: {},
        StageState.APPROVED: {"approved_at": make.NOW},
        StageState.REACHED: {
            "approved_at": make.NOW,
            "done_at": make.NOW,
            "done_on": make.NOW.date(),
        },
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
        lambda: take_back(stage, anna),
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


@pytest.mark.parametrize(
    ("reason", "says"),
    [(" ", "not reached after all"), ("长" * 10**6, "Shorten it"), ("a\x00", "cannot be stored")],
)
def test_who_takes_a_stage_back_says_why(reason, says, stage, anna):
    reach(stage, anna)
    with pytest.raises(InvalidStage, match=says):
        take_back(stage, anna, reason=reason)
    assert Milestone.objects.get(pk=stage.pk).state is StageState.REACHED


def test_the_office_says_why_a_stage_is_left_out(stage, ines):
    with pytest.raises(InvalidStage, match="Say why"):
        waive(stage, ines, reason=" ")
