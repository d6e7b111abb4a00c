"""Rules and periods by the API: the same doors and verbs as on the pages."""

import pytest

from reports import services
from reports.models import ReportingRule
from tests.api import problems

RULE = {"frequency": "quarter", "anchor": "day_of_month", "anchor_number": 20}
RULES = "/api/v1/reporting-rules/"


@pytest.fixture
def opened(plan, task, now):
    type(plan).objects.update(published_at=now)
    services.open_periods(now=now)
    return plan.periods.opened().get()


def post(client, url, body=None):
    return client.post(url, body or {}, content_type="application/json")


def test_anybody_with_the_plan_reads_rules_and_periods(client, opened, plan, anna):
    client.force_login(anna)
    (rule,) = client.get(f"{RULES}?plan={plan.pk}").json()["results"]
    assert rule["sentence"].startswith(("every month", "每月"))
    found = client.get(f"/api/v1/periods/?plan={plan.pk}&opened=true").json()["results"]
    assert [period["name"] for period in found] == ["2026-10"]
    assert len(client.get("/api/v1/periods/?opened=false").json()["results"]) == 2


def test_the_office_sets_and_ends_a_rule(client, opened, plan, task, ines):
    client.force_login(ines)
    made = post(client, RULES, RULE | {"plan": plan.pk, "task": task.pk})
    assert (made.status_code, made.json()["task"]) == (201, task.pk)
    url = f"{RULES}{made.json()['id']}/end/"
    assert post(client, url).status_code == 200
    assert post(client, url).status_code == 409
    assert ReportingRule.objects.live().get().task is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"anchor_number": 99}, "anchor_number"),
        ({"frequency": "week"}, "anchor"),
        ({"frequency": "once"}, "once_on"),
        ({"frequency": "daily"}, "frequency"),
        ({"closing_day": 1e400}, None),
        ({"due_time": "25:00"}, "due_time"),
        ({"once_on": "0000-01-01"}, "once_on"),
        ({"deadline": 5}, None),
    ],
)
def test_a_rule_that_cannot_be_is_refused(wrong, field, client, plan, ines):
    client.force_login(ines)
    answer = post(client, RULES, RULE | {"plan": plan.pk} | wrong)
    assert answer.status_code == 400
    assert field is None or field in problems.wrong(answer)
    assert not ReportingRule.objects.exists()


def test_what_the_plan_does_not_have_is_not_found(client, plan, ines):
    client.force_login(ines)
    assert post(client, RULES, RULE | {"plan": plan.pk, "task": 999999}).status_code == 404
    assert post(client, RULES, RULE | {"plan": 999999}).status_code == 404


def test_a_unit_sets_no_rule(client, plan, anna):
    client.force_login(anna)
    assert post(client, RULES, RULE | {"plan": plan.pk}).status_code == 403
