"""Pages for sheets that the portal did not make, and for those that somebody carries in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reports.models import Report
from sheets.jobs import read_sheets
from sheets.models import Sheet
from tests.sheets.books import filled, write
from tests.sheets.test_own_sheets import own as own_sheet
from tests.sheets.test_pages import download_url, signed_in, twin
from units.models import Unit, User

__all__ = ["twin"]


# --- A department's own sheet --------------------------------------------------------------------


def own(north: Unit, anna: User, *rows: list[object]) -> tuple[Client, Sheet]:
    """Sent by the page, with the closing date chosen there."""
    client = signed_in(anna)
    content = own_sheet(*rows, head=["序号", "工作任务", "本月数", "说明材料"])
    data = {"unit": north.pk, "ends_on": "2026-09-30", "file": SimpleUploadedFile("a", content)}
    response = client.post("/sheets/upload/", data)
    read_sheets()
    return client, Sheet.objects.get(pk=response["Location"].split("/")[-2])


def test_the_page_asks_what_columns_are_and_reads_with_the_answer(
    north: Unit, anna: User, report: Report
) -> None:
    client, sheet = own(north, anna, [1, "培育企业", 60, "主体封顶。"])
    page = client.get(f"/sheets/{sheet.pk}/").content.decode()
    assert "请确认表格各列的含义" in page
    assert "主体封顶。" in page
    said = {"0-A": "number", "0-B": "subject", "0-C": "percent", "0-D": "progress"}
    client.post(f"/sheets/{sheet.pk}/columns/", said | {"ends_on": "2026-09-30"})
    read_sheets()
    assert sheet.lines.get().content["percent"] == "60"


def test_columns_that_say_nothing_come_back_with_a_sentence(
    north: Unit, anna: User, report: Report
) -> None:
    client, sheet = own(north, anna, [1, "培育企业", 60, "主体封顶。"])
    said = {f"0-{letter}": "ignore" for letter in "ABCD"} | {"ends_on": "2026-09-30"}
    response = client.post(f"/sheets/{sheet.pk}/columns/", said)
    assert response.status_code == 422
    assert "请指出哪一列" in response.content.decode()


def test_somebody_says_on_the_page_what_a_line_is_about(
    north: Unit, anna: User, report: Report
) -> None:
    client, sheet = own(north, anna, [7, "别的叫法", 60, "主体封顶。"])
    said = {"0-A": "number", "0-B": "subject", "0-C": "percent", "0-D": "progress"}
    client.post(f"/sheets/{sheet.pk}/columns/", said | {"ends_on": "2026-09-30"})
    read_sheets()
    page = client.get(f"/sheets/{sheet.pk}/").content.decode()
    assert report.assignment
    assert f'<option value="{report.pk}">{report.assignment.task.number} 培育企业<' in page
    client.post(f"/sheets/{sheet.pk}/lines/", {"about-0:3": report.pk})
    read_sheets()
    assert sheet.lines.get().about_id == report.pk
    page = client.get(f"/sheets/{sheet.pk}/").content.decode()
    assert f'<option value="{report.pk}" selected>' in page


def test_saying_nothing_about_a_line_is_no_answer(good: Sheet, anna: User) -> None:
    page = signed_in(anna).post(f"/sheets/{good.pk}/lines/", {"about-x": "1"}, follow=True)
    assert "请先选择所指的内容" in page.content.decode()


def test_only_a_closing_date_that_the_unit_owes_can_be_chosen(
    north: Unit, south: Unit, twin: User, report: Report
) -> None:
    file = SimpleUploadedFile("a.csv", b"a,b")
    data = {"unit": south.pk, "ends_on": "2026-09-30", "file": file}
    response = signed_in(twin).post("/sheets/upload/", data)
    assert response.status_code == 422
    assert "没有待报内容" in response.content.decode()


# --- Without the network -------------------------------------------------------------------------


def test_the_office_fetches_and_carries_the_workbook_of_a_unit(
    north: Unit, ines: User, report: Report
) -> None:
    client = signed_in(ines)
    assert download_url(north) in client.get(f"/sheets/office/?of={north.pk}").content.decode()
    content = filled(north, lambda s: write(s, 2, percent=62.5, progress="新增12家。"))
    data = {"kind": "reports", "unit": north.pk, "carried_for": "周敏"}
    file = SimpleUploadedFile("a.xlsx", content)
    page = client.post("/sheets/office/upload/", data | {"file": file}, follow=True)
    assert "由周敏填写" in page.content.decode()
    assert "a.xlsx" in client.get("/sheets/office/").content.decode()


@pytest.mark.parametrize(
    ("told", "words"), [({}, "哪个单位"), ({"carried_for": "周敏"}, "哪个单位"), ({}, "由谁填写")]
)
def test_who_carries_a_sheet_says_whose_it_is(
    told: dict[str, str], words: str, ines: User, report: Report
) -> None:
    data = {"kind": "reports", "file": SimpleUploadedFile("a.xlsx", b"x"), **told}
    response = signed_in(ines).post("/sheets/office/upload/", data)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_the_page_of_the_office_is_for_those_who_bring_sheets(anna: User, lena: User) -> None:
    for user in (anna, lena):
        assert signed_in(user).get("/sheets/office/").status_code == 404
        assert signed_in(user).post("/sheets/office/upload/").status_code == 404
