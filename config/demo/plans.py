"""The two plans of the fictional city: read from their documents, published, and reported on."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.files import File
from django.utils import timezone

from config.demo.files import DOCUMENTS, histories
from config.demo.history import Storyteller, describe_targets, move_tasks
from core.calendar import add_months
from intake import services as intake
from intake.models import Draft
from notices import services as notices
from plans.models import Plan
from reports.services import open_periods
from units.models import Unit, User


def load_plans(*, now: datetime) -> None:
    """Publish both plans as long ago as the samples say and tell what happened since."""
    told = [(publish(history, now=now), history) for history in histories()]
    # Leads of targets are part of what a document does not say, and who owes what depends on them.
    described = {plan.pk: describe_targets(plan, history) for plan, history in told}
    open_periods(now=_first_of_month(now) - timedelta(hours=1))
    tellers = [Storyteller(plan, history, described[plan.pk], now) for plan, history in told]
    for teller in tellers:
        rows = teller.tell()
        rows.save()
        move_tasks(teller.plan, rows=rows)
    # Only now, because a task that is completed owes nothing for the running month.
    open_periods(now=now)
    for teller in tellers:
        teller.tell_open_month().save()
    notices.find_overdue(now=now)


def publish(history: dict[str, Any], *, now: datetime) -> Plan:
    """Read and publish a document as an official did on the fifth day of its first month."""
    facts = history["plan"]
    first = add_months(_first_of_month(now).date(), -facts["months"])
    then = timezone.make_aware(datetime.combine(first + timedelta(days=4), time(10)))
    by = User.objects.get(username=facts["published_by"])
    path = DOCUMENTS / facts["document"]
    with path.open("rb") as file:
        document = intake.upload_document(
            file=File(file, path.name),
            name=path.name,
            issuer=Unit.objects.get(name=facts["issuer"]),
            by=by,
            now=then,
        )
    intake.read_next(now=then)
    draft = Draft.objects.get(document=document)
    return intake.publish_draft(
        draft_id=draft.pk, revision=draft.revision, unit_choices={}, by=by, now=then
    )


def _first_of_month(now: datetime) -> datetime:
    local = timezone.localtime(now)
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
