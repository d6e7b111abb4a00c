"""A POST with an Idempotency-Key that comes twice is carried out once and answered twice."""

import json
from contextlib import ExitStack
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory

from core.audit import record
from core.models import AuditEntry, KeptAnswer
from core.rest import ExactJSONParser, repeats
from reports.models import Submission
from tests import make, race
from tests.api.problems import wrong

CONTENT = {"revision": 0, "percent": 40, "progress": "完成选址。"}
JSON: dict[str, Any] = {"content_type": "application/json"}


def save(client, report, body=CONTENT, key="k-1", verb="save"):
    where = f"/api/v1/reports/{report.pk}/{verb}/"
    return client.post(where, body, **JSON, headers={"Idempotency-Key": key})


def test_what_comes_again_gets_the_first_answer(client, report, anna):
    client.force_login(anna)
    first, again = save(client, report), save(client, report)
    assert (first.status_code, again.status_code) == (200, 200)
    assert json.loads(again.content) == json.loads(first.content)
    assert ("Idempotent-Replayed" in first, again["Idempotent-Replayed"]) == (False, "true")
    assert report.submissions.count() == 1


def test_another_key_is_another_request(client, report, anna):
    client.force_login(anna)
    assert save(client, report).status_code == 200
    assert save(client, report, key="k-2").status_code == 409


@pytest.mark.parametrize(
    ("body", "verb"), [(CONTENT | {"percent": 41}, "save"), (CONTENT, "submit")]
)
def test_a_key_does_not_serve_for_another_request(body, verb, client, report, anna):
    client.force_login(anna)
    save(client, report)
    refused = save(client, report, body, verb=verb)
    assert (refused.status_code, refused.json()["type"]) == (422, "/api/problems/#key-reused")


def test_everybody_has_keys_of_their_own(client, report, north, anna, rita):
    client.force_login(anna)
    save(client, report, verb="submit")
    client.force_login(rita)
    assert save(client, report, {"revision": 1}, verb="approve").status_code == 200
    assert KeptAnswer.objects.count() == 2


def test_a_refusal_is_not_kept_because_it_changed_nothing(client, report, anna):
    client.force_login(anna)
    assert save(client, report, CONTENT | {"percent": 400}).status_code == 400
    assert not KeptAnswer.objects.exists()
    assert save(client, report).status_code == 200


def test_a_fault_of_ours_leaves_neither_act_nor_key(client, report, anna, monkeypatch):
    """The act is taken back with the answer that could not be kept."""
    client.force_login(anna)
    client.raise_request_exception = False

    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(repeats, "_keep", fail)
    assert save(client, report).status_code == 500
    assert not Submission.objects.exists()
    assert not KeptAnswer.objects.exists()


@pytest.mark.parametrize("key", ["", "a b", "字", "x" * 256, "\x7f"])
def test_a_key_has_a_form(key, client, report, anna):
    client.force_login(anna)
    answer = save(client, report, key=key)
    assert (answer.status_code, wrong(answer)) == (400, ["Idempotency-Key"])


def test_a_file_counts_by_its_content(client, north, anna):
    client.force_login(anna)
    kept = {"Idempotency-Key": "file"}

    def send(content):
        body = {"file": SimpleUploadedFile("a.csv", content), "kind": "reports", "unit": north.pk}
        return client.post("/api/v1/sheets/", body, headers=kept)

    first, again, other = send(b"a"), send(b"a"), send(b"b")
    assert (first.status_code, again.json()["id"]) == (202, first.json()["id"])
    assert (again["Location"], other.status_code) == (first["Location"], 422)


def test_keys_are_forgotten_after_a_day(client, report, anna):
    client.force_login(anna)
    save(client, report)
    now = timezone.now()
    assert repeats.forget_answers(now=now) == 0
    assert repeats.forget_answers(now=now + timedelta(days=1, minutes=1)) == 1
    assert save(client, report).status_code == 409


def test_a_key_of_the_day_before_is_free_again_before_the_job_comes(client, report, anna):
    client.force_login(anna)
    save(client, report)
    KeptAnswer.objects.update(claimed_at=timezone.now() - timedelta(days=1, minutes=1))
    assert save(client, report, CONTENT | {"revision": 1}).status_code == 200
    assert KeptAnswer.objects.get().attempt == 2


def test_who_asks_while_the_first_is_at_it_is_told_to_wait(client, report, anna):
    client.force_login(anna)
    save(client, report)
    KeptAnswer.objects.update(status=None)
    waiting = save(client, report)
    assert (waiting.status_code, waiting["Retry-After"]) == (409, "1")
    assert waiting.json()["type"] == "/api/problems/#in-progress"
    died = timezone.now() - timedelta(seconds=1)
    KeptAnswer.objects.update(leased_until=died)
    assert save(client, report, key="k-1").status_code == 409  # the revision: it was written
    assert not KeptAnswer.objects.exists()


# --- At the same time ---

KEPT = {"Idempotency-Key": "once"}
ATTEMPT, STATUS = '"core_keptanswer"."attempt" = %s', '"core_keptanswer"."status" IS NULL'
LEASE = '"core_keptanswer"."leased_until" < %s'


def asking(plan, anna, *, meanwhile=lambda: None):
    """An act that nothing but the key keeps from being done twice."""

    def act():
        meanwhile()
        with transaction.atomic():
            record("plan.closed", plan, by=anna, now=make.NOW)
        return Response({"done": True}, status=201)

    asked = APIRequestFactory().post("/api/v1/x/", {}, format="json", headers=KEPT)
    request = Request(asked, parsers=[ExactJSONParser()])
    request.user = anna
    try:
        return repeats.once(request, act).status_code
    except APIException as refused:
        return refused.status_code


def acts():
    return AuditEntry.objects.filter(verb="plan.closed").count()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("guarded", "asked"), [(True, 1), (False, 4)])
def test_of_many_at_once_one_acts(guarded, asked, plan, anna, monkeypatch):
    if not guarded:
        monkeypatch.setattr(repeats, "once", lambda _request, act: act())
    answers = race.together(4, lambda: asking(plan, anna))
    assert set(answers) <= {201, 409}
    assert acts() == asked


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_of_many_who_find_a_dead_claim_one_takes_it_over(guarded, plan, anna):
    assert asking(plan, anna) == 201
    lapsed = {"status": None, "leased_until": timezone.now() - timedelta(seconds=1)}
    KeptAnswer.objects.update(**lapsed)
    off = [
        lambda: race.slowed('FROM "core_keptanswer"'),
        lambda: race.rewritten(ATTEMPT, "%s > 0"),
        lambda: race.rewritten(LEASE, "%s IS NOT NULL"),
        lambda: race.rewritten(STATUS, "TRUE"),
    ]
    race.together(4, lambda: asking(plan, anna), *(off if not guarded else off[:1]))
    assert (acts() == 2) is guarded  # one before, one by whoever took over


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("guarded", "asked"), [(True, 1), (False, 2)])
def test_who_stood_still_beyond_the_lease_is_taken_back(guarded, asked, plan, anna):
    claimed, overtaken = Event(), Event()

    def stand_still():
        claimed.set()
        assert overtaken.wait(10)

    def slow():
        off = [] if guarded else [race.rewritten(ATTEMPT, "%s > 0"), race.rewritten(STATUS, "TRUE")]
        with ExitStack() as switches:
            for switch in off:
                switches.enter_context(switch)
            return asking(plan, anna, meanwhile=stand_still)

    def quick():
        assert claimed.wait(10)
        KeptAnswer.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
        answer = asking(plan, anna)
        overtaken.set()
        return answer

    assert race.at_once(slow, quick) == [409 if guarded else 201, 201]
    assert acts() == asked
