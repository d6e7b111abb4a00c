"""Who will be told what, if nothing changes until then.

The north bureau owes its report by Friday, 9 October 2026; Saturday the tenth is worked, Sunday
the eleventh is not. The usual ladder tells the reporter three and one working days before, the
reviewer as well from the first day after, the head from the third.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from notices.models import Manner, Message, Notice
from notices.queries import next_letters, rehearse
from notices.rules import Matter
from notices.services import find_waiting, plan_letters
from reports.models import Report, ReportState
from tests import make
from units.models import User
from units.rules import Role

REHEARSAL, NEXT = reverse("notices:rehearsal"), reverse("notices:next")


def at(day: int, hour: int = 15) -> datetime:
    return datetime(2026, 10, day, hour - 8, tzinfo=UTC)


def on(day: int) -> date:
    return date(2026, 10, day)


def told(day: int, *, now: datetime) -> set[str]:
    keys = [line.person_id for line in rehearse(on=on(day), now=now).lines if line.person_id]
    return set(User.objects.filter(pk__in=keys).values_list("username", flat=True))


def test_what_was_not_told_yet_is_told_by_the_next_letters(report, anna, rita, hugo) -> None:
    assert told(10, now=at(9)) == {"anna", "rita"}
    assert not Notice.objects.exists()


def test_what_was_told_is_not_told_again(report, anna, rita) -> None:
    find_waiting(now=at(10))
    assert told(10, now=at(10)) == set()


@pytest.mark.parametrize(
    ("day", "people"),
    [
        (8, {"anna"}), (9, set()), (10, {"anna", "rita"}), (11, set()), (12, set()),
        (13, {"anna", "rita", "hugo"}), (14, set()),
    ],
)  # fmt: skip
def test_on_a_later_day_only_the_steps_of_that_very_day_are_told(
    day: int, people: set[str], report, anna, rita, hugo
) -> None:
    find_waiting(now=at(7))
    assert told(day, now=at(7)) == people


@pytest.mark.parametrize("days", [2, 5, 9])
def test_the_sweep_of_that_day_tells_whom_the_rehearsal_named(
    days: int, report, anna, rita, hugo, ines
) -> None:
    find_waiting(now=at(7))
    later = at(7) + timedelta(days=days)
    foreseen = told(later.day, now=at(7))
    for day in range(1, days):
        find_waiting(now=at(7) + timedelta(days=day))
    Notice.objects.all().update(read_at=at(7))
    find_waiting(now=later)
    fresh = Notice.objects.filter(written_at=later)
    assert set(fresh.values_list("person__username", flat=True)) == foreseen


def test_nobody_works_on_a_sunday_so_nobody_is_told(report, anna) -> None:
    found = rehearse(on=on(11), now=at(7))
    assert (found.works, found.lines) == (False, [])


def test_a_rehearsal_adds_up_by_person_and_by_matter(report, anna, rita, task, vera) -> None:
    make.report(report.period, task.assignments.get(role="assist"))
    found = rehearse(on=on(10), now=at(9))
    assert (found.people, found.notices) == (3, 3)
    assert found.matters == [(Matter.REPORT, 3, 3)]
    assert sorted(found.written_to) == sorted([anna.pk, rita.pk, vera.pk])


def test_who_has_no_address_gets_no_letter(report, anna) -> None:
    User.objects.update(email="")
    found = rehearse(on=on(10), now=at(9))
    assert (found.people, found.written_to) == (1, [])


# The next letters


def test_the_next_letters_count_what_is_planned_and_what_is_to_come(
    report, anna, rita, hugo, task, vera
) -> None:
    find_waiting(now=at(9))
    plan_letters(now=at(9))
    planned = set(Message.objects.values_list("person__username", flat=True))
    slot = next_letters(now=at(9))
    assert planned == {"anna"}
    # Anna is written to anyway, and hears of the first day as well; Rita hears of it for the
    # first time.
    assert (slot.at, slot.people) == (at(10, 9), 2)


def test_what_is_settled_meanwhile_is_left_to_the_letter_itself(report, anna) -> None:
    Report.objects.update(state=ReportState.WAIVED)
    assert next_letters(now=at(9)).people == 0


def test_the_hour_is_the_offices(report, anna) -> None:
    Manner.objects.create(pk=1, daily_at="10:30")
    assert next_letters(now=at(10, 10)).at == at(10, 10) + timedelta(minutes=30)


# The pages


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "x",
        "2026-13-01",
        "2026-02-30",
        "1999-01-01",
        "9999-12-31",
        "２０２６-10-10",
        "2026-10-10x",
    ],
)
def test_a_day_that_makes_no_sense_is_the_day_of_the_next_letters(asked: str, client, otto) -> None:
    client.force_login(otto)
    page = client.get(REHEARSAL, {"on": asked, "page": "x"})
    assert page.status_code == 200
    assert page.context["found"].on >= datetime.now(UTC).date()


def test_the_page_says_how_many_of_what_and_that_nothing_was_sent(
    client, report, anna, otto
) -> None:
    make.user("otis", (report.unit, Role.REPORTER))
    client.force_login(otto)
    page = client.get(REHEARSAL).content.decode()
    for words in ("如果在此之前一切不变", "待报送填报", "Otis", "市科技局 填报员"):
        assert words in page
    assert not Notice.objects.exists() and not Message.objects.exists()


def test_the_board_asks_for_the_next_letters_apart(client, report, anna, otto) -> None:
    client.force_login(otto)
    assert NEXT in client.get(reverse("notices:board")).content.decode()
    page = client.get(NEXT).content.decode()
    assert "09:00" in page and "1人" in page


@pytest.mark.parametrize("count", [1, 60])
def test_the_page_costs_the_same_however_many_would_be_told(
    count: int, client, report, otto, django_assert_num_queries
) -> None:
    for number in range(count):
        make.user(f"person{number}", (report.unit, Role.REPORTER))
    client.force_login(otto)
    # Session, person, memberships; the frame; hours and days for the next letters, and for the
    # rehearsal; days and ladders for the sweep; what is busy, and it is reports; people, posts.
    with django_assert_num_queries(4 + 2 + 2 + 2 + 2 + 2):
        client.get(REHEARSAL)
