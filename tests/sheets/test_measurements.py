"""Values of targets in a sheet: what a statistics bureau delivers, and history."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from core.errors import RuleBroken
from indicators.models import Indicator, Measurement, Target
from indicators.services import record_measurement
from plans.models import Plan, PlanState
from sheets import services
from sheets.models import Kind, Sheet, Stage
from tests import make
from tests.indicators.values import measure
from tests.sheets.books import confirmed, outcomes
from tests.sheets.bulk import sent, table, told
from units.models import Unit, User

pytestmark = pytest.mark.usefixtures("english")
HEAD = ["方案", "指标名称", "责任单位", "计量单位", "截至日期", "完成值", "数据来源"]
SEP, JUN = date(2026, 9, 30), date(2026, 6, 30)
SOURCE = "统计局月报"


@pytest.fixture
def firms(plan: Plan, north: Unit) -> Target:
    return make.target(plan, north)


@pytest.fixture
def invested(plan: Plan, south: Unit) -> Target:
    target = make.target(plan, south, name="研发投入")
    Indicator.objects.filter(pk=target.indicator_id).update(unit_of_measure="万元")
    return target


def line(
    name: str = "高新技术企业",
    value: object = 186,
    *,
    on: object = "2026-09-30",
    plan: str = "",
    unit: str = "",
    measure: str = "",
) -> list[object]:
    return [plan, name, unit, measure, on, value, SOURCE]


# So many good ones tell what the columns hold.
GOOD = [line(on=f"2025-{month:02}-28") for month in range(1, 9)]


def read(*rows: list[object], by: User) -> Sheet:
    return sent(table(HEAD, *rows), Kind.MEASUREMENTS, by)


def test_new_changed_and_same_are_told_apart(firms: Target, ines: User) -> None:
    measure(firms, 180)
    measure(firms, 150, on=JUN, source=SOURCE)
    sheet = read(line(), line(on=JUN, value=150), line(on="2026年8月31日"), by=ines)
    assert sheet.stage == Stage.CHECKED
    assert outcomes(sheet) == {2: "changed", 3: "same", 4: "new"}
    assert sheet.lines.get(row=2).before == {"value": "180", "source": ""}


def test_whose_figure_it_is_is_kept_and_compared(firms: Target, ines: User) -> None:
    measure(firms, 186, source="市科技局自报")
    sheet = read(line(), *GOOD, by=ines)
    assert sheet.lines.get(row=2).before == {"source": "市科技局自报"}
    confirmed(sheet, ines)
    live = Measurement.objects.live().get(period_ends_on=SEP)
    assert (live.value, live.source) == (186, SOURCE)
    again = read(line()[:-1] + [""], *GOOD[1:], by=ines)
    assert outcomes(again)[2] == "same"


def test_whose_figure_it_is_stands_on_the_page_of_the_target(
    client: Client, firms: Target, ines: User
) -> None:
    sheet = confirmed(read(line(), by=ines), ines)
    client.force_login(ines)
    page = client.get(f"/targets/{firms.pk}/").content.decode()
    assert f'{SOURCE} <span class="quiet">表格 {sheet.pk}</span>' in page
    told = client.get(f"/api/v1/targets/{firms.pk}/measurements/").json()
    assert [each["source"] for each in told["results"]] == [SOURCE]


def test_what_was_confirmed_counts(firms: Target, ines: User) -> None:
    measure(firms, 180)
    sheet = confirmed(read(line(), line(on=JUN, value=150), by=ines), ines)
    live = Measurement.objects.live().values_list("period_ends_on", "value", "origin")
    assert set(live) == {(SEP, 186, f"sheet {sheet.pk}"), (JUN, 150, f"sheet {sheet.pk}")}
    assert sheet.stage == Stage.SAVED


def test_it_is_what_single_values_would_be(firms: Target, invested: Target, ines: User) -> None:
    measure(firms, 180)
    rows = [line(), line("研发投入", "1.5亿元"), line("研发投入", 9000, on=JUN)]
    sheet = read(*rows, by=ines)
    confirmed(sheet, ines)
    fields = ("target", "period_ends_on", "value", "origin", "source", "superseded_at")
    many = set(Measurement.objects.values_list(*fields))
    Measurement.objects.filter(origin=sheet.origin).delete()
    Measurement.objects.update(superseded_at=None)
    assert sheet.saved_at is not None
    singles = [(firms, SEP, 186), (invested, SEP, 15000), (invested, JUN, 9000)]
    for target, day, value in singles:
        record_measurement(
            target_id=target.pk, period_ends_on=day, value=Decimal(value), origin=sheet.origin,
            source=SOURCE, by=ines, now=sheet.saved_at,
        )  # fmt: skip
    assert set(Measurement.objects.values_list(*fields)) == many


@pytest.mark.parametrize(
    ("row", "cell", "code"),
    [
        (line("高新企业"), "B2", "unknown_target_near"),
        (line("ABC"), "B2", "unknown_target"),
        (line(""), "B2", "required"),
        (line(unit="市科技厅"), "C2", "unknown_unit_near"),
        (line(unit="市财政局"), "C2", "other_lead"),
        (line(plan="另一个方案"), "A2", "other_plan"),
        (line(value="很多"), "F2", "not_a_number"),
        (line(value=""), "F2", "required"),
        (line(value="50万元"), "F2", "wrong_measure"),
        (line(on=""), "E2", "required"),
        (line(on="2026-12-31"), "E2", "future"),
        (line(on="长期"), "E2", "not_a_date"),
    ],
)
def test_each_mistake_is_named_by_its_cell(
    firms: Target, south: Unit, ines: User, row: list[object], cell: str, code: str
) -> None:
    sheet = read(row, *GOOD, by=ines)
    assert told(sheet)[0] == (cell, code)
    assert outcomes(sheet)[2] == "refused"


def test_all_mistakes_of_a_line_are_told_at_once(firms: Target, ines: User) -> None:
    sheet = read(line("高新企业", "很多", on="明天"), *GOOD, by=ines)
    assert {cell for cell, _code in told(sheet)} == {"B2", "E2", "F2"}


def test_a_target_of_two_plans_needs_its_plan(
    firms: Target, city: Unit, north: Unit, ines: User
) -> None:
    other = make.plan(city, title="云岭市工业行动方案")
    second = make.target(other, north)
    sheet = read(line(), line(plan="《云岭市工业行动方案》"), by=ines)
    assert outcomes(sheet) == {2: "refused", 3: "new"}
    assert sheet.lines.get(row=3).about_id == second.pk


def test_a_closed_plan_takes_no_values(firms: Target, ines: User) -> None:
    Plan.objects.update(state=PlanState.CLOSED)
    assert told(read(line(), by=ines)) == [("B2", "plan_closed")]


def test_the_same_target_and_day_twice_is_refused(firms: Target, ines: User) -> None:
    sheet = read(line(), line(value=187), line(on=JUN), by=ines)
    assert outcomes(sheet) == {2: "refused", 3: "refused", 4: "new"}


@pytest.mark.parametrize("value", [1.5, "1.5", "１.5 "])
def test_a_measure_in_its_own_column_is_converted(
    invested: Target, ines: User, value: object
) -> None:
    sheet = read(line("研发投入", value, measure="亿元"), by=ines)
    assert sheet.lines.get().content["value"] == "15000"
    assert told(sheet) == [("F2", "converted")]


def test_a_value_that_the_unit_reported_is_pointed_out(firms: Target, ines: User) -> None:
    measure(firms, 180)
    Measurement.objects.update(origin="report 5")
    assert told(read(line(), by=ines)) == [("F2", "was_reported")]


def test_a_value_entered_meanwhile_stops_the_saving(firms: Target, ines: User) -> None:
    sheet = read(line(), by=ines)
    services.confirm_sheet(sheet_id=sheet.pk, submit=False, by=ines, now=make.NOW)
    measure(firms, 181)
    while services.work_on_one_sheet(now=make.NOW):
        pass
    sheet.refresh_from_db()
    assert (sheet.stage, sheet.refusal["code"]) == (Stage.CHECKED, "overtaken")
    assert sheet.lines.get().before == {"value": "181", "source": ""}


def test_values_are_taken_back(firms: Target, ines: User) -> None:
    measure(firms, 180)
    sheet = confirmed(read(line(), line(on=JUN), by=ines), ines)
    services.withdraw_sheet(sheet_id=sheet.pk, by=ines, now=make.NOW)
    assert [each.value for each in Measurement.objects.live()] == [180]


def test_values_that_somebody_corrected_since_are_not(firms: Target, ines: User) -> None:
    sheet = confirmed(read(line(), by=ines), ines)
    measure(firms, 190)
    with pytest.raises(RuleBroken):
        services.withdraw_sheet(sheet_id=sheet.pk, by=ines, now=make.NOW)


@pytest.mark.parametrize("many", [3, 30])
def test_statements_do_not_grow_with_the_lines(
    firms: Target, ines: User, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [line(on=date(2020 + n // 12, n % 12 + 1, 28), value=n) for n in range(many)]
    file = table(HEAD, *rows)
    with django_assert_num_queries(42):
        sheet = sent(file, Kind.MEASUREMENTS, ines)
    with django_assert_num_queries(53):
        confirmed(sheet, ines)
    assert Measurement.objects.count() == many


def test_columns_that_are_not_understood_are_asked_for_once(firms: Target, ines: User) -> None:
    head = ["指标名称", "截至日期", "本次结果"]
    sheet = sent(table(head, ["高新技术企业", "2026-09-30", 5]), Kind.MEASUREMENTS, ines)
    assert sheet.stage == Stage.ASKING
    (asked,) = sheet.layout["tables"]
    services.answer_sheet(
        sheet_id=sheet.pk, columns={asked["signature"]: {"C": "value"}}, by=ines, now=make.NOW
    )
    while services.work_on_one_sheet(now=make.NOW):
        pass
    again = table(head, ["高新技术企业", "2026-06-30", 6])
    assert outcomes(sent(again, Kind.MEASUREMENTS, ines)) == {2: "new"}


def test_columns_without_a_value_are_refused_as_an_answer(firms: Target, ines: User) -> None:
    rows = ["指标名称", "截至日期", "本次结果"], ["高新技术企业", "2026-09-30", 5]
    sheet = sent(table(*rows), Kind.MEASUREMENTS, ines)
    (asked,) = sheet.layout["tables"]
    with pytest.raises(RuleBroken, match="Value"):
        services.answer_sheet(
            sheet_id=sheet.pk, columns={asked["signature"]: {"C": "ignore"}}, by=ines, now=make.NOW
        )
