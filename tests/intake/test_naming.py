"""Whom a name may mean, and why. No database."""

import pytest

from intake import rules
from intake.rules import Why

KNOWN = (
    ("市政府", 1), ("云岭市人民政府", 1), ("市科技局", 2), ("市经济和信息化局", 3),
    ("市发展和改革委员会", 4), ("市农业农村局", 5), ("市财政局", 6), ("高新区管委会", 7),
    ("市政府办", 8), ("市委宣传部", 9), ("市水务局", 10), ("市卫健委", 11),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected", "why"),
    [
        ("科技局", 2, Why.NO_LEVEL),
        ("市经信局", 3, Why.FORM),
        ("市工信局", 3, Why.FORM),
        ("市工业和信息化局", 3, Why.FORM),
        ("市发改委", 4, Why.FORM),
        ("市发展改革局", 4, Why.FORM),
        ("发展改革局", 4, Why.FORM),
        ("市农业农村委", 5, Why.ENDING),
        ("高新技术产业开发区管委会", 7, Why.FORM),
        ("高新区管理委员会", 7, Why.ENDING),
        ("市政办", 8, Why.FORM),
        ("市水利局", 10, Why.FORM),
        ("市卫生健康委员会", 11, Why.FORM),
    ],
)
def test_a_long_or_short_form_is_proposed_with_its_reason(name, expected, why) -> None:
    found = rules.proposal(rules.candidates(name, KNOWN))
    assert found is not None
    assert (found.unit_id, found.why) == (expected, why)


@pytest.mark.parametrize(
    "name",
    ["市林业局", "省科技厅", "市政府", "市委组织部", "市财税局", "市司法局", "县科技局", "市", ""],
)
def test_another_body_is_never_proposed(name: str) -> None:
    known = [each for each in KNOWN if each[0] != name]
    found = rules.proposal(rules.candidates(name, known))
    assert found is None or found.unit_id == 1


def test_of_two_likely_units_neither_is_proposed() -> None:
    known = [("市工业和信息化局", 1), ("市经济和信息化局", 2)]
    found = rules.candidates("市经信局", known)
    assert {each.unit_id for each in found} == {1, 2}
    assert rules.proposal(found) is None
    assert rules.doubtful(found)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("市财税局", True), ("市司法局", False), ("市委组织部", False), ("市科枝局", True)],
)
def test_a_name_that_is_nearly_known_waits_for_a_person(name: str, expected: bool) -> None:
    assert rules.doubtful(rules.candidates(name, KNOWN)) == expected


def test_one_of_two_name_plates_is_a_reason() -> None:
    (found,) = rules.candidates("市委科创办(市科技局)", [("市科技局", 2)])
    assert (found.unit_id, found.why) == (2, Why.PLATE)


def test_a_unit_is_listed_once_under_the_name_that_fits_best() -> None:
    known = [("市工业和信息化局", 1), ("市经信委", 1)]
    (found,) = rules.candidates("市经信局", known)
    assert (found.name, found.why) == ("市经信委", Why.ENDING)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("东川县教育局", 2),
        ("东川县政府", None),
        ("市教育局", None),
        ("云岭市东川县教育局", 1),
    ],
)
def test_a_new_body_stands_below_the_government_of_its_name(name, expected) -> None:
    assert rules.parent_of(name, {"云岭市政府": 1, "东川县政府": 2, "市政府": 1}) == expected
