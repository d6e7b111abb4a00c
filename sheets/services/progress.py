"""How far the saving of a sheet is.

What a transaction writes nobody sees before it ends, so the count lies outside of the database.
It may be lost at any time: the page then says that the lines are being saved, and no more.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from django.core.cache import cache
from redis.exceptions import RedisError

from sheets.models import Sheet

log = logging.getLogger(__name__)
SECONDS = 600


class Saved(NamedTuple):
    """So many lines are written, of so many, since that moment."""

    done: int
    total: int
    since: datetime


def saving_of(sheet: Sheet, *, now: datetime) -> Callable[[int, int], None]:
    """What tells how many lines of the sheet are written, and of how many. Never raises."""

    def tell(done: int, total: int) -> None:
        try:
            cache.set(_key(sheet), (done, total, now), SECONDS)
        except (RedisError, OSError) as error:
            log.warning("progress of sheet %s not told: %s", sheet.pk, error)

    return tell


def saved_of(sheet: Sheet) -> Saved | None:
    """What was told last, if it still is known."""
    try:
        told = cache.get(_key(sheet))
    except (RedisError, OSError):
        return None
    return Saved(*told) if told else None


def _key(sheet: Sheet) -> str:
    # A second attempt begins anew.
    return f"sheets.saved.{sheet.pk}.{sheet.attempts}"
