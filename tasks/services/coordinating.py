"""Units ask for coordination, and whoever holds a request answers it or passes it on."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import RuleBroken, Stale
from core.working_days import working_calendar
from plans.models import PlanState
from tasks import access
from tasks.models import Assignment, Coordination, CoordinationState, CoordinationStep, Task
from tasks.rules import coordination as rules
from tasks.rules.coordination import CoordinationVerb as Verb
from tasks.wording import coordination as wording
from units.models import Membership, Unit, User
from units.queries import office_of

# The verbs of the audit trail.
DONE = {
    Verb.ASK: "coordination.asked",
    Verb.HAND_ON: "coordination.handed_on",
    Verb.HAND_BACK: "coordination.handed_back",
    Verb.ANSWER: "coordination.answered",
    Verb.SETTLE: "coordination.settled",
    Verb.ASK_AGAIN: "coordination.asked_again",
    Verb.WITHDRAW: "coordination.withdrawn",
}


@transaction.atomic
def ask_for_coordination(
    *, task_id: int, unit: Unit, text: str, by: User, now: datetime
) -> Coordination:
    """Put a request before the supervision office, whose clock begins today."""
    text = _required(text)
    # Two clicks at once: the second waits here and then finds the first one's request.
    task = Task.objects.select_for_update(of=("self",)).select_related("plan").get(pk=task_id)
    _require_may_ask(task, unit, by)
    earlier = task.coordinations.filter(unit=unit, text=text, state=CoordinationState.OPEN)
    if asked := earlier.select_related("holder").first():
        raise RuleBroken(wording.asked_already(asked))
    asked = Coordination(task=task, unit=unit, text=text, asked_by=by, asked_at=now)
    _lay_before(asked, _office_of(task), now=now)
    asked.save()
    _record(asked, Verb.ASK, text=text, by=by, now=now)
    return asked


@transaction.atomic
def hand_on(
    *, coordination_id: int, revision: int, to: Unit, text: str = "", by: User, now: datetime
) -> Coordination:
    """The office gives the request to whom it belongs, with a clock of its own."""
    request = _claim(coordination_id, Verb.HAND_ON, revision=revision, by=by)
    _require_can_hold(request, to)
    _lay_before(request, to, now=now)
    return _save(request, Verb.HAND_ON, text=_checked(text), by=by, now=now)


@transaction.atomic
def hand_back(
    *, coordination_id: int, revision: int, text: str, by: User, now: datetime
) -> Coordination:
    """The holder says with a reason that it is not theirs; the office has it again."""
    text = _required(text)
    request = _claim(coordination_id, Verb.HAND_BACK, revision=revision, by=by)
    office = _office_of(request.task)
    if office == request.holder:
        raise RuleBroken(wording.holds_already(office))
    _lay_before(request, office, now=now)
    return _save(request, Verb.HAND_BACK, text=text, by=by, now=now)


@transaction.atomic
def answer(
    *, coordination_id: int, revision: int, text: str, by: User, now: datetime
) -> Coordination:
    text = _required(text)
    request = _claim(coordination_id, Verb.ANSWER, revision=revision, by=by)
    return _save(request, Verb.ANSWER, text=text, by=by, now=now)


@transaction.atomic
def settle(
    *, coordination_id: int, revision: int, text: str = "", by: User, now: datetime
) -> Coordination:
    """The unit that asked says that the answer settles the matter."""
    request = _claim(coordination_id, Verb.SETTLE, revision=revision, by=by)
    return _save(request, Verb.SETTLE, text=_checked(text), by=by, now=now)


@transaction.atomic
def ask_again(
    *, coordination_id: int, revision: int, text: str, by: User, now: datetime
) -> Coordination:
    """The answer does not settle it: whoever gave it has the request again, with a new clock."""
    text = _required(text)
    request = _claim(coordination_id, Verb.ASK_AGAIN, revision=revision, by=by)
    if request.task.plan.state != PlanState.ACTIVE:
        raise RuleBroken(wording.plan_is_over(request.task))
    _lay_before(request, request.holder, now=now)
    return _save(request, Verb.ASK_AGAIN, text=text, by=by, now=now)


@transaction.atomic
def withdraw(
    *, coordination_id: int, revision: int, text: str = "", by: User, now: datetime
) -> Coordination:
    request = _claim(coordination_id, Verb.WITHDRAW, revision=revision, by=by)
    return _save(request, Verb.WITHDRAW, text=_checked(text), by=by, now=now)


# --- What all verbs share ---


def lock_coordination(pk: int) -> Coordination:
    # Two statements: one that locked and joined would find nothing where the holder changed while
    # it waited, because it joins the new row to the units that it found for the old one.
    Coordination.objects.select_for_update().get(pk=pk)
    return Coordination.objects.select_related("task__plan", "unit", "holder").get(pk=pk)


def _claim(pk: int, verb: Verb, *, revision: int, by: User) -> Coordination:
    """The locked request, after the table was asked whether `by` may do this to it now."""
    request = lock_coordination(pk)
    if request.revision != revision:
        newest = request.steps.select_related("by").order_by("-pk")[0]
        raise Stale(wording.who_was_faster(newest))
    step = rules.TRANSITIONS.get((rules.CoordinationState(request.state), verb))
    if step is None:
        raise RuleBroken(wording.forbidden(request))
    if step.who.isdisjoint(access.coordination_sides(by, request)):
        raise RuleBroken(wording.not_yours(min(step.who), request))
    return request


def _save(request: Coordination, verb: Verb, *, text: str, by: User, now: datetime) -> Coordination:
    request.state = rules.LEADS_TO[verb].value
    request.revision += 1
    request.save(update_fields=["state", "holder", "holder_since", "answer_due_on", "revision"])
    _record(request, verb, text=text, by=by, now=now)
    return request


def _record(request: Coordination, verb: Verb, *, text: str, by: User, now: datetime) -> None:
    """The step and the act; a clock runs on only where somebody must still answer."""
    waits = request.state == CoordinationState.OPEN
    CoordinationStep.objects.create(
        coordination=request,
        verb=verb.value,
        by=by,
        unit=request.holder,
        at=now,
        text=text,
        answer_due_on=request.answer_due_on if waits else None,
    )
    details = {"task": request.task_id, "holder": request.holder_id}
    audit.record(DONE[verb], request, by=by, now=now, details=details)


def _lay_before(request: Coordination, holder: Unit, *, now: datetime) -> None:
    """From now on this unit must answer, by a day of its own."""
    request.holder, request.holder_since = holder, now
    request.answer_due_on = _due_on(timezone.localtime(now).date())


def _due_on(since: date) -> date:
    days = settings.COORDINATION_DAYS
    return rules.answer_due_on(since, days=days, works=working_calendar().works)


def _required(text: str) -> str:
    """The text without the spaces around it; raises RuleBroken where it will not do."""
    text = text.strip()
    if wrong := wording.wrong_text(text):
        raise RuleBroken(wrong)
    return text


def _checked(text: str) -> str:
    """A text that may be left out."""
    return _required(text) if text.strip() else ""


def _require_may_ask(task: Task, unit: Unit, by: User) -> None:
    if unit.pk not in by.unit_ids(rules.ASKING_ROLES):
        raise RuleBroken(wording.not_for_that_unit(unit))
    if not Assignment.objects.live().filter(task=task, unit=unit).exists():
        raise RuleBroken(wording.no_part(task, unit))
    if task.plan.state != PlanState.ACTIVE:
        raise RuleBroken(wording.plan_is_over(task))
    if task.state not in rules.ASKED_FOR_IN:
        raise RuleBroken(wording.work_is_over(task))


def _require_can_hold(request: Coordination, to: Unit) -> None:
    if to == request.holder:
        raise RuleBroken(wording.holds_already(to))
    if to == request.unit:
        raise RuleBroken(wording.asked_itself(to))
    answering = Membership.objects.live().filter(unit=to, role__in=rules.ANSWERING_ROLES)
    if to.valid_to is not None or not answering.filter(user__is_active=True).exists():
        raise RuleBroken(wording.nobody_answers(to))


def _office_of(task: Task) -> Unit:
    office = office_of(task.plan.issuer_id)
    if office is None:
        raise RuleBroken(wording.no_office())
    return office
