"""Takes slips through their steps."""

from datetime import datetime
from typing import Any

from slips.models import Slip
from slips.rules import SlipVerb
from slips.services import Papers, move_slip
from units.models import User


def step(slip: Slip, verb: SlipVerb, by: User, *, now: datetime, **papers: Any) -> Slip:
    """One step by somebody who has seen the slip as it is now."""
    revision = Slip.objects.values_list("revision", flat=True).get(pk=slip.pk)
    wish: dict[str, Any] = {
        "slip_id": slip.pk,
        "revision": revision,
        "papers": Papers(**papers),
    }
    return move_slip(verb=verb, by=by, now=now, **wish)


def approve(slip: Slip, inspector: User, head: User, *, now: datetime) -> Slip:
    step(slip, SlipVerb.SUBMIT, inspector, now=now)
    return step(slip, SlipVerb.APPROVE, head, now=now)


def send(slip: Slip, inspector: User, head: User, *, now: datetime) -> Slip:
    approve(slip, inspector, head, now=now)
    return step(slip, SlipVerb.SEND, inspector, now=now)
