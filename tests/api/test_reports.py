"""Reports by the API: the same doors and verbs as on the pages."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from reports.models import ReportState, Submission
from reports.rules import Content
from reports.services import save_draft, submit_report
from tests import make
from tests.api.problems import wrong
from units.rules import Role

CONTENT = {"revision": 0, "percent": 40, "progress": "完成选址。"}


def post(client, report, verb, body, **headers):
    url = f"/api/v1/reports/{report.pk}/{verb}/"
    return client.post(url, body, content_type="application/json", **headers)


@pytest.fixture
def submitted(report, anna, now):
    content = Content(percent=Decimal(40), progress="完成选址。")
    return submit_report(report_id=report.pk, revision=0, content=content, by=anna, now=now)


def test_a_reporter_submits_and_the_reviewer_approves(client, report, anna, rita):
    client.force_login(anna)
    sent = post(client, report, "submit", CONTENT).json()
    assert (sent["state"], sent["revision"]) == ("submitted", 1)
    client.force_login(rita)
    done = post(client, report, "approve", {"revision": 1}).json()
    assert (done["state"], done["submissions"][0]["reviewed_by"]) == ("approved", "Rita")
    report.assignment.task.refresh_from_db()
    assert report.assignment.task.percent == 40


def test_what_was_written_by_the_api_says_so(client, report, anna):
    client.force_login(anna)
    post(client, report, "save", CONTENT)
    assert Submission.objects.get().origin == "api"


def test_submitting_twice_is_a_conflict_with_a_sentence(client, submitted, anna):
    client.force_login(anna)
    stale = post(client, submitted, "submit", CONTENT)
    late = post(client, submitted, "submit", CONTENT | {"revision": 1})
    assert [stale.status_code, late.status_code] == [409, 409]
    assert "Anna" in stale.json()["detail"]
    assert Submission.objects.count() == 1


def test_nobody_approves_what_they_wrote(client, report, north, now):
    both = make.user("bo", (north, Role.REPORTER), (north, Role.REVIEWER))
    content = Content(percent=Decimal(40), progress="完成选址。")
    submit_report(report_id=report.pk, revision=0, content=content, by=both, now=now)
    client.force_login(both)
    assert post(client, report, "approve", {"revision": 1}).status_code == 409


def test_a_return_needs_a_reason(client, submitted, rita):
    client.force_login(rita)
    assert wrong(post(client, submitted, "return", {"revision": 1})) == ["reason"]
    answer = post(client, submitted, "return", {"revision": 1, "reason": " "})
    assert (answer.status_code, wrong(answer)) == (400, ["reason"])
    answer = post(client, submitted, "return", {"revision": 1, "reason": "请写明数量。"})
    assert answer.json()["state"] == "returned"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('{"revision": 0, "percent": "NaN", "progress": "x"}', "percent"),
        ('{"revision": 0, "percent": "1e400", "progress": "x"}', "percent"),
        ('{"revision": 0, "percent": 1e400, "progress": "x"}', "percent"),
        ('{"revision": 0, "percent": 1e99999999, "progress": "x"}', "percent"),
        ('{"revision": 0, "percent": 99.99999999999999999, "progress": "x"}', "percent"),
        ('{"revision": 0, "percent": 101, "progress": "x"}', "percent"),
        ('{"revision": 0, "percent": -0.01, "progress": "x"}', "percent"),
        ('{"revision": 0, "percent": true, "progress": "x"}', "percent"),
        ('{"revision": 0, "percent": [4], "progress": "x"}', "percent"),
        ('{"revision": 0, "percent": 4, "value": 4, "progress": "x"}', "value"),
        ('{"revision": 0, "progress": "x"}', "percent"),
        ('{"revision": 0, "percent": 4}', "progress"),
        ('{"revision": 0, "percent": 4, "progress": "\\u0000"}', "progress"),
        ('{"revision": 0, "percent": 4, "progress": "\\ud800"}', "progress"),
        ('{"revision": 0, "percent": 4, "progress": "' + "字" * 2001 + '"}', "progress"),
        ('{"revision": 0, "percent": 4, "progress": "x", "state": "approved"}', "state"),
        ('{"revision": 0, "percent": 4, "progress": "x", "unit": 1}', "unit"),
        ('{"percent": 4, "progress": "x"}', "revision"),
        ('{"revision": 99999999999, "percent": 4, "progress": "x"}', "revision"),
    ],
)
def test_what_cannot_be_taken_is_named_and_nothing_is_saved(client, report, anna, body, field):
    client.force_login(anna)
    answer = post(client, report, "submit", body)
    assert (answer.status_code, wrong(answer)) == (400, [field])
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "7", "NaN", "[" * 100_000, "\x00", '{"revision": ' + "9" * 5000 + "}"]
)
def test_a_body_that_is_no_object_is_refused(client, report, anna, body):
    client.force_login(anna)
    assert post(client, report, "submit", body).status_code == 400


def test_a_body_that_is_too_long_is_refused_before_it_is_read(client, report, anna, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50
    client.force_login(anna)
    answer = post(client, report, "save", CONTENT | {"problems": "x" * 50})
    assert (answer.status_code, answer.json()["type"]) == (413, "/api/problems/#too-large")


def test_a_form_is_refused_because_only_json_is_spoken(client, report, anna):
    client.force_login(anna)
    answer = client.post(f"/api/v1/reports/{report.pk}/submit/", {"revision": 0})
    assert answer.status_code == 415


@pytest.mark.parametrize("verb", ["save", "submit", "approve", "return"])
def test_a_stranger_does_not_find_the_report(client, report, city, verb):
    stranger = make.user("stan", (make.unit("市民政局", scope=city), Role.REPORTER))
    client.force_login(stranger)
    assert post(client, report, verb, CONTENT).status_code == 404


@pytest.mark.parametrize(
    ("who", "verb"),
    [
        ("hugo", "save"),
        ("rita", "submit"),
        ("anna", "approve"),
        ("lena", "return"),
        ("lena", "save"),
    ],
)
def test_a_reader_may_not_write(client, report, request, who, verb):
    client.force_login(request.getfixturevalue(who))
    assert post(client, report, verb, CONTENT).status_code == 403
    report.refresh_from_db()
    assert report.revision == 0


def test_a_page_elsewhere_cannot_write_with_somebodys_session(report, anna):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(anna)
    assert post(browser, report, "submit", CONTENT).status_code == 403


def test_a_draft_is_for_those_who_write(client, report, anna, rita, now):
    save_draft(report_id=report.pk, revision=0, content=Content(progress="初稿"), by=anna, now=now)
    client.force_login(rita)
    shown = client.get(f"/api/v1/reports/{report.pk}/").json()
    assert (shown["draft"], shown["submissions"]) == (None, [])
    client.force_login(anna)
    assert client.get(f"/api/v1/reports/{report.pk}/").json()["draft"]["progress"] == "初稿"


def test_a_unit_sees_its_own_reports_and_those_of_the_tasks_it_leads(
    client, period, task, report, anna, vera
):
    assisting = make.report(period, task.assignments.get(role="assist"))
    client.force_login(vera)
    shown = client.get("/api/v1/reports/").json()["results"]
    assert [each["id"] for each in shown] == [assisting.pk]
    client.force_login(anna)
    shown = client.get("/api/v1/reports/").json()["results"]
    assert {each["id"] for each in shown} == {report.pk, assisting.pk}


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({"state": "open"}, True),
        ({"state": "approved"}, False),
        ({"overdue": "true"}, True),
        ({"overdue": "false"}, False),
        ({"period": "2026-09-30"}, True),
        ({"period": "2026-10-31"}, False),
        ({"plan": "0"}, False),
        ({"unit": "0"}, False),
        ({"task": "0"}, False),
        ({"target": "0"}, False),
    ],
)
def test_reports_are_filtered(client, report, lena, wish, found):
    report.due_at = report.due_at.replace(year=2020)
    report.save(update_fields=["due_at"])
    client.force_login(lena)
    assert len(client.get("/api/v1/reports/", wish).json()["results"]) == int(found)


def test_what_waits_for_review_is_not_overdue(client, submitted, lena):
    type(submitted).objects.update(due_at=submitted.due_at.replace(year=2020))
    client.force_login(lena)
    shown = client.get(f"/api/v1/reports/{submitted.pk}/").json()
    assert (shown["state"], shown["overdue"]) == (ReportState.SUBMITTED, False)


@pytest.mark.parametrize("size", [1, 10])
def test_a_report_costs_the_same_however_many_versions(
    client, report, anna, now, size, django_assert_num_queries
):
    for version in range(1, size + 1):
        Submission.objects.create(
            report=report, version=version, saved_at=now, submitted_at=now, written_by=anna
        )
    client.force_login(anna)
    with django_assert_num_queries(12):
        client.get(f"/api/v1/reports/{report.pk}/")


@pytest.mark.parametrize("size", [1, 2, 3, 200])
def test_pages_lead_through_all_periods_and_back(size, city, client, lena):
    units = [make.unit(f"第{n}局", scope=city, protocol_order=n // 2) for n in range(3)]
    for plan in [make.plan(city), make.plan(city)]:
        tasks = [make.task(plan, unit, position=n) for n, unit in enumerate(units)]
        for ends_on in (date(2026, 8, 31), date(2026, 9, 30)):
            period = make.period(plan, starts_on=ends_on.replace(day=1), ends_on=ends_on)
            for task in tasks:
                make.report(period, task.assignments.get())
    client.force_login(lena)
    there, link = [], f"/api/v1/reports/?page_size={size}"
    while link:
        there.append(client.get(link).json())
        link = there[-1]["next"]
    shown = [line for page in there for line in page["results"]]
    order = [(-int(line["period"][5:7]), line["plan"], line["unit_name"]) for line in shown]
    assert order == sorted(order)
    assert len({line["id"] for line in shown}) == len(shown) == 12
    page = there[-1]
    for before in there[-2::-1]:
        page = client.get(page["previous"]).json()
        assert page["results"] == before["results"]
    assert page["previous"] is None
