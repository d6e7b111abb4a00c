"""Pages and API of requests for coordination. North asks, the office hands it on to south."""

import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from core.working_days import working_calendar
from tasks.models import Coordination
from tasks.queries.coordination import coordination_box
from tasks.services import ask_for_coordination, coordinating
from tests import make
from units.models import User
from units.rules import Role

pytestmark = pytest.mark.django_db
TEXT = "请协调财政资金拨付。"


def url(name, *args):
    return reverse(f"tasks:{name}", args=args)


@pytest.fixture
def today():
    return timezone.now()


@pytest.fixture
def sven(south):
    return make.user("sven", (south, Role.REVIEWER))


@pytest.fixture
def asked(task, north, anna, ines, today):
    return ask_for_coordination(task_id=task.pk, unit=north, text=TEXT, by=anna, now=today)


@pytest.fixture
def handed_on(asked, south, sven, ines, today):
    return coordinating.hand_on(coordination_id=asked.pk, revision=0, to=south, by=ines, now=today)


def enter(client, person):
    """In English, so that sentences can be compared."""
    client.force_login(User.objects.get(pk=person.pk))
    client.cookies["django_language"] = "en"
    return client


def test_a_unit_asks_from_its_task(client, task, north, anna, ines):
    page = enter(client, anna).get(url("coordination-ask", task.pk))
    assert str(task) in page.content.decode()
    wish = {"unit": north.pk, "text": TEXT}
    answer = client.post(url("coordination-ask", task.pk), wish, follow=True)
    asked = Coordination.objects.get()
    assert answer.redirect_chain == [(url("coordination", asked.pk), 302)]
    assert "The supervision office has it now." in answer.content.decode()


def test_who_has_no_part_in_a_task_does_not_ask_about_it(client, task, city, ines):
    assert enter(client, ines).get(url("coordination-ask", task.pk)).status_code == 403
    emil = make.user("emil", (make.unit("市民政局", parent=city), Role.REPORTER))
    assert enter(client, emil).post(url("coordination-ask", task.pk)).status_code == 403
    assert enter(client, emil).get(url("coordination-ask", 10**15)).status_code == 404


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "Write a sentence"), ("长" * 100_000, "too long"), ("资金\x00", "cannot be stored")],
)
def test_a_bad_text_comes_back_with_its_sentence(client, task, north, anna, ines, text, sentence):
    wish = {"unit": north.pk, "text": text}
    answer = enter(client, anna).post(url("coordination-ask", task.pk), wish)
    assert (answer.status_code, Coordination.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("unit", ["", "0", "1e400", "NaN", "九", "9" * 40])
def test_a_unit_that_is_none_is_refused(client, task, anna, ines, unit):
    wish = {"unit": unit, "text": TEXT}
    answer = enter(client, anna).post(url("coordination-ask", task.pk), wish)
    assert (answer.status_code, TEXT in answer.content.decode()) == (422, True)


def test_the_office_hands_it_on_and_the_holder_answers(client, asked, south, sven, ines, anna):
    wish = {"revision": 0, "to": south.pk, "text": ""}
    assert enter(client, ines).post(url("coordination-hand-on", asked.pk), wish).status_code == 302
    wish = {"revision": 1, "text": "十月底前拨付。"}
    assert enter(client, sven).post(url("coordination-answer", asked.pk), wish).status_code == 302
    wish = {"revision": 2, "text": ""}
    done = enter(client, anna).post(url("coordination-settle", asked.pk), wish, follow=True)
    assert "Settled." in done.content.decode()
    assert [did for _step, did in done.context["sheet"].history] == [
        "asked",
        "handed on",
        "answered",
        "said that it is settled",
    ]


def test_a_stale_form_keeps_what_was_typed_and_says_who_was_faster(client, handed_on, otto, office):
    wish = {"revision": 0, "to": office.pk, "text": "请研究。"}
    answer = enter(client, otto).post(url("coordination-hand-on", handed_on.pk), wish)
    body = answer.content.decode()
    assert (answer.status_code, "请研究。" in body, "Ines was faster" in body) == (422, True, True)


@pytest.mark.parametrize("revision", ["", "x", "-1", "1e400", "9" * 40])
def test_a_damaged_form_is_refused(client, handed_on, sven, revision):
    wish = {"revision": revision, "text": "好。"}
    answer = enter(client, sven).post(url("coordination-answer", handed_on.pk), wish)
    assert answer.status_code == 422
    assert "no longer complete" in answer.content.decode()


def test_strangers_and_readers(client, asked, task, city, anna, vera, hugo, office):
    emil = make.user("emil", (make.unit("市民政局", parent=city), Role.REVIEWER))
    answer = url("coordination-answer", asked.pk)
    assert enter(client, emil).get(url("coordination", asked.pk)).status_code == 404
    assert enter(client, emil).post(answer).status_code == 404
    assert enter(client, vera).get(url("coordination", asked.pk)).status_code == 404
    assert enter(client, anna).post(answer).status_code == 403
    assert enter(client, anna).get(answer).status_code == 405


def test_the_lead_knows_what_its_assisting_unit_asks(client, task, south, vera, anna, ines, today):
    asked = ask_for_coordination(task_id=task.pk, unit=south, text=TEXT, by=vera, now=today)
    page = enter(client, anna).get(url("coordination", asked.pk))
    assert (page.status_code, page.context["forms"]) == (200, {})


def test_what_waits_for_me(client, handed_on, asked, anna, sven, ines, today):
    assert not enter(client, ines).get(url("coordinations-waiting")).context["lines"]
    (line,) = enter(client, sven).get(url("coordinations-waiting")).context["lines"]
    assert "5 working days left" in line.time_left
    coordinating.answer(coordination_id=asked.pk, revision=1, text="已办。", by=sven, now=today)
    page = enter(client, anna).get(url("coordinations-waiting"))
    assert "is it settled?" in page.content.decode()


def test_a_late_answer_says_so_in_words_and_shape(client, handed_on, sven):
    Coordination.objects.update(answer_due_on="2026-01-05")
    body = enter(client, sven).get(url("coordinations-waiting")).content.decode()
    assert "working days late (2026-01-05)" in body
    assert "bi-exclamation-octagon-fill" in body


def test_filters_and_nonsense_in_the_address(client, handed_on, ines, south, office):
    page = enter(client, ines)
    assert len(page.get(url("coordinations"), {"holder": south.pk}).context["lines"]) == 1
    assert not page.get(url("coordinations"), {"holder": office.pk}).context["lines"]
    assert not page.get(url("coordinations"), {"state": "settled"}).context["lines"]
    nonsense = {"holder": "1e400", "state": "x", "late": "9", "page": "-7", "as_of": "0000-01-01"}
    assert len(page.get(url("coordinations"), nonsense).context["lines"]) == 1


def test_yesterday_nobody_had_asked(client, asked, ines, today):
    yesterday = timezone.localdate(today) - timedelta(days=1)
    page = enter(client, ines).get(url("coordinations"), {"as_of": yesterday.isoformat()})
    assert (page.context["lines"], page.context["holders"]) == ([], [])
    assert f"As known on {yesterday}." in page.content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_the_box_on_a_tasks_page_costs_two_queries(
    task, north, anna, ines, today, count, django_assert_num_queries
):
    more_requests(task, north, anna, today, count)
    works = working_calendar().works
    anna.live_memberships  # noqa: B018 - every page has asked for them already
    with django_assert_num_queries(2):
        box = coordination_box(anna, task, on=timezone.localdate(today), works=works)
    shown = render_to_string(
        "tasks/coordination_box.html", {"coordination": box, "today_shown": True}
    )
    assert (len(re.findall(r"事项\d", shown)), "/coordination/" in shown) == (count, True)


def test_the_box_offers_nothing_to_whom_may_not_ask(task, otto, today):
    works = working_calendar().works
    box = coordination_box(otto, task, on=timezone.localdate(today), works=works)
    shown = render_to_string(
        "tasks/coordination_box.html", {"coordination": box, "today_shown": True}
    )
    assert shown.strip() == ""


def test_the_office_sees_who_holds_what_and_units_do_not(client, handed_on, ines, anna, lena):
    for person, shown in ((ines, True), (lena, True), (anna, False)):
        context = enter(client, person).get(url("coordinations")).context
        assert bool(context["holders"]) is shown


def more_requests(task, unit, by, now, count):
    for number in range(count):
        ask_for_coordination(task_id=task.pk, unit=unit, text=f"事项{number}", by=by, now=now)


@pytest.mark.parametrize("count", [2, 12])
def test_the_lists_cost_the_same_at_two_sizes(
    client, task, north, anna, ines, today, count, django_assert_num_queries
):
    more_requests(task, north, anna, today, count)
    enter(client, ines).get(url("coordinations"))
    with django_assert_num_queries(11):
        client.get(url("coordinations"))
    with django_assert_num_queries(7):
        client.get(url("coordinations-waiting"))
    with django_assert_num_queries(10):
        client.get(url("coordination", Coordination.objects.first().pk))


# --- By the API ---


def post(client, person, path, body):
    client.force_login(User.objects.get(pk=person.pk))
    return client.post(f"/api/v1/coordinations/{path}", body, content_type="application/json")


def test_all_of_it_by_the_api(client, task, north, south, sven, anna, ines):
    wish = {"task": task.pk, "unit": north.pk, "text": TEXT}
    asked = post(client, anna, "", wish)
    assert (asked.status_code, asked.json()["holder_name"]) == (201, "市督查室")
    pk = asked.json()["id"]
    post(client, ines, f"{pk}/hand-on/", {"revision": 0, "to": south.pk})
    post(client, sven, f"{pk}/hand-back/", {"revision": 1, "text": "不是我局职责。"})
    post(client, ines, f"{pk}/answer/", {"revision": 2, "text": "已协调。"})
    post(client, anna, f"{pk}/ask-again/", {"revision": 3, "text": "仍未到账。"})
    post(client, ines, f"{pk}/answer/", {"revision": 4, "text": "已到账。"})
    done = post(client, anna, f"{pk}/settle/", {"revision": 5}).json()
    assert (done["state"], len(done["steps"])) == ("settled", 7)


def test_the_api_refuses_with_a_sentence(client, asked, anna, ines, task, south):
    late = post(client, ines, f"{asked.pk}/answer/", {"revision": 7, "text": "好。"})
    assert (late.status_code, "Anna" in late.json()["detail"]) == (409, True)
    wrong = post(client, ines, f"{asked.pk}/answer/", {"revision": 0, "words": "好。"})
    assert wrong.status_code == 400
    foreign = {"task": task.pk, "unit": south.pk, "text": TEXT}
    assert post(client, anna, "", foreign).status_code == 404
    assert post(client, anna, f"{asked.pk}/answer/", {}).status_code == 403
    assert post(client, anna, f"{asked.pk}/withdraw/", {"revision": 0}).status_code == 200


@pytest.mark.parametrize("count", [2, 12])
def test_the_list_by_the_api_costs_the_same_at_two_sizes(
    client, task, north, anna, ines, today, count, django_assert_num_queries
):
    more_requests(task, north, anna, today, count)
    client.force_login(ines)
    with django_assert_num_queries(5):
        found = client.get("/api/v1/coordinations/", {"late": "false"}).json()
    assert len(found["results"]) == count
