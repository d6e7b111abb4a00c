"""What the catalogue lets through the reader, all the way to what people see and what is saved."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import Target
from plans.models import Plan
from reports.models import Report
from sheets import services
from sheets.models import Kind, Sheet, SheetLayout, Stage
from tests import make
from tests.sheets.books import CLOSING, confirmed, outcomes, worked
from tests.sheets.bulk import told
from tests.sheets.ugly import compound
from tests.sheets.ugly.table import DAY, Number, book, rows
from tests.sheets.ugly.table import Sheet as Table
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")
HEAD = ("工作任务", "完成率（%）", "进展情况")


@pytest.fixture
def title(report: Report) -> str:
    assert report.assignment is not None
    return report.assignment.task.title


def sent(content: bytes, unit: Unit, by: User, *, name: str = "推进表.xlsx") -> Sheet:
    """Received, read, and read again with the columns as they were understood."""
    file = SimpleUploadedFile(name, content)
    facts: dict[str, Any] = {"file": file, "name": name, "unit": unit, "by": by, "now": make.NOW}
    sheet = worked(services.receive_sheet(**facts, ends_on=CLOSING).sheet)
    if sheet.stage != Stage.ASKING:
        return sheet
    said: dict[str, Any] = {"by": by, "now": make.NOW}
    said["columns"] = {table["signature"]: {} for table in sheet.layout["tables"]}
    return worked(services.answer_sheet(sheet_id=sheet.pk, **said))


def test_an_escaped_nul_reaches_no_table(
    title: str, north: Unit, anna: User, report: Report
) -> None:
    head = [f"_x0000_{word[:2]}_x0000_{word[2:]}" for word in HEAD]
    line = (f"{title}_x0000_", 62.5, "新增_x0000_12家。")
    page = Table([("标题_x0000_",), head, line], name="填_x0000_报")
    sheet = confirmed(sent(book(page), north, anna, name="推\0进表.xlsx"), anna)
    assert sheet.name == "推进表.xlsx"
    assert report.submissions.get().progress == "新增12家。"
    assert set(SheetLayout.objects.get().columns) == {"工作任务", "完成率", "进展情况"}


@pytest.mark.parametrize("word", ["甲_x0000_", "_x0000_"])
def test_an_escaped_nul_in_what_nobody_knows_is_told(
    word: str, north: Unit, anna: User, report: Report
) -> None:
    content = rows(HEAD, (word, 5, "正在推进。"), (f"{word}乙", f"{word}一半", f"{word}。"))
    sheet = sent(content, north, anna)
    assert set(outcomes(sheet).values()) == {"refused"}


def test_a_nul_in_an_old_workbook_reaches_no_table(
    title: str, north: Unit, anna: User, report: Report
) -> None:
    lines: list[list[compound.Value]] = [list(HEAD), [f"{title}\0", 62.5, "新增\0十二家。"]]
    content = compound.workbook({"填报": compound.sheet(lines)})
    sheet = confirmed(sent(content, north, anna, name="推进表.et"), anna)
    assert sheet.format == "xls"
    assert report.submissions.get().progress == "新增十二家。"


@pytest.mark.parametrize("name", ["推进表.et", "推进表.xls", "推进表", "推进表.pdf"])
def test_what_a_file_is_is_told_from_its_content(
    name: str, title: str, north: Unit, anna: User
) -> None:
    sheet = sent(rows(HEAD, (title, 62.5, "新增12家。")), north, anna, name=name)
    assert (sheet.format, outcomes(sheet)) == ("xlsx", {2: "new"})


def test_a_merge_of_the_whole_sheet_spreads_nothing(
    title: str, north: Unit, anna: User, report: Report
) -> None:
    """Excel shows its first cell and nothing else, so there is no table either."""
    merge = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    sheet = sent(rows(HEAD, (title, 62.5, "新增12家。"), behind=merge), north, anna)
    assert sheet.refusal == {"code": "no_table"}
    assert not sheet.lines.exists()


@pytest.mark.parametrize("serial", ["60", "0"])
def test_a_number_in_the_format_of_a_date_is_told(
    serial: str, title: str, north: Unit, anna: User
) -> None:
    content = rows(HEAD, (title, 62.5, Number(serial, DAY)))
    sheet = sent(content, north, anna)
    assert ("C2", "early_date") in told(sheet)


def test_a_value_of_the_day_that_never_was_is_told(otto: User, plan: Plan, north: Unit) -> None:
    target: Target = make.target(plan, north)
    head = ("指标名称", "截止日期", "数值")
    for serial, code in (("60", "early_date"), ("0", "not_a_date")):
        line = (target.indicator.name, Number(serial, DAY), 5)
        file = SimpleUploadedFile("数据.xlsx", rows(head, line))
        facts: dict[str, Any] = {"file": file, "name": "数据.xlsx", "by": otto, "now": make.NOW}
        receipt = services.receive_sheet(**facts, kind=Kind.MEASUREMENTS)
        sheet = worked(receipt.sheet)
        assert code in {code for _cell, code in told(sheet)}
