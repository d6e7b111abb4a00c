"""Lena wants to hear about a target of the north bureau; today is 14 October 2026. Lars leads the
city as well, and none of it is his business."""

import pytest

from core.working_days import fill_calendar
from indicators.models import Target
from instructions.models import Instruction
from instructions.rules import InstructionVerb
from tests import make
from tests.instructions import steps
from units.models import Unit, User
from units.rules import Role


@pytest.fixture(autouse=True)
def chinese_holidays(db):
    fill_calendar(now=make.NOW)


@pytest.fixture
def lars(city: Unit) -> User:
    return make.user("lars", (city, Role.LEADER))


@pytest.fixture
def target(plan, north) -> Target:
    return make.target(plan, north)


@pytest.fixture
def given(target, lena, now) -> Instruction:
    return steps.give(target, lena, now=now)


@pytest.fixture
def passed_on(given, ines, north, now) -> Instruction:
    """Its task was handed out to the north bureau."""
    steps.step(given, InstructionVerb.MAKE_TASK, ines, now=now, task=steps.task_of(north))
    given.refresh_from_db()
    steps.hand_out(given.made_task, now=now)
    return given


@pytest.fixture
def answered(given, ines, now) -> Instruction:
    return steps.step(given, InstructionVerb.ANSWER, ines, now=now, text="已约谈。")
