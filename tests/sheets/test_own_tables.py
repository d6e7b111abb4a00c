"""Tables that are none, several tables, fractions, and what stands above a table."""

from datetime import date
from typing import Any

import pytest

from core.errors import RuleBroken
from plans.models import Plan
from reports.models import Period, Report
from sheets import services, wording
from sheets.models import Sheet, SheetLayout, Stage
from tests import make
from tests.sheets.books import errors, outcomes, upload, worked
from tests.sheets.tables import owed_tasks, rows_of
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")
CLOSING = date(2026, 9, 30)
HEAD = ["序号", "工作任务", "完成进度（%）", "推进情况"]
BARE = ["序号", "工作任务", "完成进度", "推进情况"]
ONE = [1, "建设人工智能实验室", 60, "主体封顶。"]
THREE = [3, "办好科技活动周", 5, "筹备。"]
TWO = [2, "引进高层次人才", 35, "签约八人。"]


@pytest.fixture
def owed(plan: Plan, period: Period, north: Unit) -> list[Report]:
    return owed_tasks(plan, period, north)


def sent(by: User, unit: Unit, *rows: list[Any]) -> Sheet:
    """A sheet of one worksheet about September."""
    sheet = upload(rows_of(*rows), unit, by)
    Sheet.objects.filter(pk=sheet.pk).update(ends_on=CLOSING)
    return worked(sheet)


def said(sheet: Sheet, by: User, **about: Any) -> Sheet:
    services.answer_sheet(sheet_id=sheet.pk, **about, by=by, now=make.NOW)
    return worked(sheet)


def notes(sheet: Sheet) -> list[tuple[str, str]]:
    return [(each["code"], each.get("found", "")) for each in sheet.notes]


def signatures(sheet: Sheet) -> list[str]:
    return [table["signature"] for table in sheet.layout["tables"]]


def test_two_tables_on_one_worksheet_are_read(north: Unit, anna: User, owed: list[Report]) -> None:
    head = ["重点任务", "进展情况", "存在问题"]
    sheet = sent(
        anna, north, HEAD, ONE, THREE, [], head, ["引进高层次人才", "签约八人。", "住房不足"]
    )
    assert outcomes(sheet) == {2: "new", 3: "new", 6: "new"}
    assert sheet.lines.get(row=6).content["problems"] == "住房不足"


def test_a_table_that_nobody_can_read_is_told(north: Unit, anna: User, owed: list[Report]) -> None:
    head = ["序号", "工作任务", "联系电话"]
    sheet = sent(anna, north, HEAD, ONE, THREE, [], head, [1, "建设人工智能实验室", "0850-1234567"])
    assert outcomes(sheet) == {2: "new", 3: "new"}
    assert notes(sheet) == [("table_unread", "A5")]


def test_a_table_may_be_passed_over(north: Unit, anna: User, owed: list[Report]) -> None:
    head = ["工作任务", "责任部门", "情况", "进展"]
    sheet = sent(anna, north, HEAD, ONE, THREE, [], head, ["引进高层次人才", "人才科", "甲", "乙"])
    assert len(signatures(sheet)) == 2
    sheet = said(sheet, anna, skipped=signatures(sheet)[1:])
    assert outcomes(sheet) == {2: "new", 3: "new"}
    assert ("table_skipped", "A5") in notes(sheet)


def test_what_was_passed_over_is_remembered(north: Unit, anna: User, owed: list[Report]) -> None:
    head = ["工作任务", "责任部门", "情况", "进展"]
    rows: list[list[Any]] = [HEAD, ONE, THREE, [], head, ["引进高层次人才", "人才科", "甲", "乙"]]
    first = sent(anna, north, *rows)
    said(first, anna, skipped=signatures(first)[1:])
    again = sent(anna, north, *rows, [], ["注：无"])
    assert (again.stage, outcomes(again)) == (Stage.CHECKED, {2: "new", 3: "new"})


def test_a_table_that_was_passed_over_may_be_read_after_all(
    north: Unit, anna: User, owed: list[Report]
) -> None:
    head = ["重点任务", "进展情况", "存在问题"]
    sheet = sent(anna, north, HEAD, ONE, THREE, [], head, ["引进高层次人才", "签约八人。", ""])
    sheet = said(sheet, anna, skipped=signatures(sheet)[1:])
    assert outcomes(said(sheet, anna, skipped=[])) == {2: "new", 3: "new", 6: "new"}


def test_not_every_table_can_be_passed_over(north: Unit, anna: User, owed: list[Report]) -> None:
    sheet = sent(anna, north, HEAD, ONE)
    with pytest.raises(RuleBroken, match="One table at least"):
        said(sheet, anna, skipped=signatures(sheet))
    assert not SheetLayout.objects.exists()


@pytest.mark.parametrize(("fraction", "percent"), [(True, "65"), (False, "0.65")])
def test_what_fractions_stand_for_is_asked_once(
    north: Unit, anna: User, owed: list[Report], fraction: bool, percent: str
) -> None:
    rows = BARE, [*ONE[:2], 0.65, "主体封顶。"], [*TWO[:2], 0.4, "签约八人。"]
    sheet = sent(anna, north, *rows)
    assert sheet.stage == Stage.ASKING
    (signature,) = signatures(sheet)
    columns = {"columns": {signature: {"C": "percent"}}}
    sheet = said(sheet, anna, **columns, fractions={signature: {"C": fraction}})
    assert sheet.lines.get(row=2).content["percent"] == percent
    again = sent(anna, north, *rows, [], ["注：无"])
    assert again.lines.get(row=2).content["percent"] == percent


def test_a_heading_of_percent_asks_where_every_number_is_small(
    north: Unit, anna: User, owed: list[Report]
) -> None:
    small = sent(anna, north, HEAD, [*ONE[:2], 0.65, "主体封顶。"], [*TWO[:2], 1, "签约八人。"])
    assert small.layout["tables"][0]["columns"][2]["fraction"] == "0.65"
    large = sent(anna, north, HEAD, [*ONE[:2], 0.65, "主体封顶。"], [*TWO[:2], 35, "签约八人。"])
    assert large.stage == Stage.CHECKED


def test_65_among_fractions_is_refused(north: Unit, anna: User, owed: list[Report]) -> None:
    sheet = sent(anna, north, BARE, [*ONE[:2], 0.65, "主体封顶。"], [*TWO[:2], 65, "签约八人。"])
    (signature,) = signatures(sheet)
    facts = {"columns": {signature: {"C": "percent"}}, "fractions": {signature: {"C": True}}}
    assert errors(said(sheet, anna, **facts)) == [("C3", "fraction")]


def test_the_name_of_another_unit_above_the_table_is_told(
    north: Unit, south: Unit, anna: User, owed: list[Report]
) -> None:
    sheet = sent(anna, north, [f"填报单位：{south.name}"], HEAD, ONE)
    assert outcomes(sheet) == {3: "new"}
    assert notes(sheet) == [("other_unit_above", south.name)]
    # The one worksheet of a text file has no name of its own.
    assert sheet.name in wording.note(sheet, {**sheet.notes[0], "page": ""})


@pytest.mark.parametrize("name", ["市科技局", "综合科"])
def test_our_own_name_above_the_table_is_nothing_to_tell(
    north: Unit, anna: User, owed: list[Report], name: str
) -> None:
    assert notes(sent(anna, north, [f"填报单位：{name}"], HEAD, ONE)) == []


def counted(plan: Plan, period: Period, unit: Unit, name: str, measure: str) -> Report:
    target = make.target(plan, unit)
    indicator = target.indicator
    indicator.name, indicator.unit_of_measure = name, measure
    indicator.save(update_fields=["name", "unit_of_measure"])
    return make.report(period, target)


@pytest.mark.parametrize("figure", [19000, "19000", "19,000"])
def test_a_measure_above_the_table_counts_for_what_is_counted_in_it(
    plan: Plan, period: Period, north: Unit, anna: User, figure: object
) -> None:
    counted(plan, period, north, "固定资产投资", "亿元")
    head = ["指标名称", "累计完成", "推进情况"]
    sheet = sent(anna, north, ["单位：万元"], head, ["固定资产投资", figure, "按计划推进。"])
    assert sheet.lines.get().content["value"] == "1.9"


def test_a_measure_above_the_table_says_nothing_about_what_is_counted_otherwise(
    plan: Plan, period: Period, north: Unit, anna: User
) -> None:
    counted(plan, period, north, "科技型企业", "家")
    head = ["指标名称", "累计完成", "推进情况"]
    sheet = sent(anna, north, ["单位：万元"], head, ["科技型企业", 120, "稳步增长。"])
    assert sheet.lines.get().content["value"] == "120"


def test_the_measure_of_the_line_itself_counts_first(
    plan: Plan, period: Period, north: Unit, anna: User
) -> None:
    counted(plan, period, north, "固定资产投资", "万元")
    head = ["指标名称", "计量单位", "累计完成", "推进情况"]
    sheet = sent(anna, north, ["单位：元"], head, ["固定资产投资", "亿元", 1.9, "按计划推进。"])
    assert sheet.lines.get().content["value"] == "19000"
