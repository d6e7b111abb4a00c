"""The office fetches workbooks of many units: one for all of them, or one for each to carry."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from pytest_django import DjangoAssertNumQueries

from plans.models import Plan
from reports.models import Period, Report, Submission
from sheets import queries
from sheets.columns import CITY_COLUMNS
from sheets.jobs import read_sheets
from sheets.models import Sheet
from sheets.writing import safe_name
from tests import make
from tests.sheets.books import CLOSING, drafted, outcomes, read, saved
from tests.sheets.test_pages import signed_in
from units.models import Unit, User

KEYS = [column.key for column in CITY_COLUMNS]
CITY, ARCHIVE = "sheets:city", "sheets:archive"


@pytest.fixture
def owed(plan: Plan, period: Period, north: Unit, south: Unit) -> list[Report]:
    """Each bureau reports on a task of its own, the north one first."""
    tasks = [make.task(plan, unit, title=f"{unit.name}的任务") for unit in (north, south)]
    return [make.report(period, task.assignments.get()) for task in tasks]


def fetched(user: User, name: str = CITY, **query: Any) -> Any:
    return signed_in(user).get(reverse(f"{name}", args=[CLOSING]), query)


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def opened(answer: Any) -> Workbook:
    return load_workbook(BytesIO(content(answer)))


def column(book: Workbook, key: str) -> list[Any]:
    lines = book.worksheets[0].iter_rows(min_row=2, values_only=True)
    return [line[KEYS.index(key)] for line in lines]


def carried(user: User, data: bytes, **form: Any) -> tuple[Client, Sheet]:
    """Uploaded on the office's page, and read."""
    client = signed_in(user)
    file = SimpleUploadedFile("各单位.xlsx", data)
    sent = client.post(reverse("sheets:office-upload"), {"kind": "city", "file": file, **form})
    read_sheets()
    return client, Sheet.objects.get(pk=sent["Location"].split("/")[-2])


# --- One workbook for all of them -----------------------------------------------------------------


def test_it_has_the_lines_of_all_units_and_says_whose_they_are(
    owed: list[Report], ines: User
) -> None:
    book = opened(fetched(ines))
    sheet = book.worksheets[0]
    assert sorted(column(book, "unit")) == ["市科技局", "市财政局"]
    assert sheet.cell(1, KEYS.index("unit") + 1).value == "责任单位"
    assert not sheet.column_dimensions["B"].hidden
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("F2", "A1:P3")


def test_filled_sorted_and_uploaded_it_is_saved_for_each_unit(
    owed: list[Report], ines: User
) -> None:
    book = opened(fetched(ines))
    sheet = book.worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, line in enumerate(reversed(lines), start=2):
        line[KEYS.index("percent")] = 40 + number
        line[KEYS.index("progress")] = f"{line[1]}推进顺利。"
        for place, value in enumerate(line, start=1):
            sheet.cell(number, place).value = value
    client, uploaded = carried(ines, saved(book))
    assert outcomes(uploaded) == {2: "new", 3: "new"}
    client.post(reverse("sheets:confirm", args=[uploaded.pk]), {"then": "submit"})
    read_sheets()
    told = Submission.objects.sent().values_list("report__unit__name", "progress")
    assert set(told) == {("市科技局", "市科技局推进顺利。"), ("市财政局", "市财政局推进顺利。")}


def test_lines_that_nobody_touched_change_nothing(owed: list[Report], ines: User) -> None:
    _client, uploaded = carried(ines, content(fetched(ines)))
    assert set(outcomes(uploaded).values()) == {"same"}


def test_a_unit_cannot_upload_the_workbook_of_all(
    owed: list[Report], north: Unit, anna: User, ines: User
) -> None:
    sheet = read(content(fetched(ines)), north, anna)
    assert (sheet.stage, sheet.refusal["code"]) == ("refused", "whole_city")


def test_what_is_only_in_a_draft_stays_with_its_writer(
    owed: list[Report], anna: User, ines: User
) -> None:
    drafted(owed[0], anna)
    answer = fetched(ines)
    book = opened(answer)
    assert column(book, "progress") == [None, None]
    _client, uploaded = carried(ines, saved(book))
    assert set(outcomes(uploaded).values()) == {"same"}
    assert Submission.objects.get().progress == "建立后备库。"


def test_it_has_what_the_page_shows(
    owed: list[Report], north: Unit, south: Unit, period: Period, ines: User
) -> None:
    other = make.task(make.plan(south, title="水利规划"), south)
    make.report(make.period(other.plan), other.assignments.get())
    assert len(column(opened(fetched(ines)), "unit")) == 3
    assert column(opened(fetched(ines, of=north.pk)), "unit") == ["市科技局"]
    assert column(opened(fetched(ines, plan=other.plan.pk)), "plan") == ["水利规划"]
    assert fetched(ines, of=north.pk, plan=other.plan.pk).status_code == 404


def test_the_page_links_to_it_with_its_filters(owed: list[Report], north: Unit, ines: User) -> None:
    page = signed_in(ines).get("/sheets/office/").content.decode()
    assert f'href="{reverse(CITY, args=[CLOSING])}"' in page
    page = signed_in(ines).get("/sheets/office/", {"of": north.pk}).content.decode()
    for name in (CITY, ARCHIVE):
        assert f'href="{reverse(name, args=[CLOSING])}?of={north.pk}"' in page


@pytest.mark.parametrize("name", [CITY, ARCHIVE])
def test_they_are_for_the_office_alone(
    owed: list[Report], name: str, anna: User, lena: User, sam: User
) -> None:
    for user in (anna, lena, sam):
        assert fetched(user, name).status_code == 404


def test_a_day_without_reports_has_no_workbook(owed: list[Report], ines: User) -> None:
    assert signed_in(ines).get("/sheets/office/2026-08-31.xlsx").status_code == 404


def test_its_lines_cost_the_same_number_of_queries_for_many_units(
    plan: Plan, period: Period, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for lines in (2, 12):
        while period.reports.count() < lines:
            unit = make.unit(f"第{period.reports.count()}局")
            make.report(period, make.task(plan, unit).assignments.get())
        with django_assert_num_queries(4):
            assert len(list(queries.city_lines(CLOSING))) == lines


# --- One for each ---------------------------------------------------------------------------------


def test_the_archive_has_the_own_workbook_of_each_unit(
    owed: list[Report], north: Unit, anna: User, ines: User
) -> None:
    archive = ZipFile(BytesIO(content(fetched(ines, ARCHIVE))))
    assert sorted(archive.namelist()) == ["市科技局-2026-09-30.xlsx", "市财政局-2026-09-30.xlsx"]
    sheet = read(archive.read("市科技局-2026-09-30.xlsx"), north, anna)
    assert (sheet.stage, sheet.lines.get().about_id) == ("checked", owed[0].pk)


def test_units_of_one_name_are_told_apart_by_their_government(
    plan: Plan, period: Period, city: Unit, ines: User
) -> None:
    for county in ("东山县政府", "西山县政府"):
        above = make.unit(county, kind="government", parent=city, scope=city)
        bureau = make.unit("县教育局", parent=above, scope=above)
        make.report(period, make.task(plan, bureau).assignments.get())
    names = ZipFile(BytesIO(content(fetched(ines, ARCHIVE)))).namelist()
    assert len(set(names)) == 2
    assert any(name.startswith("西山县政府 县教育局") for name in names)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("市科技局", "市科技局"),
        ("../../etc/passwd", "etc passwd"),
        ("市发改委（市能源局）", "市发改委（市能源局）"),
        ('a<b>c:d"e|f?g*h', "a b c d e f g h"),
        ("gnp\u202ecod", "gnp cod"),
        ("a\tb\nc\x00", "a b c"),
        (" 局. . ", "局"),
        ("?", "_"),
        ("局" * 200, "局" * 60),
    ],
)
def test_names_of_files_are_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe
