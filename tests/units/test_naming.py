"""Who is meant by a name, and how units come by their names."""

from datetime import date

import pytest

from core.errors import RuleBroken
from core.models import AuditEntry
from tests import make
from units import queries, services
from units.models import Unit, UnitGroup, UnitKind, UnitLevel, UnitName
from units.rules import likely_kind, may_abbreviate, name_key, plates

DAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("市科技局", ("市科技局",)),
        ("市委科创办(市科技局)", ("市委科创办(市科技局)", "市委科创办", "市科技局")),
        ("市委科创办（市科技局）", ("市委科创办（市科技局）", "市委科创办", "市科技局")),
        ("各县(市、区)", ("各县(市、区)",)),
        ("发改委(局)", ("发改委(局)",)),
    ],
)
def test_two_name_plates(name: str, expected: tuple[str, ...]) -> None:
    assert plates(name) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市科技局", "department"),
        ("市发展和改革委员会", "department"),
        ("市卫健委", "department"),
        ("云岭市政府", "government"),
        ("青石镇人民政府", "township"),
        ("柳溪街道", "township"),
        ("市委宣传部", "party"),
        ("市委", "party"),
        ("市纪委", "party"),
        ("市政府督查室", "office"),
        ("市创新工作领导小组", "task_force"),
        ("云岭大学", "institution"),
        ("高新区管委会", "department"),
    ],
)
def test_the_likely_kind_of_a_body(name: str, kind: str) -> None:
    assert likely_kind(name) == kind
    assert kind in UnitKind.values


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("市经信局", "市经济和信息化局", True),
        ("市发改局", "市发展和改革委员会", True),
        ("市科技局", "市科技局", True),
        ("科学技术局", "市科学技术局", True),
        ("市委办", "市委组织部", False),
        ("市财政局", "市科技局", False),
        ("市技科局", "市科技局", False),
    ],
)
def test_short_forms(one: str, other: str, expected: bool) -> None:
    assert may_abbreviate(one, other) is expected


def match(name: str, scope: Unit | None, on: date = DAY) -> queries.Match:
    return queries.match_names([name], scope=scope, on=on)[name]


@pytest.mark.parametrize(
    "written", ["市科技局", "市 科技局", "市科技局\u200b", "市委科创办(市科技局)"]
)
def test_a_unit_is_found_however_its_name_is_printed(written: str, city, north) -> None:
    assert match(written, city).unit == north


def test_an_unknown_name_comes_with_the_nearest_ones(city, north, south) -> None:
    found = match("科技局", city)
    assert not found.found
    assert found.nearest[0] == north


def test_another_citys_government_is_not_near(city, north) -> None:
    make.unit("云林市政府", kind=UnitKind.GOVERNMENT)
    assert match("云岭市府", city).nearest == (city,)


def test_a_collective_is_nobody_in_particular(city, north) -> None:
    assert match("各乡镇政府", city) == queries.Match()


def test_a_known_group_is_found(city) -> None:
    group = UnitGroup.objects.create(name="各乡镇", key=name_key("各乡镇"), scope=city)
    assert match("各乡镇", city).group == group


def test_a_name_belongs_to_whom_it_belonged_to_that_day(city, north, south) -> None:
    for unit, start, end in [(north, None, date(2019, 2, 28)), (south, date(2019, 3, 1), None)]:
        UnitName.objects.create(
            unit=unit, scope=city, name="市经贸局", key="市经贸局", kind="former",
            valid_from=start, valid_to=end,
        )  # fmt: skip
    assert match("市经贸局", city, on=date(2018, 1, 1)).unit == north
    assert match("市经贸局", city).unit == south


def test_another_citys_bureau_is_a_stranger(city, north) -> None:
    other = make.unit("青石市政府", kind=UnitKind.GOVERNMENT)
    assert not match("市科技局", other).found


def test_a_county_finds_the_bureaus_of_its_city(city, north) -> None:
    county = make.unit("柳溪县政府", kind=UnitKind.GOVERNMENT, parent=city, scope=city)
    assert match("市科技局", county).unit == north


@pytest.mark.parametrize("count", [2, 40])
def test_two_queries_however_many_names(count: int, city, django_assert_num_queries) -> None:
    for number in range(count):
        make.unit(f"市第{number}局", parent=city, scope=city)
    with django_assert_num_queries(2):
        queries.match_names([f"第{number}局" for number in range(count)], scope=city, on=DAY)


def create(name: str, parent: Unit | None, now, **fields) -> Unit:
    fields = {"kind": UnitKind.DEPARTMENT, "level": UnitLevel.CITY} | fields
    return services.create_unit(name, parent=parent, by=None, now=now, **fields)


def test_a_new_unit_answers_to_all_its_names(city, now) -> None:
    made = create("市委科创办", city, now, other_names=["市科技局"])
    assert made.scope == city
    assert match("市科技局", city).unit == match("市委科创办", city).unit == made
    assert AuditEntry.objects.get(verb="unit.created").object_id == made.pk


def test_a_unit_cannot_take_the_name_of_another(city, north, now) -> None:
    with pytest.raises(RuleBroken, match="市科技局"):
        create("市科技委", city, now, other_names=["市科技局"])
    assert not Unit.objects.filter(name="市科技委").exists()


@pytest.mark.parametrize("count", [2, 40])
def test_many_units_cost_as_much_as_two(count: int, city, now, django_assert_num_queries) -> None:
    wishes = [
        services.NewUnit(f"市第{number}局", UnitKind.DEPARTMENT, UnitLevel.CITY, city)
        for number in range(count)
    ]
    with django_assert_num_queries(9):
        services.create_units(wishes, by=None, now=now)


def test_two_new_units_cannot_share_a_name(city, now) -> None:
    wish = services.NewUnit("市数据局", UnitKind.DEPARTMENT, UnitLevel.CITY, city)
    with pytest.raises(RuleBroken, match="市数据局"):
        services.create_units([wish, wish], by=None, now=now)
    assert not Unit.objects.filter(name="市数据局").exists()


def test_a_second_name_is_given_once(city, north, now) -> None:
    for _time in range(2):
        services.add_name("科技局", unit=north, by=None, now=now)
    assert match("科技局", city).unit == north
    assert AuditEntry.objects.filter(verb="unit.named").count() == 1


def test_a_group_is_created_once(city, now) -> None:
    groups = [services.create_group("各乡镇", scope=city, by=None, now=now) for _time in range(2)]
    assert groups[0] == groups[1]
