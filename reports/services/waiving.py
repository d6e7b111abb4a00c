"""The office excuses units from reporting for a time (免报)."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import RuleBroken
from reports.models import Waiver
from reports.queries.courses import Scope
from reports.services.excusing import restore_waived, waive_covered
from reports.services.periods import lock_plans, require_reason
from reports.wording import rhythm as wording
from units.models import User


@transaction.atomic
def give_waiver(
    *,
    scope: Scope,
    starts_on: date,
    ends_on: date | None = None,
    reason: str,
    by: User,
    now: datetime,
) -> Waiver:
    """Excuse from the periods that close between these days; what was sent already stands.

    Raises RuleBroken where nothing waits and nothing will: all of these days are over.

    The scope may name a unit beside a task: then this unit alone need not report on it.
    """
    require_reason(reason)
    if ends_on is not None and ends_on < starts_on:
        raise RuleBroken(wording.waiver_ends_too_early())
    lock_plans([scope.plan.pk])
    waiver = Waiver.objects.create(
        **scope.fields,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason.strip(),
        given_by=by,
        given_at=now,
    )
    waived = waive_covered(plans=[scope.plan.pk], by=by, now=now)
    if not waived and ends_on is not None and ends_on < timezone.localtime(now).date():
        raise RuleBroken(wording.waives_nothing())
    details = {
        "from": starts_on.isoformat(),
        "until": ends_on.isoformat() if ends_on else "",
        "reason": reason.strip(),
        "reports": waived,
    }
    audit.record("waiver.given", waiver, by=by, now=now, details=details)
    return waiver


@transaction.atomic
def end_waiver(*, waiver_id: int, by: User, now: datetime) -> Waiver:
    """Ask for reports again; what fell due under the waiver stays excused."""
    plan_id = Waiver.objects.values_list("plan", flat=True).get(pk=waiver_id)
    lock_plans([plan_id])
    waiver = Waiver.objects.select_related("task", "target", "unit", "plan").get(pk=waiver_id)
    if waiver.ended_at is not None:
        raise RuleBroken(wording.waiver_is_over())
    waiver.ended_at = now
    waiver.save(update_fields=["ended_at"])
    restored = restore_waived(waiver_id=waiver.pk, by=by, now=now)
    # Another waiver may cover them as well.
    waive_covered(plans=[plan_id], by=by, now=now)
    details = {"reports": restored}
    audit.record("waiver.ended", waiver, by=by, now=now, details=details)
    return waiver
