"""A sheet that was sent by mistake is taken back, as long as nobody has looked at it."""

import pytest

from core.errors import RuleBroken
from reports.models import Report, ReportState
from reports.services import approve_report
from sheets import services
from sheets.models import Sheet, Stage
from tests import make
from tests.sheets.books import CONTENT, confirmed, drafted, filled, read, write
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")


def withdraw(sheet: Sheet, by: User) -> Sheet:
    return services.withdraw_sheet(sheet_id=sheet.pk, by=by, now=make.NOW)


def test_what_was_submitted_is_open_again(good: Sheet, anna: User, report: Report) -> None:
    confirmed(good, anna, submit=True)
    assert withdraw(good, anna).stage == Stage.WITHDRAWN
    report.refresh_from_db()
    assert report.state == ReportState.OPEN
    assert not report.submissions.sent().exists()


def test_a_draft_that_was_written_over_comes_back(north: Unit, anna: User, report: Report) -> None:
    drafted(report, anna)
    sheet = read(filled(north, lambda s: write(s, 2, percent=90)), north, anna)
    confirmed(sheet, anna)
    assert report.submissions.get().percent == 90
    withdraw(sheet, anna)
    assert report.submissions.get().content == CONTENT
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def test_a_draft_that_was_submitted_with_the_rest_comes_back(
    north: Unit, anna: User, report: Report
) -> None:
    drafted(report, anna)
    sheet = read(filled(north, lambda s: write(s, 2, percent=90)), north, anna)
    confirmed(sheet, anna, submit=True)
    withdraw(sheet, anna)
    assert report.submissions.order_by("version").last().content == CONTENT


def test_nothing_is_taken_back_once_somebody_has_looked(
    good: Sheet, anna: User, rita: User, report: Report
) -> None:
    confirmed(good, anna, submit=True)
    report.refresh_from_db()
    approve_report(report_id=report.pk, revision=report.revision, by=rita, now=make.NOW)
    with pytest.raises(RuleBroken, match="looked at"):
        withdraw(good, anna)
    good.refresh_from_db()
    assert good.stage == Stage.SAVED


def test_a_sheet_that_was_taken_back_can_be_read_and_saved_again(
    good: Sheet, anna: User, report: Report
) -> None:
    confirmed(good, anna, submit=True)
    withdraw(good, anna)
    services.read_again(sheet_id=good.pk, by=anna, now=make.NOW)
    while services.work_on_one_sheet(now=make.NOW):
        pass
    good.refresh_from_db()
    assert good.stage == Stage.CHECKED
    assert good.lines.get().outcome == "new"
    assert confirmed(good, anna, submit=True).stage == Stage.SAVED


def test_a_sheet_that_was_broken_off_is_not_saved(good: Sheet, anna: User, report: Report) -> None:
    services.confirm_sheet(sheet_id=good.pk, submit=True, by=anna, now=make.NOW)
    services.cancel_sheet(sheet_id=good.pk, by=anna, now=make.NOW)
    assert not services.work_on_one_sheet(now=make.NOW)
    good.refresh_from_db()
    assert good.stage == Stage.CHECKED
    assert not report.submissions.exists()


def test_a_worker_whose_sheet_was_broken_off_saves_nothing(
    good: Sheet, anna: User, report: Report
) -> None:
    services.confirm_sheet(sheet_id=good.pk, submit=True, by=anna, now=make.NOW)
    held = Sheet.objects.claim(now=make.NOW)
    assert held
    services.cancel_sheet(sheet_id=good.pk, by=anna, now=make.NOW)
    services.saving.save_sheet(held, now=make.NOW)
    assert not report.submissions.exists()
