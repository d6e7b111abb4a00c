from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import translation

from core.errors import RuleBroken
from core.work import WorkState
from notices import services, transport
from notices.models import Delivery, Notice
from notices.services import deliver_one
from reports.models import Report, ReportState
from tests import make
from tests.race import rewritten, slowed, together
from units.models import Membership
from units.rules import Role

MINUTE = timedelta(minutes=1)


def deliver_all(*, now) -> None:
    while deliver_one(now=now):
        pass


def test_a_notice_arrives_in_the_inbox(inbox, notice, anna, now) -> None:
    assert not Notice.objects.in_inbox().exists()
    assert deliver_one(now=now)
    inbox.refresh_from_db()
    assert (inbox.work_state, inbox.delivered_at) == (WorkState.DONE, now)
    assert list(Notice.objects.in_inbox()) == [notice]


def test_with_nothing_to_do_it_says_so(db, now) -> None:
    assert deliver_one(now=now) is False


def test_a_letter_says_how_many_and_where_but_never_what(mail, mail_server, anna, now) -> None:
    deliver_all(now=now)
    (letter,) = mail_server.letters
    text = letter.get_content()
    assert letter["To"] == "anna@example.org"
    assert f"http://localhost:8000/reports/{mail.notice.report_id}/" in text
    for secret in ("培育企业", "行动计划", "市科技局"):
        assert secret not in f"{letter['Subject']}{text}"


def test_a_letter_speaks_chinese_whatever_the_worker_speaks(mail, mail_server, now) -> None:
    with translation.override("en"):
        deliver_one(now=now)
    assert mail_server.letters[0]["Subject"] == "1项填报已过报送截止时间"


def test_a_name_is_written_as_it_is(mail, mail_server, anna, now) -> None:
    anna.name = "O'Neill & <Anna>"
    anna.save(update_fields=["name"])
    deliver_one(now=now)
    assert "O'Neill & <Anna>" in mail_server.letters[0].get_content()


def test_several_late_reports_make_one_letter(
    period, plan, north, anna, rita, mail_server, now
) -> None:
    for _number in range(3):
        late = make.report(period, make.task(plan, north).assignments.get())
        for person in (anna, rita):
            make.delivery(make.notice(late, person), channel="email")
    deliver_all(now=now)
    assert [letter["To"] for letter in mail_server.letters] == [anna.email, rita.email]
    assert "3项填报" in mail_server.letters[0]["Subject"]
    assert "http://localhost:8000/notices/" in mail_server.letters[0].get_content()
    assert set(Delivery.objects.values_list("work_state", flat=True)) == {WorkState.DONE}


def test_two_steps_about_one_report_count_as_one(report, anna, mail_server, now) -> None:
    for step in (1, 3):
        make.delivery(make.notice(report, anna, step=step), channel="email")
    deliver_all(now=now)
    assert [letter["Subject"][:1] for letter in mail_server.letters] == ["1"]


def test_the_inbox_does_not_wait_for_the_mail(mail, report, rita, mail_server, now) -> None:
    inbox = make.delivery(make.notice(report, rita))
    mail_server.answers["GREETING"] = None
    deliver_one(now=now)
    inbox.refresh_from_db()
    assert inbox.work_state == WorkState.DONE


def settle(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(state=ReportState.SUBMITTED)


def move_deadline(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(due_at=make.NOW + timedelta(days=9))


def change_post(report: Report) -> None:
    Membership.objects.filter(unit=report.unit).update(ended_on=make.NOW.date())


def close_account(report: Report) -> None:
    Membership.objects.get(unit=report.unit).user.__class__.objects.update(is_active=False)


@pytest.mark.parametrize("happened", [settle, move_deadline, change_post, close_account])
def test_what_was_settled_meanwhile_is_told_to_nobody(
    happened, inbox, mail, report, mail_server, now
) -> None:
    happened(report)
    deliver_all(now=now)
    assert mail_server.letters == []
    states = Delivery.objects.values_list("work_state", "work_error")
    assert set(states) == {(WorkState.CANCELLED, "settled")}


def test_a_letter_counts_only_what_is_still_late(
    period, plan, north, anna, mail_server, now
) -> None:
    late = [make.report(period, make.task(plan, north).assignments.get()) for _number in range(2)]
    for report in late:
        make.delivery(make.notice(report, anna), channel="email")
    settle(late[0])
    deliver_all(now=now)
    assert "1项" in mail_server.letters[0]["Subject"]


def test_who_lost_the_address_gets_no_letter_and_the_board_says_so(
    mail, anna, mail_server, now
) -> None:
    anna.email = ""
    anna.save(update_fields=["email"])
    deliver_all(now=now)
    mail.refresh_from_db()
    assert (mail.work_state, mail.work_error) == (WorkState.FAILED, "no address")


@pytest.mark.parametrize(
    ("verb", "answer", "said"),
    [
        ("RCPT", "550 5.1.1 no such person", "refused: 550 5.1.1 no such person"),
        ("LETTER", "554 not wanted here", "refused: 554 not wanted here"),
    ],
)
def test_a_letter_refused_for_good_is_given_up_at_once(
    verb: str, answer: str, said: str, mail, mail_server, now
) -> None:
    mail_server.answers[verb] = answer
    assert deliver_one(now=now) is True  # the next letter may fare better
    mail.refresh_from_db()
    assert (mail.work_state, mail.work_error, mail.attempts) == (WorkState.FAILED, said, 1)


@pytest.mark.parametrize(
    ("verb", "answer"), [("RCPT", "450 mailbox busy"), ("LETTER", "451 try again later")]
)
def test_a_letter_refused_for_now_is_tried_again(
    verb: str, answer: str, mail, mail_server, now
) -> None:
    mail_server.answers[verb] = answer
    assert deliver_one(now=now) is True
    mail.refresh_from_db()
    assert (mail.work_state, mail.not_before) == (WorkState.QUEUED, now + 2 * MINUTE)
    mail_server.answers.clear()
    deliver_one(now=mail.not_before)
    assert len(mail_server.letters) == 1


@pytest.mark.parametrize(
    ("verb", "answer"),
    [
        ("GREETING", None),
        ("GREETING", "554 no service"),
        ("RCPT", "421 closing"),
        ("MAIL", "530 sign in first"),
        ("DATA", None),
    ],
)
def test_a_server_that_is_away_ends_the_shift(
    verb: str, answer: str | None, mail, mail_server, now
) -> None:
    mail_server.answers[verb] = answer
    assert deliver_one(now=now) is False
    mail.refresh_from_db()
    assert (mail.work_state, mail.attempts) == (WorkState.QUEUED, 1)


def test_a_server_that_accepts_and_hangs_ends_the_shift(mail, mail_server, now) -> None:
    mail_server.pause = 3
    assert deliver_one(now=now) is False
    mail.refresh_from_db()
    assert mail.work_error.startswith("unreachable: ")


def test_a_server_that_is_down_ends_the_shift(mail, mail_server, now) -> None:
    mail_server.stop()
    assert deliver_one(now=now) is False
    mail.refresh_from_db()
    assert mail.work_error == "unreachable: ConnectionRefusedError"


def test_a_dead_server_uses_up_one_letters_attempt_not_everybodys(
    report, anna, rita, mail_server, now
) -> None:
    for person in (anna, rita):
        make.delivery(make.notice(report, person), channel="email")
    mail_server.stop()
    deliver_all(now=now)
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 1]


def test_after_its_last_attempt_a_letter_has_failed_visibly(mail, mail_server, now) -> None:
    mail_server.stop()
    for _attempt in range(Delivery.MAX_ATTEMPTS):
        deliver_one(now=now)
        mail.refresh_from_db()
        now = mail.not_before
    assert mail.work_state == WorkState.FAILED
    assert now - make.NOW > timedelta(hours=12)
    assert "无法连接邮件服务器" in mail.trouble


def test_a_folder_that_cannot_be_written_is_a_server_that_is_away(mail, settings, now) -> None:
    settings.EMAIL_FILE_PATH = "/proc/nowhere"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert deliver_one(now=now) is False
    mail.refresh_from_db()
    assert mail.work_state == WorkState.QUEUED


def test_an_address_that_breaks_a_header_is_given_up(mail, mail_server, anna, now) -> None:
    type(anna).objects.update(email="anna@example.org\nBcc: all@example.org")
    assert deliver_one(now=now) is True
    mail.refresh_from_db()
    assert mail.work_state == WorkState.FAILED
    assert mail_server.letters == []


class Killed(BaseException):
    """A worker that is killed runs no handler of ours."""


def test_killed_after_the_server_took_it_the_letter_goes_again_under_its_name(
    mail, mail_server, now, monkeypatch
) -> None:
    def send_and_die(letter) -> None:
        letter.send()
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(transport, "send", send_and_die)
        with pytest.raises(Killed):
            deliver_one(now=now)
    assert deliver_one(now=now) is False  # its lease still runs
    deliver_all(now=now + Delivery.LEASE + MINUTE)
    first, second = mail_server.letters
    assert first["Message-ID"] == second["Message-ID"]
    mail.refresh_from_db()
    assert (mail.work_state, mail.attempts) == (WorkState.DONE, 2)


def test_a_line_cut_after_the_letter_loses_nothing(mail, mail_server, now) -> None:
    mail_server.answers["LETTER"] = None
    assert deliver_one(now=now) is False
    mail_server.answers.clear()
    deliver_all(now=now + 2 * MINUTE)
    assert len(mail_server.letters) == 2  # at least once: nobody could know


def test_killed_before_it_was_written_down_the_inbox_shows_it_once(inbox, notice, now) -> None:
    Delivery.objects.claim(now=now)  # and then nothing more was heard of this worker
    assert deliver_one(now=now) is False
    deliver_all(now=now + Delivery.LEASE + MINUTE)
    assert list(Notice.objects.in_inbox()) == [notice]


def test_a_failed_message_can_be_sent_again(mail, otto, mail_server, now) -> None:
    Delivery.objects.update(work_state=WorkState.FAILED, attempts=9, work_error="refused")
    services.send_again(delivery_id=mail.pk, by=otto, now=now)
    deliver_all(now=now)
    assert len(mail_server.letters) == 1


@pytest.mark.parametrize("state", [WorkState.DONE, WorkState.QUEUED, WorkState.RUNNING])
def test_a_message_that_did_not_fail_is_not_sent_again(state: str, mail, otto, now) -> None:
    Delivery.objects.update(work_state=state)
    with pytest.raises(RuleBroken):
        services.send_again(delivery_id=mail.pk, by=otto, now=now)


def test_no_transaction_is_open_while_the_server_answers(
    transactional_db, mail, mail_server, now, monkeypatch
) -> None:
    open_then = []
    send = transport.send

    def watch(letter) -> None:
        open_then.append(connection.in_atomic_block)
        send(letter)

    monkeypatch.setattr(transport, "send", watch)
    deliver_one(now=now)
    assert open_then == [False]


@pytest.fixture
def many_mails(transactional_db, period, plan, north, anna, rita):
    """Six late reports, of which two people are told."""
    for _number in range(6):
        late = make.report(period, make.task(plan, north).assignments.get())
        for person in (anna, rita):
            make.delivery(make.notice(late, person), channel="email")
            make.delivery(make.notice(late, person, step=3))


@pytest.mark.race
def test_workers_side_by_side_send_one_letter_a_person(many_mails, mail_server, now) -> None:
    together(4, partial(deliver_all, now=now), partial(slowed, "FOR", seconds=0.02))
    assert sorted(letter["To"] for letter in mail_server.letters) == [
        "anna@example.org",
        "rita@example.org",
    ]
    assert set(Delivery.objects.values_list("work_state", "attempts")) == {(WorkState.DONE, 1)}


@pytest.mark.race
def test_without_the_lock_on_rows_the_same_letter_goes_twice(many_mails, mail_server, now) -> None:
    Delivery.objects.filter(channel="inbox").delete()
    no_person = partial(rewritten, "FOR NO KEY UPDATE SKIP LOCKED", "")
    no_rows = partial(rewritten, 'FOR UPDATE OF "notices_delivery" SKIP LOCKED', "")
    slow = partial(slowed, '"notices_delivery"', seconds=0.1)
    together(4, partial(deliver_one, now=now), no_person, no_rows, slow)
    assert len(mail_server.letters) > 2


def test_the_cast_is_told_by_the_whole_way(report, anna, north, mail_server, now) -> None:
    make.user("otis", (north, Role.REPORTER))
    services.find_overdue(now=now)
    deliver_all(now=now)
    assert {letter["To"] for letter in mail_server.letters} == {
        "anna@example.org",
        "otis@example.org",
    }
    assert Notice.objects.in_inbox().count() == 2
