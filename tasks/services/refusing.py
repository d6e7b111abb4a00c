"""An assisting unit refuses its part; the office decides who does it. The task goes on."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import RuleBroken
from plans.models import PlanState
from tasks import access, rules
from tasks.models import Assignment, AssignmentRole, PartRefusal, Task
from tasks.rules.parts import PartNeed, PartState, PartVerb, after
from tasks.rules.texts import TEXT_LIMIT, TextFault, fault_of_text
from tasks.services.moving import lock_task
from tasks.wording import refusals as wording
from tasks.wording.texts import text_fault
from units.models import Unit, User


@transaction.atomic
def refuse_part(*, assignment_id: int, reason: str, by: User, now: datetime) -> PartRefusal:
    """The part is not this unit's; once, and before anybody confirmed its receipt."""
    part = _locked(assignment_id)
    _require(part, PartVerb.REFUSE, reason, by=by)
    facts: dict[str, Any] = {"reason": reason.strip(), "refused_by": by, "refused_at": now}
    refusal = part.refusals.create(**facts)
    _record("task.part_refused", refusal, reason, by=by, now=now)
    return refusal


@transaction.atomic
def insist_on_part(*, refusal_id: int, reason: str, by: User, now: datetime) -> PartRefusal:
    """The unit keeps its part; its days for the receipt begin anew."""
    refusal = _claim(refusal_id, PartVerb.INSIST, reason, by=by)
    refusal.assignment.given_at = now
    refusal.assignment.save(update_fields=["given_at"])
    _decide(refusal, reason, by=by, now=now)
    _record("task.part_insisted_on", refusal, reason, by=by, now=now)
    return refusal


@transaction.atomic
def give_on_part(
    *, refusal_id: int, unit: Unit | None, reason: str, by: User, now: datetime
) -> PartRefusal:
    """The part ends; another unit begins with it, or nobody does."""
    refusal = _claim(refusal_id, PartVerb.GIVE_ON, reason, by=by)
    part = refusal.assignment
    if unit is not None and Assignment.objects.live().filter(task=part.task, unit=unit).exists():
        raise RuleBroken(wording.need(PartNeed.FREE_UNIT))
    part.ended_on = timezone.localtime(now).date()
    part.save(update_fields=["ended_on"])
    if unit is not None:
        role, order = AssignmentRole.ASSIST, part.order
        facts = {"order": order, "as_written": unit.name[:100], "given_at": now}
        Assignment.objects.create(task=part.task, unit=unit, role=role, **facts)
    refusal.given_to = unit
    _decide(refusal, reason, by=by, now=now)
    _record("task.part_given_on", refusal, reason, by=by, now=now)
    return refusal


def _locked(assignment_id: int) -> Assignment:
    """The part under the lock of its task, as every step of the task has it."""
    task_id = Assignment.objects.values_list("task", flat=True).get(pk=assignment_id)
    task = lock_task(task_id)
    part = Assignment.objects.select_related("unit").get(pk=assignment_id)
    part.task = task
    return part


def _claim(refusal_id: int, verb: PartVerb, reason: str, *, by: User) -> PartRefusal:
    key = PartRefusal.objects.values_list("assignment", flat=True).get(pk=refusal_id)
    part = _locked(key)
    refusal = PartRefusal.objects.get(pk=refusal_id)
    refusal.assignment = part
    _require(part, verb, reason, by=by)
    return refusal


def _require(part: Assignment, verb: PartVerb, reason: str, *, by: User) -> None:
    state = _state(part)
    step = after(state, verb)
    if part.role != AssignmentRole.ASSIST:
        raise RuleBroken(wording.only_assists())
    if step is None or not _is_running(part.task):
        raise RuleBroken(wording.not_from_here(verb, state))
    if step.who.isdisjoint(access.part_actors(by, part)):
        raise RuleBroken(wording.not_yours(verb))
    if PartNeed.FIRST_REFUSAL in step.needs and part.refusals.exists():
        raise RuleBroken(wording.need(PartNeed.FIRST_REFUSAL))
    if fault := fault_of_text(reason, required=True):
        missing = fault is TextFault.MISSING
        raise RuleBroken(
            wording.need(PartNeed.REASON) if missing else text_fault(fault, limit=TEXT_LIMIT)
        )


def _state(part: Assignment) -> PartState:
    if part.ended_on is not None:
        return PartState.ENDED
    if part.refusals.open().exists():
        return PartState.REFUSED
    return PartState.WAITING if part.received_at is None else PartState.RECEIVED


def _is_running(task: Task) -> bool:
    return task.state in rules.RUNNING_STATES and task.plan.state == PlanState.ACTIVE


def _decide(refusal: PartRefusal, reason: str, *, by: User, now: datetime) -> None:
    refusal.decided_by, refusal.decided_at, refusal.note = by, now, reason.strip()
    refusal.save(update_fields=["decided_by", "decided_at", "note", "given_to"])


def _record(done: str, refusal: PartRefusal, reason: str, *, by: User, now: datetime) -> None:
    part = refusal.assignment
    details = {"unit": str(part.unit), "reason": reason.strip()}
    if refusal.given_to is not None:
        details["given_to"] = str(refusal.given_to)
    audit.record(done, part.task, by=by, now=now, details=details)
