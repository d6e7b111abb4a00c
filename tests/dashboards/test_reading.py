"""A plan's text with its promises beside it."""

import pytest
from django.urls import reverse

from dashboards.rules import Passage, Piece, pages_of
from plans.models import Clause
from tests import make


def passage(position, level, length):
    return Passage(position, level, (Piece("字" * length, False, False, False),))


@pytest.mark.parametrize(
    ("lengths", "sizes"),
    [
        ([], [0]),
        ([(1, 5), (1, 5)], [2]),
        ([(1, 8), (1, 5)], [1, 1]),
        ([(1, 8), (2, 5), (1, 1)], [2, 1]),
        ([(1, 8), (2, 9), (2, 9)], [2, 1]),
        ([(1, 50), (2, 1)], [1, 1]),
    ],
)
def test_a_text_is_cut_where_chapters_begin(lengths, sizes):
    read = [passage(at, *each) for at, each in enumerate(lengths, start=1)]
    pages = pages_of(read, most=10)
    assert [len(page) for page in pages] == sizes
    assert [p for page in pages for p in page] == read


@pytest.fixture
def long(city):
    """Three chapters of 5,000 characters, each a page of its own."""
    chapters = [f"{number}、章\n" + "字" * 5000 + "\n" for number in "一二三"]
    plan = make.plan(city, source_text="".join(chapters))
    plan.clauses.all().delete()
    start = 0
    for position, text in enumerate(chapters, start=1):
        end = start + len(text)
        Clause.objects.create(plan=plan, position=position, level=1, start=start, end=end)
        start = end
    return plan


def page(client, user, plan, **query):
    client.force_login(user)
    return client.get(reverse("dashboards:source", args=[plan.pk]), query)


def positions(response):
    return [each.passage.position for each in response.context["sheet"].clauses]


def test_each_clause_has_its_targets_and_tasks_beside_it(client, lena, plan, north):
    target, task = make.target(plan, north), make.task(plan, north)
    response = page(client, lena, plan)
    [clause] = response.context["sheet"].clauses
    assert [line.pk for line in clause.targets] == [target.pk]
    assert [line.pk for line in clause.tasks] == [task.pk]
    assert reverse("dashboards:target", args=[target.pk]) + "#why" in response.text


def test_what_was_added_by_hand_stands_before_the_text(client, lena, plan, north):
    task = make.task(plan, north, clause=None, quote_start=None, quote_end=None)
    assert [line.pk for line in page(client, lena, plan).context["sheet"].loose.tasks] == [task.pk]


def test_a_long_text_has_pages_and_marked_words_open_theirs(client, lena, long):
    assert positions(page(client, lena, long)) == [1]
    assert positions(page(client, lena, long, page=3)) == [3]
    assert positions(page(client, lena, long, mark="5010-5020")) == [2]
    assert positions(page(client, lena, long, clause=3)) == [3]


@pytest.mark.parametrize("query", [{"page": "999999"}, {"page": "x"}, {"clause": "77"}])
def test_nonsense_shows_a_page_that_there_is(client, lena, long, query):
    assert positions(page(client, lena, long, **query)) in ([1], [3])
