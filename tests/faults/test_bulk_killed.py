"""A worker is killed with everything of a bulk sheet written and nothing committed.

It waits for the last thing that it needs, the lock of the audit trail, which the test holds.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, models, transaction
from pytest_django import Settings

from core.audit import CHAIN_LOCK
from indicators.models import Measurement
from plans.models import Plan
from sheets import services
from sheets.models import Kind, Sheet
from tests import make
from tests.faults.test_sheets_killed import Worker
from tests.sheets.bulk import sent, table
from units.models import Unit, UnitName, User

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 60
# The control: the same worker on a database that commits every statement by itself.
WITHOUT_TRANSACTIONS = """
import sys, django
django.setup()
from datetime import timedelta
from django.db.transaction import Atomic
from django.utils import timezone
from sheets.models import Sheet
from sheets.services.saving import save_sheet
now = timezone.now() + timedelta(minutes=float(sys.argv[1]))
sheet = Sheet.objects.claim(now=now)
Atomic.__enter__ = lambda self: None
Atomic.__exit__ = lambda self, *error: None
save_sheet(sheet, now=now)
"""


@dataclass(frozen=True)
class Case:
    """A kind of sheet with two lines, and what stands in the database when they are saved."""

    kind: Kind
    rows: tuple[tuple[object, ...], ...]
    wanted: models.QuerySet[models.Model]


CASES = {
    "units": Case(
        Kind.UNITS,
        (("单位名称", "上级单位", "别名"), ("市水利局", "云岭市政府", "市水务局"),
         ("市科技局", "云岭市政府", "市科创局")),
        UnitName.objects.filter(name__in=["市水利局", "市水务局", "市科创局"]),
    ),
    "people": Case(
        Kind.PEOPLE,
        (("登录名", "姓名", "单位", "角色"), ("lili", "李丽", "市科技局", "填报员"),
         ("wang", "王强", "市科技局", "填报员"), ("zhou", "周敏", "市科技局", "填报员")),
        User.objects.filter(username__in=["lili", "wang", "zhou"]),
    ),
    "measurements": Case(
        Kind.MEASUREMENTS,
        (("指标名称", "截至日期", "完成值"), ("高新技术企业", "2026-09-30", 7),
         ("高新技术企业", "2026-08-31", 6), ("高新技术企业", "2026-07-31", 5)),
        Measurement.objects.all(),
    ),
}  # fmt: skip


@pytest.fixture
def worker(tmp_path: Path, settings: Settings) -> Worker:
    settings.MEDIA_ROOT = str(tmp_path)
    return Worker(str(tmp_path))


@pytest.fixture
def people(plan: Plan, north: Unit, sam: User, ines: User) -> dict[Kind, User]:
    make.target(plan, north)
    return {Kind.UNITS: sam, Kind.PEOPLE: sam, Kind.MEASUREMENTS: ines}


def queued(case: Case, people: dict[Kind, User]) -> Sheet:
    """Read and confirmed; a worker is to save it."""
    by = people[case.kind]
    head, *rows = map(list, case.rows)
    sheet = sent(table([str(word) for word in head], *rows), case.kind, by)
    return services.confirm_sheet(sheet_id=sheet.pk, submit=False, by=by, now=make.NOW)


def asked(statement: str, *facts: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return [pid for (pid,) in cursor.fetchall()]


def waiting_worker() -> int:
    """The session that waits for the lock of the audit trail, as soon as there is one."""
    end = time.monotonic() + SECONDS
    while not (pids := asked(WAITING)):
        assert time.monotonic() < end, "nobody waits for the audit trail"
        time.sleep(0.05)
    return pids[0]


def wait_for_the_end_of(session: int) -> None:
    """PostgreSQL notices a moment later that the other side was killed."""
    end = time.monotonic() + SECONDS
    while asked(LIVING, session):
        assert time.monotonic() < end, "the killed worker's session goes on"
        time.sleep(0.05)


WAITING = """
    SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()
"""
LIVING = "SELECT pid FROM pg_stat_activity WHERE pid = %s"


@contextmanager
def audit_held() -> Iterator[None]:
    """While it lasts, nobody can commit an act."""
    with transaction.atomic():
        asked("SELECT 1 FROM (SELECT pg_advisory_xact_lock(%s)) held", CHAIN_LOCK)
        yield


@pytest.mark.parametrize("kind", CASES)
def test_a_worker_that_dies_before_the_end_leaves_nothing(
    kind: str, worker: Worker, people: dict[Kind, User]
) -> None:
    case = CASES[kind]
    sheet = queued(case, people)
    with audit_held():
        process = worker.start()
        session = waiting_worker()
        process.kill()
        process.wait()
    wait_for_the_end_of(session)
    assert not case.wanted.exists()
    worker.work()
    sheet.refresh_from_db()
    assert (sheet.stage, case.wanted.count()) == ("saved", 3)


def test_without_transactions_something_would_be_left(
    worker: Worker, people: dict[Kind, User]
) -> None:
    case = CASES["people"]
    sheet = queued(case, people)
    command = [sys.executable, "-c", WITHOUT_TRANSACTIONS, "1"]
    ended = subprocess.run(
        command, env=worker.environment, cwd=settings.BASE_DIR, capture_output=True, check=False
    )
    assert ended.returncode != 0  # an act and its entry share a transaction
    sheet.refresh_from_db()
    assert sheet.stage == "saving"
    assert case.wanted.exists()
