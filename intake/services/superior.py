"""Saying which plan of the portal a draft means by a title that it cites."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from intake import rules
from intake.models import SuperiorChoice
from intake.queries.superior import LONGEST
from intake.services.drafts import lock_draft
from units.models import User


@transaction.atomic
def choose_superior(
    *, draft_id: int, cited: str, plan_id: int | None, by: User, now: datetime
) -> SuperiorChoice:
    """The cited title means this plan, or none that the portal has; the last word counts."""
    draft = lock_draft(draft_id)
    if draft.plan_id is not None:
        raise RuleBroken(_("This plan is published already. Its draft can no longer be changed."))
    reading = rules.corrected(draft.reading, draft.corrections)
    if cited not in {rules.clipped(title, LONGEST) for title in reading["based_on"]}:
        raise RuleBroken(_("The document does not cite this title. Load the page again."))
    choice, _created = SuperiorChoice.objects.update_or_create(
        draft=draft,
        cited=cited,
        defaults={"plan_id": plan_id, "chosen_by": by, "chosen_at": now},
    )
    details = {"cited": cited, "plan": plan_id}
    audit.record("draft.superior_chosen", draft, by=by, now=now, details=details)
    return choice
