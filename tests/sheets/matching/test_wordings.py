"""What single headers, values and title rows say. Tables without a workbook."""

from datetime import date
from decimal import Decimal

import pytest

from sheets.rules.matching import find_table, header_key, keys_of, words_of
from sheets.rules.matching.above import Above, read_above, stands_above
from sheets.rules.matching.looks import fit, looks_of, profile
from sheets.rules.matching.vocabulary import vocabulary
from sheets.rules.matching.wordings import Time, is_measure, read_wording
from tests.sheets.matching.pages import page


@pytest.mark.parametrize(
    ("printed", "bare", "measure", "percent"),
    [
        ("序 号", "序号", "", False),
        ("★项目\n名称*", "项目名称", "", False),
        ("完成率（%）", "完成率", "%", True),
        ("完成率％", "完成率", "%", True),
        ("完成投资（万元）", "完成投资", "万元", False),
        ("计划投资（单位：亿元）", "计划投资", "亿元", False),
        ("新增数量/家", "新增数量", "家", False),
        ("进展情况（200字以内）", "进展情况", "", False),
        ("1-8月实际完成情况", "实际完成情况", "", False),
        ("截至2026年9月底累计完成（个）", "累计完成", "个", False),
        ("2026年目标值", "目标值", "", False),
        ("第三季度进展情况", "进展情况", "", False),
        ("县（市、区）", "县", "", False),
        ("％", "%", "%", True),
    ],
)
def test_a_header_is_taken_apart(printed, bare, measure, percent) -> None:
    wording = read_wording(printed)
    assert (wording.bare, wording.measure, wording.percent) == (bare, measure, percent)


@pytest.mark.parametrize(
    ("printed", "time"),
    [
        ("8月完成", Time(None, 8, 8, False)),
        ("1-8月完成", Time(None, 1, 8, True)),
        ("截至8月底完成", Time(None, 8, 8, True)),
        ("8月累计", Time(None, 8, 8, True)),
        ("2025年完成", Time(2025, 0, 0, False)),
        ("2026年上半年完成", Time(2026, 1, 6, True)),
        ("前三季度完成", Time(None, 1, 9, True)),
        ("二季度完成", Time(None, 4, 6, False)),
        ("完成情况", None),
    ],
)
def test_the_time_of_a_header_tells_one_month_from_all_so_far(printed, time) -> None:
    assert read_wording(printed).time == time


@pytest.mark.parametrize(
    "text", ["家", "万元", "亿元", "％", "个百分点", "平方公里", "人次", "件/万人"]
)
def test_units_of_measure_are_known(text: str) -> None:
    assert is_measure(text)


@pytest.mark.parametrize("text", ["", "市科技局", "任务", "19亿元", "个别"])
def test_what_is_more_or_less_is_no_unit_of_measure(text: str) -> None:
    assert not is_measure(text)


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("牵头单位", "unit"), ("主办单位", "unit"), ("市级牵头部门", "unit"), ("贵任单位", "unit"),
        ("完成时限", "due"), ("时间节点", "due"),
        ("推进情况", "progress"), ("落实情况", "progress"), ("累计完成", "value"),
        ("本期完成", "period_value"), ("完成率", "rate"),
        ("是否达序时", "ignore"), ("存在问题", "problems"), ("下一步打算", "next_steps"),
        ("下步措施", "next_steps"), ("需协调事项", "coordination"), ("计量单位", "unit_of_measure"),
        ("配合单位", "ignore"), ("填报人", "reporter"), ("联系电话", "phone"),
        ("填报日期", "written_on"), ("责任单位联系人", "reporter"), ("存在问题及建议", "problems"),
        ("需要市里协调解决的问题", "coordination"), ("提请市政府研究事项", "coordination"),
        ("下月重点工作", "next_steps"), ("是否按时序推进", "ignore"), ("同比±%", "ignore"),
        ("包保县领导", "ignore"), ("完成年度目标%", "rate"), ("占目标%", "rate"),
        ("进展情况及下一步打算", "progress"), ("困难和建议", "problems"), ("施工单位", "ignore"),
        ("当前工作推进情况", "progress"), ("Next steps", "next_steps"), ("Done (%)", "percent"),
    ],
)  # fmt: skip
def test_the_words_of_offices_are_known(printed: str, key: str) -> None:
    meanings = vocabulary("reports").meanings(read_wording(printed).bare)
    assert max(meanings, key=lambda one: meanings[one]) == key


@pytest.mark.parametrize("words", ["温馨寄语", "天气", "Weather", "的", ""])
def test_other_words_mean_nothing(words: str) -> None:
    assert not vocabulary("reports").meanings(header_key(words))


def test_every_word_of_the_vocabulary_finds_its_key() -> None:
    for kind in ("reports", "measurements", "units", "people"):
        for key in keys_of(kind):
            for word in words_of(kind, key):
                assert key in vocabulary(kind).meanings(read_wording(word).bare), word


@pytest.mark.parametrize(
    ("cell", "looks"),
    [
        (Decimal(700), {"number", "order"}),
        ("1300人", {"number", "short"}),
        ("约１,２００家", {"number", "short"}),
        ("65％", {"number", "percent", "short"}),
        ({"is": "percent", "found": Decimal("0.65")}, {"number", "percent"}),
        ("市科技局", {"body", "short"}),
        ("亿元", {"measure", "short"}),
        ("（三）", {"order", "short"}),
        ("9月底前", {"day", "short"}),
        ("13987654321", {"number", "phone", "short"}),
        ("√", {"tick", "short"}),
        ("—", {"nothing"}),
        ({"is": "formula", "found": ""}, set()),
        (None, set()),
        ("完成主体施工并通过验收，正在安装设备。", {"long"}),
    ],
)
def test_values_look_like_what_they_are(cell, looks) -> None:
    assert looks <= looks_of(cell) | ({"nothing"} if cell == "—" else set())


def test_the_values_decide_what_one_word_means() -> None:
    departments = profile([looks_of(name) for name in ("市科技局", "市财政局")])
    measures = profile([looks_of(name) for name in ("家", "亿元")])
    assert fit("unit", departments) > 0 > fit("unit_of_measure", departments)
    assert fit("unit_of_measure", measures) > 0 > fit("unit", measures)


@pytest.mark.parametrize(
    ("rows", "above"),
    [
        (
            [["云岭市重点工作进展表"], ["填报单位：市科技局", "截至日期：2026年9月30日"]],
            Above("云岭市重点工作进展表", "市科技局", "", date(2026, 9, 30)),
        ),
        (
            [["云岭市2026年1—9月指标完成情况"], ["单位：万元"]],
            Above("云岭市2026年1—9月指标完成情况", "", "万元", date(2026, 9, 30)),
        ),
        (
            [["进展表（2026年第三季度）"], ["单位：市人社局", "填报日期：2026.10.8"]],
            Above("进展表(2026年第三季度)", "市人社局", "", date(2026, 9, 30)),
        ),
        (
            [["2026年工作台账"], ["截至9月底"]],
            Above("2026年工作台账", "", "", date(2026, 9, 30)),
        ),
        ([["工作台账"], ["填报日期：2026年10月8日"]], Above("工作台账")),
        ([["截止2026年2月30日"]], Above("截止2026年2月30日", closing_on=date(2026, 2, 28))),
        ([], Above()),
    ],
)
def test_the_rows_above_tell_whose_table_it_is_and_up_to_when(rows, above) -> None:
    assert read_above(rows) == above


@pytest.mark.parametrize("text", ["单位：万元", "截至2026年9月30日", "填报日期：2026.10.8"])
def test_such_rows_are_no_headers(text: str) -> None:
    assert stands_above(text)


@pytest.mark.parametrize("text", ["单位", "填报日期", "截至目前进展情况", "责任单位"])
def test_headers_of_the_same_words_are_headers(text: str) -> None:
    assert not stands_above(text)


MONTHS = """
序号|工作任务|7月进展|8月进展|9月进展
1|建设城市创新平台|新增平台2个，正在推进。|新增平台3个，正在推进。|
"""


@pytest.mark.parametrize(
    ("on", "letter"), [(date(2026, 7, 31), "C"), (date(2026, 9, 30), "E"), (None, "D")]
)
def test_of_several_months_the_one_asked_for_counts_or_the_newest_filled(on, letter) -> None:
    header = find_table(page(MONTHS), on=on)
    assert header is not None
    assert header.letter("progress") == letter


def test_years_without_a_closing_date_are_asked_about() -> None:
    text = "指标名称|2025年完成|2026年完成|2030年目标\n技术合同成交额|22|19.4|40"
    unsure = find_table(page(text))
    sure = find_table(page(text), on=date(2026, 9, 30))
    assert unsure is not None and sure is not None
    assert sure.letter("value") == "C" and sure.columns["C"].confidence > 0.8
    assert all(guess.confidence <= 0.5 for guess in unsure.columns.values() if guess.key == "value")


@pytest.mark.parametrize(
    ("kind", "text", "keys"),
    [
        (
            "measurements",
            "指标名称|责任单位|报告期|数值|数据来源\n技术合同成交额|市科技局|2026年9月|19.4|市统计局",
            "indicator unit ends_on value source",
        ),
        (
            "units",
            "序号|单位名称|单位简称|统一社会信用代码|上级单位|曾用名\n1|云岭市科学技术局|市科技局|11530|市政府|市科委",
            "number name short_name code parent aliases",
        ),
        (
            "people",
            "姓名|所在单位|职务|登录名|手机号|邮箱|角色\n李明|市科技局|科长|liming|13987654321|a@b.cn|填报员",
            "name unit title username phone email roles",
        ),
    ],
)
def test_sheets_of_the_office_have_words_of_their_own(kind, text, keys) -> None:
    header = find_table(page(text), kind=kind)
    assert header is not None
    assert " ".join(guess.key or "-" for guess in header.columns.values()) == keys
