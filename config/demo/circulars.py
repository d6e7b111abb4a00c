"""Three circulars: one that went out, one that a later correction made wrong, and a draft."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from briefs.models import Circular
from briefs.rules.kinds import CircularKind
from briefs.rules.states import CircularVerb
from briefs.services import draft_circular, move_circular, note_outdated
from core.calendar import end_of
from indicators.models import Measurement
from indicators.services import record_measurement
from units.models import Membership, User
from units.rules import Role

# Days ago: the cut-offs of the two that went out, and the correction between them.
FIRST, SECOND, CORRECTED = 40, 12, 5


def issue_circulars(*, now: datetime) -> None:
    """As the offices of the city wrote them in the last weeks."""
    inspector, head = (_holder(role) for role in (Role.INSPECTOR, Role.OFFICE_HEAD))
    for days, kind in ((FIRST, CircularKind.BRIEF), (SECOND, CircularKind.CIRCULAR)):
        _issued(kind, inspector, head, days=days, now=now)
    _correct(Circular.objects.issued().latest("pk"), now=now)
    for pk in Circular.objects.standing().values_list("pk", flat=True):
        note_outdated(circular_id=pk, now=now)
    yesterday = timezone.localtime(now).date() - timedelta(days=1)
    draft_circular(kind=CircularKind.CIRCULAR, plan=None, known_on=yesterday, by=inspector, now=now)


@transaction.atomic
def _issued(kind: CircularKind, inspector: User, head: User, *, days: int, now: datetime) -> None:
    """Drafted on the morning after its cut-off, approved by the head, issued."""
    known_on = timezone.localtime(now).date() - timedelta(days=days)
    at = end_of(known_on) + timedelta(hours=9)
    made = draft_circular(kind=kind, plan=None, known_on=known_on, by=inspector, now=at)
    steps = {
        CircularVerb.SUBMIT: inspector,
        CircularVerb.APPROVE: head,
        CircularVerb.ISSUE: inspector,
    }
    for verb, by in steps.items():
        at += timedelta(hours=1)
        move_circular(circular_id=made.pk, verb=verb, revision=made.revision, by=by, now=at)
        made.refresh_from_db()


def _correct(circular: Circular, *, now: datetime) -> None:
    """A department finds that what it had reported of the first laggard was too low."""
    behind = [row for row in circular.content["annex"]["targets"] if row["standing"] == "behind"]
    known = Measurement.objects.live().filter(target__in=[row["pk"] for row in behind])
    wrong = known.select_related("target").order_by("-period_ends_on", "target").first()
    if wrong is None or wrong.target.value is None:
        return
    record_measurement(
        target_id=wrong.target_id,
        period_ends_on=wrong.period_ends_on,
        value=wrong.target.value,
        origin=wrong.origin,
        by=None,
        now=now - timedelta(days=CORRECTED),
    )


def _holder(role: Role) -> User:
    held = Membership.objects.live().own().filter(role=role).select_related("user")
    return held.order_by("pk")[0].user
