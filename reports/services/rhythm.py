"""The office sets on which day of the month a plan's reports are due."""

from datetime import datetime

from django.db import transaction

from core import audit
from core.errors import RuleBroken
from reports import wording
from reports.models import ReportingRule
from reports.rules import DEADLINE_DAYS
from units.models import User


@transaction.atomic
def set_rhythm(*, plan_id: int, deadline_day: int, by: User, now: datetime) -> ReportingRule:
    """Periods that are already open keep their deadline; units have planned by it."""
    if deadline_day not in DEADLINE_DAYS:
        raise RuleBroken(wording.wrong_deadline_day())
    rule, _created = ReportingRule.objects.own().get_or_create(plan_id=plan_id)
    locked = ReportingRule.objects.select_for_update(of=("self",)).select_related("plan")
    rule = locked.get(pk=rule.pk)
    details = {"deadline_day": deadline_day, "before": rule.anchor_number}
    rule.anchor_number = deadline_day
    rule.save(update_fields=["anchor_number"])
    audit.record("plan.rhythm_changed", rule.plan, by=by, now=now, details=details)
    return rule
