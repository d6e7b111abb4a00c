"""The page shows how far a sheet is, and it can be broken off wherever it is."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from openpyxl.worksheet.worksheet import Worksheet
from pytest_django import Settings

from core.work import WorkState
from plans.models import Plan
from reports.models import Period, Report, Submission
from reports.services import batches
from sheets import services
from sheets.models import Sheet, Stage
from sheets.services.progress import saved_of, saving_of
from tests import make
from tests.sheets.books import filled, read, worked, write
from units.models import Unit, User

FAR = {"work_state": WorkState.RUNNING, "stage": Stage.SAVING}


@pytest.fixture
def two(plan: Plan, north: Unit, anna: User, report: Report, period: Period) -> Sheet:
    """A sheet with two good lines."""
    task = make.task(plan, north, title="引进高层次人才", number="2")
    make.report(period, task.assignments.get())
    return read(filled(north, both), north, anna)


def both(page: Worksheet) -> None:
    write(page, 2, percent=40, progress="新增12家。")
    write(page, 3, percent=5, progress="签约八人。")


def seen(sheet: Sheet, by: User) -> str:
    client = Client()
    client.force_login(by)
    return client.get(f"/sheets/{sheet.pk}/", headers={"HX-Request": "true"}).content.decode()


def set_to(sheet: Sheet, **fields: Any) -> Sheet:
    Sheet.objects.filter(pk=sheet.pk).update(**fields)
    sheet.refresh_from_db()
    return sheet


def test_lines_are_told_as_they_are_written(
    two: Sheet, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "PIECE", 1)
    services.confirm_sheet(sheet_id=two.pk, submit=False, by=anna, now=make.NOW)
    assert worked(two).stage == Stage.SAVED
    told = saved_of(two)
    assert told is not None
    assert (told.done, told.total) == (2, 2)
    assert Submission.objects.count() == 2


def test_the_page_shows_lines_saved_and_the_time_that_is_left(two: Sheet, anna: User) -> None:
    sheet = set_to(two, **FAR)
    saving_of(sheet, now=make.NOW - timedelta(days=36500))(10, 40)
    page = seen(sheet, anna)
    assert "已完成10行，共40行" in page
    assert "秒" in page


def test_a_second_attempt_begins_anew(two: Sheet) -> None:
    saving_of(two, now=make.NOW)(10, 40)
    assert saved_of(set_to(two, attempts=7)) is None


def test_a_memory_that_is_away_holds_up_nothing(two: Sheet, anna: User, settings: Settings) -> None:
    redis = "django.core.cache.backends.redis.RedisCache"
    away = {"BACKEND": redis, "LOCATION": "redis://localhost:1/1"}
    settings.CACHES = {"default": away}
    saving_of(two, now=make.NOW)(10, 40)
    assert "各行一起保存" in seen(set_to(two, **FAR), anna)


@pytest.mark.parametrize(
    ("stage", "after"), [(Stage.READING, Stage.CANCELLED), (Stage.SAVING, Stage.CHECKED)]
)
@pytest.mark.parametrize("state", [WorkState.QUEUED, WorkState.RUNNING])
def test_reading_and_saving_can_be_broken_off(
    two: Sheet, anna: User, stage: Stage, after: Stage, state: WorkState
) -> None:
    sheet = set_to(two, stage=stage, work_state=state)
    services.cancel_sheet(sheet_id=sheet.pk, by=anna, now=make.NOW)
    assert worked(sheet).stage == after
    assert not Submission.objects.exists()
