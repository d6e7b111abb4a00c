"""Two people of the office confirm at once what cannot both be true; exactly one is first."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from indicators.models import Measurement
from plans.models import Plan
from sheets import services
from sheets.models import Kind, Sheet
from tests import make
from tests.sheets.bulk import sent, table
from units.models import AccountRequest, Unit, UnitName, User
from units.rules import Role

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
UNITS = ["单位名称", "上级单位", "类型"]
PEOPLE = ["登录名", "姓名", "单位", "角色"]
VALUES = ["指标名称", "截至日期", "完成值"]


def confirmed_at_once(first: Sheet, second: Sheet) -> list[str]:
    """Both are confirmed, then two workers save them; the stages in which they end."""
    for sheet in (first, second):
        services.confirm_sheet(sheet_id=sheet.pk, submit=False, by=sheet.uploaded_by, now=make.NOW)
    barrier = Barrier(2)

    def work(_: int) -> None:
        barrier.wait()
        try:
            services.work_on_one_sheet(now=make.NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    while services.work_on_one_sheet(now=make.NOW):
        pass  # who came second is compared anew
    return sorted(Sheet.objects.values_list("stage", flat=True))


def units(by: User, *names: str, parent: str = "云岭市政府") -> Sheet:
    rows = [[name, parent, "" if parent else "政府"] for name in names]
    return sent(table(UNITS, *rows), Kind.UNITS, by)


@pytest.fixture
def sol(city: Unit) -> User:
    """A second system administrator."""
    return make.user("sol", (city, Role.SYSTEM_ADMIN))


@pytest.fixture
def no_constraint(transactional_db: None) -> Iterator[None]:
    """The control: a database that lets two units go by one name."""
    (unique,) = UnitName._meta.constraints
    with connection.schema_editor() as editor:
        editor.remove_constraint(UnitName, unique)
    yield
    UnitName.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(UnitName, unique)


# In another order in each of them: whoever waits for the other must not be waited for.
ORDERS: Sequence[tuple[str, ...]] = [("市水利局", "市能源局"), ("市能源局", "市水利局", "市林业局")]


def test_of_two_sheets_with_the_same_new_units_one_is_saved(
    city: Unit, sam: User, sol: User
) -> None:
    first, second = units(sam, *ORDERS[0]), units(sol, *ORDERS[1])
    assert confirmed_at_once(first, second) == ["checked", "saved"]
    assert Unit.objects.filter(name__in=ORDERS[0]).count() == 2
    late = Sheet.objects.get(stage="checked")
    assert late.refusal["code"] == "overtaken"
    assert set(late.lines.values_list("outcome", flat=True)) <= {"same", "new"}


def test_without_the_constraint_two_units_would_go_by_one_name(
    no_constraint: None, city: Unit, sam: User, sol: User
) -> None:
    first, second = units(sam, *ORDERS[0]), units(sol, *ORDERS[1])
    assert confirmed_at_once(first, second) == ["saved", "saved"]
    assert Unit.objects.filter(name="市水利局").count() == 2


def test_nor_do_two_governments_that_stand_below_none(city: Unit, sam: User, sol: User) -> None:
    first, second = (
        units(sam, "东川市政府", parent=""),
        units(sol, "东川市政府", "西川市政府", parent=""),
    )
    assert confirmed_at_once(first, second) == ["checked", "saved"]
    assert Unit.objects.filter(name="东川市政府").count() == 1


def test_of_two_sheets_with_the_same_new_people_one_is_saved(
    north: Unit, sam: User, sol: User
) -> None:
    rows = [["lili", "李丽", "市科技局", "填报员"], ["wang", "王强", "市科技局", "填报员"]]
    first = sent(table(PEOPLE, *rows), Kind.PEOPLE, sam)
    second = sent(table(PEOPLE, *reversed(rows)), Kind.PEOPLE, sol)
    assert confirmed_at_once(first, second) == ["checked", "saved"]
    assert AccountRequest.objects.count() == 2
    late = Sheet.objects.get(stage="checked")
    assert set(late.lines.values_list("outcome", flat=True)) == {"same"}


def test_of_two_values_for_one_day_the_first_counts_and_the_second_is_asked_about(
    plan: Plan, north: Unit, city: Unit, ines: User
) -> None:
    make.target(plan, north)
    iris = make.user("iris", (city, Role.INSPECTOR))
    row = ["高新技术企业", "2026-09-30"]
    first = sent(table(VALUES, [*row, 186]), Kind.MEASUREMENTS, ines)
    second = sent(table(VALUES, [*row, 190]), Kind.MEASUREMENTS, iris)
    assert confirmed_at_once(first, second) == ["checked", "saved"]
    [value] = Measurement.objects.values_list("value", flat=True)
    late = Sheet.objects.get(stage="checked").lines.get()
    assert (late.outcome, late.before["value"]) == ("changed", f"{value.normalize():f}")
