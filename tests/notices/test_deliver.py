from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import translation

from core.errors import RuleBroken
from core.work import WorkState
from notices import services
from notices.models import Manner, Message, Notice
from notices.services import deliver_letters, find_waiting, plan_letters
from notices.transport import Line
from reports.models import Report, ReportState
from tests import make
from tests.race import rewritten, slowed, together
from units.models import Membership
from units.rules import Role

MINUTE = timedelta(minutes=1)


def deliver_some(*, now) -> bool:
    with Line() as line:
        return deliver_letters(line=line, now=now)


def deliver_all(*, now) -> None:
    while deliver_some(now=now):
        pass


def test_with_nothing_to_do_it_says_so(db, now) -> None:
    assert deliver_some(now=now) is False


def test_a_letter_says_how_many_and_where_but_never_what(letter, notice, mail_server, now) -> None:
    deliver_all(now=now)
    (mail,) = mail_server.letters
    text = mail.get_content()
    assert mail["To"] == "anna@example.org"
    assert f"http://localhost:8000/reports/{notice.thing_id}/#writing" in text
    for secret in ("培育企业", "行动计划", "市科技局"):
        assert secret not in f"{mail['Subject']}{text}"


def test_an_office_may_let_letters_name_things(letter, mail_server, now) -> None:
    Manner.objects.create(pk=1, names_things=True)
    deliver_all(now=now)
    assert "培育企业" in mail_server.letters[0].get_content()


def test_a_letter_speaks_chinese_whatever_the_worker_speaks(letter, mail_server, now) -> None:
    with translation.override("en"):
        deliver_some(now=now)
    assert mail_server.letters[0]["Subject"] == "您有1项待办"


def test_a_name_is_written_as_it_is(letter, mail_server, anna, now) -> None:
    anna.name = "O'Neill & <Anna>"
    anna.save(update_fields=["name"])
    deliver_some(now=now)
    assert "O'Neill & <Anna>" in mail_server.letters[0].get_content()


def test_several_late_reports_make_one_letter(
    period, plan, north, anna, rita, mail_server, now
) -> None:
    for _number in range(3):
        late = make.report(period, make.task(plan, north).assignments.get())
        for person, role in ((anna, Role.REPORTER), (rita, Role.REVIEWER)):
            make.notice(late, person, role=role)
    plan_letters(now=now)
    deliver_all(now=now + timedelta(days=1))
    assert [letter["To"] for letter in mail_server.letters] == [anna.email, rita.email]
    assert "3项" in mail_server.letters[0]["Subject"]
    assert "http://localhost:8000/notices/" in mail_server.letters[0].get_content()
    assert set(Message.objects.values_list("work_state", flat=True)) == {WorkState.DONE}


def test_two_steps_about_one_report_count_as_one(report, anna, mail_server, now) -> None:
    for step in (1, 3):
        make.notice(report, anna, step=step)
    make.letter(anna)
    deliver_all(now=now)
    assert ["1项" in letter["Subject"] for letter in mail_server.letters] == [True]


def settle(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(state=ReportState.SUBMITTED)


def move_deadline(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(due_at=make.NOW + timedelta(days=9))


def change_post(report: Report) -> None:
    Membership.objects.filter(unit=report.unit).update(ended_on=make.NOW.date())


def close_account(report: Report) -> None:
    Membership.objects.get(unit=report.unit).user.__class__.objects.update(is_active=False)


def test_what_waits_again_when_its_letter_goes_is_told_and_not_settled(
    letter, report, notice, mail_server, now
) -> None:
    settle(report)
    find_waiting(now=now)
    notice.refresh_from_db()
    assert notice.settled_at == now
    Report.objects.filter(pk=report.pk).update(state=ReportState.OPEN)
    # Its letter had taken it along before: the mail server was away since.
    Notice.objects.update(message=letter)
    deliver_all(now=now)
    notice.refresh_from_db()
    assert len(mail_server.letters) == 1
    assert notice.settled_at is None


@pytest.mark.parametrize("happened", [settle, move_deadline, change_post, close_account])
def test_what_was_settled_meanwhile_is_told_to_nobody(
    happened, letter, report, mail_server, now
) -> None:
    happened(report)
    deliver_all(now=now)
    assert mail_server.letters == []
    states = Message.objects.values_list("work_state", "work_error")
    assert set(states) == {(WorkState.CANCELLED, "settled")}


def test_a_letter_counts_only_what_is_still_late(
    period, plan, north, anna, mail_server, now
) -> None:
    late = [make.report(period, make.task(plan, north).assignments.get()) for _number in range(2)]
    for report in late:
        make.notice(report, anna)
    make.letter(anna)
    settle(late[0])
    deliver_all(now=now)
    assert "1项" in mail_server.letters[0]["Subject"]


def test_who_lost_the_address_gets_no_letter_and_the_board_says_so(
    letter, anna, mail_server, now
) -> None:
    anna.email = ""
    anna.save(update_fields=["email"])
    deliver_all(now=now)
    letter.refresh_from_db()
    assert (letter.work_state, letter.work_error) == (WorkState.FAILED, "no address")


@pytest.mark.parametrize(
    ("verb", "answer", "said"),
    [
        ("RCPT", "550 5.1.1 no such person", "refused: 550 5.1.1 no such person"),
        ("LETTER", "554 not wanted here", "refused: 554 not wanted here"),
    ],
)
def test_a_letter_refused_for_good_is_given_up_at_once(
    verb: str, answer: str, said: str, letter, mail_server, now
) -> None:
    mail_server.answers[verb] = answer
    assert deliver_some(now=now) is True  # the next letter may fare better
    letter.refresh_from_db()
    assert (letter.work_state, letter.work_error, letter.attempts) == (WorkState.FAILED, said, 1)


@pytest.mark.parametrize(
    ("verb", "answer"), [("RCPT", "450 mailbox busy"), ("LETTER", "451 try again later")]
)
def test_a_letter_refused_for_now_is_tried_again(
    verb: str, answer: str, letter, mail_server, now
) -> None:
    mail_server.answers[verb] = answer
    assert deliver_some(now=now) is True
    letter.refresh_from_db()
    assert (letter.work_state, letter.not_before) == (WorkState.QUEUED, now + 2 * MINUTE)
    mail_server.answers.clear()
    deliver_some(now=letter.not_before)
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
    verb: str, answer: str | None, letter, mail_server, now
) -> None:
    mail_server.answers[verb] = answer
    assert deliver_some(now=now) is False
    letter.refresh_from_db()
    assert (letter.work_state, letter.attempts) == (WorkState.QUEUED, 1)


def test_a_server_that_accepts_and_hangs_ends_the_shift(letter, mail_server, now) -> None:
    mail_server.pause = 3
    assert deliver_some(now=now) is False
    letter.refresh_from_db()
    assert letter.work_error.startswith("unreachable: ")


def test_a_server_that_is_down_ends_the_shift(letter, mail_server, now) -> None:
    mail_server.stop()
    assert deliver_some(now=now) is False
    letter.refresh_from_db()
    assert letter.work_error == "unreachable: ConnectionRefusedError"


def test_a_dead_server_uses_up_one_letters_attempt_not_everybodys(
    report, anna, rita, mail_server, now
) -> None:
    for person, role in ((anna, Role.REPORTER), (rita, Role.REVIEWER)):
        make.notice(report, person, role=role)
        make.letter(person)
    mail_server.stop()
    deliver_all(now=now)
    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 1]


def test_after_its_last_attempt_a_letter_has_failed_visibly(letter, mail_server, now) -> None:
    mail_server.stop()
    for _attempt in range(Message.MAX_ATTEMPTS):
        deliver_some(now=now)
        letter.refresh_from_db()
        now = letter.not_before
    assert letter.work_state == WorkState.FAILED
    assert now - make.NOW > timedelta(hours=12)
    with translation.override("zh-hans"):
        assert "无法连接对方" in letter.trouble


def test_a_folder_that_cannot_be_written_is_a_server_that_is_away(letter, settings, now) -> None:
    settings.EMAIL_FILE_PATH = "/proc/nowhere"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert deliver_some(now=now) is False
    letter.refresh_from_db()
    assert letter.work_state == WorkState.QUEUED


def test_an_address_that_breaks_a_header_is_given_up(letter, mail_server, anna, now) -> None:
    type(anna).objects.update(email="anna@example.org\nBcc: all@example.org")
    assert deliver_some(now=now) is True
    letter.refresh_from_db()
    assert letter.work_state == WorkState.FAILED
    assert mail_server.letters == []


class Killed(BaseException):
    """A worker that is killed runs no handler of ours."""


def test_killed_after_the_server_took_it_the_letter_goes_again_under_its_name(
    letter, mail_server, now, monkeypatch
) -> None:
    def send_and_die(self: Line, mail) -> None:
        mail.send()
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Line, "send", send_and_die)
        with pytest.raises(Killed):
            deliver_some(now=now)
    assert deliver_some(now=now) is False  # its lease still runs
    deliver_all(now=now + Message.LEASE + MINUTE)
    first, second = mail_server.letters
    assert first["Message-ID"] == second["Message-ID"]
    letter.refresh_from_db()
    assert (letter.work_state, letter.attempts) == (WorkState.DONE, 2)


def test_a_line_cut_after_the_letter_loses_nothing(letter, mail_server, now) -> None:
    mail_server.answers["LETTER"] = None
    assert deliver_some(now=now) is False
    mail_server.answers.clear()
    deliver_all(now=now + 2 * MINUTE)
    assert len(mail_server.letters) == 2  # at least once: nobody could know


def test_a_failed_message_can_be_sent_again(letter, otto, mail_server, now) -> None:
    Message.objects.update(work_state=WorkState.FAILED, attempts=9, work_error="refused")
    services.send_again(message_id=letter.pk, by=otto, now=now)
    deliver_all(now=now)
    assert len(mail_server.letters) == 1


@pytest.mark.parametrize("state", [WorkState.DONE, WorkState.QUEUED, WorkState.RUNNING])
def test_a_message_that_did_not_fail_is_not_sent_again(state: str, letter, otto, now) -> None:
    Message.objects.update(work_state=state)
    with pytest.raises(RuleBroken):
        services.send_again(message_id=letter.pk, by=otto, now=now)


def test_no_transaction_is_open_while_the_server_answers(
    transactional_db, letter, mail_server, now, monkeypatch
) -> None:
    open_then = []
    send = Line.send

    def watch(self: Line, mail) -> None:
        open_then.append(connection.in_atomic_block)
        send(self, mail)

    monkeypatch.setattr(Line, "send", watch)
    deliver_some(now=now)
    assert open_then == [False]


def test_one_line_serves_many_letters(report, anna, rita, mail_server, now) -> None:
    for person, role in ((anna, Role.REPORTER), (rita, Role.REVIEWER)):
        make.notice(report, person, role=role)
        make.letter(person)
    deliver_some(now=now)
    assert (len(mail_server.letters), mail_server.greeted) == (2, 1)


def test_a_server_that_hung_up_in_between_is_greeted_anew(
    report, anna, rita, mail_server, now
) -> None:
    mail_server.hang_up_after = 1
    for person, role in ((anna, Role.REPORTER), (rita, Role.REVIEWER)):
        make.notice(report, person, role=role)
        make.letter(person)
    deliver_some(now=now)
    assert (len(mail_server.letters), mail_server.greeted) == (2, 2)


def test_what_is_written_while_a_letter_goes_out_gets_the_next_one(
    letter, report, anna, mail_server, now
) -> None:
    deliver_all(now=now)
    late = make.notice(report, anna, step=3)
    assert plan_letters(now=now) == 1
    deliver_all(now=now + timedelta(days=1))
    late.refresh_from_db()
    assert (len(mail_server.letters), late.message_id != letter.pk) == (2, True)


def test_of_what_waits_at_one_slot_there_is_one_letter(notice, now) -> None:
    assert [plan_letters(now=now) for _again in range(3)] == [1, 0, 0]


def test_a_letter_that_failed_over_night_takes_the_next_days_along(
    letter, report, anna, mail_server, now
) -> None:
    mail_server.stop()
    deliver_all(now=now)
    make.notice(report, anna, step=3)
    assert plan_letters(now=now) == 0  # it goes with the one that waits


@pytest.fixture
def many_mails(transactional_db, period, plan, north, anna, rita):
    """Six late reports, of which two people are told."""
    for _number in range(6):
        late = make.report(period, make.task(plan, north).assignments.get())
        make.notice(late, anna)
        make.notice(late, rita, role=Role.REVIEWER)
    for person in (anna, rita):
        make.letter(person)


@pytest.mark.race
def test_workers_side_by_side_send_one_letter_a_person(many_mails, mail_server, now) -> None:
    together(4, partial(deliver_all, now=now), partial(slowed, "FOR", seconds=0.02))
    assert sorted(letter["To"] for letter in mail_server.letters) == [
        "anna@example.org",
        "rita@example.org",
    ]
    assert set(Message.objects.values_list("work_state", "attempts")) == {(WorkState.DONE, 1)}


@pytest.mark.race
def test_without_the_lock_on_rows_the_same_letter_goes_twice(many_mails, mail_server, now) -> None:
    no_rows = partial(rewritten, 'FOR UPDATE OF "notices_message" SKIP LOCKED', "")
    slow = partial(slowed, '"notices_message"', seconds=0.1)
    together(4, partial(deliver_some, now=now), no_rows, slow)
    assert len(mail_server.letters) > 2


def test_the_cast_is_told_by_the_whole_way(report, anna, north, mail_server, now) -> None:
    make.user("otis", (north, Role.REPORTER))
    find_waiting(now=now)
    plan_letters(now=now)
    deliver_all(now=now + timedelta(days=1))
    assert {letter["To"] for letter in mail_server.letters} == {
        "anna@example.org",
        "otis@example.org",
    }
