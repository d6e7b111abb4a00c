"""What is kept of tasks is what judging them would give, whatever step was taken."""

import random
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localtime

from core.errors import RuleBroken
from indicators.rules import PRESETS
from indicators.services import choose_scheme
from tasks.models import Task, TaskStanding, TaskState, TaskTally
from tasks.queries import judged_tasks
from tasks.rules import TRANSITIONS, Actor, TaskVerb, who_may
from tasks.services import move_task, move_tasks
from tasks.services.judging import override_verdict, record_verdicts, withdraw_override
from tasks.services.reporting import Moved
from tests import make
from tests.tasks import steps

DAY = timedelta(days=1)
SEP = date(2026, 9, 30)
HAPPENINGS = ("report", "many", *["step"] * 3, "override", "withdraw", "lamps", "pass", "fold")


def kept() -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for row in TaskTally.objects.all():
        found[row.state, row.lamp] += row.number
    return +found


def report(task: Task, percent: object, *, now=make.NOW) -> None:
    move_task(task_id=task.pk, percent=Decimal(str(percent)), on=SEP, by=None, now=now)


def test_a_percentage_moves_the_lamp_in_its_own_transaction(task):
    Task.objects.update(due_on=date(2026, 12, 31))
    report(task, 40)
    before = kept()
    report(task, 90, now=make.NOW + DAY)
    assert (before, kept()) == ({("dispatched", "red"): 1}, {("dispatched", "green"): 1})


def test_the_unit_that_leads_is_the_first_named(task, north):
    report(task, 40)
    assert task.standing.unit == north


def test_what_is_due_is_counted_by_its_day_while_it_is_open(scene, now):
    record_verdicts(now=now)
    assert TaskTally.objects.filter(due_on=steps.TODAY).exists()
    Task.objects.filter(pk=scene.task.pk).update(state=TaskState.COMPLETED)
    record_verdicts(now=now)
    TaskTally.objects.fold()
    assert not TaskTally.objects.filter(due_on=steps.TODAY).exists()


def test_one_that_is_closed_is_counted_as_closed(scene, now):
    steps.put(scene.task, TaskState.COMPLETED, by=scene.people[Actor.INSPECTOR], now=now)
    scene.take(TaskVerb.CLOSE, Actor.LEADER)
    assert (scene.task.standing.state, scene.task.standing.lamp) == ("closed", "blue")


def test_nobody_decides_the_lamp_of_what_is_over(scene, in_english, now):
    officer = scene.people[Actor.INSPECTOR]
    steps.put(scene.task, TaskState.CANCELLED, by=officer, now=now)
    wish = {"task_id": scene.task.pk, "band": "slightly", "reason": "据实"}
    with pytest.raises(RuleBroken, match="is over"):
        override_verdict(**wish, by=officer, now=now)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_happens_the_kept_lamps_are_those_that_judging_gives(seed, scene, plan, now):
    chance = random.Random(seed)
    record_verdicts(now=now)
    for _ in range(30):
        with suppress(RuleBroken):
            happen(chance, scene, plan)
        scene.now += DAY / 600
        compare(plan, on=localtime(scene.now).date())


def happen(chance, scene, plan) -> None:
    now, task = scene.now, scene.task
    officer = scene.people["inspector"]
    percent = Decimal(chance.randrange(0, 101))
    match chance.choice(HAPPENINGS):
        case "report":
            report(task, percent, now=now)
        case "many":
            moves = [Moved(each.pk, percent, SEP) for each in plan.tasks.all()]
            move_tasks(moves=moves, origin="sheet 1", by=officer, now=now)
        case "step":
            state = Task.objects.get(pk=task.pk).state
            verbs = [verb for begun, verb in TRANSITIONS if begun == state]
            verb = chance.choice(verbs or [TaskVerb.ARCHIVE])
            scene.take(verb, chance.choice(sorted(who_may(verb))))
        case "override":
            band = chance.choice(["slightly", "done"])
            override_verdict(task_id=task.pk, band=band, reason="据实", by=officer, now=now)
        case "withdraw":
            withdraw_override(task_id=task.pk, by=officer, now=now)
        case "lamps":
            scheme = chance.choice(list(PRESETS.values()))
            choose_scheme(plan_id=plan.pk, scheme=scheme, by=officer, now=now)
            record_verdicts(now=now)  # the page rings for it
        case "pass":
            scene.now += chance.randrange(1, 40) * DAY
            record_verdicts(now=scene.now)
        case "fold":
            TaskTally.objects.fold()


def compare(plan, *, on) -> None:
    judged = judged_tasks(Task.objects.filter(plan=plan), on=on)
    rows = TaskStanding.objects.in_bulk()
    told = {each.task.pk: (each.task.state, each.verdict.lamp.value) for each in judged}
    assert told == {pk: (row.state, row.lamp) for pk, row in rows.items()}
    assert kept() == Counter(told.values())
    assert TaskTally.objects.wrong() == 0
