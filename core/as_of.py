"""As of which day a page shows its figures: `?as_of=2026-09-30` in its address."""

import re
from datetime import date

from django.http import HttpRequest
from django.utils import timezone

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# No office kept its figures here before; nothing has to be computed for the Middle Ages.
EARLIEST = date(2000, 1, 1)


def as_of(request: HttpRequest) -> date:
    """The day that the address names; today where it names none, nonsense or the future."""
    today = timezone.localdate()  # noqa: TID251 - reads an address for the faces
    return day_in(request.GET.get("as_of"), today=today)


def day_in(text: str | None, *, today: date) -> date:
    """The day that somebody wrote, if anything can have been known on it; else today."""
    if not text or not DAY.fullmatch(text):
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if EARLIEST <= day <= today else today
