"""As of which day figures are shown: `?as_of=2026-09-30` in an address."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.http import HttpRequest
from django.utils import timezone

from core.calendar import end_of

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# No office kept its figures here before; nothing has to be computed for the Middle Ages.
EARLIEST = date(2000, 1, 1)
# In an address: everybody's units, not only those that the leader watches. It goes from page to
# page as the day does.
EVERYTHING = "all"


@dataclass(frozen=True)
class Moment:
    """What a page shows was known at the end of the day `on`.

    `now` is the moment of asking where that day is today: then the rows themselves are what is
    known.
    """

    on: date
    now: datetime | None = None

    @classmethod
    def read(cls, request: HttpRequest, *, now: datetime, since: datetime | None = None) -> Self:
        """The day that the address names, or the first one on which there was anything."""
        on = as_of(request)
        if since is not None:
            on = max(on, timezone.localtime(since).date())
        return cls(on, now if on >= timezone.localtime(now).date() else None)

    @property
    def past(self) -> date | None:
        """The day where it is not today any more."""
        return self.on if self.now is None else None

    @property
    def until(self) -> datetime:
        """The first moment that the page knows nothing of."""
        return self.now or end_of(self.on)


def as_of(request: HttpRequest) -> date:
    """The day that the address names; today where it names none, nonsense or the future."""
    today = timezone.localdate()  # noqa: TID251 - reads an address for the faces
    return day_in(request.GET.get("as_of"), today=today)


def day_in(text: str | None, *, today: date) -> date:
    """The day that somebody wrote, if anything can have been known on it; else today."""
    return past_day(text or "", today=today) or today


def past_day(text: str, *, today: date) -> date | None:
    """The same for programs, which have to be told where it is none."""
    day = _written(text)
    return day if day is not None and EARLIEST <= day <= today else None


def coming_day(text: str, *, today: date, until: date) -> date | None:
    """The day from today on that somebody wrote, None where it is none or too far away."""
    day = _written(text)
    return day if day is not None and today <= day <= until else None


def _written(text: str) -> date | None:
    if not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
