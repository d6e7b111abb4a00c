"""Beside the cast: the north bureau owes a report on its task and one on its target."""

from pathlib import Path

import pytest
from pytest_django import Settings

from plans.models import Plan
from reports.models import Period, Report
from tests import make
from units.models import Unit


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """Uploaded files go where the test's other files go."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def target_report(plan: Plan, period: Period, north: Unit) -> Report:
    """What the north bureau owes for September about the target that it leads."""
    return make.report(period, make.target(plan, north))
