"""Pictures of sheets on the pages, for programs, and what they cost."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from plans.models import Plan
from reports.models import Evidence, Period, Report
from sheets import services
from sheets.jobs import read_sheets
from sheets.models import Sheet
from tests import make
from tests.sheets.books import (
    downloaded,
    filled,
    read,
    write,
)
from tests.sheets.photos import OTHER, PNG, new_line, on
from tests.sheets.ugly import pictures
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")


def test_from_the_upload_to_the_report_that_shows_the_picture(
    north: Unit, anna: User, report: Report, django_capture_on_commit_callbacks: Any
) -> None:
    client = Client()
    client.force_login(anna)
    file = SimpleUploadedFile("九月.xlsx", on(filled(north, new_line), (2, PNG), (7, OTHER)))
    address = client.post("/sheets/upload/", {"unit": north.pk, "file": file})["Location"]
    read_sheets()
    page = client.get(address).content.decode()
    assert "1张图片将作为佐证材料留存。" in page
    assert "1张图片（G2）将作为佐证材料留存。" in page
    assert "有1张图片不在表格的任何一行（G7）" in page
    client.post(f"{address}confirm/", {"then": "submit"})
    read_sheets()
    assert "1张图片（G2）已作为佐证材料留存。" in client.get(address).content.decode()
    shown = client.get(reverse("reports:report", args=[report.pk])).content.decode()
    assert "九月 G2.png" in shown
    link = reverse("reports:evidence", args=[report.pk, report.evidence.get().pk])
    assert link in shown
    answer = client.get(link)
    assert answer.getvalue() == PNG
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"


def test_what_stays_behind_is_told_on_the_page(north: Unit, anna: User, report: Report) -> None:
    wrong = filled(north, lambda s: write(s, 2, percent="一半"))
    sheet = read(on(wrong, (2, PNG)), north, anna)
    client = Client()
    client.force_login(anna)
    page = client.get(reverse("sheets:sheet", args=[sheet.pk])).content.decode()
    assert "1张图片（G2）随本行不予留存。" in page
    assert "将作为佐证材料留存" not in page


def test_programs_are_told_the_same(shown: Sheet, anna: User) -> None:
    client = Client()
    client.force_login(anna)
    (line,) = client.get(f"/api/v1/sheets/{shown.pk}/lines/").json()["results"]
    assert line["pictures"] == [
        {"cell": "G2", "name": "填报 G2.png", "size": len(PNG), "sha256": sha256(PNG).hexdigest()}
    ]
    assert client.get(f"/api/v1/sheets/{shown.pk}/").json()["counts"]["pictures"] == 1


@pytest.mark.parametrize("shown_lines", [2, 12])
def test_pictures_cost_a_fixed_number_of_statements(
    shown_lines: int,
    north: Unit,
    anna: User,
    plan: Plan,
    period: Period,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(shown_lines):
        make.report(period, make.task(plan, north).assignments.get())
    many = [(row, PNG) for row in range(2, 2 + shown_lines)]
    sheet = read(on(downloaded(north), *many), north, anna)
    facts: dict[str, Any] = {"sheet_id": sheet.pk, "by": anna, "now": make.NOW}
    services.confirm_sheet(**facts, submit=False)
    with django_assert_num_queries(SAVING_QUERIES):
        services.work_on_one_sheet(now=make.NOW + timedelta(seconds=1))
    assert Evidence.objects.count() == shown_lines


# Claiming, what any sheet costs, whether there are pictures, keeping them, counting them.
SAVING_QUERIES = 37


def test_the_list_of_troubles_says_why_a_picture_is_not_kept(
    north: Unit, anna: User, report: Report
) -> None:
    wrong = filled(north, lambda s: write(s, 2, percent="一半"))
    sheet = read(on(wrong, (2, pictures.SVG)), north, anna)
    client = Client()
    client.force_login(anna)
    answer = client.get(reverse("sheets:troubles-csv", args=[sheet.pk]))
    told = answer.getvalue().decode()
    assert "G2" in told
    assert "佐证材料只收.png .jpg .bmp格式的图片" in told
