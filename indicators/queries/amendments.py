"""Amendments as lists show them."""

from django.db.models import F

from indicators.access import visible_amendments
from indicators.models import AmendmentQuerySet
from units.models import User


def amendment_list(user: User) -> AmendmentQuerySet:
    """Those that wait first, then the newest."""
    asked = visible_amendments(user).select_related(
        "target__indicator", "target__plan", "target__lead_unit", "requested_by", "decided_by"
    )
    asked = asked.defer("target__plan__source_text")
    return asked.order_by(F("decided_at").desc(nulls_first=True), "-requested_at", "-pk")


def waiting_amendments(user: User) -> AmendmentQuerySet:
    """What waits for a decision and may be seen."""
    return visible_amendments(user).waiting()
