"""Programs speak with tokens; people stay in charge of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import AuditEntry
from tests import make
from units import services
from units.models import Token
from units.rules import Scope

READS = "/api/v1/reports/"
SENT = {"revision": 0, "percent": "40", "progress": "完成选址。"}


def bearer(key):
    return {"headers": {"Authorization": f"Bearer {key}"}}


def key_of(person, *wanted, **fields):
    return bearer(make.token(person, *(wanted or Scope), **fields)[1])


def submit(client, report, key):
    path = f"{READS}{report.pk}/submit/"
    return client.post(path, SENT, content_type="application/json", **key)


def test_a_token_opens_what_its_person_may_see(client, anna, report):
    shown = client.get(READS, **key_of(anna, Scope.READ)).json()
    assert [each["id"] for each in shown["results"]] == [report.pk]


def test_a_program_writes_without_a_cookie(client, anna, report):
    answer = submit(client, report, key_of(anna, Scope.REPORT))
    assert answer.json()["state"] == "submitted"
    assert not answer.cookies


@pytest.mark.parametrize("key", ["", "luoshi_guessed", "\xff", "x" * 5000, "a b"])
def test_what_is_no_token_opens_nothing(client, anna, key):
    make.token(anna, Scope.READ)
    answer = client.get(READS, **bearer(key))
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="Luoshi"'


def test_the_database_holds_no_key(anna):
    last = timezone.localdate() + timedelta(days=9)
    _token, key = services.make_token(
        name="Script", scopes=[Scope.READ], ends_on=last, by=anna, now=timezone.now()
    )
    assert key not in str(list(Token.objects.values()))
    assert key not in str(list(AuditEntry.objects.values()))


def test_a_token_that_ended_opens_nothing(client, anna):
    key = key_of(anna, ends_at=timezone.now() - timedelta(seconds=1))
    answer = client.get(READS, **key)
    assert answer.status_code == 401
    assert "已到期" in answer.json()["detail"]


def test_a_token_without_the_scope_is_told_which_one_it_lacks(client, anna, report):
    answer = submit(client, report, key_of(anna, Scope.READ, Scope.OFFICE))
    assert answer.status_code == 403
    assert "report" in answer.json()["detail"]
    report.refresh_from_db()
    assert report.state == "open"


def test_no_scope_is_asked_for_what_nobody_can_do_there(client, lena):
    for key in (key_of(lena, Scope.READ), key_of(lena)):
        answer = client.post("/api/v1/waiting/", {}, content_type="application/json", **key)
        assert answer.status_code == 405
        assert "GET" in answer["Allow"]


def test_a_token_that_only_writes_reads_nothing(client, anna):
    assert client.get(READS, **key_of(anna, Scope.REPORT)).status_code == 403


def test_a_token_never_does_more_than_its_person(client, vera, sam, report):
    assert submit(client, report, key_of(vera)).status_code in (403, 404)
    assert client.get(READS, **key_of(sam)).json()["results"] == []


def test_people_on_the_pages_need_no_scope(client, anna, report):
    client.force_login(anna)
    assert submit(client, report, {}).status_code == 200


def test_a_closed_account_is_refused_at_once_and_for_good(client, anna, sam, sue, now):
    key = key_of(anna)
    services.close_account(user_id=anna.pk, by=sam, now=now)
    assert client.get(READS, **key).status_code == 401
    asked = services.ask_to_reopen(user_id=anna.pk, by=sam, now=now)
    services.approve_account(request_id=asked.pk, by=sue, now=now)
    assert client.get(READS, **key).status_code == 401


def test_a_new_password_withdraws_tokens(client, anna, now):
    key = key_of(anna)
    services.change_password(user=anna, password="another-2026", now=now)
    assert client.get(READS, **key).status_code == 401


def test_the_end_of_a_role_withdraws_tokens(client, anna, sue, now):
    key = key_of(anna)
    services.end_role(membership_id=anna.memberships.get().pk, by=sue, now=now)
    assert client.get(READS, **key).status_code == 401


def test_whoever_hands_a_post_over_hands_no_token_over(client, anna, rita, north, sue, now):
    keys = key_of(anna), key_of(rita)
    hand = {"leaver_id": anna.pk, "successor_id": rita.pk, "units": [north]}
    services.hand_over(**hand, by=sue, now=now)
    assert [client.get(READS, **key).status_code for key in keys] == [401, 200]


def test_a_program_withdraws_its_own_token_and_no_other(client, anna):
    (mine, key), (other, _key) = make.token(anna, Scope.READ), make.token(anna, Scope.READ)
    paths = [f"/api/v1/tokens/{token.pk}/" for token in (other, mine)]
    assert [client.delete(path, **bearer(key)).status_code for path in paths] == [404, 204]
    assert client.get(READS, **bearer(key)).status_code == 401
    assert list(Token.objects.all()) == [other]
    assert AuditEntry.objects.get(verb="token.withdrawn").object_id == mine.pk


def test_a_program_learns_what_it_may_and_until_when(client, anna, vera):
    make.token(vera, Scope.READ)
    token, key = make.token(anna, Scope.READ, name="夜间同步")
    (shown,) = client.get("/api/v1/tokens/", **bearer(key)).json()["results"]
    assert (shown["name"], shown["scopes"], shown["is_current"]) == ("夜间同步", ["read"], True)
    assert shown["ends_on"] == token.ends_on.isoformat()


def test_its_last_use_is_kept_but_not_each(client, anna):
    token, key = make.token(anna, Scope.READ)
    client.get("/api/v1/tokens/", **bearer(key))
    token.refresh_from_db()
    first = token.last_used_at
    assert (first is not None, token.last_used_from) == (True, "127.0.0.1")
    client.get("/api/v1/tokens/", **bearer(key), REMOTE_ADDR="192.0.2.7")
    token.refresh_from_db()
    assert (token.last_used_at, token.last_used_from) == (first, "127.0.0.1")
