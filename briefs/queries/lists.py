"""Lists of circulars, and those that wait for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from briefs import access
from briefs.models import CircularQuerySet, KindChoice, StateChoice
from core.keys import key_in
from units.models import User


@dataclass(frozen=True)
class Filters:
    """What an address asks for; nonsense asks for nothing."""

    kind: str = ""
    state: str = ""
    plan: int | None = None
    outdated: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filters":
        kind, state = (query.get(name) or "" for name in ("kind", "state"))
        return cls(
            kind=kind if kind in KindChoice.values else "",
            state=state if state in StateChoice.values else "",
            plan=key_in(query.get("plan")),
            outdated=bool(query.get("outdated")),
        )


def listed(user: User, filters: Filters) -> CircularQuerySet:
    """Newest first, with `untold`: how many figures are wrong and not put right yet."""
    found = access.visible_circulars(user).for_lists().order_by("-pk")
    for name in ("kind", "state", "plan"):
        if value := getattr(filters, name):
            found = found.filter(**{name: value})
    found = found.annotate(untold=Count("outdated", filter=Q(outdated__erratum=None)))
    return found.filter(untold__gt=0) if filters.outdated else found
