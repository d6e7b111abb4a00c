"""No page asks the database more when there is more to show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dashboards.queries import Scope, leader_overview
from tests import make
from tests.dashboards import city as small_city

PAGES = {
    "leader": ("lena", 41),
    "coverage": ("lena", 9),
    "inbox": ("ines", 19),
    "office": ("otto", 19),
    "results": ("lena", 11),
    "unit": ("anna", 27),
    "plans": ("lena", 7),
    "targets": ("lena", 12),
    "tasks": ("lena", 13),
    "indicators": ("lena", 8),
}
API = {"targets": 10, "tasks": 10, "changes": 5, "coverage": 6, "plans": 6}
SHEETS = {"plan": 20, "source": 17, "target": 25, "task": 33, "indicator": 23}


@pytest.fixture(params=[1, 10])
def live(request, plan, north, south, vera):
    """At two sizes."""
    small_city.fill(
        plan, north, south, vera, times=request.param, period=small_city.last_month(plan)
    )
    for number in range(1, request.param):
        make.plan(plan.issuer, title=f"方案{number}")
    return plan


def count(client, address):
    client.get(address)  # what is kept between requests is kept now
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", PAGES)
def test_the_queries_of_a_page_do_not_grow(client, request, live, name):
    who, most = PAGES[name]
    client.force_login(request.getfixturevalue(who))
    assert count(client, reverse(f"dashboards:{name}")) == most


@pytest.mark.parametrize("name", API)
def test_the_queries_of_the_lines_behind_an_overview_do_not_grow(client, live, lena, name):
    client.force_login(lena)
    assert count(client, reverse(f"api-overview-{name}")) == API[name]


@pytest.mark.parametrize("name", SHEETS)
def test_the_queries_of_a_sheet_do_not_grow(client, live, lena, name):
    keys = {
        "plan": live,
        "source": live,
        "target": live.targets.first(),
        "task": live.tasks.first(),
        "indicator": live.targets.first().indicator,
    }
    client.force_login(lena)
    assert count(client, reverse(f"dashboards:{name}", args=[keys[name].pk])) == SHEETS[name]


def test_the_queries_of_the_overview_do_not_grow(live, lena, django_assert_num_queries):
    assert lena.roles
    with django_assert_num_queries(11):
        leader_overview(Scope(lena, live.periods.get().ends_on))
