"""Every state × step × person on the real database: what the table does not say changes nothing."""

from itertools import product

import pytest
from django.db import transaction

from core.errors import RuleBroken, Stale
from core.models import AuditEntry
from tasks.models import Move, Task, TaskState
from tasks.rules import TRANSITIONS, Actor, Need, TaskVerb
from tasks.services import Papers, Seen, move, move_each
from tests import make
from tests.tasks import steps
from tests.tasks.steps import Scene

pytestmark = pytest.mark.usefixtures("in_english")


def tried(scene: Scene, verb: TaskVerb, actor: Actor | str) -> TaskState | None:
    """Where the step leads, None where it is refused; either way nothing stays."""
    with transaction.atomic():
        moves = Move.objects.count()
        try:
            to = TaskState(scene.take(verb, actor).state)
        except RuleBroken:
            to = None
        written = Move.objects.count() - moves
        transaction.set_rollback(True)
    # Breaking a task down writes the first line of each part as well.
    assert written == (0 if to is None else 1) or (
        to and verb in (TaskVerb.DECOMPOSE, TaskVerb.PROPOSE_SHARES)
    )
    return to


@pytest.mark.parametrize("state", TaskState)
def test_whatever_is_not_in_the_table_is_refused(state, scene, rita, now) -> None:
    steps.put(scene.task, state, by=rita, now=now)
    for verb, actor in product(TaskVerb, scene.people):
        step = TRANSITIONS.get((state, verb))
        allowed = step is not None and actor in step.who
        expected = (step.to or TaskState.IN_PROGRESS) if step and allowed else None
        assert tried(scene, verb, actor) == expected, (verb, actor)


NEEDS = [(*key, need) for key, step in TRANSITIONS.items() for need in sorted(step.needs)]


@pytest.mark.parametrize("state", sorted({state for state, _verb, _need in NEEDS}))
def test_a_need_that_is_not_met_stops_the_step(state, scene, rita, now) -> None:
    steps.put(scene.task, state, by=rita, now=now)
    whole = scene.papers
    for verb, need in [(verb, need) for where, verb, need in NEEDS if where == state]:
        actor = min(TRANSITIONS[state, verb].who - {Actor.LEADER}, default=Actor.LEADER)
        with transaction.atomic():
            steps.LACKING[need](scene)
            assert tried(scene, verb, actor) is None, (verb, need)
            transaction.set_rollback(True)
        scene.papers = whole


def test_what_is_missing_is_said(scene) -> None:
    steps.put(scene.task, TaskState.IN_PROGRESS, by=scene.people[Actor.OFFICE_HEAD], now=scene.now)
    steps.silence(scene)
    with pytest.raises(RuleBroken, match="not handed in their part yet: 市财政局"):
        scene.take(TaskVerb.REQUEST_COMPLETION, Actor.LEAD_REVIEWER)


def test_a_step_is_written_into_the_history_and_the_trail(scene, rita, north, now) -> None:
    scene.take(TaskVerb.REFUSE, Actor.LEAD_REVIEWER, Papers(reason="不属本单位职责。"))
    step = scene.task.moves.get()
    assert (step.from_state, step.to_state, step.at) == ("dispatched", "refused", now)
    assert (step.by, step.unit, step.reason) == (rita, north, "不属本单位职责。")
    entry = AuditEntry.objects.get(verb="task.refused")
    assert entry.details == {"from": "dispatched", "to": "refused", "document": ""}


def test_the_office_acts_for_no_unit(scene) -> None:
    scene.take(TaskVerb.SUSPEND, Actor.OFFICE_HEAD)
    assert scene.task.moves.get().unit is None


def test_a_page_that_is_old_is_told_who_was_faster(scene, otto, lena, now) -> None:
    papers = Papers(document="云政办发〔2026〕8号")
    facts = {"task_id": scene.task.pk, "verb": TaskVerb.SUSPEND, "now": now, "papers": papers}
    move(**facts, by=otto, revision=0)
    with pytest.raises(Stale, match="“suspended” \\(Otto, 2026-10-14 10:00: suspended\\)"):
        move(**facts, by=lena, revision=0)


def test_a_percentage_makes_no_page_old(scene, otto, now) -> None:
    Task.objects.filter(pk=scene.task.pk).update(percent=50, percent_on=steps.TODAY)
    facts = {"task_id": scene.task.pk, "verb": TaskVerb.SUSPEND, "by": otto, "now": now}
    assert move(**facts, papers=scene.papers, revision=0).state == TaskState.SUSPENDED


def test_nothing_moves_in_an_archived_plan(scene, plan) -> None:
    plan.state = "archived"
    plan.save(update_fields=["state"])
    assert tried(scene, TaskVerb.SUSPEND, Actor.OFFICE_HEAD) is None


@pytest.mark.parametrize("text", ["字" * 1_000_000, "a\x00b", "\ud800"])
@pytest.mark.parametrize("field", ["reason", "document", "verification"])
def test_texts_that_nobody_could_store_or_read_are_refused(field, text, scene) -> None:
    steps.give(scene, **{field: text})
    assert tried(scene, TaskVerb.SUSPEND, Actor.OFFICE_HEAD) is None


def test_one_that_cannot_does_not_stop_the_others(scene, plan, north, ines, now) -> None:
    ready = [make.task(plan, north, state=TaskState.REGISTERED) for _ in range(3)]
    items = [Seen(task.pk, 0) for task in (*ready, scene.task)]
    outcomes = move_each(items=items, verb=TaskVerb.DISPATCH, by=ines, now=now)
    assert [bool(outcome.sentence) for outcome in outcomes] == [False, False, False, True]
    assert Task.objects.filter(state=TaskState.DISPATCHED, revision=1).count() == 3


def test_a_task_goes_back_to_where_it_was_suspended(scene, rita, now) -> None:
    steps.put(scene.task, TaskState.COMPLETION_REQUESTED, by=rita, now=now)
    scene.take(TaskVerb.SUSPEND, Actor.LEADER)
    task = scene.take(TaskVerb.RESUME, Actor.LEADER)
    assert (task.state, task.suspended_from) == (TaskState.COMPLETION_REQUESTED, "")
    assert task.completions.get().decided_at is None


def test_a_merged_task_leaves_its_targets_to_the_other(scene, plan) -> None:
    target = make.target(plan)
    scene.task.targets.add(target)
    task = scene.take(TaskVerb.MERGE, Actor.OFFICE_HEAD)
    assert (task.state, task.merged_into) == (TaskState.CANCELLED, scene.other)
    assert list(scene.other.targets.all()) == [target]


def test_a_key_item_is_struck_off_by_a_leader_alone(scene, rita, now) -> None:
    steps.put(scene.task, TaskState.COMPLETED, by=rita, now=now)
    steps.change(scene, is_key=True)
    by = {actor: tried(scene, TaskVerb.CLOSE, actor) for actor in scene.people}
    assert [actor for actor, to in by.items() if to] == [Actor.LEADER]


def test_every_need_can_be_taken_away() -> None:
    assert set(steps.LACKING) == set(Need)
