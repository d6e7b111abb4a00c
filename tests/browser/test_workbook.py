"""A unit reports by its workbook: download, fill in, upload, look, mend, upload again, confirm."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from reports.models import Report, ReportState
from sheets.jobs import make_copies, read_sheets
from tests import make
from tests.browser.test_reporting import approve, expect_lamp
from tests.sheets.books import LETTERS, drafted, write


@pytest.fixture
def task_reports(target_report, north, south, anna):
    """The same unit leads three tasks, for the same closing date; 40 % stand in one draft."""
    period, plan = target_report.period, target_report.period.plan
    titles = ("培育企业", "建设中试基地", "引进人才")
    tasks = [
        make.task(plan, north, south, title=title, number=str(number))
        for number, title in enumerate(titles, start=1)
    ]
    reports = [make.report(period, each.assignments.get(role="lead")) for each in tasks]
    drafted(reports[0], anna)
    return reports


def test_a_workbook_is_mended_and_changes_the_dashboard(
    page_of, task_reports, anna, rita, lena, tmp_path
):
    page, leader = page_of(anna), page_of(lena)
    expect_lamp(leader, "far behind", "10.0% is reached")
    empty = download(page, tmp_path / "workbook.xlsx")
    upload(page, filled(empty, tmp_path / "wrong.xlsx"))
    expect_errors(page)
    marked = fetch_marked(page, tmp_path / "marked.xlsx")
    upload(page, mended(marked, tmp_path / "right.xlsx"))
    confirm(page)
    assert set(Report.objects.values_list("state", flat=True)) == {ReportState.SUBMITTED}
    approve(page_of(rita), "152家")
    expect_lamp(leader, "on pace", "52.0% is reached")


def download(page: Page, path: Path) -> Path:
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Excel").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the workbook").click()
    assert coming.value.suggested_filename.startswith("市科技局-")
    coming.value.save_as(path)
    return path


WRONG = {"培育企业": "about half", "引进人才": 140, "建设中试基地": "#REF!"}


def filled(empty: Path, path: Path) -> Path:
    """Somebody sorts the lines the other way round, puts a title into a line of its own above
    them, and makes three mistakes.
    """
    book = load_workbook(empty)
    lines = book.worksheets[0]
    table = [[cell.value for cell in row] for row in lines.iter_rows(min_row=2)]
    for number, values in enumerate(reversed(table), start=2):
        for column, value in enumerate(values, start=1):
            lines.cell(number, column).value = value
    lines.insert_rows(1)
    lines["D1"] = "市科技局填报"
    for row in range(3, len(table) + 3):
        fill(lines, row)
    book.save(path)
    return path


def fill(lines: Worksheet, row: int) -> None:
    subject = lines[f"{LETTERS['subject']}{row}"].value
    if lines[f"{LETTERS['unit_of_measure']}{row}"].value != "%":
        write(lines, row, value=152, progress="Twelve enterprises have passed.")
        return
    write(lines, row, percent=WRONG[subject], progress=f"Half of {subject} stands.")


def upload(page: Page, path: Path) -> None:
    """Nobody reads it at first, and the page says so; then the worker does."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Excel").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Upload and check").click()
    expect(page.get_by_role("status")).to_contain_text("waits to be read")
    expect(page.get_by_role("progressbar")).to_be_visible()
    read_sheets()
    expect(page.get_by_role("navigation", name="Lines by outcome")).to_be_visible()


def expect_errors(page: Page) -> None:
    """Three lines are refused, each named by its cell; the fourth is good."""
    expect(page.get_by_text("3 lines are refused.")).to_be_visible()
    letter = LETTERS["percent"]
    for subject, found in (
        ("培育企业", "about half"),
        ("建设中试基地", "#REF!"),
        ("引进人才", "100"),
    ):
        line = page.get_by_role("row", name=subject)
        expect(line).to_contain_text("refused")
        expect(line.locator(".sheet-errors b")).to_contain_text(letter)
        expect(line.locator(".sheet-errors")).to_contain_text(found)
    expect(page.get_by_role("row", name="高新")).to_contain_text("new")


def fetch_marked(page: Page, path: Path) -> Path:
    """A worker makes it; the page says when it is ready."""
    page.get_by_role("button", name="Your file with everything marked in it").click()
    expect(page.get_by_role("status")).to_contain_text("waits to be made")
    make_copies()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download it").click()
    coming.value.save_as(path)
    return path


def mended(marked: Path, path: Path) -> Path:
    """In the copy that came back, every cell with a note is corrected."""
    book = load_workbook(marked)
    noted = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.comment]
    assert len(noted) == 3
    for cell in noted:
        cell.value, cell.comment = 55, None
    book.save(path)
    return path


def confirm(page: Page) -> None:
    expect(page.get_by_text("4 lines can be saved.")).to_be_visible()
    changed, new = page.get_by_role("row", name="培育企业"), page.get_by_role("row", name="高新")
    expect(changed).to_contain_text("changed")
    expect(changed.locator("del").first).to_have_text("40")
    expect(changed.locator("ins").first).to_have_text("55")
    expect(new.locator("ins").first).to_have_text("152")
    explain(page)
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.get_by_role("status")).to_contain_text("wait to be saved")
    read_sheets()
    expect(page.get_by_text("Its lines were submitted.")).to_be_visible()


def explain(page: Page) -> None:
    """A step from 110 to 152 needs a word."""
    doubtful = page.get_by_label("Explanation", exact=True)
    for number in range(doubtful.count()):
        doubtful.nth(number).fill("Counted by the tax bureau.")
    if doubtful.count():
        page.get_by_role("button", name="Keep what I decided on this page").click()
        expect(page.get_by_text("Your decisions are kept.")).to_be_visible()
