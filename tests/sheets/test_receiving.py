"""A workbook arrives, is kept and recognised; workers that die lose nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

import sheets.book
from core.child import MB
from core.errors import RuleBroken
from core.models import AuditEntry
from core.work import WorkState
from reports.models import Report
from sheets import services
from sheets.models import Kind, Sheet, SheetLine
from tests import make
from tests.sheets import books
from tests.sheets.books import (
    filled,
    read,
    upload,
    write,
)
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")


def test_an_upload_waits_for_a_worker_and_keeps_the_original(north: Unit, anna: User) -> None:
    sheet = upload(b"anything", north, anna)
    assert (sheet.work_state, sheet.ends_on) == (WorkState.QUEUED, None)
    assert sheet.file.read() == b"anything"
    assert AuditEntry.objects.get().verb == "sheet.received"


def test_the_same_file_again_is_recognised(north: Unit, anna: User) -> None:
    first = upload(b"anything", north, anna)
    file = SimpleUploadedFile("other name.xlsx", b"anything")
    receipt = services.receive_sheet(file=file, name="b", unit=north, by=anna, now=make.NOW)
    assert (receipt.sheet, receipt.again) == (first, True)


def test_the_same_file_of_another_unit_is_another_upload(
    north: Unit, south: Unit, anna: User, vera: User
) -> None:
    assert upload(b"anything", north, anna) != upload(b"anything", south, vera)


def test_a_file_beyond_the_limit_is_not_kept(north: Unit, anna: User, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 10
    with pytest.raises(RuleBroken, match="MB"):
        upload(b"12345678901", north, anna)
    assert not Sheet.objects.exists()


def test_the_sheet_of_a_whole_city_may_be_larger(ines: User, settings: Settings) -> None:
    settings.UPLOAD_LIMIT, settings.OFFICE_UPLOAD_LIMIT = 10, 12
    facts: dict[str, Any] = {"name": "a", "kind": Kind.CITY, "by": ines, "now": make.NOW}
    services.receive_sheet(file=SimpleUploadedFile("a", b"123456789012"), **facts)
    with pytest.raises(RuleBroken, match="MB"):
        services.receive_sheet(file=SimpleUploadedFile("a", b"1234567890123"), **facts)


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\机关\\填报.xlsx", "填报.xlsx"),
        ("报表\u202exslx.exe", "报表xslx.exe"),
        ("a\0\r\nb.xlsx", "ab.xlsx"),
        ("", "?"),
        ("字" * 300, "字" * 120),
    ],
)
def test_a_name_is_only_ever_a_name(name: str, tidy: str, north: Unit, anna: User) -> None:
    facts: dict[str, Any] = {"unit": north, "by": anna, "now": make.NOW}
    receipt = services.receive_sheet(file=SimpleUploadedFile("a", b"1"), name=name, **facts)
    assert receipt.sheet.name == tidy


def test_a_worker_that_died_is_followed_by_one_that_starts_over(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = upload(filled(north, lambda s: write(s, 2, percent=5)), north, anna)
    dead = Sheet.objects.claim(now=make.NOW)
    assert dead
    SheetLine.objects.create(sheet=dead, row=99, outcome="new")
    assert not services.work_on_one_sheet(now=make.NOW + timedelta(seconds=60))
    assert services.work_on_one_sheet(now=make.NOW + timedelta(minutes=5))
    assert sheet.lines.get().content["percent"] == "5"


def test_a_worker_that_wakes_up_late_stores_nothing(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = upload(filled(north, lambda s: write(s, 2, percent=5)), north, anna)
    late = Sheet.objects.claim(now=make.NOW)
    assert late
    services.work_on_one_sheet(now=make.NOW + timedelta(minutes=5))
    sheet.lines.update(subject="of the second worker")
    services.reading.read_sheet(late, now=make.NOW)
    assert sheet.lines.get().subject == "of the second worker"


def test_a_workbook_that_kills_every_worker_is_given_up(north: Unit, anna: User) -> None:
    sheet = upload(b"poison", north, anna)
    for minutes in (0, 5, 10):
        Sheet.objects.claim(now=make.NOW + timedelta(minutes=minutes))
    assert not services.work_on_one_sheet(now=make.NOW + timedelta(minutes=15))
    Sheet.objects.bury(now=make.NOW + timedelta(minutes=15))
    sheet.refresh_from_db()
    assert sheet.work_state == WorkState.FAILED


@pytest.mark.parametrize(
    ("limit", "value", "codes"),
    [("MEMORY", 20 * MB, {"unreadable", "too_big"}), ("SECONDS", 0, {"too_slow"})],
)
def test_a_reader_that_dies_takes_nobody_with_it(
    limit: str,
    value: int,
    codes: set[str],
    north: Unit,
    anna: User,
    report: Report,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheets.book, limit, value)
    assert read(books.downloaded(north), north, anna).refusal["code"] in codes
