"""Which plan a cited title means."""

from datetime import date

import pytest

from intake.superior.titles import Known, matches, number_behind, number_key, settled, title_key

PLAN = Known(1, "岚州省科技创新三年行动计划（2025—2027年）", "岚政发〔2025〕9号", date(2025, 3, 1))
OLD = Known(2, "岚州省科技创新三年行动计划（2021—2023年）", "岚政发〔2021〕4号", date(2021, 3, 1))
ROADS = Known(3, "岚州省农村公路提升工程实施方案", "", None)
ALL = [PLAN, OLD, ROADS]


@pytest.mark.parametrize(
    "cited",
    [
        "岚州省科技创新三年行动计划(2025-2027年)",
        "《岚州省科技创新三年行动计划（2025—2027年）》",
        "岚州省人民政府关于印发《岚州省科技创新三年行动计划（2025—2027年）》的通知",
        "岚州省人民政府关于印发岚州省科技创新三年行动计划(2025-2027年)的通知",
        "岚州省 科技创新三年行动计划 (2025—2027年)(试行)",
    ],
)
def test_the_same_title_in_other_clothes_is_certain(cited):
    [first, *_others] = matches(cited, ALL)
    assert (first.plan, first.certain) == (PLAN, True)


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        ("岚州省科技创新行动计划（2025—2027年）", [PLAN]),
        ("岚州省科技创新三年行动计划（2028—2030年）", []),
        ("岚州省农村公路建设提升工程实施方案", [ROADS]),
        ("岚州省数字经济发展规划", []),
        ("云岭市科技创新三年行动计划（2025—2027年）", []),
        ("科技创新三年行动计划（2025—2027年）", [PLAN]),
    ],
)
def test_a_similar_title_is_proposed_unless_it_is_of_other_years(cited, found):
    assert [match.plan for match in matches(cited, ALL)] == found
    assert not any(match.certain for match in matches(cited, ALL))


def test_a_title_without_years_proposes_the_plans_of_all_years():
    found = matches("岚州省科技创新三年行动计划", ALL)
    assert {match.plan for match in found} == {PLAN, OLD}
    assert not any(match.certain for match in found)


def test_the_document_number_behind_a_title_makes_it_certain():
    text = "根据《科技创新三年计划》（岚政发[2025]9号）精神，制定本方案。"
    number = number_behind(text, "科技创新三年计划")
    first, *_others = matches("科技创新三年计划", ALL, number=number)
    assert (first.plan, first.certain) == (PLAN, True)


def test_the_number_of_the_next_title_is_not_taken_for_this_ones():
    text = "根据《甲计划》《乙计划》（岚政发〔2025〕9号）制定。"
    assert (number_behind(text, "甲计划"), number_behind(text, "丙计划")) == ("", "")


@pytest.mark.parametrize(
    "printed", ["岚政发〔2025〕9号", "岚政发[2025]第9号", "岚政发（2025）009号"]
)
def test_a_document_number_is_one_however_it_is_bracketed(printed):
    assert number_key(printed) == "岚政发2025-9"


def test_nothing_that_was_issued_later_stands_above():
    assert matches(PLAN.title, [PLAN], issued_on=date(2025, 2, 1)) == []


def test_of_two_plans_of_one_title_an_official_must_choose():
    again = Known(9, PLAN.title, "", None)
    assert [match.certain for match in matches(PLAN.title, [PLAN, again])] == [False, False]


def test_covering_letters_and_issuers_are_no_part_of_a_title():
    assert title_key("市人民政府关于加快农村公路建设的实施意见") == "加快农村公路建设的实施意见"


def test_an_official_overrules_what_was_certain():
    found = {"甲": matches(PLAN.title, ALL), "乙": matches("岚州省数字经济发展规划", ALL)}
    assert settled(["甲", "乙"], found, {}) == {"甲": 1}
    assert settled(["甲", "乙"], found, {"甲": None, "乙": 3}) == {"乙": 3}
