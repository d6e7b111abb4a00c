"""Two at once about one due date; each guard has a control that shows what happens without it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier, Event, local

import pytest
from django.db import IntegrityError, connection, connections

from core.audit import first_break
from core.errors import RuleBroken
from core.models import AuditEntry
from tasks.models import Extension, ExtensionState, Task, TaskState
from tasks.rules import TaskVerb
from tasks.rules import extensions as rules
from tasks.rules.extensions import Wish
from tasks.services import extending, move
from tasks.services.step import Papers
from tests import make
from tests.tasks import steps
from units.rules import Role

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

DUE, LATER = date(2026, 10, 31), date(2026, 12, 31)
WISH = Wish(LATER, "雨季推迟了开工。", "主体已完成六成。")


def at_once(*acts):
    """What each act returned, or what stopped it; all of them start together."""
    start = Barrier(len(acts))

    def run(act):
        try:
            connection.ensure_connection()
            start.wait(10)
            return act()
        except (RuleBroken, IntegrityError) as stopped:
            return stopped
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(30) for future in [pool.submit(run, act) for act in acts]]


def broken(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, RuleBroken)]


@pytest.fixture
def task(plan, north):
    return make.task(plan, north, due_on=DUE, state=TaskState.IN_PROGRESS)


@pytest.fixture
def bela(north):
    return make.user("bela", (north, Role.REPORTER))


@pytest.fixture
def omar(office):
    return make.user("omar", (office, Role.OFFICE_HEAD))


class NoLock:
    """The task is read without a lock, and nobody writes before all have read.

    Of two whose writes would wait for each other, the second goes on when the first is done.
    """

    def __init__(self, monkeypatch):
        self.monkeypatch = monkeypatch
        self.together, self.mine = Barrier(2), local()

    def __call__(self):
        self.monkeypatch.setattr(extending, "_lock_task", self.read)
        self.monkeypatch.setattr(extending, "_lock", lambda pk: _read(pk, self.read))

    def read(self, pk):
        task = Task.objects.select_related("plan").get(pk=pk)
        self.together.wait(10)
        if hasattr(self.mine, "first"):
            assert self.mine.first.wait(10)
        return task

    def one_by_one(self, first, second):
        done = Event()

        def leading():
            try:
                return first()
            finally:
                done.set()

        def following():
            self.mine.first = done
            return second()

        return leading, following


@pytest.fixture
def no_lock(monkeypatch):
    return NoLock(monkeypatch)


def _read(pk, read):
    extension = Extension.objects.get(pk=pk)
    extension.task = read(extension.task_id)
    return extension


def asking(task, by, now=make.NOW):
    facts = {"task_id": task.pk, "wish": WISH, "by": by, "now": now}
    return lambda: extending.request_extension(**facts)


@pytest.fixture
def checked(task, anna):
    return Extension.objects.create(
        task=task,
        state=ExtensionState.CHECKED,
        old_due_on=DUE,
        asked_due_on=LATER,
        reason="雨季推迟了开工。",
        progress="主体已完成六成。",
        asked_by=anna,
        asked_at=make.NOW,
    )


def deciding(verb, extension, by, **more):
    facts = {"extension_id": extension.pk, "revision": 0, "by": by, "now": make.NOW}
    return lambda: getattr(extending, verb)(**facts, **more)


def granting(extension, by, day=LATER):
    return deciding("grant_extension", extension, by, granted_due_on=day)


# --- Two requests ---


def test_of_two_who_ask_one_files_and_the_other_is_told(task, anna, bela):
    outcomes = at_once(asking(task, anna), asking(task, bela))
    (told,) = broken(outcomes)
    assert str(Extension.objects.get().asked_by) in told.sentence
    assert first_break() is None


def test_without_the_lock_the_second_meets_the_database_instead_of_a_sentence(
    task, anna, bela, no_lock
):
    no_lock()
    outcomes = at_once(asking(task, anna), asking(task, bela))
    assert not broken(outcomes)
    assert [type(one) for one in outcomes].count(IntegrityError) == 1


# --- Two decisions ---


def test_of_a_grant_and_a_refusal_one_counts(checked, otto, omar):
    refusing = deciding("refuse_extension", checked, omar, note="按原计划可以完成。")
    outcomes = at_once(granting(checked, otto), refusing)
    assert len(broken(outcomes)) == 1
    checked.refresh_from_db()
    moved = Task.objects.get().due_on == LATER
    assert moved == (checked.state == ExtensionState.GRANTED)
    assert checked.steps.count() == 1


def test_without_the_lock_the_date_moves_though_the_request_was_refused(
    checked, otto, omar, no_lock
):
    no_lock()
    refusing = deciding("refuse_extension", checked, omar, note="按原计划可以完成。")
    outcomes = at_once(*no_lock.one_by_one(refusing, granting(checked, otto)))
    assert not broken(outcomes)
    assert checked.steps.count() == 2


def test_of_two_grants_the_first_date_stays(checked, otto, omar):
    outcomes = at_once(granting(checked, otto), granting(checked, omar, date(2026, 11, 30)))
    assert len(broken(outcomes)) == 1
    checked.refresh_from_db()
    assert Task.objects.get().due_on == checked.granted_due_on


def test_of_a_withdrawal_and_a_grant_one_counts(checked, anna, otto):
    outcomes = at_once(granting(checked, otto), deciding("withdraw_extension", checked, anna))
    assert len(broken(outcomes)) == 1
    checked.refresh_from_db()
    assert (Task.objects.get().due_on == LATER) == (checked.state == ExtensionState.GRANTED)


# --- A request at the deadline ---


IN_TIME = datetime(2026, 10, 31, 15, 59, 59, tzinfo=UTC)
TOO_LATE = datetime(2026, 10, 31, 16, 0, 0, tzinfo=UTC)


def test_the_moment_of_asking_decides_not_the_moment_of_the_lock(task, anna, bela):
    filed, told = at_once(asking(task, anna, IN_TIME), asking(task, bela, TOO_LATE))
    assert filed.asked_by == anna
    assert isinstance(told, RuleBroken)


def test_without_the_rule_of_the_deadline_the_late_one_may_be_the_one_that_counts(
    task, bela, monkeypatch
):
    def any_day(asked, *, due_on, on):
        return None

    monkeypatch.setattr(rules, "fault_of_request", any_day)
    (filed,) = at_once(asking(task, bela, TOO_LATE))
    assert filed.asked_by == bela


# --- A grant and the end of the task ---


def cancelling(task, by):
    papers = Papers(reason="项目并入省级工程。", document="云政办发〔2026〕8号")
    seen = {"task_id": task.pk, "revision": 0}
    return lambda: move(**seen, verb=TaskVerb.CANCEL, papers=papers, by=by, now=make.NOW)


def test_a_task_that_is_cancelled_at_this_moment_is_not_extended_afterwards(checked, otto, lena):
    outcomes = at_once(granting(checked, otto), cancelling(checked.task, lena))
    task = Task.objects.get()
    assert task.state == TaskState.CANCELLED
    refused = isinstance(outcomes[0], RuleBroken)
    assert task.due_on == (DUE if refused else LATER)
    checked.refresh_from_db()
    assert checked.state == (ExtensionState.CHECKED if refused else ExtensionState.GRANTED)


@pytest.fixture
def claimed(checked, rita):
    """The unit has asked for completion while its extension waits for the decision."""
    steps.put(checked.task, TaskState.COMPLETION_REQUESTED, by=rita, now=make.NOW)
    return checked


def completing(task, by):
    return lambda: move(task_id=task.pk, verb=TaskVerb.COMPLETE, by=by, now=make.NOW)


def test_a_task_that_is_completed_at_this_moment_is_not_extended_afterwards(claimed, otto, omar):
    outcomes = at_once(granting(claimed, otto), completing(claimed.task, omar))
    task = Task.objects.get()
    assert task.state == TaskState.COMPLETED
    refused = isinstance(outcomes[0], RuleBroken)
    assert task.due_on == (DUE if refused else LATER)
    # What the decision saw is what the audit trail says.
    verbs = AuditEntry.objects.filter(verb__in=["extension.granted", "task.completed"])
    told = list(verbs.order_by("pk").values_list("verb", flat=True))
    assert told == (["task.completed"] if refused else ["extension.granted", "task.completed"])


def test_without_the_lock_a_completed_task_gets_a_later_date(claimed, otto, omar, monkeypatch):
    completed = Event()

    def read(pk):
        extension = Extension.objects.get(pk=pk)
        extension.task = Task.objects.select_related("plan").get(pk=extension.task_id)
        assert completed.wait(10)
        return extension

    monkeypatch.setattr(extending, "_lock", read)

    def complete():
        done = completing(claimed.task, omar)()
        completed.set()
        return done

    granted, _task = at_once(granting(claimed, otto), complete)
    assert granted.state == ExtensionState.GRANTED
    assert (Task.objects.get().state, Task.objects.get().due_on) == (TaskState.COMPLETED, LATER)


def test_without_the_lock_a_cancelled_task_gets_a_later_date(checked, otto, lena, monkeypatch):
    cancelled = Event()

    def read(pk):
        extension = Extension.objects.get(pk=pk)
        extension.task = Task.objects.select_related("plan").get(pk=extension.task_id)
        assert cancelled.wait(10)
        return extension

    monkeypatch.setattr(extending, "_lock", read)

    def cancel():
        done = cancelling(checked.task, lena)()
        cancelled.set()
        return done

    granted, _task = at_once(granting(checked, otto), cancel)
    assert granted.state == ExtensionState.GRANTED
    assert Task.objects.get().state == TaskState.CANCELLED
    assert Task.objects.get().due_on == LATER
