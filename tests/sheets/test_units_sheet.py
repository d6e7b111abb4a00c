"""Units in a sheet: new ones below known and new ones, names of known ones."""

import pytest

from core.errors import RuleBroken
from sheets import services
from sheets.models import Kind, Sheet
from tests import make
from tests.sheets.books import confirmed, outcomes
from tests.sheets.bulk import sent, table, told
from units.models import Unit, UnitKind, UnitName, User
from units.services import create_unit

pytestmark = pytest.mark.usefixtures("english")
HEAD = ["单位名称", "简称", "类型", "级别", "上级单位", "别名"]


def line(
    name: str, short: str = "", parent: str = "云岭市政府", *, kind: str = "", aliases: str = ""
) -> list[object]:
    return [name, short, kind, "", parent, aliases]


def read(*rows: list[object], by: User) -> Sheet:
    return sent(table(HEAD, *rows), Kind.UNITS, by)


def test_a_unit_gets_its_names_and_stands_below_its_superior(city: Unit, sam: User) -> None:
    row = line("云岭市水利局", "市水利局", aliases="市水务局；市水利水务局")
    sheet = confirmed(read(row, by=sam), sam)
    made = Unit.objects.get(name="市水利局")
    assert (made.parent, made.scope, made.kind) == (city, city, "department")
    kinds = dict(made.names.values_list("name", "kind"))
    assert kinds == {
        "市水利局": "short", "云岭市水利局": "full", "市水务局": "alias", "市水利水务局": "alias",
    }  # fmt: skip
    assert sheet.stage == "saved"


def test_it_is_what_a_single_one_would_be(city: Unit, sam: User) -> None:
    confirmed(read(line("市水利局", aliases="市水务局"), by=sam), sam)
    fields = ("name", "kind", "level", "parent", "scope", "valid_from", "valid_to")
    many = Unit.objects.filter(name="市水利局").values_list(*fields).get()
    names = set(UnitName.objects.filter(unit__name="市水利局").values_list("name", "kind", "scope"))
    Unit.objects.filter(name="市水利局").delete()
    single = create_unit(
        "市水利局", kind="department", level="city", parent=city, other_names=["市水务局"],
        by=sam, now=make.NOW,
    )  # fmt: skip
    assert Unit.objects.filter(pk=single.pk).values_list(*fields).get() == many
    assert set(single.names.values_list("name", "kind", "scope")) == names


def test_units_stand_below_others_of_the_sheet_in_any_order(city: Unit, sam: User) -> None:
    rows = [line("县水利局", parent="西山县政府"), line("西山县政府", kind="政府")]
    confirmed(read(*rows, by=sam), sam)
    county = Unit.objects.get(name="西山县政府")
    bureau = Unit.objects.get(name="县水利局")
    assert (bureau.parent, bureau.scope, county.parent) == (county, county, city)


def test_a_known_unit_answers_to_further_names(city: Unit, north: Unit, sam: User) -> None:
    sheet = read(line("市科技局", aliases="市科创局"), by=sam)
    assert outcomes(sheet) == {2: "changed"}
    confirmed(sheet, sam)
    assert north.names.get(name="市科创局").kind == "alias"
    assert outcomes(read(line("市科创局"), by=sam)) == {2: "same"}


def test_a_known_unit_stays_what_it_is(city: Unit, north: Unit, sam: User) -> None:
    sheet = read(line("市科技局", kind="机构"), line("市水利局"), by=sam)
    assert outcomes(sheet)[2] in ("same", "refused")
    assert Unit.objects.get(pk=north.pk).kind == UnitKind.DEPARTMENT


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([line("市水利局", parent="云岭市府")], ("E2", "unknown_unit_near")),
        ([line("市水利局", parent="ABC")], ("E2", "unknown_unit")),
        ([line("市水利局", parent="")], ("E2", "required")),
        ([line("", "市水利局")], ("A2", "required")),
        ([line("市水利局", kind="星球")], ("C2", "not_a_choice")),
        ([line("市水利局", aliases="市科技局")], ("F2", "name_taken")),
        ([line("市水利局"), line("市水务局", aliases="市水利局")], ("F3", "name_taken")),
        ([line("甲县政府", parent="乙县政府"), line("乙县政府", parent="甲县政府")],
         ("E2", "superior_refused")),
        ([line("县水利局", parent="西山县政府"), line("西山县政府", parent="ABC")],
         ("E2", "superior_refused")),
    ],
)  # fmt: skip
def test_each_mistake_is_named_by_its_cell(
    city: Unit, north: Unit, sam: User, rows: list[list[object]], found: tuple[str, str]
) -> None:
    assert found in told(read(*rows, *GOOD, by=sam))


GOOD = [line(f"市第{number}局") for number in "一二三四"]


def test_a_unit_that_is_left_out_takes_those_below_with_it(city: Unit, sam: User) -> None:
    sheet = read(line("县水利局", parent="西山县政府"), line("西山县政府", kind="政府"), by=sam)
    sheet.lines.filter(row=3).update(choice="leave")
    again = confirmed(sheet, sam)
    assert (again.stage, again.refusal["code"]) == ("checked", "overtaken")
    assert not Unit.objects.filter(name="县水利局").exists()


def test_units_are_not_taken_back(city: Unit, sam: User) -> None:
    sheet = confirmed(read(line("市水利局"), by=sam), sam)
    with pytest.raises(RuleBroken):
        services.withdraw_sheet(sheet_id=sheet.pk, by=sam, now=make.NOW)
