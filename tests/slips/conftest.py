"""A task of the north bureau that was due on 30 September; today is 14 October 2026."""

from datetime import date

import pytest

from core.working_days import fill_calendar
from slips.models import Slip
from slips.rules import ThingKind
from slips.services import draft_slip
from tasks.models import Task
from tests import make
from tests.slips import steps


@pytest.fixture(autouse=True)
def chinese_holidays(db):
    """1 to 7 October are holidays, the 10th is worked: the task is six working days late."""
    fill_calendar(now=make.NOW)


@pytest.fixture
def late(task: Task) -> Task:
    task.due_on = date(2026, 9, 30)
    task.state = "in_progress"
    task.save(update_fields=["due_on", "state"])
    return task


@pytest.fixture
def slip(late, ines, otto, now) -> Slip:
    return draft_slip(kind=ThingKind.TASK, thing_id=late.pk, by=ines, now=now)


@pytest.fixture
def sent(slip, ines, otto, now) -> Slip:
    return steps.send(slip, ines, otto, now=now)
