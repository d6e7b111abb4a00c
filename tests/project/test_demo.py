"""The demonstration that `make run` loads is the one that the samples tell of."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from config.demo.city import load_city
from config.demo.plans import load_plans
from indicators.models import Forecast
from indicators.rules import Refusal
from instructions.models import Instruction
from plans.models import Plan
from reports.models import Report, Submission
from tasks.models import TaskState
from units import demo
from units.models import User


@pytest.fixture
def loaded_today(db, settings, tmp_path) -> str:
    settings.MEDIA_ROOT = tmp_path
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


def test_every_account_of_the_demonstration_opens_its_first_screen(loaded_today, client):
    for account in demo.demo_accounts():
        assert account.login in loaded_today
        client.force_login(User.objects.get(username=account.login))
        assert client.get(reverse("units:home"), follow=True).status_code == 200


def test_a_portal_that_has_units_is_left_alone(loaded_today):
    before = Report.objects.count()
    call_command("load_demo", stdout=StringIO())
    assert Report.objects.count() == before


@pytest.mark.parametrize(
    ("day", "ahead"),
    [
        (datetime(2026, 12, 1, tzinfo=UTC), True),
        (datetime(2027, 2, 3, tzinfo=UTC), False),
        (datetime(2030, 6, 5, tzinfo=UTC), False),
    ],
)
def test_the_city_can_be_loaded_on_any_day(db, settings, tmp_path, day, ahead):
    settings.MEDIA_ROOT = tmp_path
    load_city()
    load_plans(now=day)
    assert Plan.objects.active().count() == 2
    assert not Submission.objects.filter(saved_at__gt=day).exists()
    # Near the end of the plans' years some targets can be forecast, others never.
    refusals = set(Forecast.objects.live().values_list("refusal", flat=True))
    assert ("" in refusals, Refusal.STAGES in refusals) == (ahead, True)
    assert Refusal.FAILED not in refusals


def test_leaders_have_given_instructions_in_several_states(loaded_today):
    states = Instruction.objects.values_list("state", flat=True)
    assert set(states) == {"answered", "taken_up", "given"}
    handed_out = Instruction.objects.exclude(made_task=None).get().made_task
    assert handed_out.state == TaskState.DISPATCHED
