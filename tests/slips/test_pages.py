"""Pages and API of slips. Ines drafts, Otto approves, Anna's bureau answers; Vera is elsewhere."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.working_days import fill_calendar
from slips.models import Letterhead, Slip
from slips.rules import SlipVerb, ThingKind
from slips.services import draft_slip
from tasks.models import Task
from tests import make
from tests.slips import steps
from units.models import User

pytestmark = pytest.mark.django_db
LIST_QUERIES, LATE_QUERIES, SLIP_QUERIES = 9, 8, 8


def url(name, *args):
    return reverse(f"slips:{name}", args=args)


@pytest.fixture
def now():
    """Pages read the clock."""
    return timezone.now()


@pytest.fixture
def late(task: Task, now) -> Task:
    """Due a month ago, whatever day it is."""
    task.due_on, task.state = timezone.localdate() - timedelta(30), "in_progress"
    task.save(update_fields=["due_on", "state"])
    return task


def enter(client, person):
    """In English, so that sentences can be compared."""
    client.force_login(User.objects.get(pk=person.pk))
    client.cookies["django_language"] = "en"
    return client


def press(client, slip, verb, **wish):
    slip.refresh_from_db()
    return client.post(url(verb, slip.pk), {"revision": slip.revision, **wish})


def test_the_office_drafts_from_the_page_of_what_is_late(client, late, ines, office):
    page = enter(client, ines).get(reverse("dashboards:task", args=[late.pk])).content.decode()
    assert url("draft") in page
    answer = client.post(url("draft"), {"kind": "task", "thing": late.pk})
    slip = Slip.objects.get()
    assert answer["Location"] == url("edit", slip.pk)
    again = client.post(url("draft"), {"kind": "task", "thing": late.pk})
    assert again["Location"] == url("slip", slip.pk)


def test_units_are_offered_no_slip(client, late, anna, ines):
    page = enter(client, anna).get(reverse("dashboards:task", args=[late.pk])).content.decode()
    assert url("draft") not in page
    assert client.post(url("draft"), {"kind": "task", "thing": late.pk}).status_code == 403


def test_what_has_a_slip_leaves_the_list_of_late_things(client, late, ines, office):
    page = enter(client, ines).get(url("late") + "?kind=task")
    assert [offer.pk for offer in page.context["page"].object_list] == [late.pk]
    client.post(url("draft"), {"kind": "task", "thing": late.pk})
    page = client.get(url("late") + "?kind=task")
    assert list(page.context["page"].object_list) == []


@pytest.mark.parametrize("kind", [*ThingKind, "nonsense"])
def test_every_kind_of_late_thing_has_a_list(client, late, ines, kind):
    assert enter(client, ines).get(url("late") + f"?kind={kind}").status_code == 200


CHANGED = {"facts": "改过的事实。", "demand": "改过的要求。", "answer_due_on": "2099-01-04"}


def test_the_preview_shows_the_letter_and_saves_nothing(client, slip, ines, north):
    wish = CHANGED | {"revision": 0, "unit": north.pk, "grade": "warning"}
    page = enter(client, ines).post(url("edit", slip.pk), wish | {"preview": "1"})
    assert page.context["letter"].paragraphs[:2] == ("改过的事实。", "改过的要求。")
    assert "yellow slip, warning" in page.content.decode()
    slip.refresh_from_db()
    assert (slip.grade, slip.revision) == ("notice", 0)


def test_a_changed_draft_is_saved(client, slip, ines, north):
    wish = CHANGED | {"revision": 0, "unit": north.pk, "grade": "warning"}
    assert enter(client, ines).post(url("edit", slip.pk), wish).status_code == 302
    slip.refresh_from_db()
    assert (slip.grade, slip.facts) == ("warning", "改过的事实。")


def test_a_stale_form_keeps_what_was_typed(client, slip, ines, otto, north, now):
    steps.step(slip, SlipVerb.SUBMIT, ines, now=now)
    steps.step(slip, SlipVerb.RETURN, otto, now=now, text="改。")
    wish = {"revision": 0, "unit": north.pk, "grade": "notice", "facts": "我写的。"}
    page = enter(client, ines).post(url("edit", slip.pk), wish)
    body = page.content.decode()
    assert (page.status_code, "我写的。" in body, "Otto was faster" in body) == (422, True, True)


def test_from_the_draft_to_the_end(client, slip, ines, otto, anna, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert press(enter(client, ines), slip, "submit").status_code == 302
    assert press(enter(client, otto), slip, "approve").status_code == 302
    assert press(enter(client, ines), slip, "send").status_code == 302
    assert press(enter(client, anna), slip, "acknowledge").status_code == 302
    file = SimpleUploadedFile("说明.pdf", b"%PDF-1.4")
    assert press(client, slip, "answer", text="月底完成。", files=file).status_code == 302
    page = client.get(url("slip", slip.pk)).content.decode()
    assert "月底完成。" in page and "说明.pdf" in page
    assert press(enter(client, ines), slip, "close").status_code == 302
    assert Slip.objects.get().state == "closed"


def test_an_empty_answer_comes_back_with_its_sentence(client, sent, anna):
    page = press(enter(client, anna), sent, "answer", text=" ")
    assert (page.status_code, "Write a sentence" in page.content.decode()) == (422, True)


def test_a_file_of_another_kind_is_refused_and_nothing_is_answered(client, sent, anna):
    file = SimpleUploadedFile("a.exe", b"MZ")
    page = press(enter(client, anna), sent, "answer", text="好。", files=file)
    assert (page.status_code, "cannot be kept here" in page.content.decode()) == (422, True)
    assert not sent.steps.filter(verb="answer").exists()


def test_a_draft_is_nobodys_business_but_the_offices(client, slip, anna, lena, ines):
    for stranger in (anna, lena):
        assert enter(client, stranger).get(url("slip", slip.pk)).status_code == 404
    assert enter(client, ines).get(url("slip", slip.pk)).status_code == 200


def test_a_sent_slip_is_read_by_its_unit_and_leaders_only(client, sent, anna, hugo, lena, vera):
    for reader in (anna, hugo, lena):
        assert enter(client, reader).get(url("slip", sent.pk)).status_code == 200
    assert enter(client, vera).get(url("slip", sent.pk)).status_code == 404
    assert press(enter(client, lena), sent, "answer", text="好。").status_code == 403


def test_a_leader_lists_the_slips_of_watched_units(client, sent, lena, south):
    page = enter(client, lena).get(url("list") + "?list=all")
    assert len(page.context["page"].object_list) == 1
    lena.memberships.get().watched_units.add(south)
    page = client.get(url("list") + "?list=all")
    assert list(page.context["page"].object_list) == []


def test_each_finds_what_waits_for_them(client, slip, ines, otto, anna, now):
    def waiting(person):
        page = enter(client, person).get(url("list"))
        return [line.slip.pk for line in page.context["page"].object_list]

    assert (waiting(ines), waiting(otto), waiting(anna)) == ([slip.pk], [], [])
    steps.step(slip, SlipVerb.SUBMIT, ines, now=now)
    assert (waiting(ines), waiting(otto), waiting(anna)) == ([], [slip.pk], [])
    steps.step(slip, SlipVerb.APPROVE, otto, now=now)
    steps.step(slip, SlipVerb.SEND, ines, now=now)
    assert (waiting(ines), waiting(otto), waiting(anna)) == ([], [], [slip.pk])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("list=all&state=sent", 1),
        ("list=all&state=closed", 0),
        ("list=all&grade=notice", 1),
        ("list=all&grade=final", 0),
        ("list=all&late=1", 0),
        ("list=all&unit=99999999999999999999", 1),
        ("list=nonsense&state=x&grade=y&plan=z", 0),
        ("list=open", 1),
    ],
)
def test_filters_are_in_the_address(client, sent, ines, query, found):
    page = enter(client, ines).get(url("list") + f"?{query}")
    assert len(page.context["page"].object_list) == found


def test_the_office_prints_its_own_words_from_now_on(client, slip, ines, otto, office, now):
    wish: dict[str, object] = {"name": "督查通知书", "sign": "云督"}
    for grade in ("notice", "warning", "final"):
        wish |= {f"{grade}_word": "一级", f"{grade}_colour": "orange", f"{grade}_days": 4}
    assert enter(client, otto).post(url("letterhead"), wish).status_code == 302
    assert Letterhead.objects.get(office=office).sign == "云督"
    approved = steps.approve(slip, ines, otto, now=now)
    assert approved.number == f"云督〔{timezone.localdate().year}〕1号"
    assert (approved.letter["name"], approved.letter["colour"]) == ("督查通知书", "orange")
    assert "一级" in approved.letter["mark"]


@pytest.mark.parametrize("days", ["", "0", "61", "-1", "1e9", "九"])
def test_an_answer_takes_at_least_a_day(client, otto, days):
    page = enter(client, otto).post(url("letterhead"), {"notice_days": days})
    assert page.status_code == 422


def test_only_the_head_of_the_office_changes_its_words(client, ines, anna):
    assert enter(client, ines).get(url("letterhead")).status_code == 403
    assert enter(client, anna).get(url("letterhead")).status_code == 403


def test_the_paper_is_for_those_who_may_read_the_slip(client, sent, anna, vera):
    answer = enter(client, anna).get(reverse("briefs:slip", args=[sent.pk]))
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert enter(client, vera).get(reverse("briefs:slip", args=[sent.pk])).status_code == 404


def several(plan, north, ines, otto, *, now, count):
    for _ in range(count):
        late = make.task(plan, north, due_on=date(2026, 1, 30), state="in_progress")
        slip = draft_slip(kind=ThingKind.TASK, thing_id=late.pk, by=ines, now=now)
        steps.approve(slip, ines, otto, now=now)


@pytest.mark.parametrize("count", [2, 9])
def test_a_list_costs_the_same_however_long_it_is(
    client, plan, north, ines, otto, now, count, django_assert_num_queries
):
    several(plan, north, ines, otto, now=now, count=count)
    enter(client, ines).get(url("list"))
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(url("list") + "?list=all")
    assert len(page.context["page"].object_list) == count


@pytest.mark.parametrize("count", [2, 9])
def test_late_things_cost_the_same_however_many(
    client, plan, north, ines, count, django_assert_num_queries
):
    for _ in range(count):
        make.task(plan, north, due_on=date(2026, 1, 30), state="in_progress")
    enter(client, ines).get(url("list"))
    with django_assert_num_queries(LATE_QUERIES):
        page = client.get(url("late") + "?kind=task")
    assert len(page.context["page"].object_list) == count


def test_a_slip_costs_the_same_however_long_its_course(
    client, sent, anna, ines, now, django_assert_num_queries
):
    def look():
        with django_assert_num_queries(SLIP_QUERIES):
            client.get(url("slip", sent.pk))

    enter(client, anna).get(url("list"))
    look()
    day = timezone.localdate() + timedelta(9)
    steps.step(sent, SlipVerb.ANSWER, anna, now=now, text="一。")
    steps.step(sent, SlipVerb.REFUSE, ines, now=now, text="再。", answer_due_on=day)
    look()


# --- For programs ---


def ask(client, path, body):
    return client.post(f"/api/v1/slips/{path}", body, content_type="application/json")


def test_a_program_drafts_and_moves_slips(client, late, ines, otto, office):
    made = ask(enter(client, ines), "", {"kind": "task", "thing": late.pk})
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    pk = made.json()["id"]
    assert ask(client, f"{pk}/submit/", {"revision": 0}).json()["state"] == "submitted"
    approved = ask(enter(client, otto), f"{pk}/approve/", {"revision": 1}).json()
    assert approved["number"] == approved["letter"]["number"] != ""
    assert [step["verb"] for step in approved["steps"]] == ["draft", "submit", "approve"]


def test_a_program_is_told_what_is_wrong_and_where(client, sent, anna, ines):
    empty = ask(enter(client, anna), f"{sent.pk}/answer/", {"revision": 3, "text": "\u00a0"})
    assert empty.status_code == 400
    early = ask(enter(client, ines), f"{sent.pk}/close/", {"revision": 3})
    assert (early.status_code, "in which this cannot be done" in early.json()["detail"]) == (
        409,
        True,
    )


def test_a_program_reads_what_its_person_may(client, sent, anna, vera):
    assert len(enter(client, anna).get("/api/v1/slips/?state=sent").json()["results"]) == 1
    assert len(enter(client, vera).get("/api/v1/slips/").json()["results"]) == 0
    assert client.get("/api/v1/slips/?nonsense=1").status_code == 400


@pytest.fixture(autouse=True)
def calendar(db):
    fill_calendar(now=make.NOW)
