"""A department's own sheet: its columns are asked for once, its lines are found by their words."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from core.errors import RuleBroken
from indicators.models import Target
from plans.models import Plan
from reports.models import Period, Report, Submission
from sheets import queries, services
from sheets.models import Sheet, SheetLayout, Stage
from tests import make
from tests.sheets.books import confirmed, errors, outcomes, saved, upload, worked
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")
HEAD = ["序号", "工作任务", "完成率（%）", "推进情况", "存在问题"]


@pytest.fixture
def owed(plan: Plan, period: Period, north: Unit) -> list[Report]:
    """Three tasks that the north bureau reports on."""
    titles = ("建设人工智能实验室", "引进高层次人才", "办好科技活动周")
    tasks = [
        make.task(plan, north, title=title, number=str(number))
        for number, title in enumerate(titles, start=1)
    ]
    return [make.report(period, task.assignments.get()) for task in tasks]


def own(*rows: list[object], head: list[str] = HEAD, title: str = "科技局工作进展") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    return saved(book)


GOOD = own(
    [1, "建设人工智能实验室", 60, "主体封顶。", ""],
    [2, "引进高层次人才", "35%", "签约八人。", "住房不足"],
    ["合计", "", 48, "", ""],
)


def sent(content: bytes, unit: Unit, by: User, day: date | None = None) -> Sheet:
    sheet = upload(content, unit, by)
    if day:
        Sheet.objects.filter(pk=sheet.pk).update(ends_on=day)
    return worked(sheet)


def answered(sheet: Sheet, by: User, **columns: str) -> Sheet:
    """The columns as somebody corrected them, and September."""
    (table,) = sheet.layout["tables"]
    facts: dict[str, Any] = {"sheet_id": sheet.pk, "by": by, "now": make.NOW}
    facts["ends_on"] = date(2026, 9, 30)
    services.answer_sheet(**facts, columns={table["signature"]: columns})
    return worked(sheet)


def test_which_closing_date_it_is_about_is_asked(
    north: Unit, anna: User, owed: list[Report]
) -> None:
    sheet = sent(GOOD, north, anna)
    assert sheet.stage == Stage.ASKING
    assert queries.open_days(sheet) == ["2026-09-30"]
    assert not sheet.lines.exists()


def test_its_lines_are_found_by_number_and_title(
    north: Unit, anna: User, owed: list[Report]
) -> None:
    sheet = answered(sent(GOOD, north, anna), anna)
    assert sheet.stage == Stage.CHECKED
    told = {line.about_id: line.content["percent"] for line in sheet.lines.all()}
    assert told == {owed[0].pk: "60", owed[1].pk: "35"}


def test_it_is_saved_like_every_other(north: Unit, anna: User, owed: list[Report]) -> None:
    sheet = answered(sent(GOOD, north, anna), anna)
    assert confirmed(sheet, anna).stage == Stage.SAVED
    assert Submission.objects.get(report=owed[1]).problems == "住房不足"


def test_what_its_columns_are_is_remembered_for_the_unit(
    north: Unit, anna: User, owed: list[Report]
) -> None:
    head = ["序号", "工作任务", "本月数", "说明材料"]
    first = sent(own([1, "建设人工智能实验室", 60, "主体封顶。"], head=head), north, anna)
    assert first.stage == Stage.ASKING
    answered(first, anna, C="percent", D="progress")
    assert SheetLayout.objects.get().unit == north
    content = own([2, "引进高层次人才", 35, "签约八人。"], head=head)
    again = sent(content, north, anna, date(2026, 9, 30))
    assert again.stage == Stage.CHECKED
    assert again.lines.get().content["percent"] == "35"


def test_columns_that_say_nothing_are_not_remembered(
    north: Unit, anna: User, owed: list[Report]
) -> None:
    sheet = sent(GOOD, north, anna)
    with pytest.raises(RuleBroken, match="Say which column"):
        answered(sheet, anna, A="ignore", B="ignore")
    assert not SheetLayout.objects.exists()


def test_a_line_that_nobody_knows_is_shown_and_not_guessed(
    north: Unit, anna: User, owed: list[Report]
) -> None:
    rows = [9, "修建跨江大桥", 10, "前期工作。", ""], [3, "办好科技活动周", 5, "筹备。", ""]
    sheet = answered(sent(own(*rows), north, anna), anna)
    assert outcomes(sheet) == {3: "refused", 4: "new"}
    assert [code for _cell, code in errors(sheet)] == ["unknown"]


def test_somebody_may_say_what_a_line_is_about(north: Unit, anna: User, owed: list[Report]) -> None:
    sheet = answered(sent(own([7, "科技周", 5, "筹备。", ""]), north, anna), anna)
    assert outcomes(sheet) == {3: "refused"}
    facts: dict[str, Any] = {"sheet_id": sheet.pk, "by": anna, "now": make.NOW}
    services.answer_sheet(**facts, lines={"0:3": owed[2].pk})
    assert worked(sheet).lines.get().about_id == owed[2].pk


def test_numbers_under_a_heading_with_a_measure_are_converted(
    plan: Plan, period: Period, north: Unit, anna: User
) -> None:
    target = make.target(plan, north)
    Target.objects.filter(pk=target.pk).update(quote="")
    indicator = target.indicator
    indicator.name, indicator.unit_of_measure = "固定资产投资", "万元"
    indicator.save(update_fields=["name", "unit_of_measure"])
    make.report(period, target)
    head = ["序号", "指标名称", "累计完成（亿元）", "推进情况"]
    content = own([1, "固定资产投资", 1.9, "按计划推进。"], head=head)
    sheet = answered(sent(content, north, anna), anna)
    assert sheet.lines.get().content["value"] == "19000"


def test_a_file_without_a_table_is_refused(north: Unit, anna: User, owed: list[Report]) -> None:
    book = Workbook()
    assert book.active is not None
    book.active["A1"] = "关于报送工作进展的说明"
    buffer = BytesIO()
    book.save(buffer)
    assert sent(buffer.getvalue(), north, anna).refusal["code"] == "no_table"


def test_the_line_of_another_unit_is_not_taken_for_ours(
    north: Unit, south: Unit, anna: User, owed: list[Report]
) -> None:
    head = ["序号", "工作任务", "责任单位", "完成率（%）", "推进情况"]
    rows = (
        [1, "建设人工智能实验室", "市财政局", 60, "资金已拨付。"],
        [2, "引进高层次人才", "人才科", 35, "签约八人。"],
    )
    sheet = answered(sent(own(*rows, head=head), north, anna), anna)
    assert outcomes(sheet) == {3: "refused", 4: "new"}


def test_a_task_is_told_in_percent_whatever_its_column_is_called(
    north: Unit, anna: User, owed: list[Report]
) -> None:
    head = ["序号", "工作任务", "累计完成（%）", "推进情况", "存在问题"]
    lines = own(
        [1, "建设人工智能实验室", 60, "主体封顶。", ""],
        [2, "引进高层次人才", 120, "签约。", ""],
        head=head,
    )
    sheet = answered(sent(lines, north, anna), anna)
    assert sheet.lines.get(row=3).content["percent"] == "60"
    assert [(trouble["cell"], trouble["code"]) for trouble in sheet.lines.get(row=4).troubles] == [
        ("C4", "percent_out_of_range")
    ]


@pytest.mark.parametrize("nothing", ["—", "/", "无"])
def test_a_dash_is_no_progress(north: Unit, anna: User, owed: list[Report], nothing: str) -> None:
    lines = own([1, "建设人工智能实验室", 60, nothing, nothing])
    line = answered(sent(lines, north, anna), anna).lines.get()
    assert [trouble["code"] for trouble in line.troubles] == ["progress_missing"]
    assert line.content["problems"] == nothing
