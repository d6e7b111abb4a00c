"""ETags: nothing is sent twice, and nobody writes over what they did not see."""

import pytest

from core.audit import record
from core.rest import conditions
from plans.models import Plan
from reports.models import Report, Submission

CONTENT = {"percent": 40, "progress": "完成选址。"}
JSON = {"content_type": "application/json"}


@pytest.fixture
def at(report):
    return f"/api/v1/reports/{report.pk}/"


def etag(client, address, **headers):
    return client.get(address, headers=headers)["ETag"]


@pytest.mark.parametrize("kind", ["units", "plans", "targets", "tasks", "reports", "notices"])
def test_what_the_client_has_is_not_sent_again(kind, client, report, lena):
    client.force_login(lena)
    address = f"/api/v1/{kind}/"
    lines = client.get(address).json()["results"]
    for each in (address, *(f"{address}{line['id']}/" for line in lines[:1])):
        known = etag(client, each)
        again = client.get(each, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", known)


def test_an_etag_changes_with_the_thing_the_language_and_the_day(client, report, lena, anna, at):
    client.force_login(lena)
    tags = [
        etag(client, at),
        etag(client, at, accept_language="en"),
        etag(client, f"{at}?as_of=2026-10-20"),
        etag(client, f"{at}?as_of=2026-10-21"),
    ]
    Report.objects.update(revision=5)
    assert len({*tags, etag(client, at)}) == 5


def test_one_etag_of_several_will_do_and_a_packed_answer_has_a_weak_one(client, lena, at):
    client.force_login(lena)
    known = etag(client, at)
    for given in (f'"x", {known}', f"W/{known}", "*"):
        assert client.get(at, headers={"If-None-Match": given}).status_code == 304
    for given in ("x", '"x"', "", known[:-2] + '"'):
        assert client.get(at, headers={"If-None-Match": given}).status_code == 200


def test_nothing_is_worked_out_where_nothing_has_happened(
    client, plan, lena, now, django_assert_max_num_queries
):
    client.force_login(lena)
    address = f"/api/v1/plans/{plan.pk}/"
    known = {"If-None-Match": etag(client, address)}
    assert client.get(address, headers=known).status_code == 304  # compared, and remembered
    with django_assert_max_num_queries(5) as asked:
        assert client.get(address, headers=known).status_code == 304
    assert not [each for each in asked.captured_queries if "plans_plan" in each["sql"]]
    Plan.objects.update(title="新题目")
    record("plan.closed", plan, by=None, now=now)
    assert client.get(address, headers=known).json()["title"] == "新题目"


def test_who_sends_no_etag_does_not_pay_for_one(client, plan, lena, django_assert_num_queries):
    client.force_login(lena)
    with django_assert_num_queries(4) as asked:
        client.get("/api/v1/plans/")
    assert not [each for each in asked.captured_queries if "core_auditentry" in each["sql"]]


def test_the_stamp_is_asked_before_the_answer_is_made(client, plan, lena, now, monkeypatch):
    """Else an act between the two would hide behind the new stamp for ever."""
    client.force_login(lena)
    address, real = f"/api/v1/plans/{plan.pk}/", conditions.trail_stamp
    known = {"If-None-Match": etag(client, address)}

    def overtaken(**when):
        stamp = real(**when)
        Plan.objects.update(title="新题目")
        record("plan.closed", plan, by=None, now=now)
        return stamp

    monkeypatch.setattr(conditions, "trail_stamp", overtaken)
    newer = client.get(address, headers=known)
    monkeypatch.setattr(conditions, "trail_stamp", real)
    assert newer.json()["title"] == "新题目"
    assert client.get(address, headers=known).status_code == 200
    assert client.get(address, headers={"If-None-Match": newer["ETag"]}).status_code == 304


def test_a_person_never_learns_by_the_etag_of_another(client, plan, lena, sam):
    client.force_login(lena)
    address = f"/api/v1/plans/{plan.pk}/"
    known = etag(client, address)
    client.force_login(sam)
    assert client.get(address, headers={"If-None-Match": known}).status_code == 404


# --- Writing ---


def save(client, at, body=CONTENT, **headers):
    return client.post(f"{at}save/", body, **JSON, headers=headers)


def test_who_saw_it_as_it_is_writes_without_naming_the_revision(client, anna, at):
    client.force_login(anna)
    saved = save(client, at, if_match=etag(client, at))
    assert (saved.status_code, saved.json()["revision"]) == (200, 1)


@pytest.mark.parametrize("given", ["seen", '"x"', "x", ""])
def test_who_saw_something_else_is_refused(given, client, report, anna, at):
    client.force_login(anna)
    seen = etag(client, at) if given == "seen" else given
    Report.objects.update(revision=3)
    refused = save(client, at, if_match=seen)
    assert (refused.status_code, refused.json()["type"]) == (
        412,
        "/api/problems/#changed-meanwhile",
    )
    assert not Submission.objects.exists()


def test_who_comes_between_the_look_and_the_act_is_seen_by_the_revision(
    client, report, anna, at, monkeypatch
):
    """The look is no lock: the service compares what was seen once more, under its own."""
    client.force_login(anna)
    seen, real = etag(client, at), conditions.is_seen

    def overtaken(*args):
        found = real(*args)
        Report.objects.update(revision=3)
        return found

    monkeypatch.setattr(conditions, "is_seen", overtaken)
    assert save(client, at, if_match=seen).status_code == 412
    assert not Submission.objects.exists()


def test_what_has_no_revision_is_compared_as_well(client, anna):
    client.force_login(anna)
    where = "/api/v1/mutes/"
    seen = etag(client, where)
    body = {"matters": ["pace"]}
    assert client.put(where, body, **JSON, headers={"If-Match": seen}).status_code == 200
    assert client.put(where, body, **JSON, headers={"If-Match": seen}).status_code == 412


def test_a_list_cannot_be_matched(client, task, anna):
    client.force_login(anna)
    asked = client.post("/api/v1/extensions/", {}, **JSON, headers={"If-Match": '"x"'})
    assert asked.status_code == 412


def test_pages_for_people_have_no_part_in_it(client, plan, lena):
    client.force_login(lena)
    assert "ETag" not in client.get(f"/plans/{plan.pk}/")
