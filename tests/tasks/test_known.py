"""What was known of a task at the end of a day."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from core.calendar import OFFICE_TIME
from tasks.models import Assignment, Extension, Move, Task
from tasks.rules import TaskVerb
from tasks.services import NewTask, Papers, Part, add_tasks, move
from tests import make


def at(day: str, hour: int = 10) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), OFFICE_TIME).replace(
        hour=hour
    )


def known(task: Task, day: str) -> Any:
    return Task.objects.filter(pk=task.pk).as_known_on(date.fromisoformat(day)).first()


@pytest.fixture
def lived(plan, north, rita, otto, city) -> Task:
    """Handed out on 1 September, received on the 3rd, suspended on the 20th."""
    plan.published_at = at("2026-01-05")
    plan.save(update_fields=["published_at"])
    wish = NewTask("修路", due_on=date(2026, 9, 10), parts=(Part("lead", "局", north),))
    task = add_tasks(plan=plan, wishes=[wish], by=None, now=at("2026-09-01"))[0]
    move(task_id=task.pk, verb=TaskVerb.RECEIVE, by=rita, now=at("2026-09-03", 23))
    papers = Papers(document="云政办发〔2026〕8号")
    facts = {"by": otto, "now": at("2026-09-20"), "papers": papers}
    move(task_id=task.pk, verb=TaskVerb.SUSPEND, **facts)
    return task


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2026-09-01", "dispatched"),
        ("2026-09-02", "dispatched"),
        ("2026-09-03", "in_progress"),
        ("2026-09-19", "in_progress"),
        ("2026-09-20", "suspended"),
        ("2028-02-29", "suspended"),
    ],
)
def test_a_state_holds_from_the_day_of_its_step(day: str, state: str, lived) -> None:
    task = known(lived, day)
    assert task is not None
    assert task.known_state == state


def test_nobody_knew_of_a_task_before_it_was_there(lived) -> None:
    assert known(lived, "2026-08-31") is None


def test_a_task_without_a_history_stood_where_its_first_step_began(plan, north) -> None:
    plan.published_at = at("2026-01-05")
    plan.save(update_fields=["published_at"])
    task = make.task(plan, north, state="in_progress")
    assert known(task, "2026-03-01").known_state == "in_progress"
    states = {"from_state": "dispatched", "to_state": "in_progress"}
    Move.objects.create(task=task, verb="receive", at=at("2026-05-01"), **states)
    assert known(task, "2026-03-01").known_state == "dispatched"
    assert known(task, "2026-01-04") is None


def amend(task: Task, due_on: str, *, by, now: datetime) -> None:
    papers = Papers(reason="调整。", document="1号", due_on=date.fromisoformat(due_on))
    move(task_id=task.pk, verb=TaskVerb.AMEND_DUE, by=by, now=now, papers=papers)


def extend(task: Task, due_on: str, *, by, now: datetime, state: str = "granted") -> None:
    task.refresh_from_db()
    day = date.fromisoformat(due_on)
    facts = {"old_due_on": task.due_on, "asked_due_on": day, "granted_due_on": day, "state": state}
    Extension.objects.create(
        task=task, asked_by=by, asked_at=now - timedelta(days=3), decided_at=now, **facts
    )
    if state == "granted":
        Task.objects.filter(pk=task.pk).update(due_on=day)


@pytest.fixture
def moved(plan, north, otto, anna) -> Task:
    """Due in June, by amendment of 1 March in July, by extensions in August and October."""
    plan.published_at = at("2026-01-05")
    plan.save(update_fields=["published_at"])
    task = make.task(plan, north, due_on=date(2026, 6, 30), state="in_progress")
    amend(task, "2026-07-31", by=otto, now=at("2026-03-01"))
    extend(task, "2026-08-31", by=anna, now=at("2026-07-20"))
    extend(task, "2026-12-31", by=anna, now=at("2026-08-01"), state="refused")
    extend(task, "2026-10-31", by=anna, now=at("2026-08-20"))
    amend(task, "2026-11-30", by=otto, now=at("2026-10-01"))
    return task


@pytest.mark.parametrize(
    ("day", "due_on", "late"),
    [
        ("2026-02-28", "2026-06-30", False),
        ("2026-03-01", "2026-07-31", False),
        ("2026-07-19", "2026-07-31", False),
        ("2026-07-20", "2026-08-31", False),
        ("2026-08-19", "2026-08-31", False),
        ("2026-08-20", "2026-10-31", False),
        ("2026-09-30", "2026-10-31", False),
        ("2026-10-01", "2026-11-30", False),
        ("2026-11-30", "2026-11-30", False),
        ("2026-12-01", "2026-11-30", True),
    ],
)
def test_a_due_date_holds_from_the_day_of_its_decision(day, due_on, late, moved) -> None:
    task = known(moved, day)
    assert (str(task.known_due_on), task.known_overdue) == (due_on, late)


def test_a_task_without_a_due_date_is_never_late(plan, north) -> None:
    plan.published_at = at("2026-01-05")
    plan.save(update_fields=["published_at"])
    task = known(make.task(plan, north), "2026-12-31")
    assert (task.known_due_on, task.known_overdue) == (None, False)


def test_only_a_task_whose_date_counts_is_late(lived) -> None:
    days = ("2026-09-10", "2026-09-11", "2026-09-20")
    assert [known(lived, day).known_overdue for day in days] == [False, True, False]


def test_parts_are_known_from_the_day_they_were_given(task, now) -> None:
    task.assignments.update(given_at=now)
    task.assignments.filter(role="assist").update(ended_on=date(2026, 10, 20))
    parts = Assignment.objects.filter(task=task)
    days = [date(2026, 10, 13), date(2026, 10, 14), date(2026, 10, 19), date(2026, 10, 20)]
    assert [parts.as_known_on(day).count() for day in days] == [0, 2, 2, 1]


@pytest.mark.parametrize("count", [1, 12])
def test_knowing_many_costs_one_query(count, plan, north, django_assert_num_queries) -> None:
    for _ in range(count):
        make.task(plan, north)
    with django_assert_num_queries(1):
        assert len(Task.objects.as_known_on(date(2027, 1, 1))) == count
