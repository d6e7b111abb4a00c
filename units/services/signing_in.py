"""Verbs that keep guessers of passwords out; the counts are rows, so every worker sees them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from units import rules
from units.models import Guarded, SignInCount, User
from units.rules import GUARDS, Tally

# Counts that nothing was added to for so long say nothing any more.
FORGOTTEN = timedelta(days=1)
LONGEST_VALUE = 60


@transaction.atomic
def begin_attempt(*, username: str, address: str, now: datetime) -> None:
    """Count an attempt before its password is looked at, so that guesses side by side count.

    Raises RuleBroken while the login name or the address is locked.
    """
    SignInCount.objects.filter(since__lt=now - FORGOTTEN).delete()
    counts = _counts(username, address, now=now)
    tallies = [Tally(count.failures, count.since, count.locked_until) for count in counts]
    if any(tally.is_locked(now=now) for tally in tallies):
        raise RuleBroken(
            _(
                "Signing in failed too often. Wait half an hour, "
                "or ask the security administrator to unlock it."
            )
        )
    for count, tally in zip(counts, tallies, strict=True):
        after = rules.after_attempt(tally, GUARDS[rules.Guarded(count.kind)], now=now)
        count.failures, count.since = after.failures, after.since
        count.locked_until = after.locked_until
        count.save(update_fields=["failures", "since", "locked_until"])


@transaction.atomic
def fail_attempt(*, username: str, address: str, now: datetime) -> None:
    """The password was wrong; whoever locked something with it is on record."""
    for count in _counts(username, address, now=now):
        if count.locked_until is not None:
            details = {"kind": count.kind, "failures": count.failures}
            audit.record("sign_in.locked", count, by=None, now=now, details=details)


@transaction.atomic
def end_attempt(*, user: User, address: str, now: datetime) -> None:
    """The password was right: nothing speaks against the login name, one less against the address.

    Not nothing: whoever guesses could else sign in with an account of their own in between.
    """
    for count in _counts(user.username, address, now=now):
        own = count.kind == Guarded.ACCOUNT
        count.failures = 0 if own else max(count.failures - 1, 0)
        if count.failures < GUARDS[rules.Guarded(count.kind)].failures:
            count.locked_until = None
        count.save(update_fields=["failures", "locked_until"])
    audit.record("account.signed_in", user, by=user, now=now)


def _counts(username: str, address: str, *, now: datetime) -> list[SignInCount]:
    """Both rows, locked; always the name before the address, so that nobody waits in a ring."""
    keys = {Guarded.ACCOUNT: username[:LONGEST_VALUE], Guarded.ADDRESS: address[:LONGEST_VALUE]}
    for kind, value in keys.items():
        new = SignInCount(kind=kind, value=value, since=now)
        SignInCount.objects.bulk_create([new], ignore_conflicts=True)
    rows = SignInCount.objects.select_for_update()
    return [rows.get(kind=kind, value=value) for kind, value in keys.items()]


@transaction.atomic
def unlock(*, count_id: int, by: User, now: datetime) -> None:
    """Let people try again at once under this login name or from this address."""
    count = SignInCount.objects.select_for_update().get(pk=count_id)
    audit.record("sign_in.unlocked", count, by=by, now=now, details={"kind": count.kind})
    count.delete()
