"""Groups and gateways that are told, and what became of the last message to each."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from notices.models import Message, Outlet


@dataclass(frozen=True)
class OutletLine:
    outlet: Outlet
    # None where it was never told anything.
    last: Message | None


def outlets() -> QuerySet[Outlet]:
    """The office's own groups first."""
    return Outlet.objects.select_related("unit").order_by(
        F("unit__protocol_order").asc(nulls_first=True), "unit__name", "name", "pk"
    )


def outlet_lines(outlets: Iterable[Outlet]) -> list[OutletLine]:
    """One page of `outlets` with the last message of each. One query."""
    outlets = list(outlets)
    messages = Message.objects.filter(outlet__in=outlets).order_by("outlet", "-pk")
    last = {message.outlet_id: message for message in messages.distinct("outlet")}
    return [OutletLine(outlet, last.get(outlet.pk)) for outlet in outlets]
