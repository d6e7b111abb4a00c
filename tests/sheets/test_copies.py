"""A worker makes the marked copy of a file; the page says when it is ready."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from core.errors import RuleBroken
from core.work import WorkState
from reports.models import Report
from sheets import services
from sheets.jobs import make_copies
from sheets.models import Sheet, SheetCopy
from tests import make
from tests.sheets.books import LETTERS, filled, read, upload, write
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")
PERCENT = f"{LETTERS['percent']}2"


@pytest.fixture(autouse=True)
def english_pages(client: Client) -> None:
    client.cookies["django_language"] = "en"


@pytest.fixture
def wrong(north: Unit, anna: User, report: Report) -> Sheet:
    """Anna's workbook with a figure that nobody can take."""
    said = {"percent": "很多", "progress": "新增12家。"}
    return read(filled(north, lambda s: write(s, 2, **said)), north, anna)


def asked(sheet: Sheet, by: User, *, language: str = "en") -> SheetCopy:
    return services.ask_for_copy(sheet_id=sheet.pk, language=language, by=by, now=make.NOW)


def made(sheet: Sheet, by: User, **also: Any) -> SheetCopy:
    copy = asked(sheet, by, **also)
    assert services.make_one_copy(now=make.NOW)
    copy.refresh_from_db()
    return copy


def opened(copy: SheetCopy) -> Workbook:
    return load_workbook(BytesIO(copy.file.read()))


def page(client: Client, sheet: Sheet, **also: Any) -> str:
    return str(client.get(reverse("sheets:marked", args=[sheet.pk]), **also).content.decode())


def test_it_is_asked_for_made_and_fetched(client: Client, wrong: Sheet, anna: User) -> None:
    client.force_login(anna)
    answer = client.post(reverse("sheets:make-copy", args=[wrong.pk]), follow=True)
    assert "waits to be made" in answer.content.decode()
    make_copies()
    assert "The copy is ready" in page(client, wrong)
    file = client.get(reverse("sheets:marked-file", args=[wrong.pk]))
    assert "marked.xlsx" in file["Content-Disposition"]
    cell = load_workbook(BytesIO(file.getvalue())).worksheets[0][PERCENT]
    assert (cell.value, cell.fill.fgColor.rgb) == ("很多", "FFFECACA")
    assert "很多" in cell.comment.text


def test_no_page_waits_for_a_child(client: Client, wrong: Sheet, anna: User) -> None:
    client.force_login(anna)
    client.post(reverse("sheets:make-copy", args=[wrong.pk]))
    assert wrong.copies.get().work_state == WorkState.QUEUED
    assert not wrong.copies.get().file
    assert client.get(reverse("sheets:marked-file", args=[wrong.pk])).status_code == 404


def test_the_page_asks_again_until_it_is_ready(client: Client, wrong: Sheet, anna: User) -> None:
    client.force_login(anna)
    asked(wrong, anna)
    part = page(client, wrong, headers={"HX-Request": "true"})
    assert "hx-get" in part and "<h1>" not in part
    make_copies()
    answer = client.get(reverse("sheets:marked", args=[wrong.pk]), headers={"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true"


def test_asking_twice_makes_one(wrong: Sheet, anna: User) -> None:
    first = made(wrong, anna)
    assert asked(wrong, anna) == first
    assert not services.make_one_copy(now=make.NOW)


def test_each_language_has_its_own(wrong: Sheet, anna: User) -> None:
    notes = [
        opened(made(wrong, anna, language=each)).worksheets[0][PERCENT].comment.text
        for each in ("en", "zh-hans")
    ]
    assert "is not a number" in notes[0]
    assert "不是数字" in notes[1]


def test_a_killed_worker_costs_nothing_but_its_lease(wrong: Sheet, anna: User) -> None:
    asked(wrong, anna)
    dead = SheetCopy.objects.claim(now=make.NOW)
    assert not services.make_one_copy(now=make.NOW + timedelta(minutes=1))
    assert services.make_one_copy(now=make.NOW + SheetCopy.LEASE + timedelta(minutes=1))
    copy = wrong.copies.get()
    assert dead is not None and copy.file
    # It wakes up, and does not put its own in the place of what was made.
    assert not dead.finish(file="late")


def test_a_copy_goes_with_what_it_says(
    wrong: Sheet, anna: User, django_capture_on_commit_callbacks: Any
) -> None:
    copy = made(wrong, anna)
    path = Path(copy.file.path)
    assert path.parent == Path(wrong.file.path).parent
    with django_capture_on_commit_callbacks(execute=True):
        services.read_again(sheet_id=wrong.pk, by=anna, now=make.NOW)
    assert not wrong.copies.exists()
    assert not path.exists()


def test_what_changed_while_it_was_made_is_not_handed_out(
    wrong: Sheet, anna: User, media: Path
) -> None:
    copy = asked(wrong, anna)
    taken = SheetCopy.objects.claim(now=make.NOW)
    copy.delete()
    assert taken is not None and not taken.finish(file="sheets/old")


def test_a_sheet_without_lines_has_nothing_to_mark(north: Unit, anna: User) -> None:
    with pytest.raises(RuleBroken, match="being read"):
        asked(upload(b"x", north, anna), anna)


def test_what_cannot_be_marked_says_so_and_can_be_asked_for_again(
    client: Client, wrong: Sheet, anna: User
) -> None:
    Path(wrong.file.path).write_bytes(b"PK\x03\x04 nothing else")
    copy = made(wrong, anna)
    client.force_login(anna)
    assert "could not be marked" in page(client, wrong)
    assert asked(wrong, anna).pk != copy.pk


@pytest.mark.parametrize(("ending", "told"), [("csv", "its cells only"), ("xlsx", "is as it was")])
def test_it_is_said_what_the_copy_lacks(
    ending: str, told: str, client: Client, wrong: Sheet, anna: User
) -> None:
    made(wrong, anna)
    Sheet.objects.update(format=ending)
    client.force_login(anna)
    assert told in page(client, wrong)


def test_a_copy_that_killed_every_worker_is_given_up(
    client: Client, wrong: Sheet, anna: User
) -> None:
    asked(wrong, anna)
    wrong.copies.update(attempts=SheetCopy.MAX_ATTEMPTS)
    SheetCopy.objects.bury(now=make.NOW)
    client.force_login(anna)
    assert "broken off several times" in page(client, wrong)
    assert made(wrong, anna).file


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 200), ("lena", 200), ("ines", 200), ("vera", 404), ("sam", 404)]
)
def test_a_copy_is_for_those_who_see_the_sheet(
    who: str, status: int, request: pytest.FixtureRequest, client: Client, wrong: Sheet, anna: User
) -> None:
    made(wrong, anna)
    client.force_login(request.getfixturevalue(who))
    for name in ("sheets:marked", "sheets:marked-file", "sheets:original"):
        assert client.get(reverse(name, args=[wrong.pk])).status_code == status
    post = client.post(reverse("sheets:make-copy", args=[wrong.pk]))
    assert post.status_code == (302 if status == 200 else 404)
