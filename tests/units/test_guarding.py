"""Guessing passwords: five failures lock a login name, fifty an address."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils.translation import override

from core.errors import RuleBroken
from core.models import AuditEntry
from tests import make
from tests.race import rewritten, slowed, together
from units import services
from units.models import SignInCount, User
from units.rules import GUARDS, Guard, Guarded, Tally, after_attempt

MINUTE = timedelta(minutes=1)
GUARD = Guard(3, within=10 * MINUTE, lock=20 * MINUTE)
NOW = make.NOW


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("minutes", "locked"),
    [
        ([0, 1, 2], True),
        ([0, 1], False),
        ([0, 1, 11], False),  # the first ones are forgotten
        ([0, 9, 9], True),
        ([0, -1, -2], False),  # the clock jumped back: counting begins anew
        ([0, 1, 2, 21], True),  # still locked
        ([0, 1, 2, 23], False),  # over: counting begins anew
    ],
)
def test_so_many_failures_within_a_while_lock(minutes: list[int], locked: bool) -> None:
    tally = Tally(0, NOW)
    for minute in minutes:
        tally = after_attempt(tally, GUARD, now=NOW + minute * MINUTE)
    assert tally.is_locked(now=NOW + minutes[-1] * MINUTE) is locked


def test_a_clock_that_jumps_back_does_not_lock_for_years() -> None:
    locked = Tally(3, NOW, NOW + 20 * MINUTE)
    back = NOW - timedelta(days=400)
    after = after_attempt(locked, GUARD, now=back)
    assert not after.is_locked(now=back + 21 * MINUTE)


@pytest.fixture
def known(anna) -> User:
    anna.set_password("correct horse")
    anna.save(update_fields=["password"])
    return anna


def sign_in(client, password: str, username: str = "anna", **where: str):
    return client.post(
        reverse("units:sign-in"), {"username": username, "password": password}, **where
    )


def test_after_five_failures_the_right_password_does_not_open_either(client, known):
    for _ in range(5):
        assert sign_in(client, "wrong").status_code == 200
    locked = sign_in(client, "correct horse")
    assert locked.status_code == 429
    assert locked.context["locked"] in locked.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_fifth_try_may_be_the_right_one(client, known):
    for _ in range(4):
        sign_in(client, "wrong")
    assert sign_in(client, "correct horse").status_code == 302
    client.logout()
    assert sign_in(client, "wrong").status_code == 200


def test_a_name_that_does_not_exist_is_locked_as_well(client, db):
    codes = [sign_in(client, "wrong", username="nobody").status_code for _ in range(6)]
    assert codes == [200] * 5 + [429]


def test_another_name_is_not_locked(client, known, rita):
    for _ in range(6):
        sign_in(client, "wrong", username="rita")
    assert sign_in(client, "correct horse").status_code == 302


def test_an_address_that_tries_many_names_is_locked(client, known):
    for number in range(50):
        sign_in(client, "wrong", username=f"guess{number}", REMOTE_ADDR="192.0.2.7")
    assert sign_in(client, "correct horse", REMOTE_ADDR="192.0.2.7").status_code == 429
    assert sign_in(client, "correct horse", REMOTE_ADDR="192.0.2.8").status_code == 302


def test_the_security_administrator_unlocks_and_both_are_on_record(client, known, sue):
    for _ in range(5):
        sign_in(client, "wrong")
    client.force_login(sue)
    (lock,) = client.get(reverse("units:requests")).context["locks"]
    assert (lock.kind, lock.value) == ("account", "anna")
    client.post(reverse("units:unlock", args=[lock.pk]))
    client.logout()
    assert sign_in(client, "correct horse").status_code == 302
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["sign_in.locked", "sign_in.unlocked", "account.signed_in"]


@pytest.mark.parametrize("username", ["", "\x00", "x" * 1000, "‮anna", "安娜"])
def test_names_that_are_none_open_nothing(client, db, username):
    assert sign_in(client, "x", username=username).status_code == 200


def test_counts_are_forgotten_after_a_day(db):
    services.begin_attempt(username="anna", address="192.0.2.7", now=NOW)
    services.begin_attempt(username="rita", address="192.0.2.8", now=NOW + timedelta(days=2))
    assert set(SignInCount.objects.values_list("value", flat=True)) == {"rita", "192.0.2.8"}


def attempt() -> bool:
    try:
        services.begin_attempt(username="anna", address="192.0.2.7", now=NOW)
    except RuleBroken:
        return False
    return True


SLOW = partial(slowed, 'FROM "units_signincount"', seconds=0.02)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_guesses_side_by_side_are_all_counted():
    assert sum(together(12, attempt, SLOW)) == GUARDS[Guarded.ACCOUNT].failures


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_guesses_side_by_side_get_past_the_count():
    unlocked = partial(rewritten, " FOR UPDATE", "")
    assert sum(together(12, attempt, unlocked, SLOW)) > GUARDS[Guarded.ACCOUNT].failures
