"""Every lamp of a page leads to its reason, every figure to its list."""

import re

import pytest
from django.urls import reverse

from tests.dashboards import city as small_city
from tests.dashboards.walking import lamps


@pytest.fixture
def live(plan, north, south, vera):
    small_city.fill(plan, north, south, vera, times=2, period=small_city.last_month(plan))
    return plan


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("lena", "leader"),
        ("otto", "office"),
        ("anna", "unit"),
        ("lena", "targets"),
        ("lena", "tasks"),
    ],
)
def test_every_lamp_of_an_overview_leads_somewhere(client, request, live, who, name):
    client.force_login(request.getfixturevalue(who))
    found = lamps(client.get(reverse(f"dashboards:{name}")).text)
    assert found.loose == []
    assert found.linked or name == "office"


def test_every_lamp_of_a_sheet_leads_somewhere(client, live, lena):
    client.force_login(lena)
    target, task = live.targets.first(), live.tasks.first()
    for name, key in (("plan", live), ("source", live), ("target", target), ("task", task)):
        found = lamps(client.get(reverse(f"dashboards:{name}", args=[key.pk])).text)
        assert (name, found.loose) == (name, [])
        assert found.linked


def test_the_reason_has_the_rule_its_thresholds_and_the_lamp_among_them(client, live, lena):
    client.force_login(lena)
    target, task = live.targets.first(), live.tasks.first()
    for name, key in (("target", target), ("task", task)):
        shown = client.get(reverse(f"dashboards:{name}", args=[key.pk])).text
        reason = shown[shown.index('id="why"') :]
        limits = re.search(r'<ul class="limits">.*?</ul>', reason, re.S)
        assert limits and limits[0].count('class="shown"') == 1


def test_a_reason_opens_the_report_that_brought_the_figure(client, live, lena):
    target = live.targets.first()
    report = live.periods.get().reports.get(target=target)
    small_city.measure(target, 111, on=report.period.ends_on, origin=f"report {report.pk}")
    client.force_login(lena)
    shown = client.get(reverse("dashboards:target", args=[target.pk])).text
    reason = shown[shown.index('id="why"') : shown.index("</details>")]
    assert reverse("reports:report", args=[report.pk]) in reason
