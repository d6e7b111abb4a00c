"""A department sends its own sheet: what its columns are is asked once and then remembered."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from reports.models import Report, ReportState
from sheets.jobs import read_sheets
from sheets.models import SheetLayout
from tests import make

HEAD = ("序号", "工作任务", "本月数", "说明材料")


@pytest.fixture
def task_reports(target_report, north, south):
    """Two tasks that the bureau leads, beside its target."""
    period, plan = target_report.period, target_report.period.plan
    tasks = [
        make.task(plan, north, south, title=title, number=number)
        for number, title in (("1", "建设中试基地"), ("2", "引进高层次人才"))
    ]
    return [make.report(period, each.assignments.get(role="lead")) for each in tasks]


def test_the_columns_of_an_own_sheet_are_corrected_once(page_of, task_reports, anna, tmp_path):
    page, (first, second) = page_of(anna), task_reports
    send(page, own(tmp_path / "own.xlsx", ["1", "建设中试基地", 60, "主体封顶。"]))
    expect(page.get_by_role("heading", name="What are the columns of this sheet?")).to_be_visible()
    correct(page, C="Done (%)", D="Progress")
    expect(page.get_by_role("row", name="建设中试基地")).to_contain_text("60")
    save(page)
    first.refresh_from_db()
    assert first.state == ReportState.DRAFT
    assert SheetLayout.objects.get().confirmed_by == anna
    choose_day(page, first)
    send(page, own(tmp_path / "next.xlsx", ["2", "人才", 35, "签约八人。"]))
    say_what_it_is(page, "2 引进高层次人才")
    save(page)
    assert second.submissions.get().percent == 35


def own(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["市科技局重点工作进展"], HEAD, *rows):
        sheet.append(row)
    book.save(path)
    return path


def send(page: Page, path: Path) -> None:
    if not page.url.endswith("/sheets/"):
        page.goto("/sheets/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Upload and check").click()
    worked(page)


def worked(page: Page) -> None:
    """A worker does what the page waits for."""
    expect(page.get_by_role("progressbar")).to_be_visible()
    read_sheets()
    expect(page.get_by_role("progressbar")).to_have_count(0)


def choose_day(page: Page, report: Report) -> None:
    page.goto("/sheets/")
    page.get_by_label("Closing date").select_option(report.period.ends_on.isoformat())


def correct(page: Page, **columns: str) -> None:
    """The columns as the person understands them, by their letters."""
    for letter, meaning in columns.items():
        page.locator(f"[name='0-{letter}']").select_option(label=meaning)
    page.get_by_role("button", name="That is right; read the lines").click()
    worked(page)


def say_what_it_is(page: Page, title: str) -> None:
    """The portal knew the columns and not the line."""
    expect(page.get_by_text("1 line is refused.")).to_be_visible()
    page.get_by_label("This line is about").select_option(label=title)
    page.get_by_role("button", name="Read again with this").click()
    worked(page)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save as drafts").click()
    worked(page)
    expect(page.get_by_text("Its lines were saved as drafts")).to_be_visible()
