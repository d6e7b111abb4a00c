"""The office's chasing board: who is late with what, who was told, what failed, and how much."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from core.models import AuditEntry, SpecialDay
from core.work import WorkState
from notices.models import Message, Notice
from notices.queries import letters_by_person, months
from notices.services import find_waiting
from reports.models import Report, ReportState
from tests import make
from units.rules import Role

BOARD, FAILURES, LETTERS, INBOX = (
    reverse(f"notices:{name}") for name in ("board", "failures", "letters", "inbox")
)
OUTSIDE_THE_OFFICE = ("anna", "rita", "hugo", "lena", "sam", "sue", "ada")
PAGES = [
    reverse(f"notices:{name}") for name in ("board", "next", "failures", "letters", "rehearsal")
]


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


@pytest.mark.parametrize("name", OUTSIDE_THE_OFFICE)
@pytest.mark.parametrize("address", PAGES)
def test_the_board_and_its_pages_are_the_offices(name: str, address: str, client, request) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["ines", "otto"])
def test_the_office_sees_who_was_told_what(name: str, client, arrived, request) -> None:
    client.force_login(request.getfixturevalue(name))
    page = client.get(BOARD).content.decode()
    for words in ("市科技局", "培育企业", "Anna", "10-14 10:00", "邮件", "填报员"):
        assert words in page


def test_the_board_says_what_failed_and_why(client, failed, otto) -> None:
    client.force_login(otto)
    page = client.get(BOARD).content.decode()
    assert "对方拒收 (550 &lt;b&gt;nobody&lt;/b&gt;)" in page


def test_the_board_says_when_it_tries_again(client, report, anna, otto) -> None:
    tomorrow = {"not_before": make.NOW + timedelta(days=1), "work_error": "unreachable: OSError"}
    make.notice(report, anna, message=make.letter(anna, **tomorrow))
    client.force_login(otto)
    page = client.get(BOARD).content.decode()
    assert "无法连接对方 (OSError)" in page and "10-15 10:00" in page


def test_reports_that_were_sent_leave_the_board(client, arrived, otto) -> None:
    Report.objects.update(state=ReportState.SUBMITTED)
    find_waiting(now=make.NOW)
    client.force_login(otto)
    assert "培育企业" not in client.get(BOARD).content.decode()


def lines(client, query: str) -> list[int]:
    return [line.first.thing_id for line in client.get(f"{BOARD}?{query}").context["lines"]]


@pytest.fixture
def two(period, task, anna, vera) -> list[Report]:
    """A late report of each bureau, of which its reporter was told."""
    reports = [make.report(period, each) for each in task.assignments.order_by("order")]
    for late, person in zip(reports, (anna, vera), strict=True):
        make.notice(late, person)
    return reports


def test_the_board_can_be_narrowed_to_a_unit(client, two, south, otto) -> None:
    client.force_login(otto)
    assert lines(client, f"unit={south.pk}") == [two[1].pk]
    assert lines(client, "") == [report.pk for report in two]


def test_the_board_can_be_narrowed_to_a_plan_and_a_matter(client, two, plan, otto) -> None:
    client.force_login(otto)
    assert len(lines(client, f"plan={plan.pk}&matter=report")) == 2
    assert lines(client, f"plan={plan.pk + 1}") == lines(client, "matter=task") == []


def test_the_board_can_be_narrowed_to_failures(client, two, anna, otto) -> None:
    failed = make.letter(anna, work_state=WorkState.FAILED)
    make.notice(two[0], anna, step=3, message=failed)
    client.force_login(otto)
    assert lines(client, "failed=1") == [two[0].pk]


def test_each_thing_is_one_line_with_all_who_were_told(client, report, anna, rita, otto) -> None:
    for step in (1, 3):
        make.notice(report, anna, step=step)
        make.notice(report, rita, step=step, role=Role.REVIEWER)
    client.force_login(otto)
    (line,) = client.get(BOARD).context["lines"]
    assert [(each.person, each.step) for each in line.notices] == [
        (anna, 1), (rita, 1), (anna, 3), (rita, 3),
    ]  # fmt: skip


@pytest.mark.parametrize("unit", ["x", "", "-1", "９", "99999999999999999999999"])
def test_nonsense_in_the_address_breaks_nothing(unit: str, client, report, otto) -> None:
    client.force_login(otto)
    assert client.get(BOARD, {"unit": unit, "page": "x"}).status_code == 200


def test_a_failed_message_is_sent_again_and_the_act_is_kept(client, failed, otto) -> None:
    client.force_login(otto)
    answer = client.post(reverse("notices:send-again", args=[failed.pk]) + "?failed=1")
    assert answer.headers["Location"] == f"{BOARD}?failed=1"
    failed.refresh_from_db()
    assert (failed.work_state, failed.attempts) == (WorkState.QUEUED, 0)
    assert AuditEntry.objects.get().actor == otto


def test_a_message_that_arrived_is_not_sent_again(client, arrived, otto) -> None:
    client.force_login(otto)
    again = reverse("notices:send-again", args=[arrived.message_id])
    assert "无需重发" in client.post(again, follow=True).content.decode()


@pytest.mark.parametrize("name", OUTSIDE_THE_OFFICE)
def test_only_the_office_sends_again(name: str, client, failed, request) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.post(reverse("notices:send-again", args=[failed.pk])).status_code == 404


@pytest.mark.parametrize("count", [2, 25])
def test_the_board_costs_the_same_however_long(
    count: int, client, period, plan, north, anna, rita, otto, django_assert_num_queries
) -> None:
    for number in range(count):
        later = timedelta(minutes=number)
        report = make.report(period, make.task(plan, north).assignments.get())
        make.notice(report, anna, message=make.letter(anna, slot_at=make.NOW + later))
        make.notice(report, rita, role=Role.REVIEWER)
    client.force_login(otto)
    # Session, person, memberships; the frame; count, lines, notices; units, plans; planned.
    with django_assert_num_queries(11):
        client.get(BOARD)


def test_the_board_says_when_the_next_holidays_are_unknown(client, otto) -> None:
    SpecialDay.objects.all().delete()
    client.force_login(otto)
    board = client.get(BOARD)
    year = board.context["missing_year"]
    assert f"{reverse('units:calendar')}?year={year}" in board.content.decode()
    for each in (0, 1):
        SpecialDay.objects.create(on=date(year + each, 10, 1), works=False, name="国庆节")
    assert client.get(BOARD).context["missing_year"] is None


def test_the_board_is_paged(client, period, plan, north, anna, otto) -> None:
    for _number in range(26):
        make.notice(make.report(period, make.task(plan, north).assignments.get()), anna)
    client.force_login(otto)
    assert len(lines(client, "page=2")) == 1


def test_groups_stand_on_the_board_beside_people(client, arrived, report, otto) -> None:
    group = make.outlet("https://robot.example/send", name="督查群")
    told = make.notice(report, None, outlet=group, role="", step=3)
    make.notice(report, None, outlet=group, role="", step=7, message=make.message(group))
    client.force_login(otto)
    (line,) = client.get(BOARD).context["lines"]
    assert [each.outlet for each in line.notices] == [None, group, group]
    assert "督查群" in client.get(BOARD).content.decode() and told.person is None


# What goes out next


def test_the_board_says_who_gets_what_is_planned(client, anna, rita, otto, now) -> None:
    make.letter(anna, not_before=now - timedelta(minutes=3))
    make.letter(rita, not_before=now - timedelta(minutes=3), work_state=WorkState.RUNNING)
    make.letter(otto, work_state=WorkState.DONE)
    client.force_login(otto)
    page = client.get(BOARD)
    (slot,) = page.context["planned"]
    assert (slot.people, slot.outlets) == (2, 0)
    assert "2人" in page.content.decode()


# One page of failures


def test_failures_stand_on_one_page_with_their_reasons(client, failed, rita, otto) -> None:
    make.letter(rita)
    client.force_login(otto)
    page = client.get(FAILURES)
    assert list(page.context["page"]) == [failed]
    assert "对方拒收 (550 &lt;b&gt;nobody&lt;/b&gt;)" in page.content.decode()


def test_who_sends_again_from_the_failures_stays_there(client, failed, otto) -> None:
    client.force_login(otto)
    again = reverse("notices:send-again", args=[failed.pk])
    answer = client.post(f"{again}?page=2", {"from": "failures"})
    assert answer.headers["Location"] == f"{FAILURES}?page=2"


@pytest.mark.parametrize("count", [1, 40])
def test_the_failures_cost_the_same_however_many(
    count: int, client, anna, otto, django_assert_num_queries
) -> None:
    for number in range(count):
        later = make.NOW + timedelta(minutes=number)
        make.letter(anna, slot_at=later, work_state=WorkState.FAILED)
    client.force_login(otto)
    # Session, person, memberships; the frame; count and lines.
    with django_assert_num_queries(6):
        client.get(FAILURES)


# Letters a month


def sent(person, *, month: int, day: int = 10, times: int = 1) -> None:
    for number in range(times):
        at = datetime(2026, month, day, 2, number, tzinfo=UTC)
        make.letter(person, slot_at=at, work_state=WorkState.DONE, sent_at=at)


def figures(asked: str = "") -> list[tuple[str, int, int]]:
    people = map(vars, letters_by_person(asked, now=make.NOW))
    return [(each["username"], each["this_month"], each["last_month"]) for each in people]


def test_letters_are_counted_by_person_and_month(anna, rita, vera, hugo) -> None:
    sent(anna, month=9, times=3)
    sent(anna, month=10)
    sent(rita, month=10, times=2)
    sent(vera, month=8)
    make.letter(hugo)
    assert figures() == [("rita", 2, 0), ("anna", 1, 3)]


@pytest.mark.parametrize(
    ("asked", "first"), [("this", "rita"), ("last", "anna"), ("name", "anna"), ("x", "rita")]
)
def test_the_figures_can_be_sorted(asked: str, first: str, anna, rita) -> None:
    sent(anna, month=9)
    sent(rita, month=10)
    assert figures(asked)[0][0] == first


def test_months_begin_where_the_offices_are(anna) -> None:
    # Eight in the evening of 30 September in London is October in Beijing.
    begun = datetime(2026, 9, 30, 16, tzinfo=UTC)
    assert months(now=make.NOW).this == begun
    assert months(now=datetime(2027, 1, 5, tzinfo=UTC)).last == datetime(
        2026, 11, 30, 16, tzinfo=UTC
    )
    make.letter(anna, work_state=WorkState.DONE, sent_at=begun)
    assert figures() == [("anna", 1, 0)]


def test_everybody_sees_their_own_figure_in_the_inbox(client, arrived, anna) -> None:
    Message.objects.update(sent_at=datetime.now(UTC))
    client.force_login(anna)
    page = client.get(INBOX)
    assert page.context["letters"] == (1, 0)
    assert "系统给您发的信件：本月1封" in page.content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_the_figures_cost_the_same_however_many(
    count: int, client, north, otto, django_assert_num_queries
) -> None:
    for number in range(count):
        person = make.user(f"person{number}", (north, Role.REPORTER))
        make.letter(person, work_state=WorkState.DONE, sent_at=datetime.now(UTC))
    client.force_login(otto)
    # Session, person, memberships; the frame; count, people, their posts; all together.
    with django_assert_num_queries(8):
        client.get(LETTERS)
