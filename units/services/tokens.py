"""Keys of programs: made and withdrawn; each is shown once."""

import hashlib
import secrets
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from core import audit
from core.calendar import end_of
from core.errors import RuleBroken
from units import rules, wording
from units.models import Token, User
from units.rules import Scope

# Programs that look for keys in files know ours by it.
PREFIX = "luoshi_"
# 256 bits: nobody guesses a key, so its hash needs nothing slow.
KEY_BYTES = 32

# Whoever finds the row in another's hands leaves it: the other one writes the same.
USED = """
UPDATE units_token SET last_used_at = %s, last_used_from = %s
WHERE id = (SELECT id FROM units_token WHERE id = %s FOR UPDATE SKIP LOCKED)
"""


def hash_of_key(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def make_token(
    *, name: str, scopes: Collection[Scope], ends_on: date, by: User, now: datetime
) -> tuple[Token, str]:
    """A key for a program that speaks for the person; returned once and kept nowhere.

    Raises RuleBroken for one that opens nothing or lives too long.
    """
    # The lock keeps two requests at once from passing the limit together.
    person = User.objects.select_for_update().get(pk=by.pk)
    fault = rules.token_fault(
        name,
        scopes,
        ends_on=ends_on,
        today=timezone.localtime(now).date(),
        others=person.tokens.live(now=now).count(),
    )
    if fault is not None:
        raise RuleBroken(wording.token_fault(fault))
    key = PREFIX + secrets.token_urlsafe(KEY_BYTES)
    token = Token.objects.create(
        person=person,
        name=name.strip(),
        scopes=[scope.value for scope in Scope if scope in scopes],
        key_hash=hash_of_key(key),
        made_at=now,
        ends_at=end_of(ends_on),
    )
    details = {"scopes": token.scopes, "ends_on": ends_on.isoformat()}
    audit.record("token.made", token, by=by, now=now, details=details)
    return token, key


@transaction.atomic
def withdraw_token(*, token_id: int, by: User, now: datetime) -> None:
    """Programs that use it are refused from now on; withdrawing it twice is no error."""
    tokens = Token.objects.select_for_update(of=("self",)).select_related("person")
    token = tokens.filter(pk=token_id).first()
    if token is not None:
        _withdraw([token], by=by, now=now)


def withdraw_all(person: User, *, by: User | None, now: datetime) -> None:
    """What a new password, a closed account or the end of a role does to the person's tokens."""
    _withdraw(person.tokens.select_for_update(), by=by, now=now)


def _withdraw(tokens: Iterable[Token], *, by: User | None, now: datetime) -> None:
    gone = list(tokens)
    if gone:
        audit.record_each("token.withdrawn", gone, by=by, now=now)
        Token.objects.filter(pk__in=[token.pk for token in gone]).delete()


def note_use(token: Token, *, address: str, now: datetime) -> None:
    """Keep that it was used, and from where; no act, and nobody waits for it."""
    last = token.last_used_at
    if last is None or last <= now - rules.USE_COUNTS_AFTER:
        with connection.cursor() as cursor:
            cursor.execute(USED, [now, address, token.pk])
