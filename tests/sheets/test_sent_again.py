"""The same file sent again leads to the first one, and says how far that has come."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from core.work import WorkState
from reports.models import Report
from sheets import services, wording
from sheets.models import Sheet, Stage
from tests import make
from tests.sheets.books import confirmed, filled, read, upload, write
from units.models import Unit, User


@pytest.fixture
def content(north: Unit, report: Report) -> bytes:
    return filled(north, lambda s: write(s, 2, percent=62.5, progress="新增12家。"))


def send(client: Client, unit: Unit, content: bytes, **also: Any) -> str:
    """What the page says where the upload leads to."""
    client.cookies["django_language"] = also.pop("language", "en")
    file = SimpleUploadedFile("改名.xlsx", content)
    told = {"unit": unit.pk, "file": file, "ends_on": ""}
    answer = client.post(reverse("sheets:upload"), told, follow=True)
    assert answer.redirect_chain
    return str(answer.content.decode())


def brought(sheet: Sheet, stage: Stage, by: User) -> None:
    """The sheet as far as `stage`, by the ways that people have."""
    facts: dict[str, Any] = {"sheet_id": sheet.pk, "by": by, "now": make.NOW}
    if stage is Stage.CANCELLED:
        services.cancel_sheet(**facts)
    elif stage is Stage.SAVING:
        services.confirm_sheet(submit=False, **facts)
    elif stage in (Stage.SAVED, Stage.WITHDRAWN):
        confirmed(sheet, by)
    if stage is Stage.WITHDRAWN:
        services.withdraw_sheet(**facts)


@pytest.mark.parametrize(
    ("stage", "told", "told_zh"),
    [
        (Stage.CHECKED, "It waits to be confirmed.", "等待确认"),
        (Stage.SAVING, "It is being saved.", "正在保存"),
        (Stage.SAVED, "is not saved twice", "不会重复保存"),
        (Stage.WITHDRAWN, "was taken back", "已撤回"),
        (Stage.CANCELLED, "It was given up.", "已放弃"),
    ],
)
def test_it_says_what_became_of_the_first_one(
    stage: Stage, told: str, told_zh: str, client: Client, content: bytes, north: Unit, anna: User
) -> None:
    sheet = read(content, north, anna)
    brought(sheet, stage, anna)
    client.force_login(anna)
    assert told in send(client, north, content)
    assert told_zh in send(client, north, content, language="zh-hans")
    sheet.refresh_from_db()
    assert (Sheet.objects.get(), sheet.stage) == (sheet, stage)


def test_one_that_is_still_read_is_waited_for(
    client: Client, content: bytes, north: Unit, anna: User
) -> None:
    upload(content, north, anna)
    client.force_login(anna)
    page = send(client, north, content)
    assert "It is still being read." in page
    assert "sheet-progress" in page


def test_one_that_was_not_taken_says_why_again(client: Client, north: Unit, anna: User) -> None:
    assert read(b"%PDF-1.7", north, anna).stage == Stage.REFUSED
    client.force_login(anna)
    page = send(client, north, b"%PDF-1.7")
    assert "It was not taken" in page
    assert "This is a PDF document." in page


def test_one_whose_workers_died_can_be_read_again(
    client: Client, content: bytes, north: Unit, anna: User
) -> None:
    sheet = upload(content, north, anna)
    Sheet.objects.filter(pk=sheet.pk).update(work_state=WorkState.FAILED)
    client.force_login(anna)
    page = send(client, north, content)
    assert "Reading it was broken off." in page
    assert reverse("sheets:again", args=[sheet.pk]) in page


def test_another_unit_sends_a_file_of_its_own(
    content: bytes, north: Unit, south: Unit, anna: User, vera: User, media: Path
) -> None:
    first, second = upload(content, north, anna), upload(content, south, vera)
    assert first.pk != second.pk
    assert first.file.name != second.file.name


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_a_sentence(stage: Stage, language: str, anna: User) -> None:
    sheet = Sheet(stage=stage, uploaded_by=anna, uploaded_at=make.NOW)
    with translation.override(language):
        assert wording.came_before(sheet).endswith((".", "。"))
