"""The north bureau owed its report by Friday, 9 October 2026; Saturday the tenth is worked.

The usual ladder tells reporters three days and one day before, reviewers as well from the first
day after, heads from the third and inspectors from the seventh.
"""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection

from notices.models import Ladder, LadderStep, Notice
from notices.services import find_waiting
from reports.models import Report, ReportState
from tests import make
from tests.race import slowed, together
from units.models import Membership
from units.rules import Role


def morning(day: int, month: int = 10) -> datetime:
    """Nine o'clock in Beijing."""
    return datetime(2026, month, day, 1, 0, tzinfo=UTC)


FIRST, THIRD, SEVENTH = morning(10), morning(13), morning(17)


def told(matter: str = "report") -> set[tuple[str, int]]:
    notices = Notice.objects.filter(matter=matter).select_related("person")
    return {(notice.person.username, notice.step) for notice in notices}


def test_longer_ahead_than_the_ladder_reaches_nobody_is_told(report, anna) -> None:
    find_waiting(now=morning(28, 9))
    assert told() == set()


def test_reporters_are_told_three_working_days_and_one_working_day_ahead(
    report, anna, rita
) -> None:
    find_waiting(now=morning(29, 9))
    find_waiting(now=morning(7))
    assert told() == {("anna", -3)}
    find_waiting(now=morning(8))
    assert told() == {("anna", -3), ("anna", -1)}


def test_one_working_day_late_the_reviewers_are_told_as_well(
    report, anna, rita, hugo, vera, ines
) -> None:
    make.user("otis", (report.unit, Role.REPORTER))
    find_waiting(now=FIRST)
    assert told() == {("anna", 1), ("otis", 1), ("rita", 1)}


def test_three_days_late_the_head_is_told_as_well(report, anna, rita, hugo, ines) -> None:
    find_waiting(now=THIRD)
    assert told() == {("anna", 3), ("rita", 3), ("hugo", 3)}


def test_seven_days_late_the_inspectors_are_told_as_well(
    report, anna, rita, hugo, ines, otto, lena
) -> None:
    find_waiting(now=SEVENTH + timedelta(days=2))
    assert told() == {("anna", 7), ("rita", 7), ("hugo", 7), ("ines", 7)}


def test_after_a_week_of_outage_only_the_highest_step_is_told(report, anna) -> None:
    find_waiting(now=morning(20))
    assert told() == {("anna", 7)}
    assert find_waiting(now=morning(21)) == 0


def test_a_clock_that_went_back_tells_no_lower_step(report, anna) -> None:
    find_waiting(now=THIRD)
    assert find_waiting(now=FIRST) == 0


def test_a_rest_day_brings_no_new_step(report, anna) -> None:
    find_waiting(now=FIRST)
    assert find_waiting(now=morning(11)) == 0


def test_however_often_it_runs_each_step_is_told_once(report, anna, rita) -> None:
    for day in range(8, 31):
        for _again in range(2):
            find_waiting(now=morning(day))
    steps = [(name, step) for name in ("anna", "rita") for step in (1, 3, 7)]
    assert told() == {("anna", -1), *steps}
    assert Notice.objects.count() == 7


@pytest.mark.parametrize("state", [ReportState.SUBMITTED, ReportState.APPROVED])
def test_a_report_sent_a_second_before_is_not_late(state: str, report, anna) -> None:
    Report.objects.update(state=state)
    find_waiting(now=FIRST)
    assert told() == set()


def test_what_was_sent_settles_what_was_told(report, anna) -> None:
    find_waiting(now=FIRST)
    Report.objects.update(state=ReportState.SUBMITTED)
    find_waiting(now=THIRD)
    assert Notice.objects.get(person=anna).settled_at == THIRD


def test_a_returned_report_is_a_matter_of_its_own(report, anna) -> None:
    Report.objects.update(state=ReportState.RETURNED)
    find_waiting(now=FIRST)
    assert (told(), told("return")) == (set(), {("anna", 1)})


def test_every_late_report_is_told_of(period, task, plan, north, anna, vera) -> None:
    make.report(period, task.assignments.get(role="lead"))
    make.report(period, task.assignments.get(role="assist"))
    make.report(period, make.target(plan, north))
    find_waiting(now=FIRST)
    assert told() == {("anna", 1), ("vera", 1)}
    assert Notice.objects.filter(matter="report").count() == 3


def test_a_deadline_moved_before_it_passed_tells_nobody(report, anna) -> None:
    Report.objects.update(due_at=report.due_at + timedelta(days=60))
    find_waiting(now=SEVENTH)
    assert told() == set()


def test_a_moved_deadline_that_is_missed_again_is_told_from_the_beginning(report, anna) -> None:
    find_waiting(now=THIRD)
    moved = datetime(2026, 10, 30, 16, 0, tzinfo=UTC)
    Report.objects.update(due_at=moved)
    find_waiting(now=morning(20))
    assert Notice.objects.get(step=3).settled_at == morning(20)
    find_waiting(now=morning(2, 11))
    assert Notice.objects.latest("pk").due_at == moved
    assert told() == {("anna", 3), ("anna", 1)}


def test_who_came_to_the_unit_later_is_told_the_step_reached(report, anna, north) -> None:
    find_waiting(now=THIRD)
    make.user("otis", (north, Role.REPORTER))
    assert find_waiting(now=THIRD) == 1
    assert told() == {("anna", 3), ("otis", 3)}


def test_who_left_the_unit_is_told_nothing_more(report, anna, rita) -> None:
    find_waiting(now=FIRST)
    Membership.objects.filter(user=anna).update(ended_on=FIRST.date())
    find_waiting(now=THIRD)
    assert told() == {("anna", 1), ("rita", 1), ("rita", 3)}
    assert Notice.objects.get(person=anna).settled_at == THIRD


def test_who_may_not_sign_in_is_told_nothing(report, anna) -> None:
    anna.is_active = False
    anna.save(update_fields=["is_active"])
    assert find_waiting(now=THIRD) == 0


def test_who_holds_two_roles_is_told_once(report, anna, north) -> None:
    Membership.objects.create(user=anna, unit=north, role=Role.REVIEWER)
    assert find_waiting(now=THIRD) == 1


@pytest.mark.parametrize(
    ("cast", "expected"),
    [
        ("rita hugo ines", "rita"),
        ("hugo ines", "hugo"),
        ("ines otto", "ines"),
        ("otto lena vera", "otto"),
        ("lena vera", ""),
    ],
)
def test_a_unit_without_a_reporter_is_answered_for_by_the_next_one_up(
    cast: str, expected: str, report, request
) -> None:
    for name in cast.split():
        request.getfixturevalue(name)
    find_waiting(now=morning(8))
    assert {name for name, _step in told()} == set(expected.split())


def test_of_a_unit_without_a_reporter_the_office_is_told(report, rita, ines) -> None:
    find_waiting(now=SEVENTH)
    assert {name for name, _step in told("vacancy")} == {"ines"}


def test_who_has_an_address_is_told_by_mail_as_well(report, anna, rita) -> None:
    rita.email = ""
    rita.save(update_fields=["email"])
    find_waiting(now=FIRST)
    assert Notice.objects.get(person=anna).goes_out
    assert not Notice.objects.get(person=rita).goes_out


def test_a_plan_may_have_a_ladder_of_its_own(report, plan, anna, rita) -> None:
    ladder = Ladder.objects.create(plan=plan)
    LadderStep.objects.create(ladder=ladder, matter="report", days=5, to=["reviewer"], by=[])
    find_waiting(now=THIRD)
    assert told() == set()
    find_waiting(now=SEVENTH)
    assert told() == {("rita", 5)}


@pytest.mark.parametrize("count", [2, 30])
def test_a_matter_costs_one_statement_however_many_things(
    count: int, plan, north, period, anna, django_assert_num_queries
) -> None:
    for _number in range(count):
        make.report(period, make.task(plan, north).assignments.get())
    # Room to sort in, the calendar, the ladders, what is busy: reports and tasks; all of it between
    # savepoint and release.
    with django_assert_num_queries(12):
        find_waiting(now=FIRST)
    assert Notice.objects.filter(matter="report").count() == count


SLOW = partial(slowed, "WITH days", seconds=0.1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_tell_each_person_once(report, anna, rita) -> None:
    counts = together(4, partial(find_waiting, now=THIRD), SLOW)
    assert sorted(counts) == [0, 0, 0, 2]
    assert Notice.objects.count() == 2


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
    together(4, partial(find_waiting, now=FIRST), SLOW)
    assert Notice.objects.count() > 1
