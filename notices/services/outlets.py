"""The office decides which groups and gateways are told how many things wait."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from notices import calling, robots, rules, wording
from notices.models import Channel, Message, Outlet
from notices.rules import SIGNING, AddressFault, OutletKind
from units.models import Unit, User


@dataclass(frozen=True)
class Kept:
    """An outlet as somebody filled it in.

    Without an address it stays where it is, and keeps its secret unless there is a new one.
    """

    name: str
    kind: OutletKind
    # None: the supervision office's own, told about every unit.
    unit: Unit | None
    address: str = ""
    secret: str = ""
    is_active: bool = True


@transaction.atomic
def add_outlet(*, kept: Kept, by: User, now: datetime) -> Outlet:
    """Raises RuleBroken for an address that is not allowed, and a key that signs nothing."""
    outlet = Outlet()
    _take(outlet, kept)
    audit.record("outlet.added", outlet, by=by, now=now, details=_details(outlet))
    return outlet


@transaction.atomic
def change_outlet(*, outlet_id: int, kept: Kept, by: User, now: datetime) -> Outlet:
    """Raises RuleBroken as `add_outlet` does. Another kind needs its address anew."""
    outlet = Outlet.objects.select_for_update().get(pk=outlet_id)
    _take(outlet, kept)
    audit.record("outlet.changed", outlet, by=by, now=now, details=_details(outlet))
    return outlet


@transaction.atomic
def try_outlet(*, outlet_id: int, by: User, now: datetime) -> Message:
    """Have it told that it will be told; what became of that is seen in the message."""
    outlet = Outlet.objects.select_for_update().get(pk=outlet_id)
    if not outlet.is_active:
        raise RuleBroken(_("This outlet is not in use: put it to use first, then try it."))
    message = Message.objects.create(
        outlet=outlet, channel=Channel.GROUP, slot_at=now, not_before=now, is_trial=True
    )
    audit.record("outlet.tried", outlet, by=by, now=now)
    return message


def _take(outlet: Outlet, kept: Kept) -> None:
    address, secret = kept.address.strip(), kept.secret.strip()
    renewed = bool(address) or kept.kind.value != outlet.kind
    if renewed:
        _require_address(kept.kind, address)
        outlet.move_to(address)
    # Another robot brings another secret, or none.
    if renewed or secret:
        secret = secret if kept.kind in SIGNING else ""
        _require_key(kept.kind, secret)
        outlet.sign_with(secret)
    outlet.name, outlet.kind, outlet.unit = kept.name.strip(), kept.kind.value, kept.unit
    outlet.is_active = kept.is_active
    try:
        with transaction.atomic():
            outlet.save()
    except IntegrityError as error:
        raise RuleBroken(_("Another outlet has this name. Choose another one.")) from error


def _require_address(kind: OutletKind, address: str) -> None:
    if kind is OutletKind.FOLDER:
        offered = settings.OUTLET_FOLDER is not None and rules.FOLDER.fullmatch(address)
        fault = None if offered else AddressFault.NO_FOLDER
    else:
        fault = calling.allowed().fault_of(address)
    if fault is not None:
        raise RuleBroken(wording.address_fault(fault))


def _require_key(kind: OutletKind, secret: str) -> None:
    if kind is OutletKind.WEBHOOK and not robots.is_signing_key(secret):
        raise RuleBroken(wording.address_fault(AddressFault.NO_KEY))


def _details(outlet: Outlet) -> dict[str, str | int]:
    return {
        "kind": outlet.kind,
        "address": outlet.shown_address,
        "unit": outlet.unit_id or 0,
        "is_active": int(outlet.is_active),
    }
