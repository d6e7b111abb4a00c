"""A unit that only assists says that its part is not its own; the office decides."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from core.errors import RuleBroken
from core.models import AuditEntry
from tasks.models import Assignment, PartRefusal, Task, TaskState
from tasks.queries import office_counts, office_tasks, task_desk, to_receive
from tasks.rules.parts import TRANSITIONS, PartActor, PartNeed, PartState, PartVerb, who_may
from tasks.services import receive_part, refusing
from tests import make
from units.rules import Role

pytestmark = pytest.mark.usefixtures("in_english")

WHY = "该事项不属本单位职责。"


@pytest.fixture
def rosa(south):
    return make.user("rosa", (south, Role.REVIEWER))


@pytest.fixture
def part(task):
    Task.objects.update(state=TaskState.IN_PROGRESS)
    return task.assignments.get(role="assist")


def refuse(part, by, reason=WHY, now=make.NOW):
    return refusing.refuse_part(assignment_id=part.pk, reason=reason, by=by, now=now)


def insist(refusal, by, reason="分工方案已列明。"):
    return refusing.insist_on_part(refusal_id=refusal.pk, reason=reason, by=by, now=make.NOW)


def give_on(refusal, by, unit=None, reason="改由民政局配合。"):
    facts = {"refusal_id": refusal.pk, "unit": unit, "reason": reason, "by": by}
    return refusing.give_on_part(**facts, now=make.NOW)


def test_the_part_is_refused_and_the_task_goes_on(part, task, rosa, ines, vera):
    refuse(part, rosa)
    task.refresh_from_db()
    assert (task.state, task.moves.count()) == (TaskState.IN_PROGRESS, 0)
    assert part not in to_receive(vera)
    assert list(office_tasks(ines, "refused")) == [task]
    assert office_counts(ines)["refused"] == 1
    assert AuditEntry.objects.get(verb="task.part_refused").details["reason"] == WHY


def test_the_office_gives_the_part_to_another_unit(part, task, rosa, ines, east):
    give_on(refuse(part, rosa), ines, east)
    part.refresh_from_db()
    assert part.ended_on is not None
    fresh = task.assignments.live().get(role="assist")
    assert (fresh.unit, fresh.given_at, fresh.order) == (east, make.NOW, part.order)
    assert office_counts(ines)["refused"] == 0


def test_the_office_does_without_the_part(part, task, rosa, otto):
    give_on(refuse(part, rosa), otto)
    assert [each.role for each in task.assignments.live()] == ["lead"]


def test_the_office_keeps_the_unit_to_its_part_and_it_refuses_no_more(part, rosa, ines, vera):
    insist(refuse(part, rosa), ines)
    assert part in to_receive(vera)
    with pytest.raises(RuleBroken, match="once already"):
        refuse(part, rosa)
    receive_part(assignment_id=part.pk, by=vera, now=make.NOW)


def test_a_part_that_is_refused_is_not_received_and_not_deemed_so(part, rosa, vera):
    refuse(part, rosa)
    with pytest.raises(RuleBroken, match="refused this part"):
        receive_part(assignment_id=part.pk, by=vera, now=make.NOW)
    assert part not in Assignment.objects.to_receive()


def test_a_part_goes_to_nobody_who_has_one(part, rosa, ines, north):
    refusal = refuse(part, rosa)
    with pytest.raises(RuleBroken, match="has a part in the task already"):
        give_on(refusal, ines, north)
    assert PartRefusal.objects.open().exists()


def test_the_lead_unit_does_not_refuse_a_part(task, rita):
    with pytest.raises(RuleBroken, match="refuses the task itself"):
        refuse(task.assignments.get(role="lead"), rita)


@pytest.mark.parametrize("reason", [" ", "长" * 10**6, "a\x00"])
def test_a_refusal_needs_a_reason(reason, part, rosa):
    with pytest.raises(RuleBroken):
        refuse(part, rosa, reason=reason)
    assert not PartRefusal.objects.exists()


@pytest.mark.parametrize("state", ["suspended", "completed", "cancelled", "registered"])
def test_nothing_is_refused_in_a_task_that_rests(state, part, rosa):
    Task.objects.update(state=state)
    with pytest.raises(RuleBroken):
        refuse(part, rosa)


# --- Every state, verb and person ---

PEOPLE = {"rosa": "assist_reviewer", "ines": "inspector", "otto": "office_head"}
VERBS: dict[PartVerb, Any] = {
    PartVerb.REFUSE: refuse,
    PartVerb.INSIST: insist,
    PartVerb.GIVE_ON: give_on,
}


def put(part, state, by):
    if state is PartState.RECEIVED:
        Assignment.objects.filter(pk=part.pk).update(received_at=make.NOW)
    if state is PartState.ENDED:
        Assignment.objects.filter(pk=part.pk).update(ended_on=make.NOW.date())
    facts = {"reason": WHY, "refused_by": by, "refused_at": make.NOW}
    if state is not PartState.REFUSED:
        facts |= {"decided_at": make.NOW, "decided_by": by}
    return PartRefusal(assignment=part, **facts)


@pytest.mark.parametrize("who", [*PEOPLE, "vera", "anna", "rita", "lena", "sam"])
@pytest.mark.parametrize(("state", "verb"), list(product(PartState, PartVerb)))
def test_whatever_is_not_in_the_table_is_refused(state, verb, who, request, part, rosa):
    person = request.getfixturevalue(who)
    refusal = put(part, state, rosa)
    if verb is not PartVerb.REFUSE or state is PartState.REFUSED:
        refusal.save()
    step = TRANSITIONS.get((state, verb))
    about = part if verb is PartVerb.REFUSE else refusal
    if step is not None and PEOPLE.get(who) in step.who:
        VERBS[verb](about, person)
        return
    with pytest.raises(RuleBroken):
        VERBS[verb](about, person)


def test_every_verb_has_its_people_and_every_need_its_step():
    assert all(who_may(verb) for verb in PartVerb)
    assert {need for step in TRANSITIONS.values() for need in step.needs} == set(PartNeed)
    assert {actor for step in TRANSITIONS.values() for actor in step.who} == set(PartActor)


# --- Pages ---


def test_the_unit_refuses_and_the_office_reassigns_on_pages(
    part, task, rosa, vera, ines, east, as_
):
    address = reverse("tasks:part-refuse", args=[part.pk])
    task_page = reverse("dashboards:task", args=[task.pk])
    assert address not in as_(vera).get(task_page).text
    assert as_(vera).get(address).status_code == 403
    client = as_(rosa)
    assert address in client.get(task_page).text
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": WHY}).status_code == 302
    refusal = PartRefusal.objects.get()
    decision = reverse("tasks:part-give-on", args=[refusal.pk])
    assert decision not in client.get(task_page).text
    client = as_(ines)
    page = client.get(task_page).text
    assert WHY in page and decision in page
    assert client.post(decision, {"reason": "改派。", "unit": "某某局"}).status_code == 422
    assert client.post(decision, {"reason": "改派。", "unit": "市民政局"}).status_code == 302
    assert task.assignments.live().filter(unit=east).exists()


def test_the_office_keeps_the_unit_to_its_part_on_a_page(part, task, rosa, ines, as_):
    refusal = refuse(part, rosa)
    address = reverse("tasks:part-insist", args=[refusal.pk])
    assert as_(rosa).get(address).status_code == 403
    client = as_(ines)
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"reason": "方案已列明。"}).status_code == 302
    page = client.get(reverse("dashboards:task", args=[task.pk])).text
    assert "方案已列明。" in page and address not in page


def test_the_page_shows_it_as_it_was_known(part, task, rosa, ines):
    day = timezone.localdate(make.NOW)
    refuse(part, rosa)
    desk = {days: task_desk(ines, task, on=day + timedelta(days=days)) for days in (-1, 0)}
    told = {days: [len(p.refusals.all()) for p in each.parts] for days, each in desk.items()}
    assert told == {-1: [0, 0], 0: [0, 1]}
