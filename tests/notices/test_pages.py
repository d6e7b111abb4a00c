from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from core.work import WorkState
from notices.models import Message, Notice
from notices.services import find_waiting
from reports.models import Report, ReportState
from tests import make
from units.models import Membership
from units.rules import Role

INBOX, BOARD, MAIL = (reverse(f"notices:{name}") for name in ("inbox", "board", "mail"))
READ_ALL = reverse("notices:read-all")
OUTSIDE_THE_OFFICE = ("anna", "rita", "hugo", "lena", "sam", "sue", "ada")


@pytest.fixture
def arrived(report, anna) -> Notice:
    """A notice in Anna's inbox, which went out by mail as well."""
    letter = make.letter(anna, work_state=WorkState.DONE, sent_at=make.NOW)
    return make.notice(report, anna, message=letter)


@pytest.fixture
def failed(report, anna) -> Message:
    """A letter to Anna that was given up."""
    error = {"work_state": WorkState.FAILED, "work_error": "refused: 550 <b>nobody</b>"}
    letter = make.letter(anna, **error)
    make.notice(report, anna, step=3, message=letter)
    return letter


def read_address(notice: Notice) -> str:
    return reverse("notices:read", args=[notice.pk])


# The inbox


def test_the_inbox_shows_what_arrived_with_a_link_to_the_report(client, arrived, anna) -> None:
    client.force_login(anna)
    page = client.get(INBOX).content.decode()
    assert f'href="/reports/{arrived.thing_id}/#writing"' in page
    assert "培育企业" in page and "2026-10-09" in page


def test_nobody_sees_anothers_inbox(client, arrived, rita) -> None:
    client.force_login(rita)
    assert "培育企业" not in client.get(INBOX).content.decode()


def test_who_changed_post_no_longer_sees_the_old_units_reports(client, arrived, anna) -> None:
    Membership.objects.filter(user=anna).update(ended_on=make.NOW.date())
    client.force_login(anna)
    assert "培育企业" not in client.get(INBOX).content.decode()


def test_what_waits_comes_first_then_the_newest(client, period, plan, north, anna) -> None:
    notices = []
    for number, fields in enumerate([{}, {"read_at": make.NOW}, {}]):
        report = make.report(period, make.task(plan, north).assignments.get())
        moment = make.NOW + timedelta(hours=number)
        notices.append(make.notice(report, anna, written_at=moment, **fields))
    client.force_login(anna)
    assert list(client.get(INBOX).context["page"]) == [notices[2], notices[0], notices[1]]


def waiting(client) -> int:
    return client.get(INBOX).context["frame"].waiting


def test_the_frame_counts_what_waits(client, arrived, anna, rita) -> None:
    client.force_login(anna)
    assert waiting(client) == 1
    client.force_login(rita)
    assert waiting(client) == 0


def test_sending_the_report_settles_its_notice(client, arrived, anna) -> None:
    Report.objects.update(state=ReportState.SUBMITTED)
    find_waiting(now=make.NOW)
    client.force_login(anna)
    assert waiting(client) == 0
    assert "已了结" in client.get(INBOX).content.decode()


def test_the_frame_stops_counting_at_a_hundred(client, report, anna) -> None:
    for step in range(101):
        make.notice(report, anna, step=step)
    client.force_login(anna)
    assert waiting(client) == 100
    assert "99+" in client.get(INBOX).content.decode()


def test_one_notice_is_marked_as_read_and_the_page_stays(client, arrived, anna) -> None:
    client.force_login(anna)
    answer = client.post(f"{read_address(arrived)}?page=2")
    assert answer.headers["Location"] == f"{INBOX}?page=2"
    arrived.refresh_from_db()
    assert arrived.read_at is not None
    assert waiting(client) == 0


def test_a_moment_of_reading_is_kept(client, arrived, anna) -> None:
    Notice.objects.update(read_at=make.NOW)
    client.force_login(anna)
    client.post(read_address(arrived))
    arrived.refresh_from_db()
    assert arrived.read_at == make.NOW


def test_all_notices_are_marked_as_read_but_only_ones_own(
    client, arrived, report, anna, rita
) -> None:
    other = make.notice(report, rita, role=Role.REVIEWER)
    client.force_login(anna)
    assert "已将1条消息标为已读" in client.post(READ_ALL, follow=True).content.decode()
    other.refresh_from_db()
    assert other.read_at is None


@pytest.mark.parametrize("address", ["one", "all"])
def test_looking_marks_nothing_as_read(address: str, client, arrived, anna) -> None:
    client.force_login(anna)
    client.get(INBOX)
    assert client.get(READ_ALL if address == "all" else read_address(arrived)).status_code == 405
    arrived.refresh_from_db()
    assert arrived.read_at is None


def test_anothers_notice_is_not_there(client, arrived, rita) -> None:
    client.force_login(rita)
    assert client.post(read_address(arrived)).status_code == 404


def test_strangers_are_asked_to_sign_in(client, db) -> None:
    assert client.get(INBOX).status_code == 302


@pytest.mark.parametrize("count", [2, 40])
def test_the_inbox_costs_the_same_however_full(
    count: int, client, period, plan, north, anna, django_assert_num_queries
) -> None:
    for _number in range(count):
        report = make.report(period, make.task(plan, north).assignments.get())
        make.notice(report, anna)
    client.force_login(anna)
    # Session, person, memberships; the frame; the page's count and lines; letters of the month.
    with django_assert_num_queries(7):
        client.get(INBOX)


# The mails that became files


@pytest.mark.parametrize("name", OUTSIDE_THE_OFFICE)
@pytest.mark.parametrize("address", [MAIL, f"{MAIL}20261010-100000-1.log/"])
def test_the_mails_are_the_offices(name: str, address: str, client, request, mail_folder) -> None:
    write_letters(mail_folder, "第一封")
    client.force_login(request.getfixturevalue(name))
    assert client.get(address).status_code == 404


@pytest.fixture
def mail_folder(settings, tmp_path) -> Path:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


def write_letters(folder: Path, *subjects: str) -> None:
    for number, subject in enumerate(subjects):
        EmailMessage(subject, f"<i>{subject}</i>\n", to=["anna@example.org"]).send()
        newest = max(folder.iterdir(), key=lambda file: file.stat().st_mtime_ns)
        newest.rename(folder / f"2026101{number}-100000-1.log")


def test_the_office_reads_the_mails_newest_first(client, otto, mail_folder) -> None:
    write_letters(mail_folder, "第一封", "<b>第二封</b>")
    client.force_login(otto)
    page = client.get(MAIL).content.decode()
    assert page.index("&lt;b&gt;第二封&lt;/b&gt;") < page.index("第一封")


def test_a_letter_is_shown_as_text(client, otto, mail_folder) -> None:
    write_letters(mail_folder, "第一封")
    client.force_login(otto)
    page = client.get(f"{MAIL}20261010-100000-1.log/").content.decode()
    assert "&lt;i&gt;第一封&lt;/i&gt;" in page and "anna@example.org" in page


def test_a_letter_shows_its_moment_in_the_offices_time(client, otto, mail_folder) -> None:
    mail_folder.mkdir()
    letter = "Subject: x\nDate: Sun, 11 Oct 2026 18:00:00 -0000\n\nx\n"
    (mail_folder / "20261011-180000-1.log").write_text(letter)
    client.force_login(otto)
    assert "2026-10-12 02:00:00" in client.get(MAIL).content.decode()


def test_letters_that_share_a_file_are_told_apart(client, otto, mail_folder) -> None:
    write_letters(mail_folder, "第一封", "第二封")
    first, second = sorted(mail_folder.iterdir())
    second.write_bytes(second.read_bytes() + first.read_bytes())
    first.unlink()
    client.force_login(otto)
    page = client.get(MAIL).content.decode()
    assert "第一封" in page and "第二封" in page


@pytest.mark.parametrize(
    "name", ["no.log", "..%2Fsecret.log", "%2Fetc%2Fpasswd", "..", "%2e%2e%2fsecret.log", "x.txt"]
)
def test_no_name_leads_out_of_the_folder(name: str, client, otto, mail_folder) -> None:
    write_letters(mail_folder, "第一封")
    (mail_folder.parent / "secret.log").write_text("Subject: secret\n\nsecret")
    (mail_folder / "x.txt").write_text("Subject: secret\n\nsecret")
    client.force_login(otto)
    assert client.get(f"{MAIL}{name}/").status_code == 404


def test_a_link_out_of_the_folder_is_not_followed(client, otto, mail_folder) -> None:
    write_letters(mail_folder, "第一封")
    (mail_folder.parent / "secret").write_text("Subject: secret\n\nsecret")
    (mail_folder / "link.log").symlink_to(mail_folder.parent / "secret")
    client.force_login(otto)
    assert "secret" not in client.get(MAIL).content.decode()


def test_without_letters_the_page_says_so(client, otto, mail_folder) -> None:
    client.force_login(otto)
    assert "尚无邮件" in client.get(MAIL).content.decode()


@pytest.mark.parametrize("address", [MAIL, f"{MAIL}20261010-100000-1.log/"])
def test_where_a_mail_server_takes_the_letters_no_page_shows_them(
    address: str, client, otto, mail_folder, settings
) -> None:
    write_letters(mail_folder, "第一封")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    client.force_login(otto)
    assert client.get(address).status_code == 404
    assert MAIL not in client.get(INBOX).content.decode()


@pytest.mark.parametrize(("name", "offered"), [("otto", True), ("ines", True), ("anna", False)])
def test_the_inbox_leads_the_office_to_its_pages(
    name: str, offered: bool, client, request, mail_folder
) -> None:
    client.force_login(request.getfixturevalue(name))
    page = client.get(INBOX).content.decode()
    assert (BOARD in page, MAIL in page) == (offered, offered)
