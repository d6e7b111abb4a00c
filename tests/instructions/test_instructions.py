"""Lena gives instructions; Ines and Otto of the office act on them; Anna's bureau works."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from core.errors import Invalid, RuleBroken, Stale
from core.models import AuditEntry
from instructions import access
from instructions.models import Instruction, Tick
from instructions.queries import instruction_sheet, waiting_for
from instructions.rules import InstructionVerb as Verb
from instructions.rules import Urgency, Wish
from instructions.services import move_instruction, tick_as_read
from plans.models import PlanState
from slips.models import Slip
from tasks.models import Task, TaskState
from tests import make
from tests.dashboards.city import approve
from tests.instructions import steps
from units.models import StandIn
from units.rules import Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 14)


def test_an_instruction_waits_for_the_office_at_once(given, ines, lena):
    assert (given.state, given.due_on) == ("given", date(2026, 10, 29))
    assert list(waiting_for(ines, on=TODAY)) == [given]
    assert not waiting_for(lena, on=TODAY).exists()


@pytest.mark.parametrize("urgency", Urgency)
def test_a_day_of_the_leaders_own_counts_whatever_the_urgency(target, lena, now, urgency):
    day = date(2026, 10, 16)
    assert steps.give(target, lena, now=now, urgency=urgency, due_on=day).due_on == day


def test_an_instruction_is_about_one_thing(plan, target, task, lena, now):
    kinds = [steps.give(thing, lena, now=now).kind for thing in (plan, target, task)]
    assert kinds == ["plan", "target", "task"]


def test_the_same_words_twice_are_one_instruction(target, given, lena, lars, now):
    assert steps.give(target, lena, now=now) == given
    assert steps.give(target, lars, now=now) != given


@pytest.mark.parametrize("wish", [{"text": " "}, {"due_on": date(2026, 10, 13)}, {"text": "a\0"}])
def test_what_is_wrong_is_refused(target, lena, now, wish):
    with pytest.raises(Invalid):
        steps.give(target, lena, now=now, **wish)
    assert not Instruction.objects.exists()


@pytest.mark.parametrize("who", ["ines", "otto", "anna", "hugo", "sam"])
def test_only_leaders_give_instructions_and_tick(request, target, now, who):
    user = request.getfixturevalue(who)
    for act in (steps.give, lambda thing, by, now: tick(thing, by, now=now)):
        with pytest.raises(PermissionDenied):
            act(target, user, now=now)


def tick(thing, by, *, now):
    return tick_as_read(about=access.thing_of(thing), by=by, now=now)


def test_a_tick_asks_nothing_of_anybody(target, lena, lars, ines, now):
    first = tick(target, lena, now=now)
    assert tick(target, lena, now=now) == first
    assert not Instruction.objects.exists() and not waiting_for(ines, on=TODAY).exists()
    assert list(access.visible_ticks(ines)) == [first]
    assert not access.visible_ticks(lars).exists() and Tick.objects.count() == 1


def test_the_office_makes_a_task_of_it(given, ines, north, target, now):
    steps.step(given, Verb.MAKE_TASK, ines, now=now, task=steps.task_of(north))
    given.refresh_from_db()
    made = given.made_task
    assert (given.state, made.state) == ("taken_up", TaskState.DRAFT)
    assert (made.quote, list(made.targets.all())) == (target.quote, [target])


def test_an_instruction_on_a_whole_plan_becomes_a_task_as_well(plan, lena, ines, north, now):
    given = steps.give(plan, lena, now=now)
    steps.step(given, Verb.MAKE_TASK, ines, now=now, task=steps.task_of(north))
    assert Task.objects.get(title="专题调度").plan == plan


def test_a_slip_is_drafted_about_what_is_late(lena, ines, late, now):
    given = steps.give(late, lena, now=now)
    steps.step(given, Verb.SEND_SLIP, ines, now=now)
    given.refresh_from_db()
    assert (given.state, given.slip) == ("taken_up", Slip.objects.get(task=late))


def test_the_slip_that_is_there_is_taken(lena, lars, ines, late, now):
    for leader in (lena, lars):
        steps.step(steps.give(late, leader, now=now), Verb.SEND_SLIP, ines, now=now)
    assert Slip.objects.get().instructions.count() == 2


@pytest.fixture
def late(task, ines) -> Task:
    task.due_on, task.state = date(2026, 9, 30), "in_progress"
    task.save(update_fields=["due_on", "state"])
    return task


def test_no_slip_is_sent_about_a_whole_plan_or_what_is_not_late(plan, target, lena, ines, now):
    for thing in (plan, target):
        given = steps.give(thing, lena, now=now)
        with pytest.raises(RuleBroken):
            steps.step(given, Verb.SEND_SLIP, ines, now=now)
    assert not Slip.objects.exists()


def test_under_a_closed_plan_it_is_answered_only(plan, given, ines, north, now):
    plan.state = PlanState.CLOSED
    plan.save(update_fields=["state"])
    with pytest.raises(RuleBroken):
        steps.step(given, Verb.MAKE_TASK, ines, now=now, task=steps.task_of(north))
    assert steps.step(given, Verb.ANSWER, ines, now=now, text="方案已办结。").state == "answered"


def test_a_task_that_was_due_before_it_was_made_is_refused(given, ines, north, now):
    wish = steps.task_of(north)
    over = type(wish)(wish.title, due_on=date(2026, 10, 13), parts=wish.parts)
    with pytest.raises(Invalid):
        steps.step(given, Verb.MAKE_TASK, ines, now=now, task=over)
    assert not Task.objects.exists()


def test_feedback_waits_until_the_leader_has_seen_it(answered, lena, ines, now):
    assert list(waiting_for(lena, on=TODAY)) == [answered]
    assert not waiting_for(ines, on=TODAY).exists()
    steps.step(answered, Verb.SEE, lena, now=now)
    assert not waiting_for(lena, on=TODAY).exists()


def test_a_further_instruction_begins_anew(answered, lena, ines, now):
    steps.step(answered, Verb.FURTHER, lena, now=now, further=Wish("再报一次。", Urgency.URGENT))
    answered.refresh_from_db()
    further = Instruction.objects.get(follows=answered)
    assert (answered.state, further.state, further.target) == ("seen", "given", answered.target)
    assert list(waiting_for(ines, on=TODAY)) == [further]


def test_late_feedback_is_told_as_late(target, lena, ines, now):
    given = steps.give(target, lena, now=now, due_on=TODAY)
    later = now.replace(day=15)
    assert given.is_overdue(on=date(2026, 10, 15)) and not given.is_overdue(on=TODAY)
    steps.step(given, Verb.ANSWER, ines, now=later, text="已约谈。")
    assert given.steps.get(verb="answer").is_late


def test_feedback_without_words_is_none(given, ines, now):
    with pytest.raises(Invalid):
        steps.step(given, Verb.ANSWER, ines, now=now, text=" ")


def test_a_leader_takes_back_what_nobody_took_up(given, lena, ines, now):
    assert steps.step(given, Verb.WITHDRAW, lena, now=now).state == "withdrawn"
    with pytest.raises(RuleBroken):
        steps.step(given, Verb.ANSWER, ines, now=now, text="已约谈。")


def test_another_leader_sees_nothing_and_does_nothing(answered, lars, now):
    assert not access.visible_instructions(lars).exists()
    with pytest.raises(Http404):
        access.visible_instruction(lars, answered.pk)
    with pytest.raises(RuleBroken):
        steps.step(answered, Verb.SEE, lars, now=now)


def test_who_stands_in_for_a_leader_speaks_in_their_name(city, target, lena, lars, now):
    absence = {"principal": lena, "deputy": make.user("dora"), "unit": city, "state": "running"}
    days = {"starts_on": TODAY, "ends_on": TODAY, "given_by": lena, "given_at": now}
    stand_in = StandIn.objects.create(**absence, **days, reason="出差")
    dora = stand_in.deputy
    city.memberships.create(user=dora, role=Role.LEADER, stand_in=stand_in)
    given = steps.give(target, dora, now=now)
    assert (given.leader, given.steps.get().by) == (lena, dora)
    assert list(access.visible_instructions(lena)) == list(access.visible_instructions(dora))
    assert not access.visible_instructions(lars).exists()


def test_a_unit_sees_it_once_its_task_was_handed_out(given, ines, north, anna, vera, now):
    steps.step(given, Verb.MAKE_TASK, ines, now=now, task=steps.task_of(north))
    given.refresh_from_db()
    assert not access.visible_instructions(anna).exists()
    steps.hand_out(given.made_task, now=now)
    assert list(access.visible_instructions(anna)) == [given]
    assert not access.visible_instructions(vera).exists()


def test_what_leader_and_office_say_to_each_other_is_not_for_the_unit(passed_on, anna, lena):
    assert instruction_sheet(anna, passed_on, on=TODAY).steps == ()
    assert len(instruction_sheet(lena, passed_on, on=TODAY).steps) == 2


def test_the_leader_sees_who_has_it(given, passed_on, lena):
    assert instruction_sheet(lena, passed_on, on=TODAY).holder.units == ("市科技局",)


def test_a_draft_is_still_with_the_office(given, ines, north, lena, now):
    steps.step(given, Verb.MAKE_TASK, ines, now=now, task=steps.task_of(north))
    given.refresh_from_db()
    assert instruction_sheet(lena, given, on=TODAY).holder.side == "office"


def test_the_units_report_comes_back_to_the_leader(passed_on, period, lena, anna):
    part = passed_on.made_task.assignments.get()
    approve(make.report(period, part), anna, percent=Decimal(40), problems="缺人。")
    assert instruction_sheet(lena, passed_on, on=TODAY).feedback.said == "缺人。"


def test_who_was_faster_is_told(given, ines, otto, now):
    steps.step(given, Verb.ANSWER, ines, now=now, text="已约谈。")
    stale = {"instruction_id": given.pk, "verb": Verb.ANSWER, "revision": 0}
    with pytest.raises(Stale, match="Ines"):
        move_instruction(**stale, by=otto, now=now)


def test_the_trail_names_the_thing_and_never_the_words(answered):
    entries = AuditEntry.objects.filter(object_type="instructions.instruction")
    assert [entry.verb for entry in entries.order_by("pk")] == [
        "instruction.given",
        "instruction.answered",
    ]
    assert not [entry for entry in entries if steps.TEXT in str(entry.details)]
