"""Bringing letters to a local mail server against a bare loop that hands it the same letters.

The loop has them ready and sends them over one line. The portal claims them, looks at each notice
once more, words the letters, sends them over one line and writes down after each that it went.
"""

import smtplib
from contextlib import ExitStack
from datetime import datetime, timedelta
from unittest import mock

from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import override_settings

from benchmarks.chased import fill_chased
from benchmarks.mail_sink import mail_sink
from benchmarks.measure import Figure, interleaved
from benchmarks.worlds import CITY
from core.work import WorkState
from notices.models import Message, Notice
from notices.services import deliver_letters, find_waiting, plan_letters
from notices.transport import Line
from units.models import Membership, User
from units.rules import Role

# So many more people of each unit report, so that there is a letter to write for each of them.
REPORTERS = 20
BACKEND = "django.core.mail.backends.smtp.EmailBackend"


def measure() -> list[Figure]:
    """Seconds for all letters of one morning, both ways."""
    now = _morning()
    with mail_sink() as port, ExitStack() as settings:
        settings.enter_context(
            override_settings(EMAIL_BACKEND=BACKEND, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port)
        )
        letters = _ready(now)
        portal, loop = interleaved(
            lambda: _deliver(now), lambda: _send(letters, port), between=_queue_again
        )
    notices = Notice.objects.exclude(message=None).count()
    return [
        Figure(
            name="deliver",
            value=round(notices / portal),
            unit="notices/s",
            against=f"a smtplib loop over one line, ratio of time; {len(letters) / portal:.0f} "
            f"letters/s against {len(letters) / loop:.0f}",
            ratio=round(portal / loop, 2),
            size=f"{len(letters)} letters about {notices} notices",
        )
    ]


def _morning() -> datetime:
    """The moment at which the letters go; they are planned."""
    late = fill_chased(CITY)
    units = Membership.objects.filter(role=Role.REPORTER).values_list("unit", flat=True)
    people = [
        (User(username=f"r{unit}-{each}", name=f"填报员{unit}-{each}"), unit)
        for unit in units
        for each in range(REPORTERS)
    ]
    for person, _unit in people:
        person.email = f"{person.username}@example.org"
    User.objects.bulk_create(person for person, _unit in people)
    Membership.objects.bulk_create(
        Membership(user=person, unit_id=unit, role=Role.REPORTER) for person, unit in people
    )
    find_waiting(now=late)
    plan_letters(now=late)
    slot = Message.objects.values_list("slot_at", flat=True).latest("slot_at")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return slot + timedelta(minutes=1)


def _ready(now: datetime) -> list[tuple[str, str, bytes]]:
    """The letters as the portal hands them over."""
    kept: list[EmailMessage] = []
    with mock.patch.object(Line, "send", lambda _line, letter: kept.append(letter)):
        _deliver(now)
    _queue_again()
    return [(each.from_email, each.to[0], _as_sent(each)) for each in kept]


def _as_sent(letter: EmailMessage) -> bytes:
    return letter.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own


def _deliver(now: datetime) -> None:
    with Line() as line:
        while deliver_letters(line=line, now=now):
            pass


def _send(letters: list[tuple[str, str, bytes]], port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        for sender, to, content in letters:
            server.sendmail(sender, [to], content)


def _queue_again() -> None:
    Notice.objects.exclude(message=None).update(message=None)
    Message.objects.update(work_state=WorkState.QUEUED, attempts=0, sent_at=None)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE notices_notice, notices_message")
