"""Several units hand in at once: none waits for another one's slow sheet, nor for its many."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from core.work import WorkQuerySet
from plans.models import Plan
from reports.models import Period, Report, Submission
from sheets import services
from sheets.models import Kind, Sheet, Stage
from sheets.models.sheets import SheetQuerySet
from tests import make
from tests.sheets.books import confirmed, filled, upload, write
from units.models import Unit, User

SOON = make.NOW + timedelta(seconds=1)
SECONDS = 50


def work() -> bool:
    """One step of a worker, in a thread of its own."""
    try:
        return services.work_on_one_sheet(now=SOON)
    finally:
        connection.close()


@contextmanager
def slow(sheet: Sheet) -> Iterator[None]:
    """While it lasts, whoever reads the sheet's file waits for its first byte."""
    Path(sheet.file.path).unlink()
    os.mkfifo(sheet.file.path)
    yield
    # A writer that goes away again: the reader sees the end of the file.
    os.close(os.open(sheet.file.path, os.O_WRONLY))


@pytest.fixture
def southern(plan: Plan, period: Period, south: Unit) -> Report:
    return make.report(period, make.task(plan, south).assignments.get())


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_slow_sheet_holds_up_nobody_elses(
    north: Unit, south: Unit, anna: User, vera: User, report: Report, southern: Report
) -> None:
    first = upload(filled(north, lambda s: write(s, 2, percent=1)), north, anna)
    with ThreadPoolExecutor(1) as pool, slow(first):
        reading = pool.submit(work)
        while not Sheet.objects.filter(pk=first.pk, work_state="running").exists():
            assert not reading.done()
        own = filled(south, lambda s: write(s, 2, percent=40, progress="已完成四成。"))
        second = confirmed_by_another_worker(upload(own, south, vera), vera)
        assert second.stage == Stage.SAVED
        assert not reading.done()
    assert reading.result(timeout=SECONDS)
    first.refresh_from_db()
    assert first.stage == Stage.REFUSED  # nothing ever came out of the pipe
    assert Submission.objects.get().report == southern


def confirmed_by_another_worker(sheet: Sheet, by: User) -> Sheet:
    """Read, confirmed and saved, by a worker beside the one that is busy."""
    assert services.work_on_one_sheet(now=SOON)
    return confirmed(sheet, by)


def sent(unit: Unit | None, by: User, count: int) -> list[Sheet]:
    """So many different files, one after the other."""
    if unit is not None:
        return [upload(f"{unit.name}{n}".encode(), unit, by) for n in range(count)]
    return [
        services.receive_sheet(
            file=SimpleUploadedFile("a", f"{by}{n}".encode()), name="a", kind=Kind.CITY,
            by=by, now=make.NOW,
        ).sheet
        for n in range(count)
    ]  # fmt: skip


def claimed(count: int) -> list[Sheet | None]:
    return [Sheet.objects.claim(now=SOON) for _ in range(count)]


@pytest.mark.django_db
def test_a_unit_that_sends_ten_lets_others_in_between(
    north: Unit, south: Unit, anna: User, vera: User, ines: User
) -> None:
    ten = sent(north, anna, 10)
    [other] = sent(south, vera, 1)
    offices = sent(None, ines, 2)
    assert claimed(4) == [ten[0], other, offices[0], ten[1]]


@pytest.mark.django_db
def test_with_one_worker_the_other_unit_is_second(
    north: Unit, south: Unit, anna: User, vera: User
) -> None:
    ten = sent(north, anna, 10)
    others = sent(south, vera, 2)
    done = []
    for second in range(5):
        sheet = Sheet.objects.claim(now=SOON + timedelta(seconds=second))
        sheet.finish(stage=Stage.CHECKED)
        done.append(sheet)
    assert done == [ten[0], others[0], ten[1], others[1], ten[2]]


@pytest.mark.django_db
def test_sheets_of_one_unit_are_read_in_the_order_in_which_they_came(
    north: Unit, anna: User
) -> None:
    ten = sent(north, anna, 10)
    assert claimed(10) == ten


@pytest.mark.django_db
def test_two_of_the_office_wait_for_each_other_no_more_than_two_units(
    ines: User, sam: User
) -> None:
    many, few = sent(None, ines, 3), sent(None, sam, 1)
    assert claimed(4) == [many[0], few[0], many[1], many[2]]


@pytest.mark.django_db
def test_in_the_order_of_arrival_the_other_unit_would_wait_for_all_ten(
    north: Unit, south: Unit, anna: User, vera: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    ten = sent(north, anna, 10)
    sent(south, vera, 1)
    monkeypatch.setattr(SheetQuerySet, "in_turn", WorkQuerySet.in_turn)
    assert claimed(10) == ten
