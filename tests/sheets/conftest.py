"""Beside the cast: the north bureau owes a report on its task and one on its target."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django import Settings

from plans.models import Plan
from reports.models import Period, Report
from sheets.models import Sheet
from tests import make
from tests.sheets.books import filled, read, write
from tests.sheets.photos import PNG, new_line, on
from units.models import Unit, User


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """Uploaded files go where the test's other files go."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def target_report(plan: Plan, period: Period, north: Unit) -> Report:
    """What the north bureau owes for September about the target that it leads."""
    return make.report(period, make.target(plan, north))


@pytest.fixture
def good(north: Unit, anna: User, report: Report) -> Sheet:
    """Anna's workbook with one new line, read."""
    content = filled(north, lambda s: write(s, 2, percent=62.5, progress="新增12家。"))
    return read(content, north, anna)


@pytest.fixture
def english() -> Iterator[None]:
    """Sentences are compared in the language of the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def shown(north: Unit, anna: User, report: Report) -> Sheet:
    """Anna's workbook with one new line and a picture on it, read."""
    return read(on(filled(north, new_line), (2, PNG)), north, anna)
