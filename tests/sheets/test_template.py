"""The workbook that goes out, opened again."""

from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import Workbook

from reports.models import Report
from reports.rules import Content
from reports.services import submit_report
from sheets.columns import OPEN
from sheets.writing import write_blank
from tests import make
from tests.sheets import books
from tests.sheets.books import LETTERS
from units.models import Unit, User


@pytest.fixture
def book(north: Unit, report: Report, target_report: Report) -> Workbook:
    with translation.override("zh-hans"):
        return books.opened(books.downloaded(north))


def unlocked(book: Workbook, row: int) -> set[str]:
    sheet = book.worksheets[0]
    return {key for key, letter in LETTERS.items() if not sheet[f"{letter}{row}"].protection.locked}


def rows_by_measure(book: Workbook) -> dict[str, int]:
    sheet = book.worksheets[0]
    return {sheet[f"{LETTERS['unit_of_measure']}{row}"].value: row for row in (2, 3)}


def test_its_sheets_are_named_for_people_and_the_mark_is_very_hidden(book: Workbook) -> None:
    assert book.sheetnames == ["填报", "填写说明", "字典", "luoshi"]
    states = [sheet.sheet_state for sheet in book]
    assert states == ["visible", "visible", "hidden", "veryHidden"]
    assert book.security.lockStructure


def test_only_the_cells_to_fill_are_open(book: Workbook) -> None:
    rows = rows_by_measure(book)
    texts = {"progress", "problems", "next_steps", "no_change", "explanation"}
    assert unlocked(book, rows["%"]) == texts | {"percent"}
    assert unlocked(book, rows["家"]) == texts | {"value"}
    assert unlocked(book, 1) == set()
    assert book.worksheets[0].protection.sheet
    assert not book.worksheets[0].protection.sort  # false allows it


def test_the_mark_column_is_hidden_and_the_header_stays_in_sight(book: Workbook) -> None:
    sheet = book.worksheets[0]
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes == "E2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.auto_filter.ref == f"A1:{LETTERS['explanation']}3"


def test_excel_checks_what_people_type(book: Workbook) -> None:
    checks = {str(each.sqref): each for each in book.worksheets[0].data_validations.dataValidation}
    percent = checks[f"{LETTERS['percent']}2:{LETTERS['percent']}3"]
    assert (percent.type, percent.formula1, percent.formula2) == ("decimal", "0", "100")
    assert len(checks) == len(OPEN)


def test_words_are_chosen_from_the_hidden_sheet(book: Workbook) -> None:
    letter = LETTERS["no_change"]
    [tick] = [
        each
        for each in book.worksheets[0].data_validations.dataValidation
        if str(each.sqref).startswith(letter)
    ]
    assert (tick.type, tick.formula1) == ("list", "'字典'!$A$1:$A$1")
    assert book["字典"]["A1"].value == "√"
    # The format says it the wrong way round: true would hide the arrow.
    assert not tick.showDropDown


def test_what_people_may_do_under_protection_breaks_nothing(book: Workbook) -> None:
    guard = book.worksheets[0].protection
    assert guard.sheet
    assert not guard.password
    # In the format, false allows.
    assert not (guard.sort or guard.autoFilter or guard.insertRows or guard.deleteRows)


def test_a_figure_that_fell_is_coloured(book: Workbook) -> None:
    rules = book.worksheets[0].conditional_formatting
    value, last = LETTERS["value"], LETTERS["last_figure"]
    [formula] = [rule.formula for each in rules for rule in each.rules if value in str(each.sqref)]
    assert formula == [f"AND(ISNUMBER(${value}2),ISNUMBER(${last}2),${value}2<${last}2)"]


def test_the_instructions_explain_every_open_column(book: Workbook) -> None:
    told = {row[0].value: row[1].value for row in book["填写说明"].iter_rows()}
    for column in OPEN:
        with translation.override("zh-hans"):
            assert told[str(column.title)]


def test_the_known_is_grey_and_the_last_is_quiet(book: Workbook) -> None:
    sheet = book.worksheets[0]
    about, last, open_ = (sheet[f"{LETTERS[key]}2"] for key in ("plan", "last_text", "progress"))
    assert about.fill.fgColor.rgb == last.fill.fgColor.rgb == "FFF3F4F6"
    assert (about.font.color, last.font.color.rgb) == (None, "FF6B7280")
    assert open_.fill.fill_type is None


def test_a_blank_template_can_be_filled_in(north: Unit) -> None:
    book = books.opened(write_blank(OPEN, title="填报", now=make.NOW))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == [str(column.title) for column in OPEN]
    assert not sheet.protection.sheet
    assert len(sheet.data_validations.dataValidation) == len(OPEN)


def test_what_excel_would_repair_is_kept_short(book: Workbook) -> None:
    for language in ("zh-hans", "en"):
        with translation.override(language):
            for check in book.worksheets[0].data_validations.dataValidation:
                assert len(check.promptTitle) <= 32
                assert len(check.prompt) <= 255
                assert len(check.error) <= 224


def test_a_sent_report_is_locked_and_tells_what_was_sent(
    north: Unit, anna: User, report: Report
) -> None:
    content = Content(percent=Decimal(40), progress="建立后备库。")
    submit_report(
        report_id=report.pk, revision=report.revision, content=content, by=anna, now=make.NOW
    )
    book = books.opened(books.downloaded(north))
    assert unlocked(book, 2) == set()
    assert book.worksheets[0][f"{LETTERS['percent']}2"].value == 40


@pytest.mark.parametrize("year", [2026, 2024], ids=["recent", "long_ago"])
def test_last_periods_report_stands_beside(
    north: Unit, anna: User, report: Report, year: int
) -> None:
    days = {name: day.replace(year=year) for name, day in AUGUST.items()}
    before = make.period(report.period.plan, **days)
    assert report.assignment is not None
    old = make.report(before, report.assignment)
    content = Content(percent=Decimal(30), progress="八月进展。")
    submit_report(report_id=old.pk, revision=0, content=content, by=anna, now=make.NOW)
    sheet = books.opened(books.downloaded(north)).worksheets[0]
    assert sheet[f"{LETTERS['last_figure']}2"].value == 30
    assert sheet[f"{LETTERS['last_text']}2"].value == "八月进展。"
    assert sheet[f"{LETTERS['percent']}2"].value is None


AUGUST = {
    "starts_on": books.CLOSING.replace(month=8, day=1),
    "ends_on": books.CLOSING.replace(month=8),
}


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_text_ever_becomes_a_formula(start: str, north: Unit, report: Report) -> None:
    assert report.assignment is not None
    task = report.assignment.task
    task.title = f"{start}cmd|'/c calc'!A1"
    task.save(update_fields=["title"])
    cell = books.opened(books.downloaded(north)).worksheets[0][f"{LETTERS['subject']}2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", task.title, True)


def test_a_workbook_in_english_has_english_titles(north: Unit, report: Report) -> None:
    with translation.override("en"):
        book = books.opened(books.downloaded(north))
    assert book.sheetnames[:2] == ["Report", "Instructions"]
