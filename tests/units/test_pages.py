"""Units, accounts, rights and the audit trail as pages."""

import pytest
from django.urls import reverse

from tests import make
from units.models import UnitName
from units.rules import NameKind, Role, name_key


def test_a_unit_is_found_by_any_of_its_names(client, north, lena):
    UnitName.objects.create(
        unit=north, scope=north.scope, name="科创办", key=name_key("科创办"), kind=NameKind.ALIAS
    )
    client.force_login(lena)
    page = client.get(reverse("units:list"), {"q": "科创"}).context["page"]
    assert [unit.pk for unit in page] == [north.pk]


@pytest.mark.parametrize("size", [3, 30])
def test_the_unit_list_costs_the_same_for_many_units(
    client, city, lena, size, django_assert_num_queries
):
    for number in range(size):
        make.unit(f"第{number}局", parent=city, scope=city)
    client.force_login(lena)
    with django_assert_num_queries(6):
        client.get(reverse("units:list"))


@pytest.mark.parametrize("size", [3, 30])
def test_the_account_list_costs_the_same_for_many_people(
    client, north, sam, size, django_assert_num_queries
):
    for number in range(size):
        make.user(f"user{number}", (north, Role.REPORTER))
    client.force_login(sam)
    with django_assert_num_queries(8):
        client.get(reverse("units:accounts"))


def test_the_system_administrator_sees_a_first_password_once(client, sam):
    client.force_login(sam)
    answer = client.post(reverse("units:accounts"), {"username": "new", "name": "New"})
    assert answer.context["password"] in answer.content.decode()
    assert answer.context["password"] not in client.get(reverse("units:accounts")).content.decode()


def test_a_login_name_that_is_taken_is_refused(client, sam, anna):
    client.force_login(sam)
    answer = client.post(reverse("units:accounts"), {"username": "anna", "name": "Other"})
    assert answer.context["form"].errors["username"]


def test_a_forbidden_grant_says_why(client, sue, anna, north):
    client.force_login(sue)
    wish = {"user": anna.pk, "unit": north.pk, "role": "auditor"}
    answer = client.post(reverse("units:grants"), wish)
    assert [str(message) for message in answer.context["messages"]]


def test_opening_a_get_only_address_with_get_does_not_switch_an_account(client, sam, anna):
    client.force_login(sam)
    assert client.get(reverse("units:switch-account", args=[anna.pk])).status_code == 405


def test_the_auditor_can_check_the_chain(client, ada, sue, anna, south, now):
    client.force_login(sue)
    client.post(reverse("units:grants"), {"user": anna.pk, "unit": south.pk, "role": "reviewer"})
    client.force_login(ada)
    answer = client.get(reverse("units:audit"), {"check": "1"})
    assert answer.context["broken"] is None
    assert [entry.verb for entry in answer.context["page"]] == ["role.granted"]


@pytest.mark.parametrize(
    ("language", "act", "thing"),
    [("en", "granted a role", "person"), ("zh-hans", "授予角色", "人员")],
)
def test_the_auditor_reads_and_finds_acts_in_words(
    client, ada, sue, anna, south, language, act, thing
):
    client.force_login(sue)
    client.post(reverse("units:grants"), {"user": anna.pk, "unit": south.pk, "role": "reviewer"})
    client.force_login(ada)
    client.cookies["django_language"] = language
    page = client.get(reverse("units:audit"), {"q": act}).text
    assert (act in page, thing in page, "role.granted" in page) == (True, True, False)
    assert act not in client.get(reverse("units:audit"), {"q": "nothing like it"}).text


def test_the_system_administrator_adds_a_unit_that_answers_to_its_name(client, sam, city):
    client.force_login(sam)
    wish = {"name": "市水利局", "kind": "department", "level": "city", "parent": city.pk}
    client.post(reverse("units:list"), wish)
    assert UnitName.objects.get(key=name_key("市水利局")).unit.parent == city


def test_a_name_that_another_unit_goes_by_is_refused(client, sam, north, south):
    client.force_login(sam)
    taken = {"name": north.name, "kind": "alias"}
    answer = client.post(reverse("units:unit", args=[south.pk]), taken)
    assert answer.context["form"].errors["name"]


def test_a_unit_gets_an_alias(client, sam, north):
    client.force_login(sam)
    client.post(reverse("units:unit", args=[north.pk]), {"name": "科创办", "kind": "alias"})
    assert north.names.filter(key=name_key("科创办"), kind=NameKind.ALIAS).exists()


def test_nobody_else_adds_units(client, otto):
    client.force_login(otto)
    assert client.post(reverse("units:list"), {"name": "市水利局"}).status_code == 404
