"""Bringing letters to a local mail server against bare loops that hand it the same letters.

One loop has subject and words of each letter ready, makes a message of them with the standard
library and sends it over one line; the other has the very bytes ready and only sends. The portal
claims the letters, looks at each notice once more, words and makes them, sends them over one line
and writes down after each that it went.
"""

import smtplib
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message as message_of_the_library
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


@dataclass(frozen=True)
class Letter:
    """As the portal hands it over."""

    sender: str
    to: str
    subject: str
    text: str
    headers: dict[str, str]
    content: bytes


def measure() -> list[Figure]:
    """Seconds for all letters of one morning, each way."""
    now = _morning()
    with mail_sink() as port, ExitStack() as settings:
        settings.enter_context(
            override_settings(EMAIL_BACKEND=BACKEND, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port)
        )
        letters = _ready(now)
        portal, made, sent = interleaved(
            lambda: _deliver(now),
            lambda: _make_and_send(letters, port),
            lambda: _send(letters, port),
            between=_queue_again,
        )
    notices = Notice.objects.filter(goes_out=True).count()
    size = f"{len(letters)} letters about {notices} notices"
    return [
        _figure("deliver", notices, portal, "a smtplib loop that makes each message", made, size),
        _figure("deliver_ready", notices, portal, "a smtplib loop over ready bytes", sent, size),
    ]


def _figure(name: str, notices: int, portal: float, loop: str, other: float, size: str) -> Figure:
    return Figure(
        name=name,
        value=round(notices / portal),
        unit="notices/s",
        against=f"{loop}, ratio of time",
        ratio=round(portal / other, 2),
        size=size,
    )


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


def _ready(now: datetime) -> list[Letter]:
    """The letters as the portal hands them over."""
    kept: list[EmailMessage] = []
    with mock.patch.object(Line, "send", lambda _line, letter: kept.append(letter)):
        _deliver(now)
    _queue_again()
    return [
        Letter(
            each.from_email, each.to[0], str(each.subject), str(each.body), each.extra_headers,
            each.message().as_bytes().replace(b"\n", b"\r\n"),
        )
        for each in kept
    ]  # fmt: skip


def _deliver(now: datetime) -> None:
    with Line() as line:
        while deliver_letters(line=line, now=now):
            pass


def _make_and_send(letters: list[Letter], port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        for letter in letters:
            message = message_of_the_library.EmailMessage()
            message["Subject"], message["From"], message["To"] = (
                letter.subject, letter.sender, letter.to,
            )  # fmt: skip
            for name, value in letter.headers.items():
                message[name] = value
            message.set_content(letter.text)
            server.send_message(message)


def _send(letters: list[Letter], port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        for letter in letters:
            server.sendmail(letter.sender, [letter.to], letter.content)


def _queue_again() -> None:
    Notice.objects.exclude(message=None).update(message=None)
    Message.objects.update(work_state=WorkState.QUEUED, attempts=0, sent_at=None)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE notices_notice, notices_message")
