"""The plans of the fictional city: read from their documents, published, and reported on.

Beside the two that the city follows stand the province's plan above them and a draft.
"""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.files import File
from django.utils import timezone

from config.demo.desks import lay_on_desks, receive_tasks
from config.demo.files import DOCUMENTS, histories, read
from config.demo.history import Storyteller, describe_targets, move_tasks
from core.calendar import add_months
from indicators.services import forecast_all
from indicators.services import record_verdicts as record_target_verdicts
from intake import services as intake
from intake.models import Draft
from notices import services as notices
from plans.models import Plan, PlanState
from reports.services import open_periods
from tasks.services.judging import record_verdicts as record_task_verdicts
from units.models import Unit, User


def load_plans(*, now: datetime) -> list[str]:
    """Publish both plans as long ago as the samples say and tell what happened since.

    What the day does not allow any more is left out; the sentences say what that was.
    """
    told_since = max(history["plan"]["months"] for history in histories())
    load_superior(now=_published_at(told_since, now) - timedelta(days=1))
    told = [(publish(history, now=now), history) for history in histories()]
    # Leads of targets are part of what a document does not say, and who owes what depends on them.
    described = {plan.pk: describe_targets(plan, history) for plan, history in told}
    # In their order, because what nobody confirms is deemed received in all plans at once.
    for plan in sorted((plan for plan, _history in told), key=_age):
        receive_tasks(plan)
    # Month by month, as the job did: what was expected when is part of the story.
    for months in range(told_since, 0, -1):
        open_periods(now=_published_at(months, now) + timedelta(days=2))
    tellers = [Storyteller(plan, history, described[plan.pk], now) for plan, history in told]
    for teller in tellers:
        rows = teller.tell()
        rows.save()
        move_tasks(teller.plan, rows=rows)
    for months in range(told_since, 0, -1):
        _record_verdicts(now=_published_at(months, now) + timedelta(days=5))
    open_periods(now=now)
    for teller in tellers:
        teller.tell_open_month().save()
    left_out = lay_on_desks({plan.title: plan for plan, _history in told}, now=now)
    # What the desks changed: a task that waits for its completion owes nothing for this month.
    open_periods(now=now)
    _record_verdicts(now=now)
    # Last month's as well, so that an earlier day shows what was forecast on it.
    for then in (_published_at(1, now) + timedelta(days=5), now):
        forecast_all(now=then)
    notices.find_waiting(now=now)
    notices.plan_letters(now=now)
    return left_out


def _record_verdicts(*, now: datetime) -> None:
    record_target_verdicts(now=now)
    record_task_verdicts(now=now)


def load_superior(*, now: datetime) -> Plan:
    """The province's plan: it can be read and compared, but nobody here reports on it."""
    facts = read("papers")["superior"]
    plan = _publish(facts["document"], facts["issuer"], login=facts["by"], now=now)
    plan.state = PlanState.ARCHIVED
    plan.save(update_fields=["state"])
    return plan


def load_draft(*, now: datetime) -> Draft:
    """The plan that waits for an official to check it."""
    facts = read("papers")["under_check"]
    by = User.objects.get(username=facts["by"])
    return _draft(facts["document"], facts["issuer"], by=by, now=now - timedelta(days=1))


def publish(history: dict[str, Any], *, now: datetime) -> Plan:
    """Read and publish a document as an official did on the fifth day of its first month."""
    facts = history["plan"]
    then = _published_at(facts["months"], now)
    return _publish(facts["document"], facts["issuer"], login=facts["published_by"], now=then)


def _age(plan: Plan) -> datetime:
    assert plan.published_at is not None
    return plan.published_at


def _published_at(months: int, now: datetime) -> datetime:
    first = add_months(_first_of_month(now).date(), -months)
    return timezone.make_aware(datetime.combine(first + timedelta(days=4), time(10)))


def _publish(name: str, issuer: str, *, login: str, now: datetime) -> Plan:
    by = User.objects.get(username=login)
    draft = _draft(name, issuer, by=by, now=now)
    return intake.publish_draft(
        draft_id=draft.pk, revision=draft.revision, unit_choices={}, by=by, now=now
    )


def _draft(name: str, issuer: str, *, by: User, now: datetime) -> Draft:
    """What the reader makes of a document of the samples."""
    path = DOCUMENTS / name
    with path.open("rb") as file:
        document = intake.upload_document(
            file=File(file, path.name),
            name=path.name,
            issuer=Unit.objects.get(name=issuer),
            by=by,
            now=now,
        )
    intake.read_next(now=now)
    return Draft.objects.get(document=document)


def _first_of_month(now: datetime) -> datetime:
    local = timezone.localtime(now)
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
