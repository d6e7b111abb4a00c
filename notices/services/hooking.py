"""Events on their way to programs: claimed, sent, written down; who doesn't listen rests."""

from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from core.sealing import Unreadable
from core.work import WorkState
from notices import robots, rules
from notices.models import Delivery, Event, Subscription
from notices.robots import Ear
from notices.rules import OutletKind, Trouble
from notices.transport import DeliveryError

GONE = "410"
# The page and the resource of what an event is about.
PLACES = {
    "report": ("reports:report", "report-detail"),
    "target": ("dashboards:target", "target-detail"),
    "task": ("dashboards:task", "task-detail"),
    "slip": ("slips:slip", "slip-detail"),
}


def tell_programs(*, now: datetime) -> bool:
    """Bring the next event to its program; False when nothing is left to do now."""
    delivery: Delivery | None = Delivery.objects.listened_to(now=now).claim(now=now)
    if delivery is None:
        return False
    try:
        _send(delivery, now=now)
    except DeliveryError as error:
        _put_aside(delivery, error, now=now)
    return True


def _send(delivery: Delivery, *, now: datetime) -> None:
    to = delivery.subscription
    try:
        ear = Ear(OutletKind.WEBHOOK, to.address, to.secret)
    except Unreadable as error:
        raise DeliveryError(Trouble.UNREADABLE, permanent=True) from error
    # At least once: who dies between the other side's "ok" and the row below leaves a lease that
    # runs out, and the event goes twice, under the same key.
    robots.tell_program(ear, facts_of(delivery.event), key=delivery.event.key, now=now)
    delivery.finish(sent_at=now)
    Subscription.objects.filter(pk=to.pk).exclude(failures=0).update(failures=0, rests_until=None)


def facts_of(event: Event) -> dict[str, Any]:
    """What goes over the line: keys and links. Words that people wrote stay in the house."""
    data = {"id": event.thing_id, "plan": event.plan_id, "unit": event.unit_id, **event.facts}
    page, resource = PLACES.get(event.kind.partition(".")[0], ("", ""))
    if page:
        data["link"] = urljoin(settings.PORTAL_URL, reverse(page, args=[event.thing_id]))
        data["api"] = urljoin(settings.PORTAL_URL, reverse(resource, args=[event.thing_id]))
    return {"type": event.kind, "timestamp": event.at.isoformat(), "data": data}


@transaction.atomic
def _put_aside(delivery: Delivery, error: DeliveryError, *, now: datetime) -> None:
    """Try it again later, or never; and leave its program alone for a while."""
    text = str(error)
    settled = delivery.fail(text) if error.permanent else delivery.put_aside(text, now=now)
    if not settled:
        return  # another worker has it
    subscriptions = Subscription.objects.filter(pk=delivery.subscription_id)
    subscriptions.update(failures=F("failures") + 1, trouble=text[:300])
    to = subscriptions.get()
    if _is_hopeless(error) or to.failures >= rules.PARKED_AFTER:
        subscriptions.update(parked_at=now, rests_until=None)
    elif not error.permanent:
        subscriptions.update(rests_until=now + rules.rest(to.failures, asked=error.wait))
    if _is_hopeless(error) and delivery.work_state == WorkState.FAILED:
        # Not this event is wrong, but the address: it waits with the others for a person.
        Delivery.objects.filter(pk=delivery.pk).update(work_state=WorkState.QUEUED)


def _is_hopeless(error: DeliveryError) -> bool:
    """Whether no other event would fare better at this address."""
    code, _colon, said = str(error).partition(": ")
    return code in (Trouble.FORBIDDEN, Trouble.UNREADABLE) or said.partition(" ")[0] == GONE
