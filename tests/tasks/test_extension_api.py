"""Later dates, stages and lamps for programs, and the page of a lamp."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from tasks.models import Extension, TaskState, TaskVerdict
from tests import make
from tests.api.problems import wrong

GOOD = {"reason": "雨季推迟了开工。", "progress": "主体已完成六成。"}


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def task(plan, north, south, today):
    due_on = today + timedelta(days=10)
    return make.task(plan, north, south, due_on=due_on, state=TaskState.IN_PROGRESS)


def post(by, path, **body):
    api = APIClient()
    api.force_authenticate(by)
    return api.post(f"/api/v1/{path}", body, format="json", headers={"accept-language": "en"})


def ask(by, task, later, **more):
    body = {"task": task.pk, "asked_due_on": later.isoformat()} | GOOD | more
    return post(by, "extensions/", **body)


def test_a_program_takes_a_request_through_its_chain(task, anna, rita, ines, otto, today):
    later = today + timedelta(days=60)
    asked = ask(anna, task, later)
    assert (asked.status_code, asked.data["state"]) == (201, "requested")
    key = asked.data["id"]
    assert post(rita, f"extensions/{key}/sign/", revision=0).data["state"] == "signed"
    assert post(ines, f"extensions/{key}/check/", revision=1).data["state"] == "checked"
    grant = {"revision": 2, "granted_due_on": later.isoformat()}
    granted = post(otto, f"extensions/{key}/grant/", **grant).data
    assert (granted["state"], len(granted["steps"])) == ("granted", 4)
    task.refresh_from_db()
    assert task.due_on == later


def test_what_is_wrong_is_told_by_field(task, anna, today):
    refused = ask(anna, task, today, reason="x" * 10**6)
    assert refused.status_code == 400
    assert wrong(refused) == ["asked_due_on", "reason"]
    assert not Extension.objects.exists()


def test_a_stale_step_is_a_conflict_with_its_sentence(task, anna, rita, hugo, today):
    key = ask(anna, task, today + timedelta(days=60)).data["id"]
    post(rita, f"extensions/{key}/sign/", revision=0)
    refused = post(hugo, f"extensions/{key}/sign/", revision=0)
    assert (refused.status_code, "Rita signed" in refused.json()["detail"]) == (409, True)


@pytest.mark.parametrize(("who", "status"), [("vera", 403), ("otto", 403), ("sam", 404)])
def test_only_the_lead_unit_asks(who, status, request, task, today):
    person = request.getfixturevalue(who)
    assert ask(person, task, today + timedelta(days=60)).status_code == status


def test_a_program_plans_approves_and_reaches_stages(task, anna, rita, ines, today):
    stages = [{"title": name, "due_on": today.isoformat()} for name in ("开工", "竣工")]
    api = APIClient()
    api.force_authenticate(anna)
    seen = api.get(f"/api/v1/milestones/of-task/{task.pk}/").data["seen"]
    planned = post(anna, "milestones/plan/", task=task.pk, seen=seen, stages=stages).data
    seen = planned["seen"]
    approved = post(rita, "milestones/approve/", task=task.pk, seen=seen).data["stages"]
    assert [each["state"] for each in approved] == ["approved", "approved"]
    first, second = (each["id"] for each in approved)
    said = {"done_on": today.isoformat(), "proof": "已开工。"}
    assert post(anna, f"milestones/{first}/reach/", **said).data["state"] == "reached"
    waived = post(ines, f"milestones/{second}/waive/", reason="并入省级工程。")
    assert waived.data["state"] == "waived"


def test_a_program_is_told_which_stage_is_wrong(task, anna):
    seen = "0" * 16
    stages = [{"title": "竣工", "due_on": "2099-12-31"}]
    stale = post(anna, "milestones/plan/", task=task.pk, seen=seen, stages=stages)
    assert stale.status_code == 409


@pytest.mark.parametrize(("who", "status"), [("ines", 302), ("otto", 302), ("anna", 403)])
def test_the_office_decides_another_lamp_on_its_page(who, status, request, client, task):
    client.force_login(request.getfixturevalue(who))
    wish = {"band": "on_pace", "reason": "口径已调整。"}
    assert client.post(f"/tasks/{task.pk}/lamp/override/", wish).status_code == status
    assert TaskVerdict.objects.filter(override_band="on_pace").exists() == (status == 302)


def test_the_computed_lamp_comes_back(client, task, ines):
    client.force_login(ines)
    wish = {"band": "on_pace", "reason": "口径已调整。"}
    client.post(f"/tasks/{task.pk}/lamp/override/", wish)
    assert "口径已调整。" in client.get(f"/tasks/{task.pk}/lamp/").text
    assert client.post(f"/tasks/{task.pk}/lamp/withdraw/").status_code == 302
    assert client.post(f"/tasks/{task.pk}/lamp/withdraw/").status_code == 422


@pytest.mark.parametrize("wish", [{}, {"band": "x"}, {"band": "on_pace", "reason": "a\x00"}])
def test_a_bad_wish_comes_back_with_a_sentence(wish, client, task, ines):
    client.force_login(ines)
    response = client.post(f"/tasks/{task.pk}/lamp/override/", wish)
    assert (response.status_code, "errorlist" in response.text) == (422, True)


def test_the_page_of_a_lamp_costs_the_same(client, task, ines, django_assert_num_queries):
    client.force_login(ines)
    with django_assert_num_queries(9):
        client.get(f"/tasks/{task.pk}/lamp/")
