"""Whatever goes wrong, the API answers with a problem (RFC 9457) in the reader's language."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.rest.kinds import KINDS
from dashboards.api import OverviewView
from tests.api.problems import wrong

MEDIA = "application/problem+json"
JSON: dict[str, Any] = {"content_type": "application/json"}


@pytest.mark.parametrize(
    ("who", "method", "path", "more", "kind"),
    [
        (None, "get", "units/", {}, "not_authenticated"),
        (
            None,
            "get",
            "units/",
            {"headers": {"Authorization": "Bearer x"}},
            "authentication_failed",
        ),
        ("lena", "get", "units/?planned=1", {}, "invalid"),
        ("anna", "post", "extensions/", {"data": "{", **JSON}, "parse_error"),
        ("anna", "post", "extensions/", {"data": "[]", **JSON}, "invalid"),
        ("lena", "get", "reports/0/", {}, "not_found"),
        ("lena", "get", "reports/x/", {}, "not_found"),
        ("lena", "get", "nothing/", {}, "not_found"),
        ("lena", "delete", "units/", {}, "method_not_allowed"),
        ("lena", "get", "units/", {"headers": {"Accept": "text/html"}}, "not_acceptable"),
        ("anna", "post", "extensions/", {"data": {"x": "1"}}, "unsupported_media_type"),
    ],
)
def test_every_refusal_is_a_problem(who, method, path, more, kind, client, task, request):
    if who:
        client.force_login(request.getfixturevalue(who))
    answer = getattr(client, method)(f"/api/v1/{path}", **more)
    told, known = answer.json(), KINDS[kind]
    assert (answer.status_code, answer["Content-Type"]) == (known.status, MEDIA)
    assert (told["type"], told["status"]) == (f"/api/problems/#{known.slug}", known.status)
    assert told["instance"] == f"/api/v1/{path}".partition("?")[0]
    assert told["title"]
    assert told["detail"]


def test_a_broken_rule_a_wrong_role_and_a_revision_of_yesterday(client, report, anna, lena):
    where = f"/api/v1/reports/{report.pk}/"
    client.force_login(lena)
    assert client.post(f"{where}save/", {}, **JSON).json()["type"].endswith("#permission-denied")
    client.force_login(anna)
    refused = client.post(f"{where}unchanged/", {"revision": 0}, **JSON)
    assert (refused.status_code, refused.json()["type"]) == (409, "/api/problems/#rule-broken")
    stale = client.post(f"{where}save/", {"revision": 7, "progress": "x"}, **JSON)
    assert (stale.status_code, stale.json()["type"]) == (409, "/api/problems/#stale")


def test_a_form_from_elsewhere_is_refused_by_name(report, anna):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(anna)
    refused = careful.post(f"/api/v1/reports/{report.pk}/save/", {}, **JSON)
    assert (refused.status_code, refused.json()["type"]) == (403, "/api/problems/#csrf-failed")


def test_a_fault_of_ours_says_nothing_of_the_inside(client, lena, monkeypatch):
    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(OverviewView, "get", fail)
    client.raise_request_exception = False
    client.force_login(lena)
    answer = client.get("/api/v1/overview/")
    assert (answer.status_code, answer["Content-Type"]) == (500, MEDIA)
    assert "secret" not in answer.content.decode()


def test_a_body_that_is_too_long_for_a_form(client, anna, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    client.force_login(anna)
    answer = client.post("/api/v1/sheets/", {"kind": "reports" * 10})
    assert (answer.status_code, answer.json()["type"]) == (413, "/api/problems/#too-large")


@pytest.mark.parametrize(("language", "words"), [("en", "There is nothing"), ("zh-hans", "没有")])
def test_problems_speak_the_readers_language(language, words, client, lena):
    client.force_login(lena)
    told = client.get("/api/v1/reports/0/", headers={"Accept-Language": language}).json()
    assert words in told["title"] + told["detail"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ('{"task": 1, "seen": "x", "stages": [{"title": "x", "due_on": "2026-01-01", "a": 1}]}',
         "stages/0/a"),
        ('{"task": 1, "seen": "x", "stages": [{"title": "\\u0000", "due_on": "2026-01-01"}]}',
         "stages/0/title"),
        ('{"task": 1, "seen": "x", "stages": [{"title": "x", "due_on": "1999-12-31"}]}',
         "stages/0/due_on"),
        ('{"task": 1, "seen": "x", "stages": {}}', "stages"),
        ('{"task": 1, "seen": "x", "a/b~c": 1, "stages": []}', "a~1b~0c"),
        ('{"task": 99999999999999999999, "seen": "x", "stages": []}', "task"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_pointed_at(body, pointer, client, anna):
    client.force_login(anna)
    assert wrong(client.post("/api/v1/milestones/plan/", body, **JSON)) == [pointer]


@pytest.mark.parametrize(
    "body", ['{"a": 1, "a": 2}', '{"a": NaN}', '{"a": ' * 5000, '{"a": 1e5', "{]"]
)
def test_what_is_no_json_is_told_so(body, client, anna):
    client.force_login(anna)
    answer = client.post("/api/v1/milestones/plan/", body, **JSON)
    assert answer.json()["type"] == "/api/problems/#parse-error"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_page_explains_every_kind_to_whoever_asks(client, db, language):
    page = client.get(reverse("api-problems"), headers={"Accept-Language": language})
    explained = re.findall(r'<tr id="([^"]+)"', page.content.decode())
    assert explained == [kind.slug for kind in KINDS.values()]


def test_problems_are_told_in_one_form_whatever_is_asked_for(client, db):
    answer = client.delete("/api/schema/", headers={"Accept": "application/vnd.oai.openapi"})
    assert json.loads(answer.content)["status"] == 405
