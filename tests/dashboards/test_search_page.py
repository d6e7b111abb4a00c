"""The page of the search, and what it says when there is nothing to look for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.searching import IGNORED
from plans.models import Clause
from tests import make
from tests.dashboards import city as small_city

SEARCH = reverse("dashboards:search")
ANSWER = reverse("api-search")


@pytest.fixture
def as_lena(client, lena):
    client.force_login(lena)
    return client


@pytest.fixture(params=[1, 10])
def live(request, plan, north, south, vera):
    """At two sizes, with words of every kind."""
    period = make.period(plan)
    Clause.objects.update(heading="企业培育")
    make.plan(plan.issuer, title="企业培育方案")
    make.unit("市企业局", parent=plan.issuer, scope=plan.issuer)
    for _number in range(request.param):
        make.target(plan, north)
        task = make.task(plan, north)
        report = make.report(period, task.assignments.get())
        small_city.approve(report, vera, progress="走访企业")
    return plan


def text_of(client, **query):
    page = client.get(SEARCH, query)
    assert page.status_code == 200
    return page.content.decode()


@pytest.mark.parametrize(("address", "most"), [(SEARCH, 7), (ANSWER, 6)])
def test_the_queries_do_not_grow(as_lena, live, address, most):
    as_lena.get(address, {"q": "企业"})  # what is kept between requests is kept now
    with CaptureQueriesContext(connection) as queries:
        answer = as_lena.get(address, {"q": "企业"})
    kinds = answer.context["answer"].kinds if address == SEARCH else answer.json()["kinds"]
    assert len(kinds) == 7
    assert len(queries) == most


def test_what_was_looked_for_is_marked_and_nothing_else_is_html(as_lena, plan, north):
    make.task(plan, north, title="<b>培训</b>", quote="<script>开展培训</script>")
    text = text_of(as_lena, q="培训")
    assert '&lt;b&gt;<mark class="quote">培训</mark>&lt;/b&gt;' in text
    assert "<script>开展" not in text


def test_what_was_typed_is_written_as_text(as_lena):
    assert "<u>培训" not in text_of(as_lena, q='"><u>培训')


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", "请输入要查找的内容"),
        ("科", "一个字几乎到处都有"),
        ("长" * 10_000, "最多输入100个字"),
        ("，。！", "只有标点"),
        (IGNORED, "只有标点"),
        ("\x00\x00", "请输入要查找的内容"),
    ],
)
def test_what_cannot_be_looked_for_gets_a_clear_answer(as_lena, words, answer):
    assert answer in text_of(as_lena, q=words)


@pytest.mark.parametrize("words", ["%_", "\\\\", "'; --", "$$x", "科%技", ".*", "(?i)x", "😀😀"])
def test_signs_mean_nothing_but_themselves(as_lena, task, words):
    assert "没有找到" in text_of(as_lena, q=words)


@pytest.mark.parametrize("page", ["0", "-1", "1000000000", "x"])
def test_any_page_shows_something(as_lena, task, page):
    assert "企业</mark>" in text_of(as_lena, q="企业", kind="task", page=page)


def test_a_hundred_tasks_are_five_pages(as_lena, plan, north):
    for _number in range(101):
        make.task(plan, north)
    last = as_lena.get(SEARCH, {"q": "企业", "kind": "task", "page": "9"}).context["page"]
    assert (last.number, len(last.object_list)) == (5, 20)


def test_the_search_is_about_today(as_lena, task):
    assert "查找的是今天的内容" in text_of(as_lena, q="企业", as_of="2026-01-31")


def test_a_former_name_offers_the_present_one(as_lena, north):
    make.named(north, "市科委", kind="former")
    assert "?q=%E5%B8%82%E7%A7%91%E6%8A%80%E5%B1%80" in text_of(as_lena, q="市科委")


def test_administrators_have_no_search(client, sam):
    client.force_login(sam)
    assert client.get(SEARCH).status_code == 404
    assert client.get(ANSWER, {"q": "企业"}).status_code == 404


def test_programs_are_told_the_same(as_lena, task):
    told = as_lena.get(ANSWER, {"q": "企业", "kind": "task"}).json()
    (kind,) = told["kinds"]
    assert (kind["kind"], kind["count"], kind["more"]) == ("task", 1, False)
    assert kind["hits"][0]["address"] == reverse("dashboards:task", args=[task.pk])
    assert {"text": "企业", "marked": True} in kind["hits"][0]["title"]


@pytest.mark.parametrize(
    "query",
    [{}, {"q": "科"}, {"q": "，，"}, {"q": "科技", "kind": "x"}, {"q": "科技", "page": 1}],
)
def test_programs_are_told_what_is_wrong(as_lena, query):
    assert as_lena.get(ANSWER, query).status_code == 400


def test_a_plan_that_does_not_exist_is_told_to_programs(as_lena):
    assert as_lena.get(ANSWER, {"q": "科技", "plan": 10**9}).status_code == 404
