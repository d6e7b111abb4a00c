"""People in a sheet: the system administrator asks, the security administrator opens and grants."""

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import RuleBroken
from sheets import services
from sheets.models import Kind, Sheet
from tests import make
from tests.sheets.books import confirmed, outcomes
from tests.sheets.bulk import sent, table, told
from units.models import AccountRequest, Unit, User
from units.services import approve_account, create_account, issue_password

pytestmark = pytest.mark.usefixtures("english")
HEAD = ["登录名", "姓名", "单位", "角色", "联系电话", "电子邮箱"]


def line(
    username: str = "lili",
    name: str = "李丽",
    unit: str = "市科技局",
    roles: str = "填报员",
    email: str = "",
) -> list[object]:
    return [username, name, unit, roles, "0888-123", email]


GOOD = [line(f"user{number}", "王某") for number in range(4)]


def read(*rows: list[object], by: User) -> Sheet:
    return sent(table(HEAD, *rows), Kind.PEOPLE, by)


def test_they_become_requests_with_the_roles_that_are_wished(north: Unit, sam: User) -> None:
    confirmed(read(line(roles="填报员；审核员"), by=sam), sam)
    asked = AccountRequest.objects.get()
    assert (asked.account.username, asked.account.is_active) == ("lili", False)
    assert not asked.account.has_usable_password()
    wished = set(asked.wishes.values_list("unit", "role"))
    assert wished == {(north.pk, "reporter"), (north.pk, "reviewer")}


def test_it_is_what_a_single_one_would_be(north: Unit, sam: User) -> None:
    confirmed(read(line(email="lili@example.org"), by=sam), sam)
    fields = ("name", "phone", "email", "is_active", "requests__state", "requests__asked_by")
    many = User.objects.filter(username="lili").values_list(*fields).get()
    facts = {"name": "李丽", "phone": "0888-123", "email": "lili@example.org"}
    create_account(username="single", **facts, by=sam, now=make.NOW)
    assert User.objects.filter(username="single").values_list(*fields).get() == many


def test_the_security_administrator_opens_and_grants(north: Unit, sam: User, sue: User) -> None:
    confirmed(read(line(), by=sam), sam)
    asked = AccountRequest.objects.get()
    approve_account(request_id=asked.pk, by=sue, now=make.NOW)
    user = User.objects.get(username="lili")
    assert user.is_active
    assert [(each.unit, each.role) for each in user.memberships.live()] == [(north, "reporter")]


def test_a_first_password_is_issued_until_somebody_used_it(
    client: Client, north: Unit, anna: User, sam: User
) -> None:
    _user, password = issue_password(user_id=anna.pk, by=sam, now=make.NOW)
    assert client.login(username="anna", password=password)
    client.force_login(sam)
    client.post(reverse("units:issue-password", args=[anna.pk]))
    anna.refresh_from_db()
    assert anna.check_password(password)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (line("li li"), ("A2", "not_a_login")),
        (line(""), ("A2", "required")),
        (line(name=""), ("B2", "required")),
        (line("anna", "别人"), ("A2", "login_taken")),
        (line("anna", "Anna"), ("A2", "account_known")),
        (line(unit="市科技厅"), ("C2", "unknown_unit_near")),
        (line(roles="皇帝"), ("D2", "not_a_choice")),
        (line(roles="填报员、审计管理员"), ("D2", "roles_exclude")),
        (line(email="nobody"), ("F2", "not_an_email")),
        (line("x" * 61), ("A2", "too_long")),
    ],
)
def test_each_mistake_is_named_by_its_cell(
    north: Unit, anna: User, sam: User, row: list[object], found: tuple[str, str]
) -> None:
    assert found in told(read(row, *GOOD, by=sam))


def test_one_login_name_twice_is_refused(north: Unit, sam: User) -> None:
    sheet = read(line(), line(name="李莉"), line("wang"), by=sam)
    assert outcomes(sheet) == {2: "refused", 3: "refused", 4: "new"}


def test_requests_are_not_taken_back(north: Unit, sam: User) -> None:
    sheet = confirmed(read(line(), by=sam), sam)
    with pytest.raises(RuleBroken):
        services.withdraw_sheet(sheet_id=sheet.pk, by=sam, now=make.NOW)


def test_what_is_wished_is_shown_to_whoever_decides(
    client: Client, north: Unit, sam: User, sue: User
) -> None:
    confirmed(read(line(), by=sam), sam)
    client.force_login(sue)
    assert "市科技局" in client.get(reverse("units:requests")).content.decode()
