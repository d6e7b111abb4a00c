"""A worker is killed at random moments of reading and of saving a sheet: nothing or everything.

LUOSHI_KILLED_LINES=20000 makes the sheet as long as the longest of a unit, LUOSHI_KILLS=5 kills
five readings and five savings.
"""

import os
import random
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from benchmarks.filled import lines_of_units
from benchmarks.worlds import CITY, fill
from benchmarks.worlds.sizes import NOW
from reports.models import Submission
from reports.services import open_periods
from sheets import services
from sheets.models import Kind, Sheet, Stage
from sheets.writing import VERSION, Stamp, stream_workbook
from units.models import Membership, User
from units.rules import Role

pytestmark = pytest.mark.django_db(transaction=True)

LINES = int(os.environ.get("LUOSHI_KILLED_LINES", "600"))
KILLS = int(os.environ.get("LUOSHI_KILLS", "2"))
WORKER = """
import sys, django
django.setup()
from datetime import timedelta
from django.utils import timezone
from sheets import services
later = timedelta(minutes=float(sys.argv[1]))
services.work_on_one_sheet(now=timezone.now() + later)
"""


class Worker:
    """A process that works on one sheet, as if so many minutes had passed."""

    def __init__(self, media: str) -> None:
        self.minutes = 0
        name = connection.settings_dict["NAME"]
        base, _slash, _old = os.environ["DATABASE_URL"].rpartition("/")
        self.environment = os.environ | {
            "DATABASE_URL": f"{base}/{name}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "MEDIA_ROOT": media,
        }

    def start(self) -> "subprocess.Popen[bytes]":
        # The lease of the one that was killed is over.
        self.minutes += 10
        command = [sys.executable, "-c", WORKER, str(self.minutes)]
        return subprocess.Popen(command, env=self.environment, cwd=settings.BASE_DIR)

    def work(self) -> float:
        """Seconds that it takes undisturbed."""
        begun = time.monotonic()
        assert self.start().wait(timeout=300) == 0
        return time.monotonic() - begun

    def die(self, after: float) -> None:
        process = self.start()
        time.sleep(after)
        process.kill()
        process.wait()


@pytest.fixture
def inspector() -> User:
    fill(replace(CITY, counties=1 + LINES // 1800), triggers=False)
    open_periods(now=NOW)
    return Membership.objects.filter(role=Role.INSPECTOR).select_related("user")[0].user


@pytest.fixture
def sheet(inspector: User, tmp_path: Path, settings: Settings) -> Sheet:
    """The workbook of a whole city, as the office hands it in."""
    settings.MEDIA_ROOT = str(tmp_path)
    day, lines = lines_of_units(LINES, wrong=0)
    row = Sheet(kind=Kind.CITY, name="city.xlsx", sha256="0" * 64, carried_for="市督查室")
    row.uploaded_by, row.uploaded_at, row.not_before = inspector, NOW, NOW
    row.file.name = "city.xlsx"
    with (tmp_path / "city.xlsx").open("wb") as file:
        stream_workbook(file, lines, unit_name="云岭市", stamp=Stamp(None, day, VERSION, NOW))
    row.save()
    return row


def submitted(sheet: Sheet) -> int:
    return Submission.objects.sent().filter(origin=sheet.origin).count()


def confirm(sheet: Sheet) -> None:
    facts: dict[str, Any] = {"sheet_id": sheet.pk, "by": sheet.uploaded_by, "now": timezone.now()}
    services.confirm_sheet(**facts, submit=True)


def test_a_killed_worker_leaves_nothing_or_everything(sheet: Sheet, tmp_path: Path) -> None:
    worker, chance = Worker(str(tmp_path)), random.Random(20)
    facts: dict[str, Any] = {"sheet_id": sheet.pk, "by": sheet.uploaded_by, "now": timezone.now()}
    reading = worker.work()
    confirm(sheet)
    saving = worker.work()
    for _ in range(KILLS):
        services.withdraw_sheet(**facts)
        services.read_again(**facts)
        worker.die(chance.uniform(0.1, 0.98) * reading)
        assert submitted(sheet) == 0
        worker.work()
        sheet.refresh_from_db()
        assert (sheet.stage, sheet.lines.count()) == (Stage.CHECKED, LINES)
        confirm(sheet)
        worker.die(chance.uniform(0.1, 1.02) * saving)
        sheet.refresh_from_db()
        assert submitted(sheet) == (LINES if sheet.stage == Stage.SAVED else 0)
        worker.work()
        sheet.refresh_from_db()
        assert (sheet.stage, submitted(sheet)) == (Stage.SAVED, LINES)


def test_a_sheet_that_kills_every_worker_ends_by_itself(sheet: Sheet, tmp_path: Path) -> None:
    worker = Worker(str(tmp_path))
    for _ in range(Sheet.MAX_ATTEMPTS):
        worker.die(0.9)
    Sheet.objects.filter(pk=sheet.pk).update(attempts=Sheet.MAX_ATTEMPTS)
    Sheet.objects.bury(now=timezone.now() + timedelta(minutes=worker.minutes + 10))
    sheet.refresh_from_db()
    assert sheet.work_state == "failed"
