"""Sentences of a plan → promised numbers, as a table."""

import pytest

from intake.reader import read_text

# sentence; then each target: indicator value unit op due every
SENTENCES = [
    ("高新技术企业达到70家。", ["高新技术企业 70 家 at_least - -"]),
    (
        "建成院士工作站15家、博士后工作站5家。",
        ["院士工作站 15 家 at_least - -", "博士后工作站 5 家 at_least - -"],
    ),
    (
        "新增3个省级中心和1个国家级中心。",
        ["省级中心 3 个 at_least - -", "国家级中心 1 个 at_least - -"],
    ),
    (
        "到2025年，孵化器达到4家，2026年6月底前建成厂房2万平方米。",
        ["孵化器 4 家 at_least 2025-12-31 -", "厂房 2 万平方米 at_least 2026-06-30 -"],
    ),
    (
        "每年至少开展2场推介活动，每季度举办沙龙1场。",
        ["推介活动 2 场 at_least - year", "沙龙 1 场 at_least - quarter"],
    ),
    ("单位能耗比2020年下降13.5%。", ["单位能耗下降 13.5 % at_least - -"]),
    (
        "失业率控制在5.5%以内，死亡率降至0.8‰。",
        ["失业率 5.5 % at_most - -", "死亡率 0.8 ‰ at_most - -"],
    ),
    ("办理时限压缩至3个工作日。", ["办理时限 3 个工作日 at_most - -"]),
    ("生产总值增长6%左右。", ["生产总值增长 6 % about - -"]),
    ("组建20-25人顾问团。", ["顾问团 20 人 range - -"]),
    (
        "甲类、乙类企业分别达到15家和120家。",
        ["甲类 15 家 at_least - -", "乙类企业 120 家 at_least - -"],
    ),
    (
        "省级、市级示范园分别达到3个、10个。",
        ["省级示范园 3 个 at_least - -", "市级示范园 10 个 at_least - -"],
    ),
    (
        "学生和家长满意度均达到90%以上。",
        ["学生满意度 90 % at_least - -", "家长满意度 90 % at_least - -"],
    ),
    (
        "细颗粒物浓度控制在30以下，力争25以下。",
        ["细颗粒物浓度 30 - at_most - -", "细颗粒物浓度 25 - at_most - -"],
    ),
    ("安排4000万元专项资金。", ["专项资金 4000 万元 at_least - -"]),
    ("年均培训人员1,200人次。", ["年均培训人员 1200 人次 at_least - -"]),
    ("新建两家省级重点实验室。", ["省级重点实验室 2 家 at_least - -"]),
    ("全社会研发投入占比达3.以上。", ["全社会研发投入占比 None % at_least - -"]),
    ("旅游总收入翻一番。", ["旅游总收入 None - at_least - -"]),
    (
        "选拔资助100名中青年人才，200名后备人才。",
        ["中青年人才 100 名 at_least - -", "后备人才 200 名 at_least - -"],
    ),
    ("总规模突破五千亿元。", ["总规模 5000 亿元 at_least - -"]),
    ("平均受教育年限达到12.5年。", ["平均受教育年限 12.5 年 at_least - -"]),
    ("依托园区建成标准厂房50栋。", ["标准厂房 50 栋 at_least - -"]),
]

NOTHING = [
    "目前，全市已有高新技术企业320家。",
    "2019年，全市接待游客820万人次。",
    "对新认定的企业一次性奖励50万元。",
    "按每人每年500元的标准给予补助。",
    "围绕5个重点领域开展攻关。",
    "开展“五个一百”活动，落实“1+4+N”体系。",
    "支持年营业收入5000万元以上的企业上市。",
    "培育一批骨干企业，实现全覆盖。",
    "自印发之日起30日内制定细则。",
    "依据《云岭市规划（2016—2020）》第12条。",
    "开展16—24岁青年见习。",
]


def plan(sentence: str) -> str:
    head = "云岭市工作方案（2023—2026年）\n一、主要任务\n"
    return head + f"（一）推进试验。{sentence}（市科技局负责）\n"


@pytest.mark.parametrize(("sentence", "targets"), SENTENCES)
def test_a_sentence_promises(sentence: str, targets: list[str]):
    found = [
        f"{t.indicator} {t.value} {t.unit or '-'} {t.op} {t.due or '-'} {t.every or '-'}"
        for t in read_text(plan(sentence)).targets
    ]
    assert found == targets


@pytest.mark.parametrize("sentence", NOTHING)
def test_a_sentence_promises_nothing(sentence: str):
    assert [target.quote for target in read_text(plan(sentence)).targets] == []


def test_the_due_date_above_a_list_governs_its_dashes():
    text = "云岭市方案\n一、工作目标\n到2025年，实现跨越发展。\n——企业达到70家。\n——园区达到5个。\n"
    assert [str(t.due) for t in read_text(text).targets] == ["2025-12-31", "2025-12-31"]


def test_the_upper_end_of_a_range_is_kept():
    target = read_text(plan("引进1—2家机构。")).targets[0]
    assert (target.op, str(target.value), str(target.value_high)) == ("range", "1", "2")


def test_lost_digits_are_doubted():
    target = read_text(plan("全社会研发投入占比达3.以上。")).targets[0]
    assert [doubt.code for doubt in target.doubts] == ["lost_digits"]


def test_a_count_of_things_that_each_have_something_is_no_promise():
    text = "云岭市方案\n一、工作目标\n到2025年，企业达到70家，三个片区各有一批能人。\n"
    assert [target.indicator for target in read_text(text).targets] == ["企业"]
