"""LibreOffice opens every kind of workbook that goes out, and finds in it what we wrote."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.tables import Column, Kind, Table, file_of
from reports.models import Report
from sheets.columns import OPEN
from sheets.writing import Severity, Trouble, mark_up, write_blank
from tests import make
from tests.sheets import books
from tests.sheets.office import converted, needs_libreoffice
from units.models import Unit

pytestmark = needs_libreoffice
FORMULA = "=1+1"


@pytest.fixture
def template(north: Unit, report: Report, target_report: Report) -> bytes:
    """With a text that looks like a formula, and one that looks like markup."""
    assert report.assignment is not None
    report.assignment.task.title = FORMULA
    report.assignment.task.quote = "新增<12>家 & “其他”\n第二行"
    report.assignment.task.save(update_fields=["title", "quote"])
    with translation.override("zh-hans"):
        return books.downloaded(north)


def reopened(content: bytes, folder: Path) -> Workbook:
    """As LibreOffice saves it."""
    return load_workbook(io.BytesIO(converted(content, "xlsx", folder)))


def values(book: Workbook) -> dict[str, list[list[object]]]:
    """Of every sheet, without the empty cells at the ends of rows and below the last line."""
    told = {}
    for sheet in book:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        told[sheet.title] = [row for row in map(_trimmed, rows) if row]
    return told


def _trimmed(row: list[object]) -> list[object]:
    while row and row[-1] is None:
        row.pop()
    return row


def test_it_finds_every_value_of_the_template(template: bytes, tmp_path: Path) -> None:
    found = values(reopened(template, tmp_path))
    assert found == values(books.opened(template))
    assert FORMULA in found["填报"][1]


def test_it_finds_what_is_hidden_locked_and_checked(template: bytes, tmp_path: Path) -> None:
    ours, theirs = books.opened(template), reopened(template, tmp_path)
    # It knows hidden sheets only.
    assert [sheet.sheet_state != "visible" for sheet in theirs] == [False, False, True, True]
    sheet = theirs.worksheets[0]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    for key, letter in books.LETTERS.items():
        for row in (2, 3):
            locked = ours.worksheets[0][f"{letter}{row}"].protection.locked
            assert _locked(sheet, letter, row) == locked, key
    assert len(sheet.data_validations.dataValidation) == len(OPEN)
    assert sheet.auto_filter.ref.startswith("A1:")


def _locked(sheet: Worksheet, letter: str, row: int) -> bool:
    """It leaves out empty cells that look like the rest of their column."""
    cell = sheet[f"{letter}{row}"]
    if cell.has_style:
        return bool(cell.protection.locked)
    # It writes neighbours that look alike as one.
    [column] = [
        each for each in sheet.column_dimensions.values() if each.min <= cell.column <= each.max
    ]
    return bool(column.protection.locked)


def test_it_opens_a_blank_template(tmp_path: Path) -> None:
    content = write_blank(OPEN, title="填报", now=make.NOW)
    assert values(reopened(content, tmp_path)) == values(books.opened(content))


def test_it_opens_a_list(tmp_path: Path) -> None:
    lines = [(FORMULA, Decimal("62.5"), date(2026, 9, 30)), ("丁", None, None)]
    columns = (
        Column("事项", lambda line: line[0], 30),
        Column("数值", lambda line: line[1], kind=Kind.NUMBER),
        Column("时限", lambda line: line[2], kind=Kind.DATE),
    )
    content = b"".join(file_of(Table("台账", columns, lines), "xlsx", now=make.NOW))
    found = reopened(content, tmp_path)
    assert values(found) == values(books.opened(content))
    assert found.worksheets[0]["C2"].is_date


def test_it_opens_a_marked_copy(template: bytes, tmp_path: Path) -> None:
    troubles = [Trouble("填报", "K2", "太短。"), Trouble("填报", "B9", "缺。", Severity.WARNING)]
    sheet = reopened(mark_up(template, troubles, now=make.NOW), tmp_path).worksheets[0]
    assert [sheet[cell].fill.fgColor.rgb for cell in ("K2", "B9")] == ["FFFECACA", "FFFEF08A"]
    assert sheet["K2"].comment.text == "太短。"


def test_it_draws_the_template(template: bytes, tmp_path: Path) -> None:
    assert converted(template, "pdf", tmp_path).startswith(b"%PDF-")
