"""A unit reports by its workbook: download, fill in, upload, look, mend, upload again, confirm."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from reports.models import Report, ReportState
from sheets.jobs import read_sheets
from tests import make
from tests.sheets.books import drafted, write


@pytest.fixture
def task_report(target_report, north, south, anna):
    """The same unit leads a task, for the same closing date; 40 % stand in a draft."""
    task = make.task(target_report.period.plan, north, south)
    return drafted(make.report(target_report.period, task.assignments.get(role="lead")), anna)


def test_a_workbook_is_mended_and_submitted(page_of, task_report, anna, tmp_path):
    page = page_of(anna)
    empty = download(page, tmp_path / "workbook.xlsx")
    upload(page, fill(empty, tmp_path / "wrong.xlsx", percent="about half"))
    expect_refusal(page, "I2", "about half")
    upload(page, fill(empty, tmp_path / "right.xlsx", percent=55))
    confirm(page)
    assert set(Report.objects.values_list("state", flat=True)) == {ReportState.SUBMITTED}


def download(page: Page, path: Path) -> Path:
    page.goto("/")
    page.get_by_role("link", name="Excel", exact=True).click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the workbook").click()
    assert coming.value.suggested_filename.startswith("市科技局-")
    coming.value.save_as(path)
    return path


def fill(empty: Path, path: Path, *, percent: object) -> Path:
    """The target's line is right; what the task's line says is for the test to choose."""
    book = load_workbook(empty)
    lines = book.worksheets[0]
    write(lines, 2, percent=percent, progress="Half of the reserve stands.")
    write(lines, 3, value=152, progress="Twelve enterprises have passed.")
    book.save(path)
    return path


def upload(page: Page, path: Path) -> None:
    """Nobody reads it at first, and the page says so; then the worker does."""
    page.get_by_role("link", name="Excel", exact=True).click()
    page.get_by_label("Workbook").set_input_files(path)
    page.get_by_role("button", name="Upload and check").click()
    expect(page.get_by_role("status")).to_contain_text("waits to be read")
    expect(page.get_by_role("progressbar")).to_be_visible()
    read_sheets()
    expect(page.get_by_role("navigation", name="Lines by outcome")).to_be_visible()


def expect_refusal(page: Page, cell: str, found: str) -> None:
    expect(page.get_by_text("1 line is refused.")).to_be_visible()
    line = page.get_by_role("row", name="培育企业")
    expect(line).to_contain_text("refused")
    expect(line.locator(".sheet-errors")).to_contain_text(cell)
    expect(line.locator(".sheet-errors")).to_contain_text(found)
    expect(page.get_by_role("button", name="Save and submit for review")).to_be_disabled()


def confirm(page: Page) -> None:
    expect(page.get_by_text("2 lines can be saved. Nothing has been saved yet.")).to_be_visible()
    changed, new = page.get_by_role("row", name="培育企业"), page.get_by_role("row", name="高新")
    expect(changed).to_contain_text("changed")
    expect(changed.locator("del").first).to_have_text("40")
    expect(changed.locator("ins").first).to_have_text("55")
    expect(new).to_contain_text("new")
    expect(new.locator("ins").first).to_have_text("152")
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.get_by_text("Everything was saved and waits for review.")).to_be_visible()
