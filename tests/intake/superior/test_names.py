"""Names and measures of two plans made comparable."""

from decimal import Decimal

import pytest

from intake.superior.measures import common, measure_of
from intake.superior.names import (
    indicator_key,
    indicator_likeness,
    place_words,
    task_key,
    task_likeness,
)

YUNLING = place_words("云岭市政府")


@pytest.mark.parametrize(
    ("superior", "ours"),
    [
        ("全省高新技术企业数量", "高新技术企业"),
        ("高新技术企业总数", "我市高新技术企业"),
        ("云岭市高新技术企业", "全市高新技术企业"),
        ("全社会研发经费投入占GDP比重", "全社会研发经费支出占地区生产总值的比重"),
        ("全社会研发投入强度", "全社会研究与试验发展经费支出占地区生产总值比例"),
        ("规模以上工业企业", "规上工业企业"),
        ("每万人口高价值发明专利拥有量", "万人高价值发明专利"),
        ("新型研发机构(含分中心)", "新型研发机构"),
        ("国家高新技术企业", "高新技术企业"),
        ("技术合同交易总额", "技术合同成交额"),
    ],
)
def test_one_indicator_in_two_spellings(superior, ours):
    assert indicator_key(superior, YUNLING) == indicator_key(ours, YUNLING)


@pytest.mark.parametrize(
    ("superior", "ours"),
    [
        ("高新技术企业", "高新技术企业增加值增长"),
        ("发明专利拥有量", "每万人发明专利拥有量"),
        ("省级重点实验室", "国家级重点实验室"),
        ("科技型中小企业", "科技型企业"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("新增就业", "就业率"),
        ("万人发明专利拥有量", "万人发明专利授权量"),
    ],
)
def test_names_that_differ_by_a_telling_word_are_two_indicators(superior, ours):
    assert indicator_likeness(indicator_key(superior), indicator_key(ours)) == 0


def test_names_of_one_letter_and_places_without_anything_behind_stay():
    assert indicator_key("全市") == "全市"
    assert indicator_key("指标") == "指标"


@pytest.mark.parametrize(
    ("superior", "ours", "alike"),
    [
        ("深化企业开办改革", "企业开办改革", True),
        ("加快建设新材料中试基地", "建设新材料中试基地", True),
        ("全省推进农村公路提档升级", "农村公路提档升级", True),
        ("强化知识产权保护运用", "加强知识产权保护和运用", True),
        ("建设青年人才社区", "清理拖欠企业账款", False),
    ],
)
def test_titles_of_one_task(superior, ours, alike):
    assert (task_likeness(task_key(superior), task_key(ours)) >= 85) is alike


@pytest.mark.parametrize(
    ("unit", "places"),
    [("云岭市政府", ("云岭市", "云岭")), ("云岭市人民政府", ("云岭市", "云岭")), ("市科技局", ())],
)
def test_what_a_plan_calls_its_own_place(unit, places):
    assert place_words(unit) == places


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        ("亿元", "万元", "10000"),
        ("家", "个", "1"),
        ("万亩", "亩", "10000"),
        ("平方公里", "公顷", "100"),
        ("万户", "户", "10000"),
        ("%", "％", "1"),
        ("吉瓦", "兆瓦", "1000"),
        ("家", None, "1"),
    ],
)
def test_measures_that_can_be_held_against_each_other(one, other, times):
    found = common(one, other)
    assert found is not None and found[0].factor / found[1].factor == Decimal(times)


@pytest.mark.parametrize(
    ("one", "other"),
    [("人", "人次"), ("%", "个百分点"), ("亿元", "亿美元"), ("天", "工作日"), ("家", "亿元")],
)
def test_measures_that_cannot(one, other):
    assert common(one, other) is None


def test_a_measure_that_nobody_knows_is_comparable_with_itself():
    assert common("件/万人", "件/万人") is not None
    assert measure_of("万盆").factor == 1
