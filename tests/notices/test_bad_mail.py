"""Mail servers as they are: dead, slow, fussy, and gone after the letter. Nothing is lost, nobody
gets two letters but where the server had taken one and nobody could know, and people see it."""

import errno
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.core.mail.backends.filebased import EmailBackend
from django.utils import translation

from core.calendar import OFFICE_TIME
from core.work import WorkState
from notices import services
from notices.models import Message, Notice
from notices.services import deliver_letters, sending
from notices.transport import Line
from tests import make
from tests.notices.mail_server import MailServer
from units.rules import Role

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def deliver(now) -> bool:
    with Line() as line:
        return deliver_letters(line=line, now=now)


def die(server: MailServer) -> None:
    server.stop()


def hang(server: MailServer, verb: str) -> None:
    server.pauses[verb] = 3


def answer(server: MailServer, verb: str, words: str | None) -> None:
    server.answers[verb] = words


AWAY: dict[str, tuple[Callable[[MailServer], None], str]] = {
    "dead": (die, "ConnectionRefusedError"),
    "hangs at the greeting": (partial(hang, verb="GREETING"), "SMTPServerDisconnected"),
    "hangs at the sender": (partial(hang, verb="MAIL"), "SMTPServerDisconnected"),
    "hangs before the letter": (partial(hang, verb="DATA"), "SMTPServerDisconnected"),
    "hangs after the letter": (partial(hang, verb="LETTER"), "SMTPServerDisconnected"),
    "hangs up at once": (partial(answer, verb="GREETING", words=None), "SMTPServerDisconnected"),
}


@pytest.mark.parametrize("what", AWAY)
def test_a_server_that_is_away_costs_one_attempt_and_is_named(
    what: str, report, anna, rita, mail_server, now
) -> None:
    for person, role in ((anna, Role.REPORTER), (rita, Role.REVIEWER)):
        make.notice(report, person, role=role)
        make.letter(person)
    happens, said = AWAY[what]
    happens(mail_server)
    assert deliver(now) is False
    first, second = Message.objects.order_by("pk")
    assert (first.work_state, first.attempts, second.attempts) == (WorkState.QUEUED, 1, 0)
    with translation.override("en"):
        assert first.trouble == f"the other side could not be reached ({said})"


def until_the_end(letter: Message, now) -> int:
    """How often it was tried before it went or was given up."""
    for tries in range(100):
        if letter.work_state in {WorkState.DONE, WorkState.FAILED}:
            return tries
        deliver(max(now, letter.not_before))
        letter.refresh_from_db()
    pytest.fail("it is tried for ever")


@pytest.mark.parametrize(
    ("happens", "tries", "trouble"),
    [
        (die, 10, "the other side could not be reached (ConnectionRefusedError)"),
        (partial(answer, verb="GREETING", words="554 go away"), 10,
         "the other side could not be reached (SMTPConnectError)"),
        (partial(answer, verb="RCPT", words="450 4.2.0 greylisted, come back later"), 10,
         "the other side refused it (450 4.2.0 greylisted, come back later)"),
        (partial(answer, verb="RCPT", words="550 5.1.1 no such person"), 1,
         "the other side refused it (550 5.1.1 no such person)"),
        (partial(answer, verb="LETTER", words="552 mailbox full"), 1,
         "the other side refused it (552 mailbox full)"),
    ],
)  # fmt: skip
def test_what_never_gets_better_is_given_up_and_shown(
    happens: Callable[[MailServer], None], tries: int, trouble: str, letter, mail_server, now
) -> None:
    happens(mail_server)
    assert until_the_end(letter, now) == tries
    assert (letter.work_state, mail_server.letters) == (WorkState.FAILED, [])
    with translation.override("en"):
        assert letter.trouble == trouble


def test_who_greylists_gets_the_letter_once_when_asked_again(letter, mail_server, now) -> None:
    mail_server.answers["RCPT"] = "451 4.7.1 greylisted"
    deliver(now)
    mail_server.answers.clear()
    letter.refresh_from_db()
    assert until_the_end(letter, now) == 1
    assert len(mail_server.letters) == 1


def test_an_address_that_bounces_holds_up_nobody(report, anna, rita, mail_server, now) -> None:
    for person, role in ((anna, Role.REPORTER), (rita, Role.REVIEWER)):
        make.notice(report, person, role=role)
        make.letter(person)
    mail_server.refused = {anna.email: "550 5.1.1 no such person"}
    deliver(now)
    assert [letter["To"] for letter in mail_server.letters] == [rita.email]
    states = Message.objects.order_by("pk").values_list("work_state", flat=True)
    assert list(states) == [WorkState.FAILED, WorkState.DONE]


@pytest.mark.parametrize(
    "happens", [partial(answer, verb="LETTER", words=None), partial(hang, verb="LETTER")]
)
def test_a_letter_taken_without_a_word_goes_twice_under_one_name(
    happens: Callable[[MailServer], None], letter, mail_server, now
) -> None:
    happens(mail_server)
    deliver(now)
    mail_server.answers.clear()
    mail_server.pauses.clear()
    letter.refresh_from_db()
    assert until_the_end(letter, now) == 1
    first, second = mail_server.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_a_full_disk_loses_no_letter(letter, settings, tmp_path, now, monkeypatch) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

    def full(_self: EmailBackend, _message: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "write_message", full)
        assert deliver(now) is False
    letter.refresh_from_db()
    assert (letter.work_state, letter.work_error) == (WorkState.QUEUED, "unreachable: OSError")
    assert until_the_end(letter, now) == 1


def test_a_slow_server_gets_no_letter_whose_lease_may_have_run_out(
    report, anna, rita, mail_server, now, monkeypatch
) -> None:
    for person, role in ((anna, Role.REPORTER), (rita, Role.REVIEWER)):
        make.notice(report, person, role=role)
        make.letter(person)
    monkeypatch.setattr(sending, "PATIENCE", timedelta(seconds=0.05))
    mail_server.pauses["LETTER"] = 0.1
    assert deliver(now) is True
    states = Message.objects.order_by("pk").values_list("work_state", "attempts")
    assert list(states) == [(WorkState.DONE, 1), (WorkState.QUEUED, 0)]


def test_a_letter_without_words_is_parked_and_the_others_go(
    report, anna, rita, mail_server, now
) -> None:
    poison = make.notice(report, anna)
    make.letter(anna)
    make.notice(report, rita, role=Role.REVIEWER)
    make.letter(rita)
    Notice.objects.filter(pk=poison.pk).update(place_id=-1)  # no page has this address
    deliver(now)
    assert [letter["To"] for letter in mail_server.letters] == [rita.email]
    parked = Message.objects.get(person=anna)
    assert (parked.work_state, parked.work_error) == (
        WorkState.FAILED,
        "unwritable: NoReverseMatch",
    )
    with translation.override("zh-hans"):
        assert "无法拼成" in parked.trouble


def test_a_parked_letter_goes_when_its_words_are_mended(
    notice, letter, otto, mail_server, now
) -> None:
    Notice.objects.update(place_id=-1)
    deliver(now)
    Notice.objects.update(place_id=notice.thing_id)
    services.send_again(message_id=letter.pk, by=otto, now=now)
    deliver(now)
    assert len(mail_server.letters) == 1


def test_what_an_older_version_does_not_know_is_left_to_the_newer(
    notice, letter, mail_server, now
) -> None:
    Notice.objects.update(matter="unheard_of")
    deliver(now)
    notice.refresh_from_db()
    assert (mail_server.letters, notice.message_id) == ([], None)


def test_what_was_tried_before_is_tried_alone(report, anna, rita, mail_server, now) -> None:
    for person, role in ((anna, Role.REPORTER), (rita, Role.REVIEWER)):
        make.notice(report, person, role=role)
        make.letter(person, attempts=1)
    deliver(now)
    assert len(mail_server.letters) == 1


def test_without_next_years_holidays_people_are_told_on_weekdays(
    report, anna, mail_server, now
) -> None:
    due_at = datetime(2099, 10, 1, tzinfo=OFFICE_TIME)  # a Thursday's midnight
    type(report).objects.update(due_at=due_at)
    morning = due_at + timedelta(days=2, hours=9, minutes=30)  # of Saturday
    services.find_waiting(now=morning)
    services.plan_letters(now=morning)
    deliver(morning)
    assert mail_server.letters == []
    deliver(morning + timedelta(days=2))
    assert [letter["To"] for letter in mail_server.letters] == [anna.email]
