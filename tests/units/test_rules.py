"""Names as people write them, and roles that exclude one another."""

import pytest

from units.rules import Role, excluded_by, is_collective, name_key


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("市教育局", "市教育局\u200b"),
        ("市教育局", " 市 教育局　"),
        ("市科创办(市科技局)", "市科创办（市科技局）"),
        ("市科创办〔市科技局〕", "市科创办（市科技局）"),
        ("e\u0301", "é"),
    ],
)
def test_names_that_people_read_alike_are_alike(written, same):
    assert name_key(written) == name_key(same)


@pytest.mark.parametrize(("one", "other"), [("市科技局", "市科技委"), ("市一局", "市—局")])
def test_names_that_differ_stay_different(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("name", "collective"),
    [
        ("各乡镇政府", True),
        ("税务部门", True),
        ("市科创委成员单位", True),
        ("市直有关部门", True),
        ("市税务局", False),
        ("高新区管委会", False),
    ],
)
def test_collectives_are_told_from_units(name, collective):
    assert is_collective(name) is collective


@pytest.mark.parametrize(
    ("role", "held", "blocker"),
    [
        (Role.AUDITOR, {Role.REPORTER}, Role.REPORTER),
        (Role.REPORTER, {Role.AUDITOR}, Role.AUDITOR),
        (Role.SYSTEM_ADMIN, {Role.SECURITY_ADMIN}, Role.SECURITY_ADMIN),
        (Role.SYSTEM_ADMIN, {Role.SYSTEM_ADMIN}, None),
        (Role.REPORTER, {Role.REVIEWER, Role.LEADER}, None),
        (Role.REPORTER, set(), None),
    ],
)
def test_the_three_administrators_exclude_all_else(role, held, blocker):
    assert excluded_by(role, held) is blocker
