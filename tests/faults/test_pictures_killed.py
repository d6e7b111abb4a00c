"""A worker is killed while it takes pictures out of a sheet or keeps them: no half, none twice."""

import random
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from plans.models import Plan
from reports.models import Evidence, Period
from sheets import services
from sheets.models import Sheet, Stage
from tests import make
from tests.faults.test_sheets_killed import KILLS, Worker
from tests.sheets import books
from tests.sheets.photos import PNG, on
from units.models import Unit, User

pytestmark = pytest.mark.django_db(transaction=True)
LINES = 40


@pytest.fixture
def sheet(
    plan: Plan, period: Period, north: Unit, anna: User, tmp_path: Path, settings: Settings
) -> Sheet:
    """A workbook of forty lines, each with a picture of half a megabyte."""
    settings.MEDIA_ROOT = str(tmp_path)
    for _ in range(LINES):
        make.report(period, make.task(plan, north).assignments.get())
    chance = random.Random(7)
    shown = [(row, PNG + chance.randbytes(500_000)) for row in range(2, 2 + LINES)]
    return books.upload(on(books.downloaded(north), *shown), north, anna, now=timezone.now())


def files(media: Path, sheet: Sheet) -> set[str]:
    """Names of what lies in the sheet's folder."""
    return {file.name for file in (media / "sheets" / "pictures" / str(sheet.pk)).iterdir()}


def test_a_killed_worker_leaves_each_picture_once(sheet: Sheet, tmp_path: Path) -> None:
    worker, chance = Worker(str(tmp_path)), random.Random(5)
    facts: dict[str, Any] = {"sheet_id": sheet.pk, "by": sheet.uploaded_by}
    spent = worker.work()
    for _ in range(max(1, KILLS // 2)):
        services.read_again(**facts, now=timezone.now())
        worker.die(chance.uniform(0.3, 0.98) * spent)
        assert not Evidence.objects.exists()
        worker.work()
        services.confirm_sheet(**facts, submit=False, now=timezone.now())
        worker.die(chance.uniform(0.5, 1.02) * spent)
        sheet.refresh_from_db()
        assert Evidence.objects.count() == (LINES if sheet.stage == Stage.SAVED else 0)
        worker.work()
        assert Evidence.objects.count() == LINES
        assert files(tmp_path, sheet) == {
            Path(str(each.file.name)).name for each in Evidence.objects.all()
        }
        assert all(
            sha256(each.file.read()).hexdigest() == each.sha256 for each in Evidence.objects.all()
        )
        services.withdraw_sheet(**facts, now=timezone.now())
