"""A task that nobody has agreed to yet is counted nowhere, and still found by who asks for it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from briefs.queries.snapshot import snapshot_of
from dashboards.queries import Scope
from dashboards.queries.duties import duties, duties_counted
from dashboards.queries.leader import leader_overview, overview_counted
from tasks.models import TaskState
from tests import make

PROPOSED = (TaskState.DRAFT, TaskState.PENDING)


@pytest.fixture(params=PROPOSED)
def proposed(request, plan, north):
    make.task(plan, north)
    return make.task(plan, north, title="会上议定事项", state=request.param, due_on="2024-01-31")


@pytest.fixture
def today(lena):
    now = timezone.now()
    return Scope(lena, timezone.localdate(now), now)


def test_leaders_and_units_count_what_was_agreed(proposed, today, north):
    make.judge()
    told = (
        leader_overview(today),
        overview_counted(today),
        duties(today, north),
        duties_counted(today, north),
    )
    assert {(each.tasks, each.overdue_tasks) for each in told} == {(1, 0)}
    assert {state.state for state in told[0].states}.isdisjoint(PROPOSED)


def test_the_field_of_a_leader_counts_no_proposals_either(proposed, client, lena, north):
    make.judge()
    client.force_login(lena)
    asked = {"leader": lena.pk, "unit": north.pk}
    assert client.get("/api/v1/overview/", asked).json()["tasks"] == 1


def test_the_list_behind_the_figure_has_as_many_lines(proposed, client, lena):
    client.force_login(lena)
    shown = client.get("/tasks/").context["page"].paginator.count
    asked = client.get("/tasks/", {"state": proposed.state}).context["page"]
    assert (shown, [line.pk for line in asked]) == (1, [proposed.pk])
    assert client.get("/plans/").context["page"][0].task_count == 1


def test_a_circular_does_not_print_a_proposal(proposed, plan):
    on = timezone.localdate() - timedelta(days=1)
    told = [thing.pk for thing in snapshot_of([plan.pk], on=on).tasks]
    assert told == [plan.tasks.exclude(pk=proposed.pk).get().pk]
