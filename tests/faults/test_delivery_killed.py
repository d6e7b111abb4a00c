"""Workers are killed at random moments while they bring letters to the mail server.

No letter is lost; one goes twice only where the server had taken it and its worker died before
that was written down, so at most one for each kill. LUOSHI_NOTICES=20000 LUOSHI_KILLS=40 makes it
as much as a city has on a bad morning; -s prints how many went twice.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection

from core.work import WorkState
from notices.models import Channel, Message, Notice
from reports.models import Report
from tests import make
from tests.notices.mail_server import MailServer
from units.models import Membership, Unit, User
from units.rules import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]

NOTICES = int(os.environ.get("LUOSHI_NOTICES", "1000"))
KILLS = int(os.environ.get("LUOSHI_KILLS", "5"))
WORKERS = 2
THINGS = 4  # that each person is told about
MINUTE = timedelta(minutes=1)
# Loaded once; for each line that says a moment it starts a worker that does as the job does, and
# says who it is. {control} may turn the guard off.
NURSERY = """
import os, signal, sys, traceback, django
django.setup()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
from datetime import datetime
from notices.services import deliver_letters
from notices.transport import Line
{control}
def work(now):
    with Line() as line:
        while deliver_letters(line=line, now=now):
            pass
for moment in sys.stdin:
    if child := os.fork():
        print(child, flush=True)
        continue
    try:
        work(datetime.fromisoformat(moment.strip()))
    except BaseException:
        traceback.print_exc()
    os._exit(0)
"""
# What the best-known alerters do: marked as sent, then sent.
MARKED_BEFORE = """
from notices.models import Message
from notices.services import sending
send = Line.send
def mark_and_send(line, mail):
    Message.objects.filter(person__email=mail.to[0]).update(work_state="done")
    send(line, mail)
Line.send = mark_and_send
"""


class Nursery:
    """Where workers come from that deliver what is due at a moment."""

    def __init__(self, server: MailServer, *, control: str = "") -> None:
        base, _slash, _old = os.environ["DATABASE_URL"].rpartition("/")
        host, port = server.settings["EMAIL_HOST"], server.settings["EMAIL_PORT"]
        environment = os.environ | {
            "DATABASE_URL": f"{base}/{connection.settings_dict['NAME']}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "EMAIL_URL": f"smtp://{host}:{port}",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", NURSERY.format(control=control)],
            env=environment, cwd=settings.BASE_DIR, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def worker(self, now: datetime) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(now.isoformat(), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


def lives(worker: int) -> bool:
    try:
        os.kill(worker, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def people(report: Report, north: Unit) -> list[User]:
    """Each is told about a few late reports, and has a letter on its way."""
    period = report.period
    late = [
        make.report(period, make.task(period.plan, north).assignments.get()) for _ in range(THINGS)
    ]
    people = User.objects.bulk_create(
        User(username=f"p{n}", name=f"p{n}", email=f"p{n}@example.org")
        for n in range(NOTICES // THINGS)
    )
    Membership.objects.bulk_create(
        Membership(user=person, unit=north, role=Role.REPORTER) for person in people
    )
    Notice.objects.bulk_create(
        Notice(
            matter="report", thing_id=each.pk, place_id=each.pk, subject=each.subject, step=1,
            plan=period.plan, unit=north, due_at=each.due_at, role=Role.REPORTER, goes_out=True,
            written_at=make.NOW, person=person,
        )
        for each in late
        for person in people
    )  # fmt: skip
    Message.objects.bulk_create(
        Message(person=person, channel=Channel.EMAIL, slot_at=make.NOW, not_before=make.NOW)
        for person in people
    )
    return people


def sent_to(server: MailServer) -> Counter[str]:
    return Counter(str(letter["To"]) for letter in server.letters)


def deliver(server: MailServer, chance: random.Random, *, control: str = "") -> int:
    """Workers side by side, one of whom dies now and then and is followed by another.

    When nobody has anything left to do, the leases of the dead run out. Returns how many died.
    """
    nursery, now, kills = Nursery(server, control=control), make.NOW, 0
    try:
        while Message.objects.exclude(work_state=WorkState.DONE).exists():
            assert now - make.NOW < timedelta(hours=7), "it goes on for ever"
            workers = [nursery.worker(now) for _ in range(WORKERS)]
            while workers := [each for each in workers if lives(each)]:
                if kills < KILLS and come(server, chance, workers):
                    os.kill(workers.pop(0), signal.SIGKILL)
                    workers.append(nursery.worker(now))
                    kills += 1
                time.sleep(0.005)
            now += Message.LEASE + MINUTE
    finally:
        nursery.close()
    return kills


def come(server: MailServer, chance: random.Random, workers: list[int]) -> bool:
    """Wait for some of the letters, and then for any moment of the next."""
    before = len(server.letters)
    share = chance.randrange(NOTICES // THINGS // (KILLS + 1))
    while len(server.letters) - before < share:
        if not any(map(lives, workers)):
            return False
        time.sleep(0.001)
    time.sleep(chance.uniform(0, 0.02))
    return lives(workers[0])


def test_a_killed_worker_loses_no_letter(people: list[User], mail_server: MailServer) -> None:
    kills = deliver(mail_server, random.Random(41))
    sent = sent_to(mail_server)
    twice = sum(sent.values()) - len(sent)
    # For whoever runs it at length.
    print(f"{NOTICES} notices in {len(people)} letters, {kills} kills: {twice} went twice")  # noqa: T201 - what the run is for
    assert set(sent) == {person.email for person in people}
    assert twice <= kills
    names = Counter(letter["Message-ID"] for letter in mail_server.letters)
    assert len(names) == len(people)  # who gets it twice sees it once
    assert set(Message.objects.values_list("work_state", flat=True)) == {WorkState.DONE}
    assert not Notice.objects.filter(message=None).exists()


def test_marked_before_it_is_sent_a_letter_is_lost(
    people: list[User], mail_server: MailServer
) -> None:
    mail_server.pauses["DATA"] = 0.05  # so that they die before the letter more often than not
    deliver(mail_server, random.Random(41), control=MARKED_BEFORE)
    assert len(sent_to(mail_server)) < len(people)
