"""Two supervision slips: one that went out today, one that is being drafted."""

from datetime import datetime

from django.utils import translation

from slips.models import Slip
from slips.queries import candidates
from slips.rules import SlipVerb, ThingKind
from slips.services import draft_slip, move_slip
from units.models import Membership, User
from units.rules import UNIT_ROLES, Role

# What offices send slips about first; on some days nothing of a kind is late.
KINDS = (ThingKind.TARGET, ThingKind.TASK, ThingKind.REPORT)


def issue_slips(*, now: datetime) -> None:
    """As far as this day finds things that are late, of units in which somebody can answer."""
    inspector, head = (_holder(role) for role in (Role.INSPECTOR, Role.OFFICE_HEAD))
    late = _late(inspector, now=now)
    # Documents of this city are Chinese, whoever loads it.
    with translation.override("zh-hans"):
        for count, (kind, thing_id) in enumerate(late):
            slip = draft_slip(kind=kind, thing_id=thing_id, by=inspector, now=now)
            if count == 0:
                _send(slip, inspector, head, now=now)


def _late(by: User, *, now: datetime) -> list[tuple[ThingKind, int]]:
    """One of each of two kinds."""
    staffed = Membership.objects.live().filter(role__in=UNIT_ROLES).values("unit")
    found = []
    for kind in KINDS:
        mine = candidates(by, kind, now=now).filter(answers_id__in=staffed)
        thing = mine.values_list("pk", flat=True).first()
        if thing is not None:
            found.append((kind, thing))
    return found[:2]


def _send(slip: Slip, inspector: User, head: User, *, now: datetime) -> None:
    steps = {SlipVerb.SUBMIT: inspector, SlipVerb.APPROVE: head, SlipVerb.SEND: inspector}
    for verb, by in steps.items():
        move_slip(slip_id=slip.pk, verb=verb, revision=slip.revision, by=by, now=now)
        slip.refresh_from_db()


def _holder(role: Role) -> User:
    held = Membership.objects.live().own().filter(role=role).select_related("user")
    return held.order_by("pk")[0].user
