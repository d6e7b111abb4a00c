"""A line of which it is not certain what it is about says what does not agree."""

from datetime import date
from typing import Any

import pytest

from plans.models import Plan
from reports.models import Period, Report
from sheets import services, wording
from sheets.models import Sheet
from tests import make
from tests.sheets.books import outcomes, upload, worked
from tests.sheets.tables import owed_tasks, rows_of
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")
HEAD = ["序号", "工作任务", "责任单位", "完成进度（%）", "推进情况"]
SURE: list[list[Any]] = [
    [1, "建设人工智能实验室", "", 60, "主体封顶。"],
    [2, "引进高层次人才", "", 35, "签约八人。"],
    [3, "办好科技活动周", "", 5, "筹备。"],
]


@pytest.fixture
def owed(plan: Plan, period: Period, north: Unit) -> list[Report]:
    return owed_tasks(plan, period, north)


def sent(by: User, unit: Unit, *rows: list[Any]) -> Sheet:
    sheet = upload(rows_of(HEAD, *rows), unit, by)
    Sheet.objects.filter(pk=sheet.pk).update(ends_on=date(2026, 9, 30))
    return worked(sheet)


def sentence(sheet: Sheet, row: int) -> str:
    (trouble,) = sheet.lines.get(row=row).troubles
    return wording.trouble(trouble).sentence


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ([3, "修建跨江大桥", "", 5, "筹备。"], "Number 3 is called “办好科技活动周”"),
        ([9, "办好科普日活动", "", 5, "筹备。"], "only similar to “办好科技活动周”"),
        ([3, "办好科技活动周", "市财政局", 5, "筹备。"], "names 市财政局, but 市科技局 has to"),
        ([9, "修建跨江大桥", "", 5, "筹备。"], "Nothing that your unit has to report looks like"),
    ],
)
def test_what_does_not_agree_is_said(
    north: Unit, south: Unit, anna: User, owed: list[Report], line: list[Any], says: str
) -> None:
    assert says in sentence(sent(anna, north, *SURE[:2], line), 4)


def test_two_lines_about_one_thing_name_each_other(
    north: Unit, anna: User, owed: list[Report]
) -> None:
    sheet = sent(anna, north, *SURE, SURE[2])
    assert outcomes(sheet) == {2: "new", 3: "new", 4: "refused", 5: "refused"}
    assert "about “办好科技活动周”, and so does line 5" in sentence(sheet, 4)


def test_what_somebody_said_about_a_line_counts_more_than_what_another_looks_like(
    north: Unit, anna: User, owed: list[Report]
) -> None:
    sheet = sent(anna, north, *SURE, [9, "科技周", "", 7, "筹备。"])
    services.answer_sheet(sheet_id=sheet.pk, lines={"0:5": owed[2].pk}, by=anna, now=make.NOW)
    assert outcomes(worked(sheet)) == {2: "new", 3: "new", 4: "refused", 5: "new"}
    assert "and so does line 5" in sentence(sheet, 4)


def test_an_answer_is_dropped_with_a_word_where_nothing_of_the_kind_is_owed(
    north: Unit, anna: User, owed: list[Report]
) -> None:
    sheet = sent(anna, north, *SURE, [9, "科技周", "", 7, "筹备。"])
    services.answer_sheet(sheet_id=sheet.pk, lines={"0:5": 999_999}, by=anna, now=make.NOW)
    assert worked(sheet).notes == [{"code": "decisions_dropped", "found": "5"}]
