from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from units import rules
from units.models import Token, User
from units.queries.asking import asked


@dataclass(frozen=True)
class OwnToken:
    """`days_left` is told where the token ends soon, see `rules.days_left`."""

    token: Token
    ended: bool
    days_left: int | None


def own_tokens(person: User, *, now: datetime) -> list[OwnToken]:
    """Those that end first at the top, those that have ended below."""
    today = localtime(now).date()
    rows = [
        OwnToken(each, each.ends_at <= now, rules.days_left(each.ends_on, today=today))
        for each in tokens_of(person)
    ]
    return sorted(rows, key=lambda row: row.ended)


def tokens_of(person: User) -> QuerySet[Token]:
    return person.tokens.order_by("ends_at", "pk")


def all_tokens(query: Mapping[str, str], *, now: datetime) -> QuerySet[Token]:
    """Those that open something, of everybody, as the system administrator sees them."""
    tokens = Token.objects.live(now=now).select_related("person")
    if wanted := asked(query, "q"):
        tokens = tokens.filter(
            Q(person__name__icontains=wanted) | Q(person__username__icontains=wanted)
        )
    return tokens.order_by("person__username", "ends_at", "pk")
