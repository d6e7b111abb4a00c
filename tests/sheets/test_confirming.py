"""What the page showed is saved, all of it or nothing."""

from decimal import Decimal

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import RuleBroken, Stale
from reports.models import Report, ReportState, Submission
from reports.rules import Content
from reports.services import approve_report
from sheets import queries, services
from sheets.models import Choice, Sheet, Stage
from tests import make
from tests.sheets import books
from tests.sheets.books import LETTERS, drafted, filled, outcomes, read, upload, worked, write
from tests.sheets.books import confirmed as confirm
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")


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


def test_a_workbook_that_says_nothing_has_nothing_to_save(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = read(books.downloaded(north), north, anna)
    with pytest.raises(RuleBroken, match="differs"):
        confirm(sheet, anna, submit=True)


def test_an_incomplete_line_can_be_saved_but_not_submitted(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = read(filled(north, lambda s: write(s, 2, percent=5)), north, anna)
    assert sheet.lines.get().troubles[0]["code"] == "progress_missing"
    with pytest.raises(RuleBroken, match="complete"):
        confirm(sheet, anna, submit=True)
    assert confirm(sheet, anna).confirmed_by == anna


def test_a_line_that_was_sent_already_asks_for_nothing(
    north: Unit, anna: User, report: Report
) -> None:
    sheet = read(filled(north, lambda s: write(s, 2, percent=100, progress="完成。")), north, anna)
    assert sheet.lines.get().doubts
    services.decide_lines(sheet_id=sheet.pk, explain_all="提前完成。", by=anna, now=make.NOW)
    confirm(sheet, anna, submit=True)
    line = read(books.downloaded(north), north, anna).lines.get()
    assert (line.outcome, line.doubts, line.troubles) == ("same", {}, [])


def test_what_waits_for_a_word_is_what_is_counted(good: Sheet, anna: User, report: Report) -> None:
    good.lines.update(doubts={"fell": {}}, troubles=[{"code": "x", "level": "gap"}])
    counts = queries.tally(good)
    shown = [queries.lines_of(good, shown=each).count() for each in ("doubtful", "incomplete")]
    assert shown == [counts.unexplained, counts.incomplete] == [1, 1]
    good.lines.update(choice=Choice.LEAVE)
    assert not queries.lines_of(good, shown="doubtful").exists()
    assert not queries.lines_of(good, shown="incomplete").exists()


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
    assert confirm(sheet, anna, only_good=True).stage == Stage.SAVED
    assert Submission.objects.get().percent == 50


def test_a_report_changed_meanwhile_keeps_all_lines_from_being_saved(
    good: Sheet, anna: User, report: Report
) -> None:
    services.confirm_sheet(sheet_id=good.pk, submit=False, by=anna, now=make.NOW)
    drafted(report, anna)
    worked(good)
    assert report.submissions.get().percent == 40
    assert (good.stage, good.refusal["code"]) == (Stage.CHECKED, "overtaken")
    assert outcomes(good) == {2: "conflict"}


def test_reading_again_compares_with_what_is_known_by_now(
    good: Sheet, anna: User, report: Report
) -> None:
    drafted(report, anna)
    services.read_again(sheet_id=good.pk, by=anna, now=make.NOW)
    assert outcomes(worked(good)) == {2: "conflict"}
    with pytest.raises(RuleBroken, match="Decide"):
        confirm(good, anna)
    choices = {good.lines.get().pk: Choice.TAKE}
    services.decide_lines(sheet_id=good.pk, choices=choices, by=anna, now=make.NOW)
    confirm(good, anna)
    assert report.submissions.get().percent == Decimal("62.5")


def test_what_the_portal_has_may_stay(good: Sheet, anna: User, report: Report) -> None:
    drafted(report, anna)
    services.read_again(sheet_id=good.pk, by=anna, now=make.NOW)
    choices = {worked(good).lines.get().pk: Choice.LEAVE}
    services.decide_lines(sheet_id=good.pk, choices=choices, by=anna, now=make.NOW)
    with pytest.raises(RuleBroken, match="differs"):
        confirm(good, anna)


def test_a_workbook_is_confirmed_once(good: Sheet, anna: User) -> None:
    confirm(good, anna)
    with pytest.raises(Stale, match="Anna"):
        confirm(good, anna)
    with pytest.raises(RuleBroken, match="already"):
        services.read_again(sheet_id=good.pk, by=anna, now=make.NOW)


def test_a_workbook_that_waits_or_was_refused_cannot_be_confirmed(north: Unit, anna: User) -> None:
    refused = read(b"", north, anna)
    waiting = upload(b"later", north, anna)
    for sheet, why in ((refused, "not been read"), (waiting, "being read")):
        with pytest.raises(RuleBroken, match=why):
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


def test_a_line_that_nobody_touched_is_no_conflict(north: Unit, anna: User, report: Report) -> None:
    drafted(report, anna)
    untouched = books.downloaded(north)
    report.refresh_from_db()
    better = Content(percent=Decimal(55), progress="改在网页上写。\r\n共两行。")
    drafted(report, anna, better)
    assert outcomes(read(untouched, north, anna)) == {2: "same"}
    assert outcomes(read(books.downloaded(north), north, anna)) == {2: "same"}
