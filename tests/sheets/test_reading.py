"""What becomes of a workbook and of each of its lines."""

from datetime import date

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pytest_django import DjangoAssertNumQueries

from core.models import AuditEntry
from core.work import WorkState
from plans.models import Plan, PlanState
from reports.models import Period, Report, Submission
from reports.services import submit_report
from sheets import queries, services, wording
from sheets.models import Sheet
from sheets.writing import VERSION
from tests import make
from tests.sheets import books, ugly
from tests.sheets.books import (
    CONTENT,
    LETTERS,
    drafted,
    errors,
    filled,
    outcomes,
    read,
    upload,
    write,
)
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")
# What concerns a whole line is said where people see what it is about; the marks are hidden.
SUBJECT = LETTERS["subject"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"a,b\n1,2", "no_table"),
        (ugly.protected(), "protected"),
        (ugly.archive({"word/document.xml": b"<w/>"}), "docx"),
        (ugly.workbook('<row r="1"><c r="A1"><v>1</v></c></row>'), "no_table"),
        (ugly.stray_cell(), "stray_cell"),
    ],
)
def test_what_is_no_workbook_of_the_portal_is_refused(
    content: bytes, code: str, north: Unit, anna: User
) -> None:
    sheet = read(content, north, anna)
    assert (sheet.work_state, sheet.refusal["code"]) == (WorkState.DONE, code)
    assert not sheet.lines.exists()


def test_another_units_workbook_is_refused_by_its_name(
    north: Unit, south: Unit, anna: User, report: Report
) -> None:
    sheet = read(books.downloaded(south), north, anna)
    assert sheet.refusal == {"code": "other_unit", "unit": "市财政局"}


def test_a_workbook_of_a_period_without_reports_is_refused(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = read(books.downloaded(north, ends_on=date(2020, 1, 31)), north, anna)
    assert sheet.refusal == {"code": "other_period", "day": "2020-01-31"}


def test_a_workbook_of_an_older_template_is_refused(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = read(books.downloaded(north, version=VERSION - 1), north, anna)
    assert sheet.refusal["code"] == "old_template"


def test_a_workbook_whose_mark_was_changed_is_refused(
    north: Unit, anna: User, report: Report
) -> None:
    book = books.opened(books.downloaded(north))
    book["luoshi"]["A1"] = book["luoshi"]["A1"].value[:-1] + "x"
    assert read(books.saved(book), north, anna).refusal["code"] == "tampered"


def test_a_table_without_a_column_is_refused_by_its_name(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = read(filled(north, lambda s: write(s, 1, progress="改了")), north, anna)
    assert sheet.refusal == {"code": "columns_missing", "keys": ["progress"]}


def test_a_column_that_stands_there_twice_is_refused(
    north: Unit, anna: User, report: Report
) -> None:
    def copy(sheet: Worksheet) -> None:
        sheet["P1"] = sheet[f"{LETTERS['progress']}1"].value

    assert read(filled(north, copy), north, anna).refusal["code"] == "column_twice"


def test_a_refusal_is_noted_in_the_audit_trail(north: Unit, anna: User) -> None:
    read(b"", north, anna)
    entry = AuditEntry.objects.get(verb="sheet.refused")
    assert (entry.actor, entry.details) == (None, {"code": "empty"})


def test_a_first_content_is_new(good: Sheet, report: Report) -> None:
    line = good.lines.get()
    assert (line.row, line.outcome, line.about_id) == (2, "new", report.pk)
    assert line.content["percent"] == "62.5"
    assert good.ends_on == date(2026, 9, 30)


def test_nothing_is_saved_before_it_is_confirmed(good: Sheet) -> None:
    assert not Submission.objects.exists()


def test_a_draft_comes_back_unchanged(north: Unit, anna: User, report: Report) -> None:
    drafted(report, anna)
    assert outcomes(read(books.downloaded(north), north, anna)) == {2: "same"}


def test_a_change_tells_what_stood_there(north: Unit, anna: User, report: Report) -> None:
    drafted(report, anna)
    line = read(filled(north, lambda s: write(s, 2, percent=50)), north, anna).lines.get()
    assert (line.outcome, line.before) == ("changed", {"percent": "40"})


def test_a_line_left_empty_changes_nothing(north: Unit, anna: User, report: Report) -> None:
    drafted(report, anna)
    sheet = read(filled(north, lambda s: write(s, 2, percent=None, progress=None)), north, anna)
    assert outcomes(sheet) == {2: "same"}


def test_tasks_take_percent_and_targets_take_values(
    north: Unit, anna: User, report: Report, target_report: Report
) -> None:
    def swap(sheet: Worksheet) -> None:
        rows = {sheet[f"{LETTERS['unit_of_measure']}{row}"].value: row for row in (2, 3)}
        write(sheet, rows["%"], value=5)
        write(sheet, rows["家"], percent=5)

    codes = {code for _, code in errors(read(filled(north, swap), north, anna))}
    assert codes == {"not_asked"}


@pytest.mark.parametrize(
    ("cells", "key", "code"),
    [
        ({"percent": "一半"}, "percent", "not_a_number"),
        ({"percent": 120}, "percent", "percent_out_of_range"),
        ({"percent": -1}, "percent", "percent_out_of_range"),
        ({"percent": 62.555}, "percent", "percent_too_fine"),
        ({"percent": 0.65}, "percent", "fraction"),
        ({"percent": "=1+1"}, "percent", "formula"),
        ({"progress": "字" * 2001}, "progress", "text_too_long"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_refused_by_its_address(
    cells: dict[str, object], key: str, code: str, north: Unit, anna: User, report: Report
) -> None:
    sheet = read(filled(north, lambda s: write(s, 2, **cells)), north, anna)
    assert errors(sheet) == [(f"{LETTERS[key]}2", code)]


def test_all_errors_of_a_line_are_told_at_once(north: Unit, anna: User, report: Report) -> None:
    sheet = read(filled(north, lambda s: write(s, 2, percent="x", value="y")), north, anna)
    assert [code for _, code in errors(sheet)] == ["not_a_number", "not_a_number"]


def test_a_percentage_for_a_target_in_enterprises_is_refused(
    north: Unit, anna: User, target_report: Report
) -> None:
    sheet = read(filled(north, lambda s: write(s, 2, value="95%")), north, anna)
    assert errors(sheet) == [(f"{LETTERS['value']}2", "wrong_measure")]


def test_a_line_without_our_mark_is_refused_unless_it_says_nothing(
    north: Unit, anna: User, report: Report
) -> None:
    def notes(sheet: Worksheet) -> None:
        write(sheet, 3, plan="合计")
        write(sheet, 4, progress="不知何处")

    sheet = read(filled(north, notes), north, anna)
    assert outcomes(sheet) == {2: "same", 4: "refused"}
    assert errors(sheet) == [(f"{SUBJECT}4", "no_token")]


def test_a_workbook_without_its_subjects_is_told_at_the_next_column_in_sight(
    north: Unit, anna: User, report: Report
) -> None:
    def without(sheet: Worksheet) -> None:
        write(sheet, 2, mark="1.0:forged")
        sheet.delete_cols(ord(SUBJECT) - 64)

    [(cell, code)] = errors(read(filled(north, without), north, anna))
    assert (cell, code) == (f"{LETTERS['number']}2", "tampered_line")


def test_a_line_with_a_changed_mark_is_refused(north: Unit, anna: User, report: Report) -> None:
    sheet = read(filled(north, lambda s: write(s, 2, mark="1.0:forged")), north, anna)
    assert errors(sheet) == [(f"{SUBJECT}2", "tampered_line")]


def test_the_same_line_twice_is_refused_in_both_places(
    north: Unit, anna: User, report: Report
) -> None:
    def copy(sheet: Worksheet) -> None:
        write(sheet, 7, mark=sheet["A2"].value, percent=5)

    sheet = read(filled(north, copy), north, anna)
    assert errors(sheet) == [(f"{SUBJECT}2", "twice"), (f"{SUBJECT}7", "twice")]
    assert sheet.lines.get(row=2).troubles[0]["found"] == "2, 7"


def test_a_line_of_another_unit_is_refused_and_not_named(
    north: Unit, south: Unit, anna: User, report: Report, period: Period
) -> None:
    task = report.assignment.task if report.assignment else None
    assert task is not None
    make.report(period, task.assignments.get(unit=south))
    token = books.opened(books.downloaded(south)).worksheets[0]["A2"].value
    sheet = read(filled(north, lambda s: write(s, 3, mark=token, percent=5)), north, anna)
    assert errors(sheet) == [(f"{SUBJECT}3", "other_unit_line")]
    assert (sheet.lines.get(row=3).about_id, sheet.lines.get(row=3).subject) == (None, "")


def test_a_line_of_another_period_is_refused(
    north: Unit, anna: User, report: Report, plan: Plan
) -> None:
    august = make.period(plan, starts_on=date(2026, 8, 1), ends_on=date(2026, 8, 31))
    assert report.assignment is not None
    make.report(august, report.assignment)
    old = books.opened(books.downloaded(north, ends_on=date(2026, 8, 31)))
    token = old.worksheets[0]["A2"].value
    sheet = read(filled(north, lambda s: write(s, 3, mark=token)), north, anna)
    assert errors(sheet) == [(f"{SUBJECT}3", "other_period_line")]


def test_a_submitted_report_may_stand_there_but_not_change(
    north: Unit, anna: User, report: Report
) -> None:
    submit_report(
        report_id=report.pk, revision=report.revision, content=CONTENT, by=anna, now=make.NOW
    )
    assert outcomes(read(books.downloaded(north), north, anna)) == {2: "same"}
    sheet = read(filled(north, lambda s: write(s, 2, percent=99)), north, anna)
    assert errors(sheet) == [(f"{SUBJECT}2", "closed_submitted")]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("submitted", "closed_submitted"),
        ("forwarded", "closed_submitted"),
        ("correcting", "closed_submitted"),
        ("approved", "closed_approved"),
        ("waived", "closed_excused"),
        ("withdrawn", "closed_excused"),
    ],
)
def test_a_line_that_takes_no_words_says_why(
    state: str, code: str, north: Unit, anna: User, report: Report
) -> None:
    content = filled(north, lambda s: write(s, 2, percent=99))
    Report.objects.filter(pk=report.pk).update(state=state)
    sheet = read(content, north, anna)
    assert errors(sheet) == [(f"{SUBJECT}2", code)]
    assert wording.trouble(sheet.lines.get().troubles[0]).sentence


def test_a_line_of_a_closed_period_is_refused(
    north: Unit, anna: User, otto: User, report: Report
) -> None:
    content = filled(north, lambda s: write(s, 2, percent=99))
    Period.objects.update(closed_at=make.NOW, closed_by=otto)
    assert errors(read(content, north, anna)) == [(f"{SUBJECT}2", "period_closed")]


def test_a_line_of_a_closed_plan_is_refused(
    north: Unit, anna: User, report: Report, plan: Plan
) -> None:
    content = filled(north, lambda s: write(s, 2, percent=99))
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.CLOSED)
    assert errors(read(content, north, anna)) == [(f"{SUBJECT}2", "plan_closed")]


def test_sorted_and_inserted_rows_are_still_matched(
    north: Unit, anna: User, report: Report, target_report: Report
) -> None:
    def shuffle(sheet: Worksheet) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=3)]
        sheet.delete_rows(2, 2)
        for number, row in zip((5, 9), reversed(rows), strict=True):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value
            key = "percent" if row[5] == "%" else "value"
            write(sheet, number, **{key: 80})

    sheet = read(filled(north, shuffle), north, anna)
    assert set(outcomes(sheet)) == {5, 9}
    told = {line.about_id: line.content for line in sheet.lines.all()}
    assert told[report.pk]["percent"] == "80"
    assert told[target_report.pk]["value"] == "80"


def test_columns_may_be_moved(north: Unit, anna: User, report: Report) -> None:
    def move(sheet: Worksheet) -> None:
        write(sheet, 2, percent=62.5)
        sheet.insert_cols(1, 3)

    sheet = read(filled(north, move), north, anna)
    assert sheet.lines.get().content["percent"] == "62.5"


def test_judging_costs_the_same_number_of_queries_for_many_lines(
    north: Unit,
    anna: User,
    plan: Plan,
    period: Period,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for lines in (2, 12):
        while period.reports.count() < lines:
            make.report(period, make.task(plan, north).assignments.get())
        with django_assert_num_queries(4):
            assert len(queries.owed_lines(north, books.CLOSING)) == lines
        upload(books.downloaded(north), north, anna)
        with django_assert_num_queries(READING_QUERIES):
            services.work_on_one_sheet(now=make.NOW)


# Claiming, matching, comparing, storing one batch, restoring decisions, finishing: none of them
# counts lines.
READING_QUERIES = 28
