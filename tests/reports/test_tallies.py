"""Kept counts are what a count of the rows would give, whatever changes the rows."""

import random
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction

from reports.models import Report, ReportTally
from reports.rules import ReportState
from tests import make
from tests.race import at_once

TASKS = 6


@pytest.fixture
def parts(plan, north, south):
    tasks = [make.task(plan, north, south) for _ in range(TASKS)]
    return [part for task in tasks for part in task.assignments.all()]


def kept(**keys) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in ReportTally.objects.filter(**keys):
        found[row.state] += row.number
    return +found


def test_a_new_report_counts_for_its_period_and_unit(report):
    assert kept(period=report.period, unit=report.unit) == {"open": 1}


def test_what_was_sent_counts_as_sent_and_no_more_as_due(report):
    Report.objects.filter(pk=report.pk).update(state=ReportState.SUBMITTED)
    assert kept() == {"submitted": 1}
    assert sum(ReportTally.objects.exclude(due_at=None).values_list("number", flat=True)) == 0


def test_a_moved_deadline_moves_the_count(report):
    later = report.due_at + timedelta(days=3)
    Report.objects.filter(pk=report.pk).update(due_at=later)
    assert kept(due_at=later) == {"open": 1}
    assert not kept(due_at=report.due_at)


def test_plain_sql_counts_as_well(report):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE reports_report SET state = 'approved'")
    assert kept() == {"approved": 1}


def test_what_is_rolled_back_was_never_counted(report):
    with transaction.atomic():
        Report.objects.update(state=ReportState.APPROVED)
        transaction.set_rollback(True)
    assert kept() == {"open": 1}


def test_a_statement_about_many_rows_writes_one_line_for_each_key(period, parts):
    Report.objects.bulk_create(make.unsaved_report(period, part) for part in parts)
    assert ReportTally.objects.count() == 2  # two units, all open


@pytest.mark.parametrize("seed", range(8))
def test_after_any_changes_a_recount_gives_the_same(seed, plan, period, parts):
    chance = random.Random(seed)
    later = make.period(plan, starts_on=period.ends_on, ends_on=period.ends_on + timedelta(30))
    for _ in range(40):
        change(chance, [period, later], parts)
        if chance.random() < 0.1:
            ReportTally.objects.fold()
        assert ReportTally.objects.wrong() == 0


def change(chance: random.Random, periods, parts) -> None:
    some = Report.objects.filter(pk__in=chance.sample(keys(), k=min(5, len(keys()))))
    act = chance.choice(["open", "state", "due", "unit", "delete", "nothing"])
    if act == "open":
        free = [(period, part) for period in periods for part in parts]
        taken = set(Report.objects.values_list("period", "assignment"))
        wanted = [pair for pair in free if (pair[0].pk, pair[1].pk) not in taken]
        pairs = chance.sample(wanted, k=min(4, len(wanted)))
        Report.objects.bulk_create(make.unsaved_report(*pair) for pair in pairs)
    elif act == "state":
        some.update(state=chance.choice(list(ReportState)))
    elif act == "due":
        some.update(due_at=make.NOW + timedelta(days=chance.randrange(4)))
    elif act == "unit":
        some.update(unit=chance.choice(parts).unit_id)
    elif act == "delete":
        some.delete()
    else:
        some.update(revision=chance.randrange(9))


def keys() -> list[int]:
    return list(Report.objects.order_by("pk").values_list("pk", flat=True))


def test_a_number_that_is_not_true_is_found_and_mended(report):
    ReportTally.objects.update(number=7)
    assert ReportTally.objects.wrong() == 1
    ReportTally.objects.recount()
    assert (ReportTally.objects.wrong(), kept()) == (0, {"open": 1})


def test_folding_leaves_one_row_for_each_key_and_none_for_nothing(report):
    for state in (ReportState.DRAFT, ReportState.SUBMITTED, ReportState.OPEN):
        Report.objects.update(state=state)
    ReportTally.objects.fold()
    assert [(row.state, row.number) for row in ReportTally.objects.all()] == [("open", 1)]
    assert ReportTally.objects.fold() == 0


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_units_that_send_at_once_do_not_wait_for_each_other(period, parts):
    one, other = (make.report(period, part) for part in parts[:2])
    held, done = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            Report.objects.filter(pk=one.pk).update(state=ReportState.SUBMITTED, unit=other.unit)
            held.set()
            assert done.wait(10)

    def quick() -> None:
        assert held.wait(10)
        Report.objects.filter(pk=other.pk).update(state=ReportState.SUBMITTED)
        done.set()

    at_once(slow, quick)
    assert kept() == {"submitted": 2}


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_when_many_write_and_fold_at_once(period, parts):
    reports = [make.report(period, part) for part in parts[:4]]
    at_once(*(writer(report.pk) for report in reports), folder, folder)
    assert ReportTally.objects.wrong() == 0


def test_a_fold_in_two_steps_would_lose_what_comes_between(report):
    """The control: the test above would see it."""
    sums = [(row.period_id, row.unit_id, row.state, row.due_at, row.number) for row in rows()]
    Report.objects.update(state=ReportState.APPROVED)
    rows().delete()
    names = ("period_id", "unit_id", "state", "due_at", "number")
    ReportTally.objects.bulk_create(
        ReportTally(**dict(zip(names, each, strict=True))) for each in sums
    )
    assert ReportTally.objects.wrong() == 2


def rows():
    return ReportTally.objects.all()


def writer(pk: int):
    def write() -> None:
        for turn in range(30):
            state = ReportState.DRAFT if turn % 2 else ReportState.OPEN
            Report.objects.filter(pk=pk).update(state=state)

    return write


def folder() -> None:
    for _ in range(30):
        ReportTally.objects.fold()
