from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from units.models import Token, User
from units.queries.asking import asked


def tokens_of(person: User) -> QuerySet[Token]:
    """One's own, those that end first at the top."""
    return person.tokens.order_by("ends_at", "pk")


def all_tokens(query: Mapping[str, str], *, now: datetime) -> QuerySet[Token]:
    """Those that open something, of everybody, as the system administrator sees them."""
    tokens = Token.objects.live(now=now).select_related("person")
    if wanted := asked(query, "q"):
        tokens = tokens.filter(
            Q(person__name__icontains=wanted) | Q(person__username__icontains=wanted)
        )
    return tokens.order_by("person__username", "ends_at", "pk")
