"""Lists come in pages that neither skip nor repeat a line, whatever happens between them."""

import re

import pytest
from django.core import signing
from django.db.models import F
from rest_framework.request import Request

from core.rest.pages import Pages
from plans.models import Plan
from tests import make
from tests.api.problems import wrong
from units.models import Unit

UNITS = "/api/v1/units/"


@pytest.fixture
def seven(city):
    """Some of them share a place in the order of protocol."""
    made = [make.unit(f"第{number}局", scope=city) for number in range(6)]
    Unit.objects.filter(pk__in=[unit.pk for unit in made]).update(protocol_order=9)
    return list(Unit.objects.in_protocol_order())


def names(page):
    return [each["name"] for each in page["results"]]


def walk(client, address, way="next"):
    while address:
        page = client.get(address).json()
        yield page
        address = page[way]


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 200])
def test_pages_make_up_the_list_and_lead_back(size, client, seven, lena):
    client.force_login(lena)
    pages = list(walk(client, f"{UNITS}?page_size={size}"))
    assert [name for page in pages for name in names(page)] == [unit.name for unit in seven]
    assert pages[0]["previous"] is None
    if len(pages) > 1:
        back = [*walk(client, pages[0]["next"], "previous")]
        assert [names(page) for page in back] == [names(page) for page in pages[1::-1]]


def test_a_line_that_comes_in_between_moves_no_other(client, seven, city, lena):
    client.force_login(lena)
    first = client.get(f"{UNITS}?page_size=3").json()
    make.unit("最前局", scope=city, protocol_order=0)
    make.unit("最后局", scope=city, protocol_order=10)
    second = client.get(first["next"]).json()
    assert names(first) + names(second) == [unit.name for unit in seven[:6]]


@pytest.mark.parametrize("ascending", [True, False])
@pytest.mark.parametrize("nulls_first", [True, None])
def test_rows_without_a_value_have_their_place(ascending, nulls_first, rf, city):
    """A later column decides between equals, and NULL is no value to be compared with."""
    for issued_on in ("2026-01-01", None, "2026-03-01", None, "2026-01-01"):
        make.plan(city, issued_on=issued_on)
    day = F("issued_on")
    more = {"nulls_first": nulls_first}
    rows = Plan.objects.order_by(day.asc(**more) if ascending else day.desc(**more), "-pk")
    found: list[Plan] = []
    link: str | None = "/api/v1/plans/?page_size=2"
    while link:
        pages = Pages()
        found += pages.paginate_queryset(rows, Request(rf.get(link)))
        link = pages.get_paginated_response([]).data["next"]
    assert found == list(rows)


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_a_place_has_several_columns_and_any_of_them_may_be_empty(size, rf, city):
    for issued_on in ("2026-01-01", None, "2026-03-01"):
        for ends_on in (None, "2026-06-30", "2026-12-31", "2026-06-30"):
            make.plan(city, issued_on=issued_on, ends_on=ends_on)
    rows = Plan.objects.order_by("-issued_on", "ends_on", "title", "-pk")

    def turn(link):
        pages = Pages()
        lines = pages.paginate_queryset(rows, Request(rf.get(link)))
        ends = pages.get_paginated_response([]).data
        return lines, ends["next"], ends["previous"]

    there, link = [], f"/api/v1/plans/?page_size={size}"
    while link:
        lines, link, back = turn(link)
        there.append(lines)
    assert [plan for page in there for plan in page] == list(rows)
    for page in there[-2::-1]:
        lines, _on, back = turn(back)
        assert lines == page
    assert back is None


def test_filters_and_size_stay_in_the_address(client, seven, lena):
    client.force_login(lena)
    answer = client.get(UNITS, {"page_size": 1, "name": "第"})
    assert "name=" in answer.json()["next"]
    assert "page_size=1" in answer.json()["next"]
    (link,) = re.findall(r'<([^>]+)>; rel="next"', answer["Link"])
    assert link == answer.json()["next"]


NONSENSE = ("", "x", "1000000000", "\x00", "９", "cD00", "-1", "a:b:c", "x" * 4000)


@pytest.mark.parametrize("text", NONSENSE)
def test_a_cursor_that_makes_no_sense_is_refused(text, client, seven, lena):
    client.force_login(lena)
    answer = client.get(UNITS, {"cursor": text})
    assert (answer.status_code, wrong(answer)) == (400, ["cursor"])


def test_a_cursor_of_another_list_is_refused(client, seven, plan, lena):
    client.force_login(lena)
    link = client.get(UNITS, {"page_size": 1}).json()["next"]
    assert wrong(client.get(link.replace("/units/", "/plans/"))) == ["cursor"]


def test_a_cursor_that_somebody_made_is_refused(client, seven, lena):
    client.force_login(lena)
    made = signing.dumps([False, [1, "x", 2]], key="another key than ours")
    assert wrong(client.get(UNITS, {"cursor": made})) == ["cursor"]


@pytest.mark.parametrize("size", ["0", "-1", "201", "1e3", "9" * 5000, "", "²", "２", "x", "1.5"])
def test_a_page_has_from_1_to_200_lines(size, client, db, lena):
    client.force_login(lena)
    answer = client.get(UNITS, {"page_size": size})
    assert (answer.status_code, wrong(answer)) == (400, ["page_size"])


@pytest.mark.parametrize("page", [1, 10**9])
def test_pages_have_no_numbers(page, client, db, lena):
    client.force_login(lena)
    assert wrong(client.get(UNITS, {"page": page})) == ["page"]


def test_the_end_of_a_list_that_shrank_leads_to_its_beginning(client, seven, lena):
    client.force_login(lena)
    link = client.get(UNITS, {"page_size": 6}).json()["next"]
    Unit.objects.filter(pk=seven[-1].pk).update(protocol_order=0)
    page = client.get(link).json()
    assert (page["results"], page["next"], "cursor" in page["previous"]) == ([], None, False)


def test_a_page_costs_no_count(client, seven, lena, django_assert_num_queries):
    client.force_login(lena)
    link = client.get(UNITS, {"page_size": 3}).json()["next"]
    with django_assert_num_queries(5) as asked:
        client.get(link)
    assert not [each for each in asked.captured_queries if "COUNT(" in each["sql"]]
