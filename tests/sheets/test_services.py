"""A workbook from its upload to its confirmation."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from openpyxl.worksheet.worksheet import Worksheet
from pytest_django import DjangoAssertNumQueries, Settings

from core.errors import RuleBroken, Stale
from core.models import AuditEntry
from core.work import WorkState
from plans.models import Plan, PlanState
from reports.models import Period, Report, ReportState, Submission
from reports.rules import Content
from reports.services import approve_report, save_draft, submit_report
from sheets import queries, services
from sheets.models import Sheet, SheetLine
from sheets.workbooks import VERSION
from tests import make
from tests.sheets import books, ugly
from tests.sheets.books import LETTERS, errors, filled, outcomes, read, upload, write
from units.models import Unit, User

CONTENT = Content(percent=Decimal(40), progress="建立后备库。")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language of the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def good(north: Unit, anna: User, report: Report) -> Sheet:
    """Anna's workbook with one new line, read."""
    return read(
        filled(north, lambda s: write(s, 2, percent=62.5, progress="新增12家。")), north, anna
    )


def confirm(sheet: Sheet, by: User, *, submit: bool = False) -> Sheet:
    return services.confirm_sheet(sheet_id=sheet.pk, submit=submit, by=by, now=make.NOW)


def drafted(report: Report, by: User, content: Content = CONTENT) -> Report:
    return save_draft(
        report_id=report.pk, revision=report.revision, content=content, by=by, now=make.NOW
    )


# --- Receiving -----------------------------------------------------------------------------------


def test_an_upload_waits_for_a_worker_and_keeps_the_original(north: Unit, anna: User) -> None:
    sheet = upload(b"anything", north, anna)
    assert (sheet.work_state, sheet.ends_on) == (WorkState.QUEUED, None)
    assert sheet.file.read() == b"anything"
    assert AuditEntry.objects.get().verb == "sheet.received"


def test_the_same_file_again_is_recognised(north: Unit, anna: User) -> None:
    first = upload(b"anything", north, anna)
    file = SimpleUploadedFile("other name.xlsx", b"anything")
    receipt = services.receive_sheet(file=file, name="b", unit=north, by=anna, now=make.NOW)
    assert (receipt.sheet, receipt.again) == (first, True)


def test_the_same_file_of_another_unit_is_another_upload(
    north: Unit, south: Unit, anna: User, vera: User
) -> None:
    assert upload(b"anything", north, anna) != upload(b"anything", south, vera)


def test_a_file_beyond_the_limit_is_not_kept(north: Unit, anna: User, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 10
    with pytest.raises(RuleBroken, match="MB"):
        upload(b"12345678901", north, anna)
    assert not Sheet.objects.exists()


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\机关\\填报.xlsx", "填报.xlsx"),
        ("报表\u202exslx.exe", "报表xslx.exe"),
        ("a\0\r\nb.xlsx", "ab.xlsx"),
        ("", "workbook.xlsx"),
        ("字" * 300, "字" * 120),
    ],
)
def test_a_name_is_only_ever_a_name(name: str, tidy: str) -> None:
    assert services.receiving.tidy_name(name) == tidy


# --- Whole workbooks -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"a,b\n1,2", "csv"),
        (ugly.protected(), "protected"),
        (ugly.archive({"word/document.xml": b"<w/>"}), "docx"),
        (ugly.workbook('<row r="1"><c r="A1"><v>1</v></c></row>'), "not_ours"),
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
    entry = AuditEntry.objects.get(verb="sheet.read")
    assert (entry.actor, entry.details) == (None, {"refusal": "{'code': 'empty'}"})


# --- Lines ---------------------------------------------------------------------------------------


def test_a_first_content_is_new(good: Sheet, report: Report) -> None:
    line = good.lines.get()
    assert (line.row, line.outcome, line.report) == (2, "new", report)
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
    with pytest.raises(RuleBroken, match="differs"):
        confirm(sheet, anna, submit=True)


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
    assert errors(sheet) == [(f"{LETTERS['value']}2", "percent_sign")]


def test_a_line_without_our_mark_is_refused_unless_it_says_nothing(
    north: Unit, anna: User, report: Report
) -> None:
    def notes(sheet: Worksheet) -> None:
        write(sheet, 3, plan="合计")
        write(sheet, 4, progress="不知何处")

    sheet = read(filled(north, notes), north, anna)
    assert outcomes(sheet) == {2: "same", 4: "refused"}
    assert errors(sheet) == [("A4", "no_token")]


def test_a_line_with_a_changed_mark_is_refused(north: Unit, anna: User, report: Report) -> None:
    sheet = read(filled(north, lambda s: write(s, 2, report_id="1:forged")), north, anna)
    assert errors(sheet) == [("A2", "tampered_line")]


def test_the_same_line_twice_is_refused_in_both_places(
    north: Unit, anna: User, report: Report
) -> None:
    def copy(sheet: Worksheet) -> None:
        write(sheet, 7, report_id=sheet["A2"].value, percent=5)

    sheet = read(filled(north, copy), north, anna)
    assert errors(sheet) == [("A2", "twice"), ("A7", "twice")]
    assert sheet.lines.get(row=2).errors[0]["found"] == "7"


def test_a_line_of_another_unit_is_refused_and_not_named(
    north: Unit, south: Unit, anna: User, report: Report, period: Period
) -> None:
    task = report.assignment.task if report.assignment else None
    assert task is not None
    make.report(period, task.assignments.get(unit=south))
    token = books.opened(books.downloaded(south)).worksheets[0]["A2"].value
    sheet = read(filled(north, lambda s: write(s, 3, report_id=token, percent=5)), north, anna)
    assert errors(sheet) == [("A3", "other_unit_line")]
    assert sheet.lines.get(row=3).report is None


def test_a_line_of_another_period_is_refused(
    north: Unit, anna: User, report: Report, plan: Plan
) -> None:
    august = make.period(plan, starts_on=date(2026, 8, 1), ends_on=date(2026, 8, 31))
    assert report.assignment is not None
    make.report(august, report.assignment)
    old = books.opened(books.downloaded(north, ends_on=date(2026, 8, 31)))
    token = old.worksheets[0]["A2"].value
    sheet = read(filled(north, lambda s: write(s, 3, report_id=token)), north, anna)
    assert errors(sheet) == [("A3", "other_period_line")]


def test_a_submitted_report_may_stand_there_but_not_change(
    north: Unit, anna: User, report: Report
) -> None:
    submit_report(
        report_id=report.pk, revision=report.revision, content=CONTENT, by=anna, now=make.NOW
    )
    assert outcomes(read(books.downloaded(north), north, anna)) == {2: "same"}
    sheet = read(filled(north, lambda s: write(s, 2, percent=99)), north, anna)
    assert errors(sheet) == [("A2", "closed_submitted")]


def test_a_line_of_a_closed_plan_is_refused(
    north: Unit, anna: User, report: Report, plan: Plan
) -> None:
    content = filled(north, lambda s: write(s, 2, percent=99))
    Plan.objects.filter(pk=plan.pk).update(state=PlanState.CLOSED)
    assert errors(read(content, north, anna)) == [("A2", "plan_closed")]


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
    told = {line.report_id: line.content for line in sheet.lines.all()}
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
        with django_assert_num_queries(3):
            assert len(queries.owed_lines(north, books.CLOSING)) == lines
        upload(books.downloaded(north), north, anna)
        with django_assert_num_queries(READING_QUERIES):
            services.read_one_sheet(now=make.NOW)


# Claiming, matching, comparing, storing one batch, finishing: none of them counts lines.
READING_QUERIES = 19


# --- Confirming ----------------------------------------------------------------------------------


def test_a_confirmation_saves_drafts(good: Sheet, anna: User, report: Report) -> None:
    confirm(good, anna)
    report.refresh_from_db()
    draft = report.submissions.get()
    assert report.state == ReportState.DRAFT
    assert (draft.percent, draft.progress) == (Decimal("62.5"), "新增12家。")
    assert (draft.origin, draft.submitted_at) == (f"sheet {good.pk}", None)


def test_a_confirmation_may_submit_at_once(good: Sheet, anna: User, report: Report) -> None:
    confirm(good, anna, submit=True)
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_unchanged_drafts_are_submitted_with_the_rest(
    north: Unit, anna: User, report: Report
) -> None:
    drafted(report, anna)
    confirm(read(books.downloaded(north), north, anna), anna, submit=True)
    report.refresh_from_db()
    assert report.state == ReportState.SUBMITTED


def test_an_incomplete_line_can_be_saved_but_not_submitted(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = read(filled(north, lambda s: write(s, 2, percent=5)), north, anna)
    assert sheet.lines.get().errors[0]["code"] == "progress_missing"
    with pytest.raises(RuleBroken, match="complete"):
        confirm(sheet, anna, submit=True)
    assert confirm(sheet, anna).confirmed_by == anna


def test_one_refused_line_keeps_all_others_from_being_saved(
    north: Unit, anna: User, report: Report, target_report: Report
) -> None:
    def spoil(sheet: Worksheet) -> None:
        for row in (2, 3):
            is_task = sheet[f"{LETTERS['unit_of_measure']}{row}"].value == "%"
            write(sheet, row, **({"percent": 50} if is_task else {"value": "多"}))

    sheet = read(filled(north, spoil), north, anna)
    assert sorted(outcomes(sheet).values()) == ["new", "refused"]
    with pytest.raises(RuleBroken, match="refused"):
        confirm(sheet, anna)
    assert not Submission.objects.exists()


def test_a_report_changed_meanwhile_keeps_all_lines_from_being_saved(
    good: Sheet, anna: User, report: Report
) -> None:
    drafted(report, anna)
    with pytest.raises(Stale):
        confirm(good, anna)
    assert report.submissions.get().percent == 40
    good.refresh_from_db()
    assert good.confirmed_at is None


def test_reading_again_compares_with_what_is_known_by_now(
    good: Sheet, anna: User, report: Report
) -> None:
    drafted(report, anna)
    services.read_again(sheet_id=good.pk, by=anna, now=make.NOW)
    services.read_one_sheet(now=make.NOW)
    assert outcomes(good) == {2: "changed"}
    confirm(good, anna)
    assert report.submissions.get().percent == Decimal("62.5")


def test_a_workbook_is_confirmed_once(good: Sheet, anna: User) -> None:
    confirm(good, anna)
    with pytest.raises(Stale, match="Anna"):
        confirm(good, anna)
    with pytest.raises(RuleBroken, match="saved already"):
        services.read_again(sheet_id=good.pk, by=anna, now=make.NOW)


def test_a_workbook_that_waits_or_was_refused_cannot_be_confirmed(north: Unit, anna: User) -> None:
    refused = read(b"", north, anna)
    waiting = upload(b"later", north, anna)
    for sheet in (refused, waiting):
        with pytest.raises(RuleBroken, match="not been read"):
            confirm(sheet, anna)


def test_an_approved_sheet_moves_the_task(
    good: Sheet, anna: User, rita: User, report: Report
) -> None:
    confirm(good, anna, submit=True)
    report.refresh_from_db()
    approve_report(report_id=report.pk, revision=report.revision, by=rita, now=make.NOW)
    assert report.assignment is not None
    report.assignment.task.refresh_from_db()
    assert report.assignment.task.percent == Decimal("62.5")


# --- Workers that die ----------------------------------------------------------------------------


def test_a_worker_that_died_is_followed_by_one_that_starts_over(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = upload(filled(north, lambda s: write(s, 2, percent=5)), north, anna)
    dead = Sheet.objects.claim(now=make.NOW)
    assert dead
    services.store_lines(dead, [SheetLine(sheet=dead, row=2, report=report, outcome="new")])
    assert not services.read_one_sheet(now=make.NOW + timedelta(seconds=60))
    assert services.read_one_sheet(now=make.NOW + timedelta(minutes=3))
    assert sheet.lines.get().content["percent"] == "5"


def test_a_worker_that_wakes_up_late_stores_nothing(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = upload(filled(north, lambda s: write(s, 2, percent=5)), north, anna)
    late = Sheet.objects.claim(now=make.NOW)
    assert late
    services.read_one_sheet(now=make.NOW + timedelta(minutes=3))
    assert not services.store_lines(late, [SheetLine(sheet=late, row=99, outcome="refused")])
    assert outcomes(sheet) == {2: "new"}


def test_a_workbook_that_kills_every_worker_is_given_up(north: Unit, anna: User) -> None:
    sheet = upload(b"poison", north, anna)
    for minutes in (0, 3, 6):
        Sheet.objects.claim(now=make.NOW + timedelta(minutes=minutes))
    assert not services.read_one_sheet(now=make.NOW + timedelta(minutes=9))
    Sheet.objects.bury(now=make.NOW + timedelta(minutes=9))
    sheet.refresh_from_db()
    assert sheet.work_state == WorkState.FAILED
