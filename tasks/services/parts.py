"""Units confirm the receipt of their parts, and hand in their share to the lead unit."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core import audit
from core.calendar import end_of, shift
from core.errors import RuleBroken
from core.working_days import working_calendar
from tasks import rules
from tasks.models import Assignment, AssignmentRole, Task, TaskState
from tasks.rules import TaskVerb
from tasks.rules.receipts import deemed_before
from tasks.rules.texts import TEXT_LIMIT, fault_of_text
from tasks.services.moving import Outcome, lock_task, move
from tasks.services.step import Papers
from tasks.wording import moves as wording
from tasks.wording.texts import text_fault
from units.models import User

# One run of the job; the next one goes on.
AT_ONCE = 500


@transaction.atomic
def receive_part(*, assignment_id: int, by: User, now: datetime) -> Assignment:
    """Confirm the receipt of one part; the lead unit's receipt begins the work on the task."""
    part = Assignment.objects.get(pk=assignment_id)
    task = lock_task(part.task_id)
    part.refresh_from_db()
    _require_receivable(part, task)
    if task.state == TaskState.DISPATCHED and _speaks(part):
        move(task_id=task.pk, verb=TaskVerb.RECEIVE, by=by, now=now)
        part.refresh_from_db()
        return part
    part.received_at, part.received_by = now, by
    part.save(update_fields=["received_at", "received_by"])
    details = {"unit": str(part.unit)}
    audit.record("task.part_received", task, by=by, now=now, details=details)
    return part


def receive_each(*, assignment_ids: Sequence[int], by: User, now: datetime) -> list[Outcome]:
    """Confirm several receipts, each in a transaction of its own."""
    outcomes = []
    for pk in assignment_ids:
        try:
            receive_part(assignment_id=pk, by=by, now=now)
            outcomes.append(Outcome(pk))
        except RuleBroken as broken:
            outcomes.append(Outcome(pk, broken.sentence))
    return outcomes


@transaction.atomic
def answer_part(*, assignment_id: int, answer: str, by: User, now: datetime) -> Assignment:
    """An assisting unit hands in its share to the lead unit; a later answer replaces it."""
    part = Assignment.objects.select_related("unit").get(pk=assignment_id)
    task = lock_task(part.task_id)
    part.refresh_from_db()
    if fault := fault_of_text(answer, required=True):
        raise RuleBroken(text_fault(fault, limit=TEXT_LIMIT))
    if part.ended_on is not None:
        raise RuleBroken(wording.part_over())
    if part.role != AssignmentRole.ASSIST:
        raise RuleBroken(wording.only_assists_answer())
    if task.state not in rules.REPORTING_STATES:
        raise RuleBroken(wording.not_to_answer(task))
    part.answer, part.answered_at, part.answered_by = answer.strip(), now, by
    part.save(update_fields=["answer", "answered_at", "answered_by"])
    details = {"unit": str(part.unit)}
    audit.record("task.part_answered", task, by=by, now=now, details=details)
    return part


def deem_received(*, now: datetime) -> int:
    """Take as received what nobody confirmed in time (视同签收); how many parts.

    Safe to run at any time, twice, and by several workers at once.
    """
    today = timezone.localtime(now).date()
    days = settings.RECEIPT_WORKING_DAYS
    first_spared = deemed_before(today, days=days, works=working_calendar().works)
    moment = end_of(shift(first_spared, -1))
    waiting = Assignment.objects.to_receive().given_before(moment)
    led = waiting.filter(task__state=TaskState.DISPATCHED, role=AssignmentRole.LEAD)
    task_ids = led.order_by("task").values_list("task", flat=True).distinct()[:AT_ONCE]
    papers = Papers(waited_before=first_spared)
    done = sum(_deem_task(task_id, papers, now=now) for task_id in task_ids)
    return done + _deem_parts(moment, now=now)


def _require_receivable(part: Assignment, task: Task) -> None:
    if part.ended_on is not None:
        raise RuleBroken(wording.part_over())
    if part.received_at is not None:
        raise RuleBroken(wording.received_already(part))
    if part.refusals.open().exists():
        raise RuleBroken(wording.refused_part())
    if task.state not in rules.HELD_STATES:
        raise RuleBroken(wording.not_to_receive(task))


def _speaks(part: Assignment) -> bool:
    """Whether the unit speaks for the task: the first-named of its leads does, nobody else."""
    leads = Assignment.objects.live().of_units().filter(task=part.task_id)
    first = leads.filter(role=AssignmentRole.LEAD).order_by("order", "pk").first()
    return first == part


def _deem_task(task_id: int, papers: Papers, *, now: datetime) -> bool:
    """False where somebody was faster: the unit, or the office that took it back."""
    try:
        move(task_id=task_id, verb=TaskVerb.DEEM_RECEIVED, by=None, now=now, papers=papers)
    except RuleBroken:
        return False
    return True


@transaction.atomic
def _deem_parts(before: datetime, *, now: datetime) -> int:
    """The parts of all other units; whoever confirms at this moment keeps their own receipt."""
    waiting = Assignment.objects.to_receive().given_before(before)
    waiting = waiting.exclude(task__state=TaskState.DISPATCHED, role=AssignmentRole.LEAD)
    pks = list(waiting.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    deemed = Assignment.objects.filter(pk__in=pks, received_at=None)
    tasks = list(Task.objects.filter(assignments__in=pks).order_by("pk").distinct())
    done = deemed.update(received_at=now)
    if done:
        audit.record_each("task.parts_deemed_received", tasks, by=None, now=now)
    return done
