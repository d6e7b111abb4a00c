"""Completion is asked for, decided, verified and struck off; some tasks go on next year."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from core.errors import RuleBroken
from tasks.models import Completion, Milestone, Proof, TaskState
from tasks.rules import Actor, TaskVerb
from tasks.rules.papers import first_of_next_stage
from tasks.services import Papers, move_task
from tests import make
from tests.tasks import steps

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def working(scene, rita, now):
    steps.put(scene.task, TaskState.IN_PROGRESS, by=rita, now=now)
    return scene


@pytest.fixture
def asked(working):
    working.take(TaskVerb.REQUEST_COMPLETION, Actor.LEAD_REVIEWER)
    return working


def test_a_request_keeps_what_was_said_and_shown(asked, rita, now) -> None:
    completion = Completion.objects.get()
    assert (completion.statement, completion.done_on) == ("情况属实。", date(2026, 9, 30))
    assert (completion.asked_by, completion.asked_at, completion.accepted) == (rita, now, None)
    assert Proof.objects.get().name == "照片.jpg"


def test_real_completion_and_approval_are_two_dates(asked, otto, now) -> None:
    task = asked.take(TaskVerb.COMPLETE, Actor.OFFICE_HEAD, Papers())
    completion = Completion.objects.get()
    assert (task.completed_on, task.state) == (date(2026, 9, 30), TaskState.COMPLETED)
    assert (completion.decided_at, completion.decided_by, completion.accepted) == (now, otto, True)


def test_the_office_may_see_the_day_of_completion_otherwise(asked) -> None:
    papers = Papers(done_on=date(2026, 10, 8))
    task = asked.take(TaskVerb.COMPLETE, Actor.OFFICE_HEAD, papers)
    assert (task.completed_on, Completion.objects.get().done_on) == (
        date(2026, 10, 8),
        date(2026, 9, 30),
    )


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(1, 1, 1), date(9999, 12, 31), None])
def test_nobody_finishes_on_an_impossible_day(day, working) -> None:
    steps.give(working, done_on=day)
    with pytest.raises(RuleBroken, match="really finished"):
        working.take(TaskVerb.REQUEST_COMPLETION, Actor.LEAD_REVIEWER)


def test_a_returned_request_says_what_is_missing_and_can_be_made_again(asked, ines) -> None:
    task = asked.take(TaskVerb.RETURN, Actor.INSPECTOR, Papers(reason="缺验收单。"))
    first = Completion.objects.get()
    assert (task.state, first.accepted, first.reason) == ("returned", False, "缺验收单。")
    steps.give(asked, files=(ContentFile("单".encode(), name="验收单.pdf"),))
    asked.take(TaskVerb.REQUEST_COMPLETION, Actor.LEAD_REVIEWER)
    assert Completion.objects.filter(decided_at=None).count() == 1


def test_a_withdrawn_request_was_neither_accepted_nor_returned(asked, rita) -> None:
    task = asked.take(TaskVerb.WITHDRAW_REQUEST, Actor.LEAD_REVIEWER, Papers())
    completion = Completion.objects.get()
    assert (task.state, completion.accepted, completion.decided_by) == ("in_progress", None, rita)


def test_a_task_that_is_given_up_leaves_no_open_request(asked) -> None:
    asked.take(TaskVerb.CANCEL, Actor.LEADER)
    assert Completion.objects.get().decided_at is not None


def test_striking_off_keeps_how_it_was_checked(asked, ines, now) -> None:
    asked.take(TaskVerb.COMPLETE, Actor.OFFICE_HEAD, Papers())
    task = asked.take(TaskVerb.CLOSE, Actor.INSPECTOR)
    completion = Completion.objects.get()
    assert (task.state, completion.verification) == ("closed", "现场核查属实。")
    assert (completion.verified_by, completion.verified_at) == (ines, now)


def test_a_relapse_opens_the_task_again_and_the_history_stays(asked) -> None:
    for verb, actor in [
        (TaskVerb.COMPLETE, Actor.OFFICE_HEAD),
        (TaskVerb.CLOSE, Actor.INSPECTOR),
        (TaskVerb.REOPEN, Actor.OFFICE_HEAD),
    ]:
        task = asked.take(verb, actor)
    assert (task.state, task.completed_on) == (TaskState.IN_PROGRESS, None)
    verbs = list(task.moves.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["request_completion", "complete", "close", "reopen"]


def test_stages_must_be_reached_or_left_out(working, anna, now) -> None:
    stage = Milestone.objects.create(task=working.task, title="开工", due_on=steps.TODAY)
    with pytest.raises(RuleBroken, match="stages"):
        working.take(TaskVerb.REQUEST_COMPLETION, Actor.LEAD_REVIEWER)
    Milestone.objects.filter(pk=stage.pk).update(done_on=steps.TODAY, done_by=anna, done_at=now)
    working.take(TaskVerb.REQUEST_COMPLETION, Actor.LEAD_REVIEWER)


def test_open_parts_are_named(working, north) -> None:
    make.task(working.task.plan, north, parent=working.task, number="3-1", title="建库")
    with pytest.raises(RuleBroken, match="3-1 建库"):
        working.take(TaskVerb.REQUEST_COMPLETION, Actor.LEAD_REVIEWER)


@pytest.mark.parametrize("state", ["completed", "closed", "cancelled", "archived"])
def test_parts_that_are_over_do_not_hold_the_task_up(state, working, north) -> None:
    make.task(working.task.plan, north, parent=working.task, state=state)
    working.take(TaskVerb.REQUEST_COMPLETION, Actor.LEAD_REVIEWER)


@pytest.mark.parametrize(
    ("name", "content"), [("病毒.exe", b"x"), ("空.pdf", b""), ("无后缀", b"x")]
)
def test_a_file_that_cannot_be_kept_stops_the_request(name, content, working) -> None:
    steps.give(working, files=(ContentFile(content, name=name),))
    with pytest.raises(RuleBroken, match=name.split(".", maxsplit=1)[0]):
        working.take(TaskVerb.REQUEST_COMPLETION, Actor.LEAD_REVIEWER)


def test_a_rolling_task_begins_the_next_stage_without_a_percentage(asked, now) -> None:
    steps.change(asked, percent=Decimal(100), percent_on=date(2026, 9, 30))
    task = asked.take(TaskVerb.ROLL, Actor.OFFICE_HEAD, Papers(reason="今年任务完成。"))
    assert (task.state, task.percent, task.due_on) == ("in_progress", None, date(2027, 10, 14))
    assert Completion.objects.get().accepted is True
    assert not task.assignments.exclude(answered_at=None).exists()
    late = move_task(task_id=task.pk, percent=Decimal(90), on=date(2026, 12, 31), by=None, now=now)
    assert late.percent is None


def test_a_task_due_on_a_leap_day_goes_on_until_the_last_of_february(working) -> None:
    steps.change(working, due_on=date(2028, 2, 29))
    task = working.take(TaskVerb.ROLL, Actor.OFFICE_HEAD, Papers(reason="阶段完成。"))
    assert task.due_on == date(2029, 2, 28)


@pytest.mark.parametrize(
    ("rolled", "begins"),
    [("2026-12-20", "2027-01-01"), ("2027-02-10", "2027-01-01"), ("2026-07-01", "2027-01-01")],
)
def test_a_stage_begins_with_the_nearer_year(rolled: str, begins: str) -> None:
    assert first_of_next_stage(date.fromisoformat(rolled)) == date.fromisoformat(begins)


def test_a_changed_due_date_keeps_the_old_one(working, lena) -> None:
    task = working.take(TaskVerb.AMEND_DUE, Actor.LEADER)
    change = task.moves.get()
    assert (change.due_before, change.due_after) == (steps.TODAY, date(2027, 3, 31))
    assert (change.by, change.document, task.due_on) == (
        lena,
        "云政办发〔2026〕8号",
        date(2027, 3, 31),
    )


@pytest.mark.parametrize("day", [None, steps.TODAY, steps.TODAY - timedelta(days=1), date.max])
def test_a_due_date_changes_to_another_day_that_is_to_come(day, working) -> None:
    steps.give(working, due_on=day)
    with pytest.raises(RuleBroken, match="new due date"):
        working.take(TaskVerb.AMEND_DUE, Actor.LEADER)
