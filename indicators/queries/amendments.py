"""Amendments as lists show them."""

from collections.abc import Mapping

from django.db.models import F

from core.keys import key_in
from indicators.access import visible_amendments
from indicators.models import AmendmentQuerySet, AmendmentState
from units.models import User


def amendment_list(user: User, asked: Mapping[str, str]) -> AmendmentQuerySet:
    """By plan, target and state where the address names them; those that wait first, then the
    newest."""
    found = visible_amendments(user).select_related(
        "target__indicator", "target__plan", "target__lead_unit", "requested_by", "decided_by"
    )
    state = asked.get("state", "")
    if (plan := key_in(asked.get("plan"))) is not None:
        found = found.filter(target__plan=plan)
    if (target := key_in(asked.get("target"))) is not None:
        found = found.filter(target=target)
    if state in AmendmentState.values:
        found = found.filter(state=state)
    found = found.defer("target__plan__source_text")
    return found.order_by(F("decided_at").desc(nulls_first=True), "-requested_at", "-pk")


def waiting_amendments(user: User) -> AmendmentQuerySet:
    """What waits for a decision and may be seen."""
    return visible_amendments(user).waiting()
