"""Two people move one task at once; each guard has a control that shows what happens without it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.audit import first_break
from core.errors import RuleBroken
from tasks.models import Assignment, Completion, Move, Task, TaskState
from tasks.rules import TaskVerb
from tasks.services import Papers, deem_received, move, receive_part
from tests import make
from tests.race import rewritten, slowed, together
from tests.tasks import steps

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

# Without them two people read one state and both go on from there.
LOCK = 'FOR UPDATE OF "tasks_task"'
READ = 'FROM "tasks_task" INNER JOIN "plans_plan"'


def one_each(*acts: Callable[[], object], under: tuple = ()) -> list[object]:
    """What became of each act, all beginning at the same moment: its result, or the rule broken."""
    waiting = list(acts)

    def act() -> object:
        try:
            return waiting.pop()()
        except RuleBroken as broken:
            return broken

    return together(len(acts), act, *under)


def refused(outcomes: list[object]) -> list[RuleBroken]:
    return [outcome for outcome in outcomes if isinstance(outcome, RuleBroken)]


def without_lock() -> tuple:
    return (lambda: rewritten(LOCK, ""), lambda: slowed(READ))


@pytest.fixture
def asked(task, rita, now):
    steps.put(task, TaskState.COMPLETION_REQUESTED, by=rita, now=now)
    return task


def step(task, verb, by, now, **papers):
    return lambda: move(task_id=task.pk, verb=verb, by=by, now=now, papers=Papers(**papers))


def verbs(task) -> list[str]:
    return sorted(task.moves.values_list("verb", flat=True))


def test_of_two_completions_one_counts(asked, otto, now) -> None:
    complete = step(asked, TaskVerb.COMPLETE, otto, now)
    (told,) = refused(one_each(complete, complete))
    assert "Otto" in told.sentence  # and in which language, the thread decides
    assert verbs(asked) == ["complete"]
    assert first_break() is None


def test_without_the_lock_both_completions_count(asked, otto, now) -> None:
    complete = step(asked, TaskVerb.COMPLETE, otto, now)
    one_each(complete, complete, under=without_lock())
    assert verbs(asked) == ["complete", "complete"]


def test_a_completion_and_a_return_do_not_both_happen(asked, ines, otto, now) -> None:
    back = step(asked, TaskVerb.RETURN, ines, now, reason="缺验收单。")
    assert len(refused(one_each(step(asked, TaskVerb.COMPLETE, otto, now), back))) == 1
    asked.refresh_from_db()
    accepted = Completion.objects.get().accepted
    assert accepted == (asked.state == TaskState.COMPLETED)


def test_a_task_is_received_or_refused(task, anna, rita, now) -> None:
    part = task.assignments.get(role="lead")
    refuse = step(task, TaskVerb.REFUSE, rita, now, reason="不属本单位职责。")
    receive = lambda: receive_part(assignment_id=part.pk, by=anna, now=now)  # noqa: E731 - an act like the other
    assert len(refused(one_each(receive, refuse))) == 1
    task.refresh_from_db()
    received = Assignment.objects.get(pk=part.pk).received_at is not None
    assert received == (task.state == TaskState.IN_PROGRESS)
    assert len(verbs(task)) == 1


def test_without_the_lock_a_task_is_received_and_refused(task, anna, rita, now) -> None:
    receive = step(task, TaskVerb.RECEIVE, anna, now)
    refuse = step(task, TaskVerb.REFUSE, rita, now, reason="不属本单位职责。")
    one_each(receive, refuse, under=without_lock())
    assert verbs(task) == ["receive", "refuse"]


def test_a_struck_off_task_is_reopened_or_archived(task, ines, otto, now) -> None:
    steps.put(task, TaskState.CLOSED, by=otto, now=now)
    reopen = step(task, TaskVerb.REOPEN, otto, now, reason="问题反弹。")
    archive = step(task, TaskVerb.ARCHIVE, ines, now)
    assert len(refused(one_each(reopen, archive))) == 1
    assert len(verbs(task)) == 1


def test_closing_and_returning_do_not_both_happen(task, ines, otto, now) -> None:
    steps.put(task, TaskState.COMPLETED, by=otto, now=now)
    close = step(task, TaskVerb.CLOSE, ines, now, verification="现场核查属实。")
    back = step(task, TaskVerb.RETURN, otto, now, reason="核查不实。")
    assert len(refused(one_each(close, back))) == 1


@pytest.fixture
def whole(plan, north, task, rita, now):
    """The task is a struck off part of it; its completion is requested."""
    whole = make.task(plan, north)
    steps.put(whole, TaskState.COMPLETION_REQUESTED, by=rita, now=now)
    Task.objects.filter(pk=task.pk).update(parent=whole, state=TaskState.CLOSED)
    return whole


def test_a_task_is_not_completed_while_a_part_is_reopened(whole, task, otto, now) -> None:
    complete = step(whole, TaskVerb.COMPLETE, otto, now)
    reopen = step(task, TaskVerb.REOPEN, otto, now, reason="问题反弹。")
    assert len(refused(one_each(complete, reopen))) == 1


def test_without_the_lock_a_completed_task_has_an_open_part(whole, task, otto, now) -> None:
    complete = step(whole, TaskVerb.COMPLETE, otto, now)
    reopen = step(task, TaskVerb.REOPEN, otto, now, reason="问题反弹。")
    one_each(complete, reopen, under=without_lock())
    states = set(Task.objects.values_list("state", flat=True))
    assert states == {TaskState.COMPLETED, TaskState.IN_PROGRESS}


def test_two_jobs_deem_a_receipt_once(task, now) -> None:
    task.assignments.update(given_at=now - timedelta(days=30))
    done = one_each(lambda: deem_received(now=now), lambda: deem_received(now=now))
    assert sum(deemed for deemed in done if isinstance(deemed, int)) == 2
    assert verbs(task) == ["deem_received"]


def test_a_late_receipt_beats_the_job_or_is_told(task, anna, now) -> None:
    task.assignments.update(given_at=now - timedelta(days=30))
    part = task.assignments.get(role="lead")
    outcomes = one_each(
        lambda: receive_part(assignment_id=part.pk, by=anna, now=now),
        lambda: deem_received(now=now),
    )
    assert Move.objects.filter(task=task).count() == 1
    part.refresh_from_db()
    assert (part.received_by is None) == bool(refused(outcomes))
