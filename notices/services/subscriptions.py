"""The office decides which programs are told what happens."""

import base64
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from core.work import WorkState
from notices import calling, rules, wording
from notices.models import Delivery, Event, Subscription
from notices.rules import EventKind
from notices.services.gathering import send_on
from plans.models import Plan
from units.models import User

# As Standard Webhooks writes them.
PREFIX = "whsec_"
SECRET_BYTES = 32


@dataclass(frozen=True)
class Wanted:
    """A subscription as somebody filled it in; without an address it stays where it is."""

    name: str
    kinds: Collection[EventKind]
    # None means all.
    plans: Collection[Plan] = ()
    address: str = ""
    is_active: bool = True


@transaction.atomic
def add_subscription(*, wanted: Wanted, by: User, now: datetime) -> tuple[Subscription, str]:
    """The subscription, and the secret that signs what it is told, which is shown only once.

    Raises RuleBroken for an address that is not allowed.
    """
    made = Subscription()
    secret = _secret()
    made.sign_with(secret)
    _take(made, wanted)
    audit.record("subscription.added", made, by=by, now=now, details=_details(made))
    return made, secret


@transaction.atomic
def change_subscription(
    *, subscription_id: int, wanted: Wanted, by: User, now: datetime
) -> Subscription:
    """Raises RuleBroken as `add_subscription` does. A new address is knocked at afresh."""
    found = _locked(subscription_id)
    _take(found, wanted)
    audit.record("subscription.changed", found, by=by, now=now, details=_details(found))
    return found


@transaction.atomic
def renew_secret(*, subscription_id: int, by: User, now: datetime) -> tuple[Subscription, str]:
    """Another secret signs from now on; returned once."""
    found, secret = _locked(subscription_id), _secret()
    found.sign_with(secret)
    found.save(update_fields=["sealed_secret"])
    audit.record("subscription.secret_renewed", found, by=by, now=now)
    return found, secret


@transaction.atomic
def resume_subscription(*, subscription_id: int, by: User, now: datetime) -> Subscription:
    """Somebody looked at it: knock again, with all that waited or failed of the last days."""
    found = _locked(subscription_id)
    _wake(found)
    failed = found.deliveries.filter(work_state=WorkState.FAILED)
    _queue_again(failed.filter(event__at__gte=now - rules.REPLAYED), now=now)
    audit.record("subscription.resumed", found, by=by, now=now)
    return found


@transaction.atomic
def replay(*, subscription_id: int, by: User, now: datetime) -> int:
    """Tell it once more what happened in the last days, under the same keys; how much that is."""
    found = _locked(subscription_id)
    if not found.is_active:
        raise RuleBroken(_("This program is not in use: put it to use first."))
    recent = Event.objects.filter(at__gte=now - rules.REPLAYED).order_by("pk")
    send_on(list(recent.values_list("pk", flat=True)), only=found)
    mine = found.deliveries.filter(event__at__gte=now - rules.REPLAYED)
    number = _queue_again(mine.exclude(work_state=WorkState.RUNNING), now=now)
    _wake(found)
    details = {"events": number}
    audit.record("subscription.replayed", found, by=by, now=now, details=details)
    return number


@transaction.atomic
def end_subscription(*, subscription_id: int, by: User, now: datetime) -> None:
    """It is told nothing any more; what waited for it goes."""
    found = _locked(subscription_id)
    audit.record("subscription.ended", found, by=by, now=now, details=_details(found))
    found.delete()


def _locked(pk: int) -> Subscription:
    return Subscription.objects.select_for_update().get(pk=pk)


def _take(found: Subscription, wanted: Wanted) -> None:
    if not wanted.kinds:
        raise RuleBroken(_("Choose at least one kind of event."))
    address = wanted.address.strip()
    if address or not found.sealed_address:
        fault = calling.allowed().fault_of(address)
        if fault is not None:
            raise RuleBroken(wording.address_fault(fault))
        found.move_to(address)
        found.failures, found.rests_until, found.parked_at, found.trouble = 0, None, None, ""
    found.name, found.is_active = wanted.name.strip(), wanted.is_active
    found.kinds = [kind.value for kind in EventKind if kind in wanted.kinds]
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        raise RuleBroken(_("Another program has this name. Choose another one.")) from error
    found.plans.set(wanted.plans)


def _wake(found: Subscription) -> None:
    found.failures, found.rests_until, found.parked_at, found.trouble = 0, None, None, ""
    found.save(update_fields=["failures", "rests_until", "parked_at", "trouble"])


def _queue_again(deliveries: QuerySet[Delivery], *, now: datetime) -> int:
    return deliveries.update(
        work_state=WorkState.QUEUED, attempts=0, not_before=now, work_error="", leased_until=None
    )


def _secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def _details(found: Subscription) -> dict[str, object]:
    return {
        "address": found.shown_address,
        "kinds": list(found.kinds),
        "plans": sorted(found.plans.values_list("pk", flat=True)),
        "is_active": int(found.is_active),
    }
