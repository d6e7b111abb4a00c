"""The pages of the supervision office: hand in, wait, check, correct, publish."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.work import WorkState
from intake import services
from intake.models import Document, Draft
from plans.models import Plan
from tests import make
from tests.intake import sample
from tests.intake.desk import UNITS, page, send


@pytest.fixture
def draft(city, north, south, now) -> Draft:
    """Ready to be published: every unknown unit has its choice."""
    made = sample.draft(city, now)
    Draft.objects.update(corrections={"units": UNITS})
    made.refresh_from_db()
    return made


# --- Handing in -----------------------------------------------------------------------------------


def test_a_document_is_handed_in(desk, city) -> None:
    file = SimpleUploadedFile("计划.txt", sample.TEXT.encode())
    response = desk.post("/intake/", {"file": file, "issuer": city.pk}, follow=True)
    document = Document.objects.get()
    assert response.redirect_chain == [(f"/intake/{document.pk}/", 302)]
    assert "waits to be read" in response.content.decode()
    assert (document.name, str(document.uploaded_by)) == ("计划.txt", "Ines")


def test_the_same_document_leads_to_where_it_is(desk, draft, city) -> None:
    file = SimpleUploadedFile("again.txt", sample.TEXT.encode())
    response = desk.post("/intake/", {"file": file, "issuer": city.pk}, follow=True)
    assert response.redirect_chain == [(page(draft), 302)]
    assert "already here" in response.content.decode()


def test_a_document_that_is_too_large_is_refused_at_once(desk, city, settings) -> None:
    settings.UPLOAD_LIMIT = 1024
    file = SimpleUploadedFile("plan.txt", b"x" * 2048)
    response = desk.post("/intake/", {"file": file, "issuer": city.pk})
    assert "larger than" in response.content.decode()
    assert not Document.objects.exists()


def test_an_empty_document_is_refused_at_once(desk, city) -> None:
    response = desk.post("/intake/", {"file": SimpleUploadedFile("a.txt", b""), "issuer": city.pk})
    assert response.status_code == 200
    assert not Document.objects.exists()


def test_what_cannot_be_read_says_what_to_do(desk, city, now) -> None:
    document = sample.document(city, now, text=" ")
    services.read_next(now=now)
    response = desk.get(f"/intake/{document.pk}/").content.decode()
    assert "contains no text" in response
    assert "every 2s" not in response
    desk.post(f"/intake/{document.pk}/retry/")
    document.refresh_from_db()
    assert document.work_state == WorkState.QUEUED


def test_the_waiting_page_asks_again_until_the_reading_is_there(desk, city, now) -> None:
    document = sample.document(city, now)
    asked = {"HX-Request": "true", "HX-Target": "progress"}
    waiting = desk.get(f"/intake/{document.pk}/", headers=asked)
    assert "every 2s" in waiting.content.decode()
    assert "<html" not in waiting.content.decode()
    services.read_next(now=now)
    assert desk.get(f"/intake/{document.pk}/", headers=asked)["HX-Refresh"] == "true"


# --- Checking -------------------------------------------------------------------------------------


def test_the_checking_page_shows_source_and_reading(desk, draft) -> None:
    shown = desk.get(page(draft)).content.decode()
    for words in ("引导合作社使用传感设备", "发展数字农业", "行政村光纤通达率", "市农业农村局"):
        assert words in shown


def test_an_address_marks_words_in_the_source(desk, draft) -> None:
    start = sample.TEXT.index("制定本行动计划")
    shown = desk.get(page(draft, f"?mark={start}-{start + 7}")).content.decode()
    assert '<mark id="mark">制定本行动计划</mark>' in shown


@pytest.mark.parametrize("mark", ["x", "5-", "9-3", "-1-4", "99999999-100000000", "١-٢"])
def test_a_nonsense_mark_loses_no_words(mark: str, desk, draft) -> None:
    shown = desk.get(page(draft, f"?mark={mark}")).context["source"]
    passages = [*shown.before, *shown.marked, *shown.after]
    assert "".join(passage.text for passage in passages) == sample.TEXT


@pytest.mark.parametrize("entry", ["head", "tasks-t1", "targets-g1", "tasks-new", "targets-new"])
def test_every_entry_opens_its_form(entry: str, desk, draft) -> None:
    shown = desk.get(page(draft, f"?edit={entry}"))
    assert 'name="do" value="' in shown.content.decode()


def test_htmx_gets_the_entry_alone(desk, draft) -> None:
    shown = desk.get(page(draft, "?edit=tasks-t1"), headers={"HX-Request": "true"})
    assert shown.content.decode().strip().startswith('<article id="tasks-t1"')


def test_a_correction_is_saved_and_shown(desk, draft) -> None:
    shown = send(desk, draft).content.decode()
    draft.refresh_from_db()
    assert draft.revision == 1
    assert draft.corrections["tasks"]["t1"]["fields"]["lead_units"] == ["市财政局", "市科技局"]
    assert "织密网络" in shown


def test_htmx_gets_the_entry_the_summary_and_the_revision(desk, draft) -> None:
    response = send(desk, draft, htmx=True)
    seen = '{"revision": {"was": 0, "now": 1, "entry": "tasks-t1"}}'
    assert response["HX-Trigger-After-Settle"] == seen
    shown = response.content.decode()
    assert shown.strip().startswith('<article id="tasks-t1"')
    assert 'id="summary"' in shown
    assert 'id="strangers"' in shown
    assert "<html" not in shown


@pytest.mark.parametrize("htmx", [True, False])
def test_a_stale_correction_is_refused_and_keeps_what_was_typed(htmx: bool, desk, draft) -> None:
    send(desk, draft, title="先到的题目")
    shown = send(desk, draft, title="晚到的题目", htmx=htmx).content.decode()
    assert "Somebody else changed this draft" in shown
    assert "先到的题目" in shown
    assert 'value="晚到的题目"' in shown
    draft.refresh_from_db()
    assert draft.corrections["tasks"]["t1"]["fields"]["title"] == "先到的题目"
    assert f'name="revision" value="{draft.revision}"' in shown


def test_after_the_warning_the_same_text_can_be_saved(desk, draft) -> None:
    send(desk, draft, title="先到的题目")
    draft.refresh_from_db()
    send(desk, draft, title="晚到的题目")
    draft.refresh_from_db()
    assert draft.corrections["tasks"]["t1"]["fields"]["title"] == "晚到的题目"


@pytest.mark.parametrize(
    "wrong",
    [
        {"entry": "tasks", "title": ""},
        {"entry": "targets", "item": "g1", "indicator": "光纤", "op": "at_least", "value": "许多"},
        {"entry": "targets", "item": "g1", "indicator": "光纤", "op": "range", "value": "5"},
        {"entry": "targets", "item": "g1", "indicator": "光纤", "op": "at_least", "due": "2028"},
        {"entry": "targets", "item": "g1", "indicator": "光纤", "op": "perhaps"},
        {"entry": "head", "title": "计划", "starts_on": "2028-01-01", "ends_on": "2026-01-01"},
        {"entry": "units", "item": "市农业农村局", "verb": ""},
        {"entry": "units", "item": "市农业农村局", "verb": "same", "unit": "无此单位"},
    ],
)
def test_what_makes_no_sense_is_not_saved(wrong: dict[str, str], desk, draft) -> None:
    response = send(desk, draft, **wrong)
    assert "errorlist" in response.content.decode()
    draft.refresh_from_db()
    assert draft.revision == 0


@pytest.mark.parametrize(
    "wrong", [{"entry": "spells"}, {"do": "burn"}, {"entry": "head", "do": "add"}]
)
def test_what_no_form_sends_is_not_found(wrong: dict[str, str], desk, draft) -> None:
    assert send(desk, draft, **wrong).status_code == 404


def test_an_entry_is_taken_out_and_brought_back(desk, draft) -> None:
    send(desk, draft, do="remove")
    draft.refresh_from_db()
    assert "Taken out" in desk.get(page(draft)).content.decode()
    send(desk, draft, do="restore")
    assert "Taken out" not in desk.get(page(draft)).content.decode()


def test_a_missed_task_is_added(desk, draft) -> None:
    send(desk, draft, do="add", item="", title="补上的任务")
    draft.refresh_from_db()
    assert "补上的任务" in desk.get(page(draft)).content.decode()
    send(desk, draft, item="n1", title="改过的任务")
    draft.refresh_from_db()
    assert draft.corrections["added"]["tasks"][0]["title"] == "改过的任务"


def test_a_unit_is_said_to_be_a_known_one(desk, draft, south) -> None:
    chosen = {"entry": "units", "item": "市农业农村局", "verb": "same", "unit": "市财政局"}
    send(desk, draft, **chosen)
    draft.refresh_from_db()
    assert draft.corrections["units"]["市农业农村局"] == {"verb": "same", "unit_id": south.pk}


def test_a_name_that_may_be_short_for_another_waits_for_a_person(desk, draft, city) -> None:
    make.unit("市农业农村和水利局", parent=city, scope=city)
    Draft.objects.update(corrections={})
    shown = desk.get(page(draft)).content.decode()
    assert "1 to settle" in shown
    assert "Who is meant by this name?" in shown
    response = desk.post(page(draft, "publish/"), {"revision": "0"}, follow=True)
    assert "市农业农村局" in response.content.decode()
    assert not Plan.objects.exists()


# --- Publishing -----------------------------------------------------------------------------------


def test_the_plan_is_published(desk, draft, ines) -> None:
    response = desk.post(page(draft, "publish/"), {"revision": "0"})
    plan = Plan.objects.get()
    assert response["Location"] == f"/plans/{plan.pk}/"
    assert plan.published_by == ines
    shown = desk.get(page(draft)).content.decode()
    assert "was published on" in shown
    assert "<textarea" not in shown


def test_a_second_click_leads_to_the_same_plan(desk, draft) -> None:
    responses = [desk.post(page(draft, "publish/"), {"revision": "0"}) for _click in range(2)]
    assert responses[0]["Location"] == responses[1]["Location"]
    assert Plan.objects.count() == 1


def test_what_somebody_else_changed_is_looked_at_first(desk, draft) -> None:
    send(desk, draft)
    response = desk.post(page(draft, "publish/"), {"revision": "0"}, follow=True)
    assert "Somebody else changed this draft" in response.content.decode()
    assert not Plan.objects.exists()


def test_a_published_draft_is_not_changed(desk, draft) -> None:
    desk.post(page(draft, "publish/"), {"revision": "0"})
    assert "published already" in send(desk, draft).content.decode()


# --- Who may do it --------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["anna", "rita", "hugo", "lena", "sam", "sue", "ada"])
@pytest.mark.parametrize("tail", ["", "retry/", "again/", "correct/", "publish/"])
def test_for_everybody_else_there_is_no_such_page(person, tail, client, draft, request) -> None:
    client.force_login(request.getfixturevalue(person))
    ask = client.post if tail else client.get
    assert ask(page(draft, tail)).status_code == 404
    assert client.get("/intake/").status_code == 404
    assert client.post("/intake/").status_code == 404


@pytest.mark.parametrize("tail", ["retry/", "again/", "correct/", "publish/"])
def test_looking_changes_nothing(tail: str, desk, draft) -> None:
    assert desk.get(page(draft, tail)).status_code == 405


def test_a_document_that_was_not_read_has_nothing_to_correct(desk, city, now) -> None:
    document = sample.document(city, now)
    assert desk.post(f"/intake/{document.pk}/publish/").status_code == 404


# --- What it costs --------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 30])
def test_the_list_costs_the_same_however_long(
    count, desk, city, now, django_assert_num_queries
) -> None:
    for number in range(count):
        sample.document(city, now, text=f"{number}")
    with django_assert_num_queries(8):
        desk.get("/intake/")


@pytest.mark.parametrize("copies", [1, 20])
def test_checking_costs_the_same_however_long(
    copies, desk, draft, django_assert_num_queries
) -> None:
    read = sample.reading()
    read["tasks"] = [task | {"id": f"t{n}"} for n in range(copies) for task in read["tasks"]]
    Draft.objects.update(reading=read)
    with django_assert_num_queries(10):
        desk.get(page(draft))


@pytest.mark.parametrize("state", ["waiting", "failed", "to_check", "published", "nonsense"])
def test_the_list_is_narrowed_by_its_address(state: str, desk, draft, city, now) -> None:
    sample.document(city, now, text="另一份")
    shown = desk.get("/intake/", {"state": state}).context["page"].object_list
    expected = {"waiting": 1, "failed": 0, "to_check": 1, "published": 0, "nonsense": 2}
    assert len(shown) == expected[state]
