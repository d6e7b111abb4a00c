"""Takes circulars through their steps."""

from datetime import datetime

from briefs.models import Circular
from briefs.rules.states import CircularVerb
from briefs.services import move_circular
from units.models import User


def step(
    circular: Circular, verb: CircularVerb, by: User, *, now: datetime, text: str = ""
) -> Circular:
    """One step by somebody who has seen the circular as it is now."""
    revision = Circular.objects.values_list("revision", flat=True).get(pk=circular.pk)
    return move_circular(
        circular_id=circular.pk, verb=verb, revision=revision, by=by, now=now, text=text
    )


def issue(circular: Circular, inspector: User, head: User, *, now: datetime) -> Circular:
    step(circular, CircularVerb.SUBMIT, inspector, now=now)
    step(circular, CircularVerb.APPROVE, head, now=now)
    return step(circular, CircularVerb.ISSUE, inspector, now=now)
