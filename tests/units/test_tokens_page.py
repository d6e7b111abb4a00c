"""People make and withdraw tokens; the system administrator sees who has some."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.calendar import end_of
from tests import make
from units import rules
from units.models import Token
from units.rules import Scope, TokenFault

PAGE, ALL = reverse("units:tokens"), reverse("units:all-tokens")
QUERIES = 6


def wish(**fields):
    last = timezone.localdate() + timedelta(days=30)
    return {"name": "夜间同步", "scopes": ["read", "report"], "ends_on": last.isoformat()} | fields


def test_a_person_makes_a_token_and_sees_it_once(client, anna) -> None:
    client.force_login(anna)
    shown = client.post(PAGE, wish()).content.decode()
    token = Token.objects.get()
    assert (token.person, token.name, token.scopes) == (anna, "夜间同步", ["read", "report"])
    assert "luoshi_" in shown
    assert "luoshi_" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": " "}, "填写"),
        ({"scopes": []}, "列表"),
        ({"scopes": ["everything"]}, "列表"),
        ({"ends_on": "2020-01-01"}, "更晚"),
        ({"ends_on": "2099-01-01"}, "365"),
        ({"ends_on": "soon"}, "2026-03-31"),
    ],
)
def test_what_is_no_token_is_told_and_nothing_is_made(fields, said, client, anna) -> None:
    client.force_login(anna)
    answer = client.post(PAGE, wish(**fields))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Token.objects.exists()


def test_nobody_has_more_tokens_than_they_can_tell_apart(client, anna) -> None:
    for _ in range(rules.MOST_TOKENS):
        make.token(anna, Scope.READ)
    client.force_login(anna)
    assert client.post(PAGE, wish()).status_code == 422


def test_a_person_withdraws_a_token_of_their_own_only(client, anna, vera) -> None:
    mine, _key = make.token(anna, Scope.READ)
    client.force_login(vera)
    address = reverse("units:withdraw-token", args=[mine.pk])
    assert client.post(address).status_code == 404
    client.force_login(anna)
    client.post(address)
    assert not Token.objects.exists()


def test_a_token_that_ends_soon_says_so_and_stands_first(client, anna) -> None:
    today = timezone.localdate()
    for days in (30, -3, 14, 15, 0, 1):
        token, _key = make.token(anna, Scope.READ)
        token.name, token.ends_at = f"程序{days}", end_of(today + timedelta(days=days))
        token.save()
    client.force_login(anna)
    page = client.get(PAGE, headers={"accept-language": "en"})
    told = [(row.token.name, row.days_left, row.ended) for row in page.context["rows"]]
    assert told == [
        ("程序0", 0, False),
        ("程序1", 1, False),
        ("程序14", 14, False),
        ("程序15", None, False),
        ("程序30", None, False),
        ("程序-3", None, True),
    ]
    shown = page.content.decode()
    for words in ("ends today", "ends in 1 day<", "ends in 14 days<", "has ended"):
        assert shown.count(words) == 1


@pytest.mark.parametrize(("days", "told"), [(3, True), (60, False), (-1, False)])
def test_who_signs_in_is_told_which_token_ends_soon(days, told, client, anna) -> None:
    token, _key = make.token(anna, Scope.READ)
    token.ends_at = timezone.now() + timedelta(days=days)
    token.save(update_fields=["ends_at"])
    anna.set_password("correct horse")
    anna.save(update_fields=["password"])
    fields = {"username": anna.username, "password": "correct horse"}
    shown = client.post(reverse("units:sign-in"), fields, follow=True).content.decode()
    assert (f"“{token.name}”有效至{token.ends_on}" in shown) is told


def test_the_system_administrator_sees_and_withdraws_but_learns_no_key(client, anna, sam) -> None:
    token, key = make.token(anna, Scope.READ)
    client.force_login(sam)
    shown = client.get(ALL, {"q": "anna"}).content.decode()
    assert token.name in shown
    assert key not in shown
    assert token.key_hash not in shown
    client.post(reverse("units:withdraw-any-token", args=[token.pk]))
    assert not Token.objects.exists()


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_costs_the_same_however_long(
    count, client, anna, sam, django_assert_num_queries
) -> None:
    for _ in range(count):
        make.token(anna, Scope.READ)
    client.force_login(sam)
    client.get(ALL)
    with django_assert_num_queries(QUERIES):
        client.get(ALL)


TODAY = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("name", "scopes", "days", "others", "fault"),
    [
        ("x", [Scope.READ], 0, 0, None),
        ("x", [Scope.READ], 365, 19, None),
        (" ", [Scope.READ], 1, 0, TokenFault.NO_NAME),
        ("x", [], 1, 0, TokenFault.NO_SCOPE),
        ("x", [Scope.READ], -1, 0, TokenFault.ENDED),
        ("x", [Scope.READ], 366, 0, TokenFault.TOO_LONG),
        ("x", [Scope.READ], 1, 20, TokenFault.TOO_MANY),
    ],
)
def test_what_stands_against_a_token(name, scopes, days, others, fault) -> None:
    ends_on = TODAY + timedelta(days=days)
    found = rules.token_fault(name, scopes, ends_on=ends_on, today=TODAY, others=others)
    assert found == fault
