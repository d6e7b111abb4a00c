"""The steps of a task by the API: the same doors and the same table as on the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tasks.models import Move, Proof, TaskState
from tests import make


@pytest.fixture
def post(client):
    def send(user, task, verb, body, **more):
        client.force_login(user)
        client.cookies["django_language"] = "en"
        kind = {"content_type": "application/json"} if more.get("json", True) else {}
        return client.post(f"/api/v1/tasks/{task.pk}/{verb}/", body, **kind)

    return send


def test_a_unit_receives_and_the_office_hears_of_it(post, task, anna) -> None:
    done = post(anna, task, "receive", {}).json()
    assert (done["state"], done["revision"]) == ("in_progress", 1)


def test_receiving_twice_is_told(post, task, anna) -> None:
    post(anna, task, "receive", {})
    again = post(anna, task, "receive", {})
    assert (again.status_code, "Anna" in again.json()["detail"]) == (409, True)


def test_an_assist_hands_in_its_share(post, task, vera) -> None:
    assert post(vera, task, "answer", {"answer": "资金已拨付。"}).status_code == 200
    assert task.assignments.get(role="assist").answered_by == vera


def test_a_refusal_says_why(post, task, rita) -> None:
    missing = post(rita, task, "refuse", {"revision": 0})
    assert (missing.status_code, Move.objects.exists()) == (409, False)
    done = post(rita, task, "refuse", {"revision": 0, "reason": "不属本单位职责。"})
    assert done.json()["state"] == "refused"


def test_other_units_get_the_task(post, task, south, ines) -> None:
    parts = [{"role": "lead", "unit": south.pk}]
    done = post(ines, task, "reassign", {"revision": 0, "reason": "改派。", "parts": parts}).json()
    assert done["lead_units"] == ["市财政局"]


def test_a_task_is_broken_down(post, task, south, ines) -> None:
    shares = [{"title": "建库"}, {"title": "评审", "parts": [{"role": "lead", "unit": south.pk}]}]
    assert post(ines, task, "decompose", {"revision": 0, "shares": shares}).status_code == 200
    assert task.parts.count() == 2


def test_completion_is_asked_for_with_files(post, task, rita, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    task.state = TaskState.IN_PROGRESS
    task.save(update_fields=["state"])
    task.assignments.update(answered_at=make.NOW)
    files = [SimpleUploadedFile("照片.jpg", b"x")]
    body = {"revision": 0, "reason": "已建成。", "done_on": "2026-09-30", "files": files}
    done = post(rita, task, "request-completion", body, json=False)
    assert (done.json()["state"], Proof.objects.get().name) == ("completion_requested", "照片.jpg")


@pytest.mark.parametrize(
    ("who", "verb", "status"),
    [
        ("vera", "refuse", 403),
        ("anna", "refuse", 403),
        ("stranger", "refuse", 403),
        ("stranger", "receive", 403),
        ("stranger", "answer", 403),
        ("anna", "answer", 403),
        ("ines", "complete", 403),
        ("anna", "suspend", 403),
        ("sam", "suspend", 404),
        ("ada", "receive", 404),
    ],
)
def test_strangers_find_nothing_and_readers_may_not_write(
    who, verb, status, post, task, request, stranger
) -> None:
    assert post(request.getfixturevalue(who), task, verb, {}).status_code == status


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"revision": "x", "document": "1号"},
        {"revision": -1, "document": "1号"},
        {"revision": 0, "document": "1号", "state": "closed"},
        {"revision": 0, "document": "字" * 201},
        {"revision": 0, "document": "a\u0000b"},
        "nonsense",
        "[]",
        '{"revision": NaN}',
        '{"revision": 1e400}',
    ],
    ids=str.__class__,
)
def test_a_body_that_makes_no_sense_changes_nothing(body, post, task, otto) -> None:
    assert post(otto, task, "suspend", body).status_code == 400
    assert not Move.objects.exists()


@pytest.mark.parametrize(
    "parts",
    [
        [{"role": "lead"}],
        [{"role": "boss", "unit": 1}],
        [{"role": "lead", "unit": 1, "group": 1}],
        [{"role": "lead", "unit": "1e99"}],
        [{"role": "lead", "unit": 2**64}],
        "x",
        [1],
    ],
)
def test_parts_that_make_no_sense_change_nothing(parts, post, task, ines) -> None:
    body = {"revision": 0, "reason": "改派。", "parts": parts}
    assert post(ines, task, "reassign", body).status_code == 400
    assert not Move.objects.exists()


def test_units_that_nobody_knows_are_not_found(post, task, ines) -> None:
    parts = [{"role": "lead", "unit": 999999}]
    body = {"revision": 0, "reason": "改派。", "parts": parts}
    assert post(ines, task, "reassign", body).status_code == 404


def test_a_program_that_looked_too_long_ago_is_told(post, task, otto, lena) -> None:
    post(lena, task, "suspend", {"revision": 0, "document": "1号"})
    late = post(otto, task, "resume", {"revision": 0, "reason": "条件具备。"})
    assert (late.status_code, "Lena" in late.json()["detail"]) == (409, True)


def test_a_day_that_is_none_is_refused(post, task, otto) -> None:
    for day in ("0000-01-01", "2026-02-30", "NaN", 1):
        body = {"revision": 0, "reason": "调整。", "document": "1号", "due_on": day}
        assert post(otto, task, "amend-due", body).status_code == 400
    assert not Move.objects.exists()
