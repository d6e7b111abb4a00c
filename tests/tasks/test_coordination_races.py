"""Two at once on one request; the control shows what happens without the lock."""

from threading import Barrier

import pytest

from core.errors import RuleBroken
from tasks.models import Coordination
from tasks.services import ask_for_coordination, coordinating
from tests.race import at_once, rewritten, slowed

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(task, north, anna, ines, otto, now):
    return ask_for_coordination(task_id=task.pk, unit=north, text="请协调资金。", by=anna, now=now)


def answering(request, by, now):
    seen = {"coordination_id": request.pk, "revision": request.revision}
    return lambda: coordinating.answer(**seen, text=f"{by}已研究。", by=by, now=now)


def handing_on(request, to, by, now):
    seen = {"coordination_id": request.pk, "revision": request.revision}
    return lambda: coordinating.hand_on(**seen, to=to, by=by, now=now)


@pytest.fixture
def no_lock(monkeypatch):
    """Requests are read without a lock, and nobody writes before both have read."""
    both = Barrier(2)

    def read(pk):
        rows = Coordination.objects.select_related("task__plan", "unit", "holder")
        request = rows.get(pk=pk)
        both.wait(10)
        return request

    monkeypatch.setattr(coordinating, "lock_coordination", read)


def broken(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, RuleBroken)]


def test_of_two_answers_one_stands_and_the_other_is_told(asked, ines, otto, now):
    outcomes = at_once(answering(asked, ines, now), answering(asked, otto, now))
    (told,) = broken(outcomes)
    winner = asked.steps.get(verb="answer").by
    assert str(winner) in told.sentence
    assert Coordination.objects.get().revision == 1


def test_without_the_lock_both_answers_stand(asked, ines, otto, now, no_lock):
    assert not broken(at_once(answering(asked, ines, now), answering(asked, otto, now)))
    assert asked.steps.filter(verb="answer").count() == 2


def test_of_an_answer_and_a_handing_on_one_is_done(asked, city, lena, ines, otto, now):
    outcomes = at_once(answering(asked, otto, now), handing_on(asked, city, ines, now))
    assert len(broken(outcomes)) == 1
    kept = Coordination.objects.get()
    assert (kept.state, kept.holder.name) in {("answered", "市督查室"), ("open", "云岭市政府")}


def test_without_the_lock_what_was_answered_is_handed_on(
    asked, city, lena, ines, otto, now, no_lock
):
    outcomes = at_once(answering(asked, otto, now), handing_on(asked, city, ines, now))
    assert not broken(outcomes)
    assert set(asked.steps.values_list("verb", flat=True)) == {"ask", "answer", "hand_on"}


def test_a_double_click_asks_once(task, north, anna, ines, now):
    facts = {"task_id": task.pk, "unit": north, "text": "请协调。", "by": anna, "now": now}
    outcomes = at_once(*[lambda: ask_for_coordination(**facts)] * 3)
    assert len(broken(outcomes)) == 2
    assert Coordination.objects.count() == 1


def test_without_the_lock_a_double_click_asks_twice(task, north, anna, ines, now):
    facts = {"task_id": task.pk, "unit": north, "text": "请协调。", "by": anna, "now": now}

    def ask():
        with rewritten('FOR UPDATE OF "tasks_task"', ""), slowed('FROM "tasks_coordination"'):
            return ask_for_coordination(**facts)

    at_once(ask, ask)
    assert Coordination.objects.count() == 2
