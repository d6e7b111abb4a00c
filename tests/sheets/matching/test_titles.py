"""Which titles say the same. Tables."""

import time

import pytest

from sheets.rules.matching import By, Claim, Doubt, Owed, match, number_key
from sheets.rules.matching.titles import Alike, compare, title_key


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("建设城市创新平台", "1.建设城市创新平台。", Alike.EQUAL),
        ("建设城市创新平台", "（一）建设 城市\u200b创新平台", Alike.EQUAL),
        ("建设城市创新平台", "加快建设城市创新平台工作", Alike.SAME),
        ("改造老旧小区", "老旧小区改造", Alike.SAME),
        ("改造老旧小区", "推进老旧小区的改造", Alike.SAME),
        ("高新技术企业", "高新技术企业达到320家", Alike.SAME),
        ("教育和体育设施建设", "教育体育设施建设", Alike.SAME),
        ("滨河公园", "滨河公园亮化提升", Alike.PART),
        ("滨河公园一期", "滨河公园二期", Alike.NEAR),
        ("推进龙泉路改造", "推进清泉路改造", Alike.NEAR),
        ("新建公园10个", "新建公园20个", Alike.NEAR),
        ("2025年技能培训", "2026年技能培训", Alike.NEAR),
        ("技术合同成交额", "技术合同成交额增速", Alike.NEAR),
        ("高新技术企业", "高新技术企业增长20%", Alike.NEAR),
        ("高新技术企业数量", "新增高新技术企业数量", Alike.NEAR),
        ("和平路改造工程", "平路改造工程", Alike.PART),
        ("工程机械产业培育", "机械产业培育", Alike.PART),
        ("建设城市创新平台", "清理规范涉企收费", Alike.OFF),
    ],
)
def test_two_titles_go_together_as_a_careful_reader_would_say(one, other, alike) -> None:
    assert compare(title_key(one), title_key(other))[0] is alike
    assert compare(title_key(other), title_key(one))[0] is alike


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("1", "1"), ("01", "1"), ("（1）", "1"), ("1、", "1"), ("①", "1"), ("一、", "1"),
        ("（十二）", "12"), ("二十", "20"), ("第3项", "3"), ("3-2", "3.2"), ("3.2", "3.2"),
        ("１．", "1"), ("No. 7", "7"), ("", ""), ("A-1", "a.1"),
    ],
)  # fmt: skip
def test_one_number_is_printed_in_many_ways(printed: str, key: str) -> None:
    assert number_key(printed) == key


OURS = ("市科技局",)


def one(claim: Claim, *owed: Owed):
    (found,) = match([claim], owed)
    return found


def test_an_exact_title_says_by_what_it_was_matched() -> None:
    owed = Owed(7, "建设城市创新平台", number="1", units=OURS)
    assert one(Claim(2, title="建设城市创新平台"), owed).by is By.TITLE
    assert one(Claim(2, title="建设城市创新平台", unit="市科技局"), owed).by is By.TITLE_AND_UNIT
    assert one(Claim(2, title="建设城市创新平台", number="1"), owed).by is By.NUMBER
    assert one(Claim(2, title="加快建设城市创新平台"), owed).by is By.WORDS


@pytest.mark.parametrize(
    ("claim", "doubt"),
    [
        (Claim(2, title="清理规范涉企收费"), Doubt.NOTHING_ALIKE),
        (Claim(2, title="清理规范涉企收费", number="1"), Doubt.TITLE_DIFFERS),
        (Claim(2, title="建设城市创新中心"), Doubt.ONLY_SIMILAR),
        (Claim(2, title="建设城市创新平台", unit="市财政局"), Doubt.UNIT_DIFFERS),
        (Claim(2, title="建设城市创新平台", plan="云岭市防汛抗旱应急预案"), Doubt.PLAN_DIFFERS),
        (Claim(2, title="建设城市创新平台", measure="%"), Doubt.MEASURE_DIFFERS),
        (Claim(2), Doubt.NOTHING_ALIKE),
    ],
)
def test_what_is_not_certain_is_said_with_its_reason(claim: Claim, doubt: Doubt) -> None:
    plan = "云岭市科技创新行动方案"
    owed = Owed(
        7, "建设城市创新平台", number="1", units=OURS, plan=plan, measure="个",
        indicator="建设城市创新平台",
    )  # fmt: skip
    found = one(claim, owed)
    assert (found.owed, found.doubt) == (None, doubt)
    assert found.rivals == (() if doubt is Doubt.NOTHING_ALIKE else (7,))


def test_a_plan_is_known_by_its_number_too() -> None:
    both = [
        Owed(1, "完善科技金融服务", doc_number="云政发〔2026〕3号"),
        Owed(2, "完善科技金融服务", doc_number="云政办发〔2026〕9号"),
    ]
    assert one(Claim(2, title="完善科技金融服务", plan="云政办发(2026)9号"), *both).owed == 2


def test_the_unit_that_is_named_first_answers() -> None:
    both = [Owed(1, "新建充电桩", units=("市财政局",)), Owed(2, "新建充电桩", units=("市发改委",))]
    assert one(Claim(2, title="新建充电桩", unit="市发改委、市财政局"), *both).owed == 2


def test_a_name_without_its_level_may_be_anybodys_on_any_level() -> None:
    both = [
        Owed(1, "新建幼儿园", units=("市教育局",)),
        Owed(2, "新建幼儿园", units=("东川区教育局", "教育局")),
    ]
    assert one(Claim(2, title="新建幼儿园", unit="市教育局"), *both).owed == 1
    assert one(Claim(2, title="新建幼儿园", unit="教育局"), *both).doubt is Doubt.SEVERAL
    assert one(Claim(2, title="新建幼儿园", unit="教育局"), both[0]).owed == 1


@pytest.mark.parametrize(
    ("unit", "owed"),
    [("市科技局", 1), ("规划科", 1), ("市财政局", None), ("云岭市财政局", None), ("", 1)],
)
def test_in_a_units_own_sheet_only_known_others_are_others(unit: str, owed: int | None) -> None:
    ours = [Owed(1, "建设城市创新平台", units=OURS)]
    claim = Claim(2, title="建设城市创新平台", unit=unit)
    assert match([claim], ours, strangers=["市财政局"])[0].owed == owed


def test_a_task_counts_in_nothing_whatever_stands_beside_it() -> None:
    owed = Owed(1, "建设城市创新平台", measure="%")
    assert one(Claim(2, title="建设城市创新平台", measure="个"), owed).owed == 1


def test_of_two_lines_for_one_report_the_exact_one_has_it() -> None:
    owed = [Owed(1, "建设城市创新平台")]
    exact, wordy = match(
        [Claim(2, title="建设城市创新平台"), Claim(3, title="加快建设城市创新平台")], owed
    )
    assert (exact.owed, wordy.owed, wordy.doubt, wordy.rivals) == (1, None, Doubt.TWICE, (1,))


def test_a_number_needs_a_sheet_that_counts_as_the_plan_does() -> None:
    owed = [
        Owed(key, f"第{key}项{name}", number=str(key)) for key, name in enumerate("甲乙丙丁", 1)
    ]
    trusted = [Claim(key, number=str(key), title=each.title) for key, each in enumerate(owed, 1)]
    more = Claim(9, number="5", title="滨河公园亮化提升")
    park = Owed(5, "滨河公园", number="5")
    assert match([*trusted, more], [*owed, park])[-1].owed == 5
    assert match([more], [park])[-1].owed is None


def test_among_a_thousand_equal_titles_of_one_unit_nobody_is_guessed() -> None:
    owed = [Owed(key, "其他重点工作", number="1", units=OURS) for key in range(1000)]
    found = one(Claim(2, title="其他重点工作", number="1", unit="市科技局"), *owed)
    assert (found.owed, found.doubt) == (None, Doubt.SEVERAL)


def test_a_worker_hears_how_far_it_is() -> None:
    heard: list[int] = []
    claims = [Claim(row, title="建设城市创新平台") for row in range(2500)]
    match(claims, [], every_thousand=heard.append)
    assert heard == [0, 1000, 2000]


NONSENSE = ("(" * 9000, "一、" * 9000, "1." * 9000, "（一）" * 9000, "达到1" * 9000, "市" * 9000)


@pytest.mark.parametrize("text", [*NONSENSE, "9" * 9000, "合计" * 9000, "\u200b" * 9000, "\ud800"])
def test_nonsense_is_compared_in_no_time(text: str) -> None:
    begun = time.process_time()
    owed = Owed(1, text, text, text, text, (text,), text, text)
    match([Claim(2, text, text, text, text, text, text, text)], [owed], strangers=[text])
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("titles", ["{0}号重点项目", "其他工作"])
def test_thousands_of_lines_meet_twenty_thousand_reports_in_seconds(titles: str) -> None:
    owed = [Owed(key, titles.format(key), number=str(key), units=OURS) for key in range(20_000)]
    claims = [
        Claim(each.key, number=each.number, title="加快" + each.title) for each in owed[:3000]
    ]
    begun = time.process_time()
    found = match(claims, owed)
    # Two seconds; a comparison of each with each takes two minutes.
    assert time.process_time() - begun < 30
    assert all(each.owed in (None, each.row) for each in found)
