"""Programs sign in with a token; people stay in charge of it."""

import pytest
from rest_framework.authtoken.models import Token
from rest_framework.throttling import ScopedRateThrottle

from core.models import AuditEntry
from units import services

PASSWORD = "yunling-2026"
WHO = {"username": "anna", "password": PASSWORD}


@pytest.fixture(autouse=True)
def patient_door(monkeypatch):
    monkeypatch.setattr(ScopedRateThrottle, "THROTTLE_RATES", {"token": None})


@pytest.fixture
def with_password(anna):
    anna.set_password(PASSWORD)
    anna.save(update_fields=["password"])
    return anna


def sign_in(client, wish=WHO, **meta):
    return client.post("/api/v1/token/", wish, content_type="application/json", **meta)


def bearer(client):
    return {"headers": {"Authorization": f"Token {sign_in(client).json()['token']}"}}


def test_a_token_opens_what_its_person_may_see(client, with_password, report):
    shown = client.get("/api/v1/reports/", **bearer(client)).json()
    assert [each["id"] for each in shown["results"]] == [report.pk]


def test_a_program_writes_without_a_cookie(client, with_password, report):
    answer = client.post(
        f"/api/v1/reports/{report.pk}/submit/",
        {"revision": 0, "percent": "40", "progress": "完成选址。"},
        content_type="application/json",
        **bearer(client),
    )
    assert answer.json()["state"] == "submitted"
    assert not answer.cookies


@pytest.mark.parametrize(
    "wish",
    [
        WHO | {"password": "wrong"},
        WHO | {"username": "nobody"},
        {"username": "anna"},
        WHO | {"otp": "123456"},
    ],
)
def test_a_wrong_sign_in_gives_no_token(client, with_password, wish):
    assert sign_in(client, wish).status_code == 400
    assert not Token.objects.exists()


def test_a_closed_account_is_refused_at_once(client, with_password, sam, now):
    key = bearer(client)
    services.close_account(user_id=with_password.pk, by=sam, now=now)
    assert client.get("/api/v1/reports/", **key).status_code == 401
    assert sign_in(client).status_code == 400


def test_opening_an_account_again_does_not_revive_its_token(client, with_password, sam, sue, now):
    key = bearer(client)
    services.close_account(user_id=with_password.pk, by=sam, now=now)
    asked = services.ask_to_reopen(user_id=with_password.pk, by=sam, now=now)
    services.approve_account(request_id=asked.pk, by=sue, now=now)
    assert client.get("/api/v1/reports/", **key).status_code == 401


def test_a_new_password_withdraws_the_token(client, with_password, now):
    key = bearer(client)
    services.change_password(user=with_password, password="another-2026", now=now)
    assert client.get("/api/v1/reports/", **key).status_code == 401


def test_a_person_withdraws_the_token_and_both_acts_are_on_record(client, with_password):
    key = bearer(client)
    assert client.delete("/api/v1/token/", **key).status_code == 204
    assert client.get("/api/v1/reports/", **key).status_code == 401
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["account.signed_in", "token.issued", "token.withdrawn"]


def test_nobody_withdraws_without_signing_in(client, db):
    assert client.delete("/api/v1/token/").status_code == 401


def test_who_tries_too_often_has_to_wait(client, with_password, monkeypatch):
    monkeypatch.setattr(ScopedRateThrottle, "THROTTLE_RATES", {"token": "2/min"})
    monkeypatch.setattr(ScopedRateThrottle, "get_cache_key", lambda *_: f"test-{id(monkeypatch)}")
    answers = [sign_in(client, WHO | {"password": "wrong"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [400, 400, 429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_made_up_sender_address_does_not_get_round_the_limit(client, with_password, monkeypatch):
    seen = []

    def allow(throttle, request, view) -> bool:
        seen.append(throttle.get_ident(request))
        return True

    monkeypatch.setattr(ScopedRateThrottle, "allow_request", allow)
    sign_in(client, headers={"X-Forwarded-For": "10.9.9.9"})
    assert seen == ["127.0.0.1"]
