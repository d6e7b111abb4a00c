"""Meeting mode: what is behind, one after the other, and decided at once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.calendar import shift
from tasks.models import Task, TaskState
from tests.dashboards import city as small_city
from tests.dashboards.test_costs import count

MEETING = "/overview/meeting/"


@pytest.fixture
def behind(plan, north, south, vera):
    """A target and a task, both far behind."""
    small_city.fill(plan, north, south, vera, period=small_city.last_month(plan))
    return plan


def decision(plan, **changes):
    target = plan.targets.get()
    due_on = shift(timezone.localdate(), 30).isoformat()
    wish = {"of": "target", "key": target.pk, "title": "专题调度", "lead": "市科技局"}
    return wish | {"due_on": due_on} | changes


def test_items_follow_one_another(client, lena, behind):
    client.force_login(lena)
    first, last = (client.get(MEETING, {"item": item}).content.decode() for item in (1, 2))
    assert "1 / 2" in first and "?item=2" in first and 'rel="prev"' not in first
    assert "2 / 2" in last and "?item=1" in last and 'rel="next"' not in last


def test_targets_come_before_tasks_of_the_same_lamp(client, lena, behind):
    client.force_login(lena)
    pages = [client.get(MEETING, {"item": item}).context["page"].item for item in (1, 2)]
    assert [item.thing for item in pages] == [behind.targets.get(), behind.tasks.get()]


@pytest.mark.parametrize("item", ["0", "-1", "99", "abc", "9" * 40, "%00"])
def test_an_item_that_is_none_is_the_nearest(client, lena, behind, item):
    client.force_login(lena)
    assert client.get(MEETING, {"item": item}).status_code == 200


def test_a_past_day_shows_what_was_behind_then(client, lena, behind):
    client.force_login(lena)
    day = {"as_of": shift(timezone.localdate(), -1).isoformat()}
    overview = client.get(reverse("dashboards:leader"), day).context["page"]
    told = overview.overview.behind_total + overview.behind_tasks_total
    assert client.get(MEETING, day).context["page"].behind == told


def test_nothing_behind_says_so(client, lena):
    client.force_login(lena)
    page = client.get(MEETING, headers={"accept-language": "en"})
    assert "Nothing is behind." in page.content.decode()


def test_a_decision_becomes_a_draft_under_its_item(client, ines, behind, north):
    client.force_login(ines)
    page = client.post(f"{MEETING}?item=1", decision(behind), follow=True)
    task = behind.tasks.get(title="专题调度")
    assert [line.pk for line in page.context["page"].item.decided] == [task.pk]
    assert (task.state, list(task.targets.all())) == (TaskState.DRAFT, [behind.targets.get()])
    assert task.assignments.get().unit == north


def test_a_double_click_decides_once(client, ines, behind):
    client.force_login(ines)
    for _click in range(2):
        client.post(MEETING, decision(behind))
    assert behind.tasks.filter(title="专题调度").count() == 1


def test_a_decision_about_a_task_refers_to_the_same_words(client, ines, behind):
    task = behind.tasks.get()
    client.force_login(ines)
    client.post(MEETING, decision(behind, of="task", key=task.pk))
    made = behind.tasks.get(title="专题调度")
    assert (made.clause, made.quote) == (task.clause, task.quote)
    assert set(made.targets.all()) == set(task.targets.all())


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"lead": "没有这个局"},
        {"due_on": "2020-01-01"},
        {"due_on": "很快"},
        {"title": "a\0"},
    ],
)
def test_what_is_wrong_is_said_and_stays_typed(client, ines, behind, wrong):
    client.force_login(ines)
    page = client.post(MEETING, decision(behind, **wrong))
    assert page.status_code == 422
    assert "errorlist" in page.content.decode()
    assert not Task.objects.filter(state=TaskState.DRAFT).exists()


def test_leaders_read_and_do_not_write_tasks(client, lena, behind):
    client.force_login(lena)
    assert "title" not in client.get(MEETING).context["form"].fields
    assert client.post(MEETING, decision(behind)).status_code == 422
    assert not Task.objects.filter(state=TaskState.DRAFT).exists()


@pytest.mark.parametrize("key", ["", "abc", "999999"])
def test_a_decision_about_nothing_finds_nothing(client, ines, behind, key):
    client.force_login(ines)
    assert client.post(MEETING, decision(behind, key=key)).status_code == 404


@pytest.mark.parametrize("size", [1, 10])
@pytest.mark.parametrize(("item", "queries"), [("first", 15), ("last", 18)])
def test_the_queries_do_not_grow(client, ines, plan, north, south, vera, size, item, queries):
    period = small_city.last_month(plan)
    small_city.fill(plan, north, south, vera, times=size, period=period)
    client.force_login(ines)
    number = 1 if item == "first" else 2 * size
    assert count(client, f"{MEETING}?item={number}") == queries
