"""The address of one's own calendar: made, renewed, withdrawn."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from core import audit
from notices.models import CalendarFeed
from units.models import User

# 256 bits: nobody guesses an address.
TOKEN_BYTES = 32


def hash_of(token: str) -> str:
    """What is kept of an address. Nothing slow is needed: there is nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(*, by: User, now: datetime) -> str:
    """A new address for one's calendar; an older one leads nowhere from now on.

    Returned once and kept nowhere.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed, _made = CalendarFeed.objects.update_or_create(
        person=by, defaults={"token_hash": hash_of(token), "made_at": now}
    )
    audit.record("feed.made", feed, by=by, now=now)
    return token


@transaction.atomic
def withdraw_feed(*, by: User, now: datetime) -> None:
    """The address leads nowhere from now on."""
    feed = CalendarFeed.objects.select_for_update().filter(person=by).first()
    if feed is not None:
        audit.record("feed.withdrawn", feed, by=by, now=now)
        feed.delete()
