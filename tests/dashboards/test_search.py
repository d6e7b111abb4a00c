"""What a search finds is what reading everything finds, and only what the person may see."""

import re
from contextlib import suppress
from itertools import count
from random import Random

import pytest
from django.core.exceptions import EmptyResultSet

from core.errors import RuleBroken
from core.searching import BLOCK, pattern_of
from dashboards.queries.search import Found, Sought, answer_to, prepared, statement
from dashboards.queries.search.sources import SOURCES
from plans.models import Clause, PlanState
from reports.models import Decision, Submission
from tasks.models import Task
from tests import make
from tests.dashboards import city as small_city
from units.rules import NameKind, Role

LETTERS = "科技创新5G"


@pytest.fixture
def scattered(plan, north, monkeypatch):
    """Tasks in several blocks of the index, of which only the newest two are read beforehand."""
    monkeypatch.setattr(statement, "near", lambda _sought: 2)
    random, keys = Random(7), count(1, BLOCK // 12)
    for _number in range(40):
        title, quote = ("".join(random.choices(LETTERS, k=n)) for n in (5, 9))
        make.task(plan, north, pk=next(keys), title=title, quote=quote)
    return random


def keys(hits):
    return [hit.pk for hit in hits[:]]


def found(user, words, **query):
    """Keys of what was found, by kind."""
    asked = {name: str(value) for name, value in query.items()}
    answer = answer_to(Sought.read(user, {"q": words, **asked}))
    return {hits.kind: keys(hits) for hits in answer.kinds}


def by_reading(words):
    """The same of tasks, from all rows: in a row before scattered, titles before texts."""
    parts, asked = words.lower().split(), []
    for task in Task.objects.all():
        title, whole = task.title, f"{task.title}\x1f{task.quote}"
        ranks = [
            all(re.search(pattern_of(part), text) for part in tried)
            for tried in (["".join(parts)], parts)
            for text in (title, whole)
        ]
        if any(ranks):
            asked.append((ranks.index(True), -task.pk))
    return [-key for _rank, key in sorted(asked)]


def test_it_finds_what_reading_everything_finds(scattered, lena):
    for _time in range(60):
        parts = scattered.choices([1, 2], k=1)[0]
        words = " ".join("".join(scattered.choices(LETTERS, k=2)) for _part in range(parts))
        assert found(lena, words, kind="task").get(Found.TASK, []) == by_reading(words), words


def test_a_plan_is_enough_to_read_all_of_it(scattered, plan, lena):
    for words in ("科技", "5g 创新"):
        assert found(lena, words, plan=plan.pk, kind="task")[Found.TASK] == by_reading(words)


@pytest.mark.parametrize(("kind", "most"), [("", 20), ("task", 100)])
def test_no_more_than_so_many_are_told_of(kind, most, plan, north, lena):
    for number in (most, most + 1):
        while Task.objects.count() < number:
            make.task(plan, north, title="培训")
        (hits,) = answer_to(Sought.read(lena, {"q": "培训", "kind": kind})).kinds
        assert (len(hits), hits.has_more) == (most, number > most)


@pytest.fixture
def reports(plan, north, south, vera):
    """The north bureau leads a task and reported; the south bureau assists and leads another."""
    period = make.period(plan)
    shared, own = make.task(plan, north, south), make.task(plan, south)
    led, assisted = shared.assignments.order_by("order")
    made = {
        "lead": make.report(period, led),
        "part": make.report(period, assisted),
        "other": make.report(period, own.assignments.get()),
    }
    for report in made.values():
        small_city.approve(report, vera, progress="完成评审三批", problems="资金未到位")
    return made


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("lena", {"lead", "part", "other"}),
        ("ines", {"lead", "part", "other"}),
        ("otto", {"lead", "part", "other"}),
        ("anna", {"lead", "part"}),
        ("hugo", {"lead", "part"}),
        ("vera", {"part", "other"}),
        ("sam", set()),
        ("ada", set()),
    ],
)
def test_reports_are_found_by_those_who_may_open_them(reports, request, person, seen):
    hits = found(request.getfixturevalue(person), "评审三批").get(Found.REPORT, [])
    assert set(hits) == {reports[name].pk for name in seen}


def test_words_in_different_parts_of_a_report_are_found_together(reports, lena):
    assert len(found(lena, "评审 资金")[Found.REPORT]) == 3
    assert found(lena, "三批资金") == {}


def test_only_what_was_sent_last_is_found(reports, lena):
    first = reports["lead"].submissions.get()
    first.pk, first.version, first.progress = None, 2, "完成验收"
    first.save(force_insert=True)
    assert reports["lead"].pk not in found(lena, "评审三批")[Found.REPORT]
    assert found(lena, "完成验收")[Found.REPORT] == [reports["lead"].pk]


@pytest.mark.parametrize("hidden", [{"submitted_at": None}, {"decision": Decision.RECALLED}])
def test_what_was_not_sent_is_nobodys_to_find(reports, lena, anna, hidden):
    Submission.objects.update(**hidden)
    assert found(lena, "评审三批") == found(anna, "评审三批") == {}


def test_reports_are_filtered_by_plan_unit_and_year(reports, plan, city, north, lena):
    other = make.plan(city, title="别的方案")
    assert found(lena, "评审三批", plan=other.pk) == {}
    assert found(lena, "评审三批", plan=plan.pk)[Found.REPORT]
    assert found(lena, "评审三批", unit=north.pk) == {Found.REPORT: [reports["lead"].pk]}
    assert found(lena, "评审三批", year="2025") == {}
    assert len(found(lena, "评审三批", year="2026")[Found.REPORT]) == 3


def test_everybody_finds_what_is_published(task, plan, north, anna, vera, lena, ines):
    target = make.target(plan, north)
    for person in (anna, vera, lena, ines):
        assert found(person, "企业") == {
            Found.TARGET: [target.pk],
            Found.TASK: [task.pk],
            Found.INDICATOR: [target.indicator_id],
        }


def test_drafts_are_not_found(task, plan, lena):
    plan.state = PlanState.DRAFT
    plan.save(update_fields=["state"])
    assert found(lena, "企业") == {}


def test_administrators_find_nothing_of_the_plans(task, sam):
    assert found(sam, "企业") == {}


def test_a_clause_leads_to_its_words_in_the_source(plan, lena):
    Clause.objects.update(text="高新技术企业达到200家。")
    (hits,) = answer_to(Sought.read(lena, {"q": "200家", "kind": "clause"})).kinds
    place = plan.source_text.index("200家")
    assert hits[0].address == f"/plans/{plan.pk}/source/?mark={place}-{place + 4}#mark"


def test_a_unit_is_found_by_its_former_name_and_offers_the_present_one(north, lena):
    make.named(north, "市科委", kind=NameKind.FORMER)
    answer = answer_to(Sought.read(lena, {"q": "市科委"}))
    assert [(hits.kind, hits.best[0].pk) for hits in answer.kinds] == [(Found.UNIT, north.pk)]
    assert answer.names == ("市科技局",)


def test_a_unit_is_told_of_once_whatever_it_is_called(north, lena):
    make.named(north, "云岭市科技局", kind=NameKind.FULL)
    assert found(lena, "科技局") == {Found.UNIT: [north.pk]}


@pytest.mark.django_db(transaction=True)
def test_a_search_that_takes_too_long_is_told(task, lena, monkeypatch):
    slow = prepared.SETTINGS.replace(prepared.PATIENCE, "20ms") + "SELECT pg_sleep(1);"
    monkeypatch.setattr(prepared, "SETTINGS", slow)
    with pytest.raises(RuleBroken):
        found(lena, "企业")
    assert Task.objects.exists()  # the connection still answers


@pytest.mark.parametrize("who", ["lena", "anna", "sam"])
def test_what_somebody_may_see_is_put_into_words_without_a_query(
    who, plan, north, request, django_assert_num_queries
):
    """What decides it must be known from the person alone: the words are kept."""
    user = request.getfixturevalue(who)
    sought = Sought.read(user, {"q": "企业", "plan": str(plan.pk), "year": "2026"})
    assert isinstance(user.posts, frozenset)
    with django_assert_num_queries(0):
        for source in SOURCES.values():
            with suppress(EmptyResultSet):
                source.rows(sought).query.sql_with_params()


def test_who_gets_another_post_finds_more_at_once(task, anna, south):
    assert Found.TASK in found(anna, "企业")
    anna.memberships.update(role=Role.SYSTEM_ADMIN)
    assert found(type(anna).objects.get(pk=anna.pk), "企业") == {}
