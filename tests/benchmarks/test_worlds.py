"""A tiny portal of the kind that benchmarks measure, written with all triggers of the database."""

import hashlib
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Q

from benchmarks.worlds import Size, empty, fill
from benchmarks.worlds.copying import Table
from benchmarks.worlds.filling import FILLED
from benchmarks.worlds.sizes import BEFORE, NOW
from indicators.models import Target
from plans.models import Plan
from reports.models import Period, Report, ReportState, Submission
from reports.services import open_periods
from tasks.models import Assignment, Task
from units.models import Unit, User

TINY = Size("tiny", counties=2, units=8, plans=2, tasks_per_plan=4, targets_per_plan=3)


@pytest.fixture
def tiny(db):
    return fill(TINY, triggers=True)


def printed():
    """Everything that was written, as one number."""
    whole = hashlib.sha256()
    for model in FILLED:
        for row in model._base_manager.order_by("pk").values_list():
            whole.update(repr(row).encode())
    return whole.hexdigest()


def test_it_has_what_its_size_says(tiny):
    assert (tiny["units.Unit"], tiny["plans.Plan"], tiny["tasks.Task"]) == (16, 4, 16)
    assert tiny["indicators.Target"] == 12
    assert tiny["tasks.Assignment"] == 24  # every other task has an assisting unit
    # One plan reports every month for three years, three every quarter; each about nine things.
    assert tiny["reports.Report"] == (36 + 3 * 12) * 9
    assert tiny["reports.Submission"] > 0.9 * tiny["reports.Report"]


def test_foreign_keys_hold(tiny):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_it_is_always_the_same(db):
    prints = set()
    for _time in range(2):
        empty()
        fill(TINY)
        prints.add(printed())
    assert len(prints) == 1


def test_the_portal_finds_nothing_missing_and_opens_the_next_periods(tiny):
    assert open_periods(now=BEFORE) == 0
    assert open_periods(now=NOW) == 4 * 9
    assert Period.objects.filter(opened_at=NOW).count() == 4


def test_reports_are_believable(tiny):
    reports = Report.objects.exclude(state=ReportState.OPEN)
    assert not reports.filter(submissions=None).exists()
    assert Report.objects.filter(state=ReportState.OPEN).exists()
    assert Submission.objects.filter(decision="returned", version=1).exists()
    assert not Submission.objects.filter(reviewed_at__lt=F("submitted_at")).exists()
    assert not Submission.objects.filter(Q(written_by=F("reviewed_by"))).exists()
    assert Submission.objects.late().exists()


def test_a_percentage_never_falls(tiny):
    lead = Assignment.objects.filter(role="lead").first()
    told = Submission.objects.approved().filter(report__assignment=lead)
    told = told.exclude(percent=None).order_by("report__period__ends_on")
    percents: list[Any] = list(told.values_list("percent", flat=True))
    assert all(before <= after for before, after in pairwise(percents))
    task = Task.objects.get(pk=lead.task_id)
    assert task.percent == percents[-1]


def test_quotes_stand_in_the_plans_text(tiny):
    texts = dict(Plan.objects.values_list("pk", "source_text"))
    columns = ("plan", "quote", "quote_start", "quote_end")
    for promised in (Target, Task):
        for plan, quote, start, end in promised.objects.values_list(*columns):
            assert texts[plan][start:end] == quote


def test_the_next_row_gets_the_next_key(tiny):
    assert Unit.objects.create(name="新局", kind="department", level="county").pk == 17
    assert User.objects.create_user("new", name="新人").pk == 33
    assert Plan.objects.latest("pk").pk == 4


def test_a_new_column_needs_a_value_or_a_default(db):
    with pytest.raises(TypeError, match="no value for"):
        Table(Report, "id", "period_id")
    with pytest.raises(TypeError, match="no column"):
        Table(Report, "id", "colour")
