"""Somebody who reads the pages in English, and a task with everything at hand for any step."""

from collections.abc import Iterator

import pytest
from django.utils import translation

from tasks.rules import Actor
from tests import make
from tests.tasks import steps
from tests.tasks.steps import Scene
from units.rules import Role


@pytest.fixture
def in_english() -> Iterator[None]:
    """Services speak English to tests that look for their words."""
    with translation.override("en"):
        yield


@pytest.fixture
def as_(client):
    """Sign in as somebody and read in English."""

    def sign_in(user):
        client.cookies["django_language"] = "en"
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def east(city):
    """A unit without a part in the task."""
    return make.unit("市民政局", parent=city, scope=city)


@pytest.fixture
def stranger(east):
    return make.user("emma", (east, Role.REVIEWER))


@pytest.fixture
def scene(
    plan, task, north, east, stranger, anna, rita, ines, otto, lena, now, settings, tmp_path
) -> Scene:
    """All needs are met: the assist has answered, the task is rolling, papers are complete."""
    settings.MEDIA_ROOT = tmp_path
    task.is_rolling, task.due_on = True, steps.TODAY
    task.save(update_fields=["is_rolling", "due_on"])
    task.assignments.filter(role="assist").update(answered_at=now)
    other = make.task(plan, north, title="另一项")
    people = {
        Actor.INSPECTOR: ines,
        Actor.OFFICE_HEAD: otto,
        Actor.LEADER: lena,
        Actor.LEAD_REPORTER: anna,
        Actor.LEAD_REVIEWER: rita,
        Actor.JOB: None,
        "stranger": stranger,
    }
    return Scene(task, other, people, steps.papers(east, other=other), now)
