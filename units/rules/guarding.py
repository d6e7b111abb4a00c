"""When signing in is locked after repeated failures. Plain Python."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Guarded(StrEnum):
    ACCOUNT = "account"
    ADDRESS = "address"


@dataclass(frozen=True)
class Guard:
    """So many failures within a while lock what is guarded for a time."""

    failures: int
    within: timedelta
    lock: timedelta


# A whole office may sit behind one address, so an address is given more patience.
GUARDS = {
    Guarded.ACCOUNT: Guard(5, timedelta(minutes=15), timedelta(minutes=30)),
    Guarded.ADDRESS: Guard(50, timedelta(minutes=15), timedelta(minutes=15)),
}


@dataclass(frozen=True)
class Tally:
    """How often it failed since a moment, and until when it is locked for that."""

    failures: int
    since: datetime
    locked_until: datetime | None = None

    def is_locked(self, *, now: datetime) -> bool:
        return self.locked_until is not None and now < self.locked_until


def after_attempt(tally: Tally, guard: Guard, *, now: datetime) -> Tally:
    """The tally with one more failure; every attempt counts as one until it has succeeded.

    A clock that jumped back neither unlocks nor locks for longer than the guard says.
    """
    if tally.is_locked(now=now):
        longest = now + guard.lock
        return replace(tally, locked_until=min(tally.locked_until or longest, longest))
    quiet = tally.locked_until is not None or not (now - guard.within < tally.since <= now)
    failures, since = (1, now) if quiet else (tally.failures + 1, tally.since)
    locked_until = now + guard.lock if failures >= guard.failures else None
    return Tally(failures, since, locked_until)
