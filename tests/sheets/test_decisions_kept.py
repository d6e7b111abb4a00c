"""What people chose and explained stays with a line that is read again and still is the same."""

from decimal import Decimal

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from plans.models import Plan
from reports.models import Period, Report
from reports.rules import Content
from sheets import services
from sheets.models import Choice, Sheet, SheetLine
from tests import make
from tests.sheets.books import drafted, filled, read, worked, write
from units.models import Unit, User

WORDS = "新增高新技术企业12家。"
SAID = "人数按新口径统计。"


@pytest.fixture
def two(plan: Plan, north: Unit, report: Report, period: Period) -> Report:
    """A second report of the north bureau."""
    task = make.task(plan, north, title="引进高层次人才", number="2")
    return make.report(period, task.assignments.get())


@pytest.fixture
def decided(north: Unit, anna: User, report: Report, two: Report) -> Sheet:
    """Two lines with the same words: the second is doubtful and explained, the first left out."""
    sheet = read(filled(north, both), north, anna)
    first, second = sheet.lines.all()
    assert second.doubts
    services.decide_lines(
        sheet_id=sheet.pk,
        choices={first.pk: Choice.LEAVE},
        explanations={second.pk: SAID},
        by=anna,
        now=make.NOW,
    )
    return sheet


def both(page: Worksheet) -> None:
    for row in (2, 3):
        write(page, row, percent=40, progress=WORDS)


def again(sheet: Sheet, by: User) -> list[SheetLine]:
    services.read_again(sheet_id=sheet.pk, by=by, now=make.NOW)
    return list(worked(sheet).lines.all())


def dropped(sheet: Sheet) -> list[str]:
    return [each["found"] for each in sheet.notes if each["code"] == "decisions_dropped"]


def test_a_line_that_is_the_same_keeps_what_was_decided(decided: Sheet, anna: User) -> None:
    first, second = again(decided, anna)
    assert (first.choice, second.choice) == (Choice.LEAVE, "")
    assert second.content["explanation"] == SAID
    assert not dropped(decided)


def test_it_is_kept_through_any_number_of_readings(decided: Sheet, anna: User) -> None:
    again(decided, anna)
    first, second = again(decided, anna)
    assert (first.choice, second.explained) == (Choice.LEAVE, SAID)


def test_a_worker_that_dies_while_it_reads_loses_no_decision(decided: Sheet, anna: User) -> None:
    services.read_again(sheet_id=decided.pk, by=anna, now=make.NOW)
    decided.lines.all().delete()
    first, second = worked(decided).lines.all()
    assert (first.choice, second.explained) == (Choice.LEAVE, SAID)


def test_a_sheet_that_was_given_up_keeps_its_decisions(decided: Sheet, anna: User) -> None:
    services.cancel_sheet(sheet_id=decided.pk, by=anna, now=make.NOW)
    first, second = again(decided, anna)
    assert (first.choice, second.explained) == (Choice.LEAVE, SAID)


def test_a_choice_is_dropped_with_a_word_where_the_portal_knows_something_else(
    decided: Sheet, anna: User, report: Report
) -> None:
    drafted(report, anna, Content(percent=Decimal(7), progress="另行填报。"))
    first, second = again(decided, anna)
    assert (first.outcome, first.choice) == ("conflict", "")
    assert second.explained == SAID
    assert dropped(decided) == ["2"]
