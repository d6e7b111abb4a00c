"""A sheet with the reports of many units, which the office brings."""

from datetime import date

import pytest

from plans.models import Plan
from reports.models import Period, Report, Submission
from sheets import services
from sheets.models import Kind, Sheet
from tests import make
from tests.sheets.books import confirmed, outcomes
from tests.sheets.bulk import sent, table, told
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")
HEAD = ["序号", "工作任务", "牵头单位", "完成进度（%）", "推进情况"]
SEP = date(2026, 9, 30)


@pytest.fixture
def owed(plan: Plan, period: Period, north: Unit, south: Unit) -> list[Report]:
    """Each bureau reports on a task of the same title."""
    tasks = [make.task(plan, unit, title="优化营商环境") for unit in (north, south)]
    return [make.report(period, task.assignments.get()) for task in tasks]


def read(*rows: list[object], by: User) -> Sheet:
    return sent(table(HEAD, *rows, title="全市重点任务进展"), Kind.CITY, by, ends_on=SEP)


ROWS = (
    [1, "优化营商环境", "市财政局", 40, "南边完成四成。"],
    [2, "优化营商环境", "市科技局", 60, "北边完成六成。"],
)


def test_lines_are_told_apart_by_their_units(owed: list[Report], ines: User) -> None:
    sheet = read(*ROWS, by=ines)
    assert outcomes(sheet) == {3: "new", 4: "new"}
    about = sheet.lines.order_by("row").values_list("about_id", flat=True)
    assert list(about) == [owed[1].pk, owed[0].pk]


def test_the_office_saves_them_for_the_units(owed: list[Report], ines: User) -> None:
    sheet = confirmed(read(*ROWS, by=ines), ines, submit=True)
    assert sheet.stage == "saved"
    assert set(Submission.objects.values_list("report__unit__name", "percent")) == {
        ("市科技局", 60), ("市财政局", 40),
    }  # fmt: skip
    services.withdraw_sheet(sheet_id=sheet.pk, by=ines, now=make.NOW)
    assert set(Report.objects.values_list("state", flat=True)) == {"open"}


def test_a_line_without_its_unit_is_uncertain(owed: list[Report], ines: User) -> None:
    sheet = read([1, "优化营商环境", "", 40, "完成四成。"], ROWS[1], by=ines)
    assert told(sheet)[0] == ("B3", "match_several")


def test_a_unit_that_nobody_knows_is_refused_with_what_is_alike(
    owed: list[Report], ines: User
) -> None:
    sheet = read([1, "优化营商环境", "市农业局", 40, "完成四成。"], ROWS[1], by=ines)
    line = sheet.lines.get(row=3)
    assert (line.outcome, line.about_id) == ("refused", None)
