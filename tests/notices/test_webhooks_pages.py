"""The head of the office keeps the list of programs; secrets are shown once."""

import json
from typing import Any

import pytest
from django.urls import reverse

from notices.models import Delivery, Event, Subscription
from tests import make
from units.rules import Scope

PAGE, ADD = reverse("notices:subscriptions"), reverse("notices:subscription-add")
API = "/api/v1/webhooks/"
QUERIES = 9


def wish(receiver: Any, **fields: Any) -> dict[str, Any]:
    usual = {"name": "board", "address": f"http://{receiver.host}/hook", "kinds": ["slip.sent"]}
    return usual | fields


def test_the_head_of_the_office_adds_a_program_and_sees_its_secret_once(
    client, otto, receiver
) -> None:
    client.force_login(otto)
    shown = client.post(ADD, wish(receiver, is_active="on")).content.decode()
    made = Subscription.objects.get()
    assert made.secret in shown
    page = client.get(reverse("notices:subscription", args=[made.pk])).content.decode()
    assert made.secret not in page
    assert made.address not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("fields", [{"kinds": []}, {"address": "https://evil.example/"}])
def test_what_is_no_subscription_is_told(fields, client, otto, receiver) -> None:
    client.force_login(otto)
    assert client.post(ADD, wish(receiver, **fields)).status_code == 422
    assert not Subscription.objects.exists()


def test_inspectors_see_the_list_and_change_nothing(client, ines, db) -> None:
    make.subscription("https://oapi.dingtalk.com/")
    client.force_login(ines)
    assert client.get(PAGE).status_code == 200
    assert client.get(ADD).status_code == 404


def test_what_stands_still_is_shown_and_goes_on_at_a_press(client, otto, now) -> None:
    program = make.subscription(
        "https://oapi.dingtalk.com/", parked_at=now, failures=10, trouble="refused: 410 gone"
    )
    client.force_login(otto)
    page = reverse("notices:subscription", args=[program.pk])
    assert "410 gone" in client.get(page).content.decode()
    client.post(reverse("notices:subscription-resume", args=[program.pk]))
    program.refresh_from_db()
    assert (program.parked_at, program.failures) == (None, 0)


@pytest.mark.parametrize("count", [1, 12])
def test_the_page_costs_the_same_however_much_was_told(
    count, client, otto, plan, north, now, django_assert_num_queries
) -> None:
    program = make.subscription("https://oapi.dingtalk.com/")
    for number in range(count):
        event = Event.objects.create(
            kind="slip.sent", source=str(number), thing_id=number, plan=plan, unit=north, at=now
        )
        Delivery.objects.create(subscription=program, event=event, not_before=now)
    client.force_login(otto)
    page = reverse("notices:subscription", args=[program.pk])
    client.get(page)
    with django_assert_num_queries(QUERIES):
        client.get(page)


def test_the_api_keeps_programs_as_the_page_does(client, otto, receiver) -> None:
    _token, key = make.token(otto, Scope.READ, Scope.OFFICE)
    bearer = {"headers": {"Authorization": f"Bearer {key}"}, "content_type": "application/json"}
    made = client.post(API, json.dumps(wish(receiver)), **bearer)
    assert made.status_code == 201
    assert made.json()["secret"] == Subscription.objects.get().secret
    (shown,) = client.get(API, headers=bearer["headers"]).json()["results"]
    assert (shown["name"], shown["kinds"]) == ("board", ["slip.sent"])
    ended = client.post(f"{API}{shown['id']}/end/", **bearer)
    assert ended.status_code == 204
    assert not Subscription.objects.exists()
