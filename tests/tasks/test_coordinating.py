"""Asking for coordination and dealing with it. North asks, the office hands it on to south."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import translation

from core.audit import first_break
from core.errors import RuleBroken, Stale
from core.models import AuditEntry
from core.working_days import working_calendar
from plans.models import PlanState
from tasks.models import Coordination, CoordinationStep
from tasks.queries import coordination as queries
from tasks.rules import TaskState
from tasks.rules.coordination import CoordinationState, CoordinationVerb
from tasks.services import ask_for_coordination, coordinating
from tests import make
from tests.tasks.test_coordination_rules import ALLOWED
from units.rules import Role

pytestmark = pytest.mark.django_db
TEXT = "请协调财政资金拨付。"


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def sven(south):
    """Reviews for the south bureau, so that it can answer."""
    return make.user("sven", (south, Role.REVIEWER))


@pytest.fixture
def asked(task, north, anna, ines, now):
    return ask_for_coordination(task_id=task.pk, unit=north, text=TEXT, by=anna, now=now)


@pytest.fixture
def handed_on(asked, south, sven, ines, now):
    return step("hand_on", asked, by=ines, now=now, to=south)


def step(verb, request, *, by, now, **facts):
    needs_words = {"hand_back", "answer", "ask_again"}
    words = {"text": "已研究。"} if verb in needs_words else {}
    wish = {"coordination_id": request.pk, "revision": request.revision} | words | facts
    return getattr(coordinating, verb)(**wish, by=by, now=now)


def test_the_office_has_it_first_and_its_clock_begins(asked, office, north):
    assert (asked.holder, asked.state, asked.unit) == (office, "open", north)
    assert asked.answer_due_on == date(2026, 10, 21)  # five working days after Wednesday the 14th
    (first,) = asked.steps.all()
    assert (first.verb, first.unit, first.answer_due_on) == ("ask", office, date(2026, 10, 21))


def test_whoever_gets_it_has_a_clock_of_its_own(asked, south, sven, ines, now):
    later = now + timedelta(days=2)
    held = step("hand_on", asked, by=ines, now=later, to=south)
    assert (held.holder, held.answer_due_on) == (south, date(2026, 10, 23))
    assert held.holder_since == later


def test_the_clock_is_a_setting(task, north, anna, ines, now, settings):
    settings.COORDINATION_DAYS = 2
    asked = ask_for_coordination(task_id=task.pk, unit=north, text=TEXT, by=anna, now=now)
    assert asked.answer_due_on == date(2026, 10, 16)


def test_a_leaders_unit_answers_like_any_other(asked, city, lena, ines, anna, now):
    held = step("hand_on", asked, by=ines, now=now, to=city)
    answered = step("answer", held, by=lena, now=now)
    assert (answered.state, answered.holder) == ("answered", city)
    assert step("settle", answered, by=anna, now=now).state == "settled"


def test_what_was_handed_back_lies_with_the_office_again(handed_on, sven, office, now):
    assert step("hand_back", handed_on, by=sven, now=now).holder == office


def test_the_office_cannot_hand_back_to_itself(asked, ines, now):
    with pytest.raises(RuleBroken, match="市督查室"):
        step("hand_back", asked, by=ines, now=now)


def test_who_asks_again_asks_the_one_that_answered(handed_on, sven, anna, south, now):
    answered = step("answer", handed_on, by=sven, now=now)
    again = step("ask_again", answered, by=anna, now=now + timedelta(days=7))
    assert (again.state, again.holder, again.answer_due_on) == ("open", south, date(2026, 10, 28))


def test_each_step_is_kept_and_audited(handed_on, sven, anna, now):
    answered = step("answer", handed_on, by=sven, now=now)
    step("settle", answered, by=anna, now=now)
    verbs = list(handed_on.steps.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["ask", "hand_on", "answer", "settle"]
    entries = AuditEntry.objects.filter(object_type="tasks.coordination").order_by("pk")
    acts = ["asked", "handed_on", "answered", "settled"]
    assert [entry.verb for entry in entries] == [f"coordination.{act}" for act in acts]
    assert first_break() is None


# --- Every state, every verb, every side ---

WAYS = {
    "open": [],
    "answered": [("answer", "holder")],
    "settled": [("answer", "holder"), ("settle", "asker")],
    "withdrawn": [("withdraw", "asker")],
}
VERBS = [verb for verb in CoordinationVerb if verb != CoordinationVerb.ASK]


@pytest.mark.parametrize(
    ("state", "verb", "side"),
    list(product(CoordinationState, VERBS, ["asker", "holder", "office", "nobody"])),
)
def test_only_what_the_table_has_is_done(
    handed_on, state, verb, side, anna, sven, ines, hugo, office, now
):
    people = {"asker": anna, "holder": sven, "office": ines, "nobody": hugo}
    request = handed_on
    for done, who in WAYS[state]:
        request = step(done, request, by=people[who], now=now)
    more = {"to": office} if verb == "hand_on" else {}
    steps = CoordinationStep.objects.count()
    if to := ALLOWED.get((state, verb, side)):
        assert step(verb, request, by=people[side], now=now, **more).state == to
        return
    with pytest.raises(RuleBroken):
        step(verb, request, by=people[side], now=now, **more)
    kept = Coordination.objects.get()
    assert (kept.state, kept.revision) == (request.state, request.revision)
    assert CoordinationStep.objects.count() == steps


# --- What is refused, and with which sentence ---


def test_only_a_unit_with_a_part_in_the_task_asks(task, city, ines, now):
    east = make.unit("市民政局", parent=city, scope=city)
    emil = make.user("emil", (east, Role.REPORTER))
    with pytest.raises(RuleBroken, match="市民政局 has no part"):
        ask_for_coordination(task_id=task.pk, unit=east, text=TEXT, by=emil, now=now)


def test_an_assisting_unit_asks_as_well(task, south, vera, ines, now):
    asked = ask_for_coordination(task_id=task.pk, unit=south, text=TEXT, by=vera, now=now)
    assert asked.unit == south


def test_nobody_asks_for_another_unit(task, north, vera, ines, now):
    with pytest.raises(RuleBroken, match="reporters and reviewers of 市科技局"):
        ask_for_coordination(task_id=task.pk, unit=north, text=TEXT, by=vera, now=now)


@pytest.mark.parametrize("state", [TaskState.REGISTERED, TaskState.COMPLETED, TaskState.CANCELLED])
def test_only_while_work_goes_on(task, north, anna, ines, now, state):
    task.state = state
    task.save(update_fields=["state"])
    with pytest.raises(RuleBroken, match="while work goes on"):
        ask_for_coordination(task_id=task.pk, unit=north, text=TEXT, by=anna, now=now)


def test_nothing_is_asked_about_a_closed_plan(handed_on, plan, sven, anna, north, now):
    answered = step("answer", handed_on, by=sven, now=now)
    plan.state = PlanState.CLOSED
    plan.save(update_fields=["state"])
    with pytest.raises(RuleBroken, match="not active"):
        step("ask_again", answered, by=anna, now=now)
    with pytest.raises(RuleBroken, match="not active"):
        ask_for_coordination(task_id=handed_on.task_id, unit=north, text="再问。", by=anna, now=now)


def test_the_same_question_is_asked_once(asked, task, north, rita, now):
    with pytest.raises(RuleBroken, match="asked exactly this"):
        ask_for_coordination(task_id=task.pk, unit=north, text=f" {TEXT} ", by=rita, now=now)
    assert Coordination.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write a sentence"),
        (" \n\t ", "Write a sentence"),
        ("长" * 1_000_000, "too long"),
        ("资金\x00", "cannot be stored"),
        ("资金\ud800", "cannot be stored"),
    ],
)
def test_bad_texts_are_refused(task, north, anna, ines, now, text, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        ask_for_coordination(task_id=task.pk, unit=north, text=text, by=anna, now=now)
    assert not Coordination.objects.exists()


def test_without_an_office_nobody_could_receive_it(task, north, anna, now):
    with pytest.raises(RuleBroken, match="no supervision office"):
        ask_for_coordination(task_id=task.pk, unit=north, text=TEXT, by=anna, now=now)


def test_nothing_is_handed_to_whom_nobody_answers_for(asked, south, vera, ines, now):
    with pytest.raises(RuleBroken, match="Nobody could answer for 市财政局"):
        step("hand_on", asked, by=ines, now=now, to=south)


def test_nothing_is_handed_to_its_holder_or_to_whom_it_comes_from(asked, north, office, ines, now):
    with pytest.raises(RuleBroken, match="has this request already"):
        step("hand_on", asked, by=ines, now=now, to=office)
    with pytest.raises(RuleBroken, match="asked this itself"):
        step("hand_on", asked, by=ines, now=now, to=north)


def test_who_comes_second_is_told_what_the_first_did(asked, south, sven, ines, otto, now):
    step("hand_on", asked, by=ines, now=now, to=south)
    with pytest.raises(Stale, match=r"Ines was faster \(2026-10-14 10:00: handed on\)"):
        coordinating.answer(coordination_id=asked.pk, revision=0, text="好。", by=otto, now=now)


def test_the_office_under_the_issuer_is_asked(plan, task, north, anna, ines, office, now):
    county = make.unit("青石县政府")
    other = make.unit("青石县督查室", parent=county, scope=county, protocol_order=1)
    make.user("olga", (other, Role.INSPECTOR))
    asked = ask_for_coordination(task_id=task.pk, unit=north, text=TEXT, by=anna, now=now)
    assert asked.holder == office
    plan.issuer = county
    plan.save(update_fields=["issuer"])
    asked = ask_for_coordination(task_id=task.pk, unit=north, text="另问。", by=anna, now=now)
    assert asked.holder == other


# --- Who held what when, and who was late ---


def known(user, day):
    when = {"on": day, "works": working_calendar().works}
    steps = queries.known_steps(user, queries.Filters(), on=day)
    return [(line.state.value, line.holder.name) for line in queries.known_lines(steps, **when)]


def test_a_request_is_shown_as_it_was_known_on_a_day(asked, south, sven, ines, now):
    later = now + timedelta(days=5)
    held = step("hand_on", asked, by=ines, now=later, to=south)
    step("answer", held, by=sven, now=later + timedelta(days=1))
    assert known(ines, date(2026, 10, 13)) == []
    assert known(ines, date(2026, 10, 14)) == [("open", "市督查室")]
    assert known(ines, date(2026, 10, 19)) == [("open", "市财政局")]
    assert known(ines, date(2026, 10, 20)) == [("answered", "市财政局")]


def holders(day):
    found = queries.holders(on=day, works=working_calendar().works)
    return {line.unit.name: line for line in found}


def test_late_holders_are_counted_leaders_as_well(asked, city, lena, ines, now):
    late = now + timedelta(days=8)  # a day after the office's clock
    held = step("hand_on", asked, by=ines, now=late, to=city)
    found = holders(date(2026, 10, 30))
    assert (found["市督查室"].ended, found["市督查室"].ended_late) == (1, 1)
    assert (found["云岭市政府"].waiting, found["云岭市政府"].late) == (1, 1)
    step("answer", held, by=lena, now=late + timedelta(days=7))
    line = holders(date(2026, 10, 30))["云岭市政府"]
    assert (line.waiting, line.answered, line.ended_late) == (0, 1, 0)
    assert str(line.mean_days) == "5.0"


def test_a_withdrawn_request_counts_for_nobody(asked, anna, now):
    step("withdraw", asked, by=anna, now=now + timedelta(days=20))
    assert holders(date(2026, 11, 30)) == {}


def test_last_years_answers_do_not_count_this_year(asked, otto, now):
    step("answer", asked, by=otto, now=now + timedelta(days=1))
    assert holders(date(2026, 12, 31))["市督查室"].answered == 1
    assert holders(date(2027, 1, 1)) == {}
