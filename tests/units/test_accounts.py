"""Sam asks for an account, Sue approves it, Ada sees both: three administrators, three pages."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils.translation import override

from core.errors import RuleBroken
from core.models import AuditEntry
from tests import make
from units import services
from units.models import AccountRequest, User
from units.rules import Role

NEW = {"username": "new", "name": "新同事", "email": "", "phone": ""}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def asked(sam, now) -> AccountRequest:
    user, _password = services.create_account(**NEW, by=sam, now=now)
    return user.requests.get()


def test_an_account_goes_through_three_hands(client, sam, sue, ada):
    client.force_login(sam)
    password = client.post(reverse("units:accounts"), NEW).context["password"]
    assert not client.login(username="new", password=password)
    client.force_login(sue)
    (asked,) = client.get(reverse("units:requests")).context["page"]
    client.post(reverse("units:approve-account", args=[asked.pk]))
    client.force_login(ada)
    entries = client.get(reverse("units:audit"), {"admins": "1"}).context["page"]
    assert [e.verb for e in entries] == [
        "account.approved", "account.requested", "account.created"
    ]  # fmt: skip
    assert client.login(username="new", password=password)


def test_a_refused_account_stays_closed_until_it_is_asked_for_again(asked, sam, sue, now):
    services.refuse_account(request_id=asked.pk, reason="已有账号", by=sue, now=now)
    assert not User.objects.get(username="new").is_active
    again = services.ask_to_reopen(user_id=asked.account_id, by=sam, now=now)
    services.approve_account(request_id=again.pk, by=sue, now=now)
    assert User.objects.get(username="new").is_active


def test_a_refusal_needs_a_reason(client, asked, sue):
    client.force_login(sue)
    client.post(reverse("units:refuse-account", args=[asked.pk]), {"reason": " "})
    asked.refresh_from_db()
    assert asked.state == "waiting"


def test_a_request_is_decided_once(asked, sue, now):
    services.approve_account(request_id=asked.pk, by=sue, now=now)
    with pytest.raises(RuleBroken, match="already"):
        services.refuse_account(request_id=asked.pk, reason="x", by=sue, now=now)
    assert User.objects.get(username="new").is_active


def test_nobody_approves_what_they_asked_for_themselves(asked, sam, now):
    with pytest.raises(RuleBroken, match="yourself"):
        services.approve_account(request_id=asked.pk, by=sam, now=now)
    assert not User.objects.get(username="new").is_active


def test_asking_twice_asks_once(asked, sam, now):
    services.ask_to_reopen(user_id=asked.account_id, by=sam, now=now)
    assert AccountRequest.objects.count() == 1


def test_an_open_account_is_not_asked_for(anna, sam, now):
    with pytest.raises(RuleBroken, match="open already"):
        services.ask_to_reopen(user_id=anna.pk, by=sam, now=now)


def test_closing_withdraws_what_waits(asked, sam, sue, now):
    services.close_account(user_id=asked.account_id, by=sam, now=now)
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    with pytest.raises(RuleBroken, match="already"):
        services.approve_account(request_id=asked.pk, by=sue, now=now)


@pytest.mark.parametrize("size", [2, 20])
def test_the_requests_cost_the_same_however_many(
    client, sam, sue, now, size, django_assert_num_queries
):
    for number in range(size):
        services.create_account(**NEW | {"username": f"new{number}"}, by=sam, now=now)
    client.force_login(sue)
    with django_assert_num_queries(7):
        client.get(reverse("units:requests"))


BUSINESS = (
    "dashboards:leader", "dashboards:office", "dashboards:unit", "dashboards:plans",
    "reports:mine", "reports:review", "reports:late", "reports:list",
    "sheets:index", "intake:index", "notices:board",
)  # fmt: skip
KINDS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)


@pytest.mark.parametrize("address", BUSINESS)
@pytest.mark.parametrize("admin", KINDS)
def test_administrators_see_no_business_data(client, city, report, admin, address):
    client.force_login(make.user("admin", (city, admin)))
    answer = client.get(reverse(address))
    assert answer.status_code == 404 or not answer.context["page"].object_list


@pytest.mark.parametrize("admin", KINDS)
def test_whoever_stands_in_for_an_administrator_sees_none_either(client, city, report, admin, now):
    away, fresh = make.user("away", (city, admin)), make.user("fresh")
    sue = make.user("sue2", (city, Role.SECURITY_ADMIN))
    leave = services.Absence(city, away, fresh, now.date(), now.date(), "休假")
    services.give_stand_in(leave, by=sue, now=now)
    client.force_login(fresh)
    answers = [client.get(reverse(address)) for address in BUSINESS]
    assert {a.status_code for a in answers if a.status_code != 404} <= {200}
    assert not any(a.context["page"].object_list for a in answers if a.status_code == 200)


PAGES = {
    "units:accounts": Role.SYSTEM_ADMIN,
    "units:grants": Role.SECURITY_ADMIN,
    "units:requests": Role.SECURITY_ADMIN,
    "units:hand-over": Role.SECURITY_ADMIN,
    "units:audit": Role.AUDITOR,
}


@pytest.mark.parametrize(("page", "keeper"), PAGES.items())
@pytest.mark.parametrize("admin", KINDS)
def test_no_administrator_has_the_page_of_another(client, city, page, keeper, admin):
    client.force_login(make.user("admin", (city, admin)))
    assert client.get(reverse(page)).status_code == (200 if admin == keeper else 404)


def test_everything_the_three_did_is_on_record(asked, sam, sue, now):
    services.approve_account(request_id=asked.pk, by=sue, now=now)
    services.close_account(user_id=asked.account_id, by=sam, now=now)
    acts = AuditEntry.objects.order_by("pk").values_list("actor_name", "verb")
    assert list(acts)[-2:] == [("Sue", "account.approved"), ("Sam", "account.closed")]
