"""The north bureau owed its report by Friday, 9 October 2026; Saturday the tenth is worked."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection

from core.work import WorkState
from notices.models import Delivery, Notice
from notices.services import find_overdue
from reports.models import Report, ReportState
from tests import make
from tests.race import slowed, together
from units.models import Membership
from units.rules import Role


def morning(day: int, month: int = 10) -> datetime:
    """Nine o'clock in Beijing."""
    return datetime(2026, month, day, 1, 0, tzinfo=UTC)


FIRST, THIRD, SEVENTH = morning(10), morning(13), morning(17)


def told() -> set[tuple[str, int]]:
    return {(notice.person.username, notice.step) for notice in Notice.objects.all()}


def test_before_the_deadline_nobody_is_told(report, anna) -> None:
    assert find_overdue(now=morning(9)) == 0
    assert find_overdue(now=report.due_at) == 0


def test_one_working_day_late_the_reporters_of_the_unit_are_told(
    report, anna, rita, hugo, vera, ines
) -> None:
    make.user("otis", *((each.unit, Role.REPORTER) for each in [report]))
    assert find_overdue(now=FIRST) == 2
    assert told() == {("anna", 1), ("otis", 1)}


def test_three_days_late_the_reviewers_are_told_as_well(report, anna, rita, hugo, ines) -> None:
    find_overdue(now=FIRST)
    assert find_overdue(now=THIRD) == 2
    assert told() == {("anna", 1), ("anna", 3), ("rita", 3)}


def test_seven_days_late_the_head_and_the_inspectors_are_told_as_well(
    report, anna, rita, hugo, ines, otto, lena
) -> None:
    assert find_overdue(now=SEVENTH + timedelta(days=2)) == 4
    assert told() == {("anna", 7), ("rita", 7), ("hugo", 7), ("ines", 7)}


def test_after_a_week_of_outage_only_the_highest_step_is_told(report, anna) -> None:
    find_overdue(now=morning(20))
    assert told() == {("anna", 7)}
    assert find_overdue(now=morning(21)) == 0


def test_a_clock_that_went_back_tells_no_lower_step(report, anna) -> None:
    find_overdue(now=THIRD)
    assert find_overdue(now=FIRST) == 0


def test_a_rest_day_brings_no_new_step(report, anna) -> None:
    find_overdue(now=FIRST)
    assert find_overdue(now=morning(11)) == 0


def test_however_often_it_runs_each_step_is_told_once(report, anna, rita) -> None:
    for day in range(9, 31):
        for _again in range(2):
            find_overdue(now=morning(day))
    assert told() == {("anna", 1), ("anna", 3), ("anna", 7), ("rita", 3), ("rita", 7)}
    assert Notice.objects.count() == 5


@pytest.mark.parametrize("state", [ReportState.OPEN, ReportState.DRAFT, ReportState.RETURNED])
def test_what_the_unit_has_to_send_is_late(state: str, report, anna) -> None:
    Report.objects.update(state=state)
    assert find_overdue(now=FIRST) == 1


@pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.APPROVED])
def test_a_report_sent_a_second_before_is_not_late(state: str, report, anna) -> None:
    Report.objects.update(state=state)
    assert find_overdue(now=FIRST) == 0


def test_every_late_report_is_told_of(period, task, plan, north, anna, vera) -> None:
    make.report(period, task.assignments.get(role="lead"))
    make.report(period, task.assignments.get(role="assist"))
    make.report(period, make.target(plan, north))
    assert find_overdue(now=FIRST) == 3
    assert told() == {("anna", 1), ("vera", 1)}


def test_a_deadline_moved_before_it_passed_tells_nobody(report, anna) -> None:
    Report.objects.update(due_at=report.due_at + timedelta(days=30))
    assert find_overdue(now=SEVENTH) == 0


def test_a_moved_deadline_that_is_missed_again_is_told_from_the_beginning(report, anna) -> None:
    find_overdue(now=THIRD)
    moved = datetime(2026, 10, 30, 16, 0, tzinfo=UTC)
    Report.objects.update(due_at=moved)
    assert find_overdue(now=morning(30)) == 0
    assert find_overdue(now=morning(2, 11)) == 1
    assert Notice.objects.latest("pk").due_at == moved


def test_who_came_to_the_unit_later_is_told_the_step_reached(report, anna, north) -> None:
    find_overdue(now=THIRD)
    make.user("otis", (north, Role.REPORTER))
    assert find_overdue(now=THIRD) == 1
    assert told() == {("anna", 3), ("otis", 3)}


def test_who_left_the_unit_is_told_nothing_more(report, anna, rita) -> None:
    Membership.objects.filter(user=anna).update(ended_on=FIRST.date())
    find_overdue(now=THIRD)
    assert told() == {("rita", 3)}


def test_who_may_not_sign_in_is_told_nothing(report, anna) -> None:
    anna.is_active = False
    anna.save(update_fields=["is_active"])
    assert find_overdue(now=THIRD) == 0


def test_who_holds_two_roles_is_told_once(report, anna, north) -> None:
    Membership.objects.create(user=anna, unit=north, role=Role.REVIEWER)
    assert find_overdue(now=THIRD) == 1


@pytest.mark.parametrize(
    ("cast", "expected"),
    [
        ("rita hugo ines", "rita"),
        ("hugo ines", "hugo"),
        ("ines otto", "ines"),
        ("otto lena vera", ""),
    ],
)
def test_a_unit_without_a_reporter_is_answered_for_by_the_next_one_up(
    cast: str, expected: str, report, request
) -> None:
    for name in cast.split():
        request.getfixturevalue(name)
    find_overdue(now=FIRST)
    assert {name for name, _step in told()} == set(expected.split())


def test_a_notice_goes_to_the_inbox_and_by_mail(report, anna) -> None:
    find_overdue(now=FIRST)
    deliveries = Delivery.objects.filter(notice__person=anna, work_state=WorkState.QUEUED)
    assert sorted(deliveries.values_list("channel", flat=True)) == ["email", "inbox"]
    assert {delivery.not_before for delivery in deliveries} == {FIRST}


def test_who_has_no_address_gets_no_mail(report, anna) -> None:
    anna.email = ""
    anna.save(update_fields=["email"])
    find_overdue(now=FIRST)
    assert list(Delivery.objects.values_list("channel", flat=True)) == ["inbox"]


@pytest.mark.parametrize("count", [2, 30])
def test_a_step_costs_one_statement_however_many_reports(
    count: int, plan, north, period, anna, django_assert_num_queries
) -> None:
    for _number in range(count):
        make.report(period, make.task(plan, north).assignments.get())
    with django_assert_num_queries(6):  # the calendar and three steps between savepoint and release
        assert find_overdue(now=FIRST) == count


SLOW = partial(slowed, "WITH late", seconds=0.3)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_tell_each_person_once(report, anna, rita) -> None:
    counts = together(4, partial(find_overdue, now=THIRD), SLOW)
    assert sorted(counts) == [0, 0, 0, 2]
    assert (Notice.objects.count(), Delivery.objects.count()) == (2, 4)


@pytest.fixture
def without_the_unique_key(transactional_db):
    constraint = next(each for each in Notice._meta.constraints)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Notice, constraint)
    yield
    Notice.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Notice, constraint)


@pytest.mark.race
def test_without_the_unique_key_workers_tell_twice(without_the_unique_key, report, anna) -> None:
    together(4, partial(find_overdue, now=FIRST), SLOW)
    assert Notice.objects.count() > 1
