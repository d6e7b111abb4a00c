"""Pages and API of instructions. Lena gives them, Ines acts for the office, Anna's bureau works;
Lars leads as well, Vera is elsewhere. The clock is the real one."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from instructions.models import Instruction, Tick
from instructions.rules import InstructionVerb as Verb
from tasks.models import Task
from tests import make
from tests.dashboards import city as small_city
from tests.dashboards.test_costs import count
from tests.instructions import steps

pytestmark = pytest.mark.django_db
JSON = "application/json"


def url(name, *args):
    return reverse(f"instructions:{name}", args=args)


@pytest.fixture
def now():
    """Pages read the clock."""
    return timezone.now()


def enter(client, person):
    """In English, so that sentences can be compared."""
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def press(client, instruction, verb, **wish):
    instruction.refresh_from_db()
    return client.post(url(verb, instruction.pk), {"revision": instruction.revision, **wish})


def wish_of(**changes):
    return {"text": "请研究。", "urgency": "urgent", "due_on": "", **changes}


def test_a_leader_instructs_from_each_row_that_is_behind(client, plan, north, south, vera, lena):
    small_city.fill(plan, north, south, vera, period=small_city.last_month(plan))
    page = enter(client, lena).get(reverse("dashboards:leader")).content.decode()
    assert url("write", "target", plan.targets.get().pk) in page
    assert url("write", "task", plan.tasks.get().pk) in page


@pytest.mark.parametrize("who", ["ines", "otto"])
def test_the_office_is_offered_no_instruction(client, request, plan, north, south, vera, who):
    small_city.fill(plan, north, south, vera, period=small_city.last_month(plan))
    client = enter(client, request.getfixturevalue(who))
    assert "/instructions/write/" not in client.get(reverse("dashboards:leader")).content.decode()


@pytest.mark.parametrize(("back", "place"), [("", "/overview/"), ("?from=thing", "/targets/")])
def test_an_instruction_is_given_and_leads_back(client, target, lena, back, place):
    address = url("write", "target", target.pk) + back
    answer = enter(client, lena).post(address, wish_of())
    given = Instruction.objects.get()
    assert answer["Location"].startswith(place)
    assert (given.target, given.urgency, given.leader) == (target, "urgent", lena)


def test_the_overview_counts_what_is_answered_and_what_is_overdue(client, target, lena, ines, now):
    answered, late = (steps.give(target, lena, now=now, text=text) for text in ("甲。", "乙。"))
    steps.step(answered, Verb.ANSWER, ines, now=now, text="已约谈。")
    Instruction.objects.filter(pk=late.pk).update(due_on=date(2020, 1, 1))
    page = enter(client, lena).get(reverse("dashboards:leader")).context["page"]
    counts = {each.kind: each.count for each in page.waiting}
    assert (counts["instruction"], counts["unanswered"]) == (1, 1)


WRONG = [
    {"text": ""},
    {"text": "a\0"},
    {"urgency": "soon"},
    {"due_on": "2020-01-01"},
    {"due_on": "很快"},
    {"due_on": "2099-01-01"},
]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_and_stays_typed(client, target, lena, wrong):
    page = enter(client, lena).post(url("write", "target", target.pk), wish_of(**wrong))
    assert page.status_code == 422 and "errorlist" in page.content.decode()
    assert not Instruction.objects.exists()


@pytest.mark.parametrize("about", ["target", "task", "plan", "unit", "nonsense"])
@pytest.mark.parametrize("name", ["write", "tick"])
def test_what_is_out_of_sight_is_not_found(client, target, lena, about, name):
    assert enter(client, lena).post(url(name, about, 999999), wish_of()).status_code == 404


def test_a_draft_plan_is_out_of_sight(client, city, north, lena):
    draft = make.plan(city, title="草案", state="draft")
    assert enter(client, lena).get(url("write", "plan", draft.pk)).status_code == 404


def test_a_closed_account_gives_nothing(client, target, lena):
    enter(client, lena)
    lena.is_active = False
    lena.save(update_fields=["is_active"])
    answer = client.post(url("write", "target", target.pk), wish_of())
    assert answer["Location"].startswith("/sign-in/") and not Instruction.objects.exists()


def test_a_tick_creates_nothing_to_do(client, target, lena, ines):
    assert enter(client, lena).post(url("tick", "target", target.pk)).status_code == 302
    assert Tick.objects.get().target == target and not Instruction.objects.exists()
    page = enter(client, ines).get(reverse("dashboards:target", args=[target.pk]))
    assert "Ticked as read" in page.content.decode()


def test_from_the_instruction_to_its_end(client, target, given, ines, lena, north):
    office = enter(client, ines)
    assert list(office.get(url("list")).context["page"].object_list)[0].instruction == given
    wish = {"title": "专题调度", "lead": north.name, "due_on": timezone.localdate()}
    assert press(office, given, "make_task", **wish).status_code == 302
    assert press(office, given, "answer", text="已约谈。").status_code == 302
    page = enter(client, lena).get(url("instruction", given.pk)).content.decode()
    assert "已约谈。" in page and "专题调度" in page
    assert press(client, given, "see").status_code == 302
    given.refresh_from_db()
    assert (given.state, given.made_task.title) == ("seen", "专题调度")


def test_a_further_instruction_follows(client, answered, lena):
    assert press(enter(client, lena), answered, "further", **wish_of()).status_code == 302
    assert Instruction.objects.get(follows=answered).urgency == "urgent"


@pytest.mark.parametrize(
    ("verb", "wish"),
    [
        ("answer", {"text": ""}),
        ("make_task", {"title": "", "lead": "市科技局", "due_on": "2099-01-01"}),
        ("make_task", {"title": "专题", "lead": "没有这个局", "due_on": "2099-01-01"}),
        ("make_task", {"title": "专题", "lead": "市科技局", "due_on": "2020-01-01"}),
        ("send_slip", {}),
    ],
)
def test_what_the_office_leaves_out_is_said(client, given, ines, verb, wish):
    page = press(enter(client, ines), given, verb, **wish)
    given.refresh_from_db()
    assert (page.status_code, given.state) == (422, "given")
    assert "errorlist" in page.content.decode()


def test_a_stale_form_keeps_what_was_typed(client, given, ines, otto, now):
    steps.step(given, Verb.ANSWER, otto, now=now, text="已约谈。")
    page = enter(client, ines).post(url("answer", given.pk), {"revision": 0, "text": "我写的。"})
    body = page.content.decode()
    assert (page.status_code, "Otto was faster" in body, "我写的。" in body) == (422, True, True)


def test_other_leaders_and_strangers_find_nothing(client, given, lars, vera, anna):
    for person in (lars, vera, anna):
        assert enter(client, person).get(url("instruction", given.pk)).status_code == 404
        assert press(client, given, "see").status_code == 404


def test_the_unit_reads_where_its_task_comes_from(client, passed_on, anna, vera):
    address = reverse("dashboards:task", args=[passed_on.made_task_id])
    assert steps.TEXT in enter(client, anna).get(address).content.decode()
    assert steps.TEXT not in enter(client, vera).get(address).content.decode()
    assert client.get(url("instruction", passed_on.pk)).status_code == 404


def test_other_leaders_read_nothing_of_it_on_the_page_of_the_thing(client, given, target, lars):
    page = enter(client, lars).get(reverse("dashboards:target", args=[target.pk]))
    assert steps.TEXT not in page.content.decode()


def test_the_answer_begins_with_what_the_unit_wrote(client, passed_on, period, ines, anna):
    part = passed_on.made_task.assignments.get()
    small_city.approve(make.report(period, part), anna, problems="缺人。")
    page = enter(client, ines).get(url("instruction", passed_on.pk))
    assert page.context["forms"]["answer"]["text"].value() == "缺人。"


@pytest.mark.parametrize("query", ["?list=%00", "?plan=abc", f"?plan={'9' * 30}", "?page=9999999"])
def test_nonsense_asks_for_nothing(client, given, ines, query):
    assert enter(client, ines).get(url("list") + query).status_code == 200


@pytest.mark.parametrize("size", [1, 12])
def test_the_queries_of_the_list_do_not_grow(client, target, lena, ines, north, now, size):
    for number in range(size):
        given = steps.give(target, lena, now=now, text=f"第{number}件。")
        wish = steps.task_of(north, f"专题{number}")
        steps.step(given, Verb.MAKE_TASK, ines, now=now, task=wish)
    assert count(enter(client, lena), url("list") + "?list=all") == 8


@pytest.mark.parametrize("size", [1, 12])
def test_the_queries_of_one_do_not_grow(client, target, lena, ines, now, size):
    given = steps.give(target, lena, now=now)
    for number in range(size):
        steps.give(target, lena, now=now, text=f"另{number}件。")
    assert count(enter(client, ines), url("instruction", given.pk)) == 8
    assert count(enter(client, lena), url("write", "target", target.pk)) == 9


# --- Meeting mode ----------------------------------------------------------------------------

MEETING = "/overview/meeting/"


@pytest.fixture
def behind(plan, north, south, vera):
    small_city.fill(plan, north, south, vera, period=small_city.last_month(plan))
    return plan.targets.get()


def test_a_leader_instructs_in_the_meeting(client, behind, lena):
    wish = wish_of(of="target", key=behind.pk)
    page = enter(client, lena).post(f"{MEETING}?item=1", wish, follow=True)
    given = Instruction.objects.get()
    assert (given.target, page.context["page"].item.instructed) == (behind, (given,))
    assert not Task.objects.filter(state="draft").exists()


def test_the_room_never_reads_what_another_leader_wrote(client, behind, lena, lars, ines, now):
    steps.give(behind, lena, now=now)
    for person in (lars, ines):
        page = enter(client, person).get(MEETING)
        assert page.context["page"].item.thing == behind
        assert steps.TEXT not in page.content.decode()


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_in_the_meeting_is_said(client, behind, lena, wrong):
    page = enter(client, lena).post(MEETING, wish_of(of="target", key=behind.pk, **wrong))
    assert page.status_code == 422 and "errorlist" in page.content.decode()


# --- API ------------------------------------------------------------------------------------


def ask(client, person, route, body, *args):
    client.force_login(person)
    return client.post(reverse(route, args=args), body, content_type=JSON)


def test_programs_walk_the_same_way(client, target, lena, ines, north):
    wish = {"thing": "target", "key": target.pk, "text": "请研究。", "urgency": "hard"}
    made = ask(client, lena, "instruction-list", wish).json()
    task = {"title": "专题", "lead": north.pk, "due_on": str(timezone.localdate()), "revision": 0}
    taken = ask(client, ines, "instruction-make-task", task, made["id"]).json()
    assert (taken["state"], taken["made_task"]) == ("taken_up", Task.objects.get().pk)
    said = {"revision": 1, "text": "已约谈。"}
    assert ask(client, ines, "instruction-answer", said, made["id"]).status_code == 200
    further = {"revision": 2, "text": "再报。"}
    seen = ask(client, lena, "instruction-further", further, made["id"]).json()
    assert [each["verb"] for each in seen["steps"]] == ["give", "make_task", "answer", "further"]
    assert ask(client, lena, "tick-list", {"thing": "target", "key": target.pk}).status_code == 201


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"thing": "target", "key": 999999, "text": "请研究。"}, 404),
        ({"thing": "unit", "key": 1, "text": "请研究。"}, 400),
        ({"thing": "target", "text": "请研究。"}, 400),
        ({"thing": "target", "key": None, "text": ""}, 400),
        ({"thing": "target", "key": None, "text": "请研究。", "due_on": "2020-01-01"}, 400),
        ({"thing": "target", "key": None, "text": "请研究。", "colour": "red"}, 400),
    ],
)
def test_a_bad_body_is_told(client, target, lena, body, status):
    body = {name: target.pk if value is None else value for name, value in body.items()}
    assert ask(client, lena, "instruction-list", body).status_code == status
    assert not Instruction.objects.exists()


def test_a_program_of_the_unit_reads_no_course(client, passed_on, anna, lars):
    client.force_login(anna)
    (line,) = client.get(reverse("instruction-list")).json()["results"]
    assert (line["id"], line["steps"]) == (passed_on.pk, [])
    client.force_login(lars)
    assert client.get(reverse("instruction-list")).json()["results"] == []


@pytest.mark.parametrize(("late", "found"), [("true", 1), ("false", 0)])
def test_what_is_late_can_be_asked_for(client, given, ines, late, found):
    Instruction.objects.update(due_on=timezone.localdate() - timedelta(1))
    client.force_login(ines)
    answer = client.get(reverse("instruction-list"), {"late": late, "state": "given"})
    assert len(answer.json()["results"]) == found
