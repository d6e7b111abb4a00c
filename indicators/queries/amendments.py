"""Amendments as lists show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.db.models import F

from core.keys import key_in
from indicators.access import visible_amendments
from indicators.models import AmendmentQuerySet, AmendmentState
from units.models import User


@dataclass(frozen=True)
class Asked:
    """What an address asks for; nonsense asks for nothing."""

    plan: int | None = None
    target: int | None = None
    state: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        return cls(
            plan=key_in(query.get("plan")),
            target=key_in(query.get("target")),
            state=state if (state := query.get("state", "")) in AmendmentState.values else "",
        )


def amendment_list(user: User, asked: Asked) -> AmendmentQuerySet:
    """Those that wait first, then the newest."""
    found = visible_amendments(user).select_related(
        "target__indicator", "target__plan", "target__lead_unit", "requested_by", "decided_by"
    )
    if asked.plan is not None:
        found = found.filter(target__plan=asked.plan)
    if asked.target is not None:
        found = found.filter(target=asked.target)
    if asked.state:
        found = found.filter(state=asked.state)
    found = found.defer("target__plan__source_text")
    return found.order_by(F("decided_at").desc(nulls_first=True), "-requested_at", "-pk")


def waiting_amendments(user: User) -> AmendmentQuerySet:
    """What waits for a decision and may be seen."""
    return visible_amendments(user).waiting()
