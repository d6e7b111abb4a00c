"""The one door through which a task changes its state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from core import audit
from core.errors import RuleBroken, Stale
from plans.models import PlanState
from tasks import rules
from tasks.access import actors_of
from tasks.models import Move, Task, TaskState
from tasks.models.known import DUE_VERBS
from tasks.rules import Actor, Need, Refusal, Refused, TaskVerb, Transition
from tasks.rules.papers import DOCUMENT_LIMIT
from tasks.rules.texts import TEXT_LIMIT, fault_of_text
from tasks.services.assigning import decompose, dispatch, propose_shares, reassign
from tasks.services.completing import (
    accept_completion,
    ask_for_completion,
    return_completion,
    strike_off,
    withdraw_completion,
)
from tasks.services.continuing import give_up, merge, reopen, resume, roll, suspend
from tasks.services.judging import judge_again
from tasks.services.needs import met_needs, told_missing
from tasks.services.receiving import deem_lead_received, receive_lead
from tasks.services.step import Papers, Step
from tasks.wording import moves as wording
from tasks.wording.texts import text_fault
from units.models import User

# What steps do besides leading to another state.
_EFFECTS = {
    TaskVerb.DISPATCH: dispatch,
    TaskVerb.RECEIVE: receive_lead,
    TaskVerb.DEEM_RECEIVED: deem_lead_received,
    TaskVerb.REQUEST_COMPLETION: ask_for_completion,
    TaskVerb.WITHDRAW_REQUEST: withdraw_completion,
    TaskVerb.COMPLETE: accept_completion,
    TaskVerb.CLOSE: strike_off,
    TaskVerb.RETURN: return_completion,
    TaskVerb.REOPEN: reopen,
    TaskVerb.ROLL: roll,
    TaskVerb.REASSIGN: reassign,
    TaskVerb.DECOMPOSE: decompose,
    TaskVerb.PROPOSE_SHARES: propose_shares,
    TaskVerb.SUSPEND: suspend,
    TaskVerb.RESUME: resume,
    TaskVerb.CANCEL: give_up,
    TaskVerb.MERGE: merge,
}
# What the door saves; effects change these in memory.
_CHANGED = (
    "state",
    "suspended_from",
    "merged_into",
    "completed_on",
    "percent",
    "percent_on",
    "due_on",
    "revision",
)
# The verbs of the audit trail.
DONE = {
    TaskVerb.PROPOSE: "task.proposed",
    TaskVerb.REGISTER: "task.registered",
    TaskVerb.SEND_BACK: "task.sent_back",
    TaskVerb.DISPATCH: "task.dispatched",
    TaskVerb.RECEIVE: "task.received",
    TaskVerb.DEEM_RECEIVED: "task.deemed_received",
    TaskVerb.REFUSE: "task.refused",
    TaskVerb.REQUEST_COMPLETION: "task.completion_requested",
    TaskVerb.WITHDRAW_REQUEST: "task.request_withdrawn",
    TaskVerb.COMPLETE: "task.completed",
    TaskVerb.CLOSE: "task.closed",
    TaskVerb.RETURN: "task.returned",
    TaskVerb.REOPEN: "task.reopened",
    TaskVerb.ROLL: "task.rolled",
    TaskVerb.REASSIGN: "task.reassigned",
    TaskVerb.DECOMPOSE: "task.decomposed",
    TaskVerb.PROPOSE_SHARES: "task.shares_proposed",
    TaskVerb.AMEND_DUE: "task.due_amended",
    TaskVerb.SUSPEND: "task.suspended",
    TaskVerb.RESUME: "task.resumed",
    TaskVerb.CANCEL: "task.cancelled",
    TaskVerb.MERGE: "task.merged",
    TaskVerb.ARCHIVE: "task.archived",
}
_NOTHING = Papers()


@dataclass(frozen=True)
class Seen:
    """A task in a list, as the page showed it."""

    task_id: int
    revision: int


@dataclass(frozen=True)
class Outcome:
    """What became of one line of an act in bulk; `sentence` is empty where it was done."""

    task_id: int
    sentence: str = ""


@transaction.atomic
def move(
    *,
    task_id: int,
    verb: TaskVerb,
    by: User | None,
    now: datetime,
    papers: Papers = _NOTHING,
    revision: int | None = None,
) -> Task:
    """Take one step in a task's life; `by` is None for a job.

    Raises Stale where `revision` is given and somebody moved the task since, RuleBroken where the
    table of steps does not allow it or something is missing; then nothing has changed.
    """
    task = lock_task(task_id)
    actors = actors_of(by, task.pk) if by else frozenset({Actor.JOB})
    step = Step(task, verb, by, now, actors, papers)
    if revision is not None and revision != task.revision:
        raise Stale(wording.overtaken(task, last_move(task)))
    require_sound_texts(papers)
    if task.plan.state == PlanState.ARCHIVED:
        raise RuleBroken(wording.archived_plan())
    to = _ask_table(step)
    return _take(step, to)


def move_each(
    *,
    items: Sequence[Seen],
    verb: TaskVerb,
    by: User,
    now: datetime,
    papers: Papers = _NOTHING,
) -> list[Outcome]:
    """The same step of several tasks, each in a transaction of its own.

    One that somebody else moved meanwhile keeps its sentence and does not undo the rest.
    """
    outcomes = []
    for item in items:
        facts = {"task_id": item.task_id, "revision": item.revision}
        try:
            move(**facts, verb=verb, by=by, now=now, papers=papers)
            outcomes.append(Outcome(item.task_id))
        except RuleBroken as broken:
            outcomes.append(Outcome(item.task_id, broken.sentence))
    return outcomes


def lock_task(task_id: int) -> Task:
    """The task, and before it the one that it is a part of: neither ends without the other."""
    tasks = Task.objects.select_for_update(of=("self",)).order_by()
    parent = tasks.filter(parts=task_id).first()
    task = tasks.select_related("plan").defer("plan__source_text").get(pk=task_id)
    if parent is not None:
        task.parent = parent
    return task


def last_move(task: Task) -> Move | None:
    return task.moves.select_related("by").order_by("-at", "-pk").first()


def require_sound_texts(papers: Papers) -> None:
    """Raises RuleBroken for what the database cannot hold, or nobody would read."""
    limits = {
        papers.reason: TEXT_LIMIT,
        papers.verification: TEXT_LIMIT,
        papers.document: DOCUMENT_LIMIT,
    }
    for text, limit in limits.items():
        if fault := fault_of_text(text, required=False, limit=limit):
            raise RuleBroken(text_fault(fault, limit=limit))


def _ask_table(step: Step) -> TaskState:
    state = rules.TaskState(step.task.state)
    transition = rules.TRANSITIONS.get((state, step.verb))
    back_to = step.task.suspended_from
    try:
        to = rules.after(
            state,
            step.verb,
            actors=step.actors,
            met=_met(step, transition),
            back_to=rules.TaskState(back_to) if back_to else None,
        )
    except Refused as refused:
        raise _told(step, refused) from refused
    return TaskState(to)


def _met(step: Step, transition: Transition | None) -> frozenset[Need]:
    """Needs are looked at only for those who may take the step."""
    if transition is None or transition.who.isdisjoint(step.actors):
        return frozenset()
    return met_needs(step, transition.needs)


def _told(step: Step, refused: Refused) -> RuleBroken:
    if refused.why is Refusal.NOT_FROM_HERE:
        return Stale(wording.overtaken(step.task, last_move(step.task)))
    if refused.why is Refusal.NOT_YOURS:
        return RuleBroken(wording.not_yours(step.verb))
    return RuleBroken(told_missing(step, refused.missing))


def _take(step: Step, to: TaskState) -> Task:
    task, was, due_before = step.task, step.task.state, step.task.due_on
    if effect := _EFFECTS.get(step.verb):
        effect(step)
    if step.verb is TaskVerb.AMEND_DUE:
        task.due_on = step.papers.due_on
    task.state = to
    task.revision += 1
    task.save(update_fields=_CHANGED)
    _write_down(step, was, due_before)
    judge_again(Task.objects.filter(pk=task.pk), now=step.now)
    return task


def _write_down(step: Step, was: str, due_before: date | None) -> None:
    task, papers = step.task, step.papers
    dates = {"due_before": due_before, "due_after": task.due_on}
    Move.objects.create(
        task=task,
        verb=step.verb,
        from_state=was,
        to_state=task.state,
        at=step.now,
        by=step.by,
        unit_id=step.acting_unit_id,
        reason=papers.reason.strip() or papers.verification.strip(),
        document=papers.document.strip(),
        **(dates if step.verb in DUE_VERBS else {}),
    )
    details = {"from": was, "to": task.state, "document": papers.document.strip()}
    audit.record(DONE[step.verb], task, by=step.by, now=step.now, details=details)
