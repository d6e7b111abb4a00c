"""A doubt is explained in the marked copy, which is read again: nothing is left to explain."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from reports.models import Report
from sheets import queries, services
from sheets.columns import BY_KEY
from sheets.columns.definition import in_every_language
from sheets.models import Sheet, SheetCopy, Stage
from sheets.rules.matching.mapping import ADDED
from tests import make
from tests.sheets.books import LETTERS, confirmed, filled, read, write
from tests.sheets.test_own_sheets import answered, own, sent
from units.models import Unit, User

WHY = "验收报告另行报送。"
CLOSING = date(2026, 9, 30)
CSV = "序号,工作任务,完成率（%）,推进情况,存在问题\n1,培育企业,100,全部建成。,无\n"


def copy_of(sheet: Sheet, by: User, language: str = "zh-hans") -> SheetCopy:
    services.ask_for_copy(sheet_id=sheet.pk, language=language, by=by, now=make.NOW)
    assert services.make_one_copy(now=make.NOW)
    return sheet.copies.get(language=language)


def places_to_explain(lines: Worksheet) -> list[Cell]:
    """The empty cells that ask for a word, as a person finds them."""
    cells = (cell for row in lines.iter_rows() for cell in row)
    return [cell for cell in cells if cell.comment and cell.value is None]


def explained(copy: SheetCopy) -> bytes:
    book = load_workbook(BytesIO(copy.file.read()))
    [place] = places_to_explain(book.worksheets[0])
    place.value = WHY
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def doubtful(sheet: Sheet) -> int:
    return queries.tally(sheet).unexplained


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_in_our_own_workbook(language: str, north: Unit, anna: User, report: Report) -> None:
    said = {"percent": 100, "progress": "全部建成。"}
    sheet = read(filled(north, lambda s: write(s, 2, **said)), north, anna)
    assert doubtful(sheet) == 1
    again = read(explained(copy_of(sheet, anna, language)), north, anna)
    assert doubtful(again) == 0
    assert again.lines.get().content["explanation"] == WHY
    assert confirmed(again, anna, submit=True).stage == Stage.SAVED


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_in_a_departments_own_sheet(language: str, north: Unit, anna: User, report: Report) -> None:
    assert report.assignment is not None
    row = [report.assignment.task.number, report.assignment.task.title, 100, "全部建成。", ""]
    sheet = answered(sent(own(row), north, anna), anna)
    assert doubtful(sheet) == 1
    again = sent(explained(copy_of(sheet, anna, language)), north, anna, CLOSING)
    assert (again.stage, doubtful(again)) == (Stage.CHECKED, 0)
    assert again.lines.get().content["explanation"] == WHY


def test_in_a_sheet_whose_columns_had_to_be_asked_about(
    north: Unit, anna: User, report: Report
) -> None:
    """The new column makes no new form of it: nobody is asked again."""
    assert report.assignment is not None
    row = [report.assignment.task.number, report.assignment.task.title, 100, "全部建成。"]
    head = ["序号", "工作任务", "本月数", "材料"]
    asks = sent(own(row, head=head), north, anna)
    sheet = answered(asks, anna, C="percent", D="progress")
    again = sent(explained(copy_of(sheet, anna)), north, anna, CLOSING)
    assert (again.stage, doubtful(again)) == (Stage.CHECKED, 0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_in_the_copy_of_a_text_file(encoding: str, north: Unit, anna: User, report: Report) -> None:
    sheet = answered(sent(CSV.encode(encoding), north, anna), anna)
    assert (sheet.stage, doubtful(sheet)) == (Stage.CHECKED, 1)
    again = sent(explained(copy_of(sheet, anna)), north, anna, CLOSING)
    assert (again.stage, doubtful(again)) == (Stage.CHECKED, 0)


def test_what_was_explained_on_the_page_goes_along(north: Unit, anna: User, report: Report) -> None:
    said = {"percent": 100, "progress": "全部建成。"}
    sheet = read(filled(north, lambda s: write(s, 2, **said)), north, anna)
    services.decide_lines(sheet_id=sheet.pk, explain_all=WHY, by=anna, now=make.NOW)
    book = load_workbook(BytesIO(copy_of(sheet, anna).file.read()))
    assert book.worksheets[0][f"{LETTERS['explanation']}2"].value == WHY
    assert places_to_explain(book.worksheets[0]) == []


def test_the_new_column_is_called_as_our_own_template_calls_it() -> None:
    assert set(in_every_language(BY_KEY["explanation"].title)) == ADDED
