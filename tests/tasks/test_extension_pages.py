"""Pages on which a unit asks for a later due date and others decide."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tasks.models import Extension, ExtensionState, TaskState
from tasks.queries.extensions import extension_box, waiting_for
from tasks.rules.extensions import Wish
from tasks.services import extending
from tests import make
from units.rules import Role

GOOD = {"reason": "雨季推迟了开工。", "progress": "主体已完成六成。"}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def task(plan, north, south, today):
    """In progress, due in ten days."""
    due_on = today + timedelta(days=10)
    return make.task(plan, north, south, due_on=due_on, state=TaskState.IN_PROGRESS)


@pytest.fixture
def later(today):
    return today + timedelta(days=60)


@pytest.fixture
def asked(task, anna, later):
    wish = Wish(later, **GOOD)
    return extending.request_extension(task_id=task.pk, wish=wish, by=anna, now=timezone.now())


def step(client, extension, verb, by, **typed):
    extension.refresh_from_db()
    client.force_login(by)
    typed = {"revision": extension.revision} | typed
    return client.post(f"/tasks/extensions/{extension.pk}/{verb}/", typed)


def test_a_request_goes_through_all_hands_to_a_new_date(
    client, task, anna, rita, ines, otto, later
):
    client.force_login(anna)
    response = client.post(f"/tasks/{task.pk}/extend/", GOOD | {"asked_due_on": later})
    extension = Extension.objects.get()
    assert response["Location"] == f"/tasks/extensions/{extension.pk}/"
    assert step(client, extension, "sign", rita).status_code == 302
    assert step(client, extension, "check", ines, note="情况属实。").status_code == 302
    assert step(client, extension, "grant", otto, granted_due_on=later).status_code == 302
    task.refresh_from_db()
    assert task.due_on == later


def test_each_person_finds_what_waits_for_them(client, asked, rita, ines, otto, lena, vera):
    assert [list(waiting_for(each)) for each in (rita, ines, otto, lena, vera)] == [
        [asked],
        [],
        [],
        [],
        [],
    ]
    step(client, asked, "sign", rita)
    assert list(waiting_for(ines)) == [asked]
    step(client, asked, "check", ines)
    assert (list(waiting_for(otto)), list(waiting_for(lena))) == ([asked], [])


def test_a_second_extension_waits_for_a_leader(task, asked, otto, lena, later):
    Extension.objects.update(state=ExtensionState.CHECKED)
    Extension.objects.create(
        task=task,
        state=ExtensionState.GRANTED,
        old_due_on=date(2026, 1, 31),
        asked_due_on=task.due_on,
        granted_due_on=task.due_on,
        asked_by=otto,
        asked_at=make.NOW,
        decided_at=make.NOW,
    )
    assert (list(waiting_for(otto)), list(waiting_for(lena))) == ([], [asked])


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 200), ("rita", 403), ("hugo", 403), ("vera", 403), ("ines", 403), ("sam", 404)],
)
def test_only_the_reporter_of_the_lead_opens_the_form(who, status, request, client, task):
    client.force_login(request.getfixturevalue(who))
    assert client.get(f"/tasks/{task.pk}/extend/").status_code == status


@pytest.mark.parametrize(
    ("who", "status"), [("rita", 302), ("anna", 403), ("vera", 403), ("ines", 403), ("sam", 404)]
)
def test_only_the_reviewer_signs(who, status, request, client, asked):
    response = step(client, asked, "sign", request.getfixturevalue(who))
    assert response.status_code == status
    asked.refresh_from_db()
    assert asked.state == (ExtensionState.SIGNED if status == 302 else ExtensionState.REQUESTED)


def test_a_unit_without_a_part_knows_nothing_of_the_request(client, asked, city):
    east = make.unit("市民政局", parent=city, scope=city)
    client.force_login(make.user("erik", (east, Role.REPORTER)))
    assert client.get(f"/tasks/extensions/{asked.pk}/").status_code == 404
    assert "雨季" not in client.get("/tasks/extensions/?list=open").text


@pytest.mark.parametrize("verb", ["sign", "check", "grant", "refuse", "withdraw"])
def test_looking_is_no_step(verb, client, asked, rita):
    client.force_login(rita)
    assert client.get(f"/tasks/extensions/{asked.pk}/{verb}/").status_code == 405


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"asked_due_on": "0000-01-01"}, "year-month-day"),
        ({"asked_due_on": "2026-02-30"}, "year-month-day"),
        ({"asked_due_on": "2000-01-01"}, "after the due date so far"),
        ({"asked_due_on": "2099-12-31"}, "Check the year"),
        ({"asked_due_on": "9999-12-31"}, "of the years 2000 to 2100"),
        ({"asked_due_on": ""}, "Choose the new date"),
        ({"reason": "x" * 10**6}, "Shorten it"),
        ({"reason": "a\x00b"}, "cannot be stored"),
        ({"progress": " "}, "how far the task is"),
    ],
)
def test_bad_input_comes_back_with_its_sentence(typed, says, client, task, anna, later):
    client.force_login(anna)
    client.cookies["django_language"] = "en"
    response = client.post(f"/tasks/{task.pk}/extend/", GOOD | {"asked_due_on": later} | typed)
    assert response.status_code == 422
    assert says in response.text
    assert "主体已完成六成。" in response.text or "progress" in typed
    assert not Extension.objects.exists()


def test_a_stale_page_keeps_what_was_typed_and_says_who_was_faster(client, asked, rita, hugo):
    client.cookies["django_language"] = "en"
    step(client, asked, "sign", rita)
    client.force_login(hugo)
    old = {"revision": 0, "note": "同意延期。"}
    response = client.post(f"/tasks/extensions/{asked.pk}/sign/", old)
    assert response.status_code == 422
    assert "Rita signed this request" in response.text
    assert asked.steps.count() == 2


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
def test_a_broken_form_is_told_so(revision, client, asked, rita):
    client.cookies["django_language"] = "en"
    response = step(client, asked, "sign", rita, revision=revision)
    assert (response.status_code, "no longer complete" in response.text) == (422, True)


@pytest.mark.parametrize("which", ["waiting", "open", "decided", "nonsense"])
def test_every_list_opens_for_everybody_at_work(which, client, asked, rita, ines, lena):
    for person in (rita, ines, lena):
        client.force_login(person)
        assert client.get(f"/tasks/extensions/?list={which}").status_code == 200


@pytest.mark.parametrize("number", [2, 12])
def test_the_list_costs_the_same_however_long(
    number, client, plan, north, anna, rita, today, later, django_assert_num_queries
):
    for _ in range(number):
        task = make.task(plan, north, due_on=today, state=TaskState.IN_PROGRESS)
        wish = Wish(later, **GOOD)
        extending.request_extension(task_id=task.pk, wish=wish, by=anna, now=timezone.now())
    client.force_login(rita)
    with django_assert_num_queries(7):
        assert client.get("/tasks/extensions/").text.count("<tr>") == number + 1


def test_the_page_costs_the_same_however_long_its_history(
    client, asked, rita, ines, otto, django_assert_num_queries
):
    client.force_login(otto)
    with django_assert_num_queries(8):
        client.get(f"/tasks/extensions/{asked.pk}/")
    step(client, asked, "sign", rita)
    step(client, asked, "check", ines)
    client.force_login(otto)
    with django_assert_num_queries(8):
        client.get(f"/tasks/extensions/{asked.pk}/")


def test_the_box_shows_what_was_known_on_a_day(asked, task, anna, today):
    assert extension_box(anna, task, on=today).waiting == asked
    before = extension_box(anna, task, on=today - timedelta(days=1))
    assert (before.waiting, before.decided) == (None, ())


def test_only_the_reporter_of_the_lead_is_offered_to_ask(task, anna, rita, vera, today):
    offered = [extension_box(each, task, on=today).may_ask for each in (anna, rita, vera)]
    assert offered == [True, False, False]
    after = extension_box(anna, task, on=today + timedelta(days=11))
    assert not after.may_ask
