"""A unit asks for a later due date; the chain of decisions moves it, or does not."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import RuleBroken, Stale
from plans.models import PlanState
from tasks.access import actors_of
from tasks.models import Extension, ExtensionState, ExtensionStep, Task
from tasks.rules import Actor, TaskState
from tasks.rules import extensions as rules
from tasks.rules.extensions import ExtensionNeed, ExtensionVerb, Transition, Wish
from tasks.rules.texts import fault_of_text
from tasks.services.judging import judge_again
from tasks.wording import extensions as wording
from units.models import User

# The step that begins every chain; it is no verb of the table, because there is no state before.
REQUEST = "request"
# The verbs of the audit trail.
DONE = {
    ExtensionState.REQUESTED: "extension.requested",
    ExtensionState.SIGNED: "extension.signed",
    ExtensionState.CHECKED: "extension.checked",
    ExtensionState.GRANTED: "extension.granted",
    ExtensionState.REFUSED: "extension.refused",
    ExtensionState.WITHDRAWN: "extension.withdrawn",
}


class InvalidWish(RuleBroken):
    """A request cannot be taken; `faults` has a sentence for each field that is wrong."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


@transaction.atomic
def request_extension(*, task_id: int, wish: Wish, by: User, now: datetime) -> Extension:
    """Ask for a later due date, before the due date so far is over."""
    task = _lock_task(task_id)
    if Actor.LEAD_REPORTER not in actors_of(by, task.pk):
        raise RuleBroken(wording.not_a_reporter())
    waiting = task.extensions.waiting().select_related("asked_by").first()
    if waiting is not None:
        raise RuleBroken(wording.open_already(waiting))
    if not _is_open(task, rules.ASKABLE):
        raise RuleBroken(wording.not_askable())
    _require_sound(wish, due_on=task.due_on, on=_day(now))
    assert task.due_on is not None  # a task without a due date has no sound wish
    assert wish.asked_due_on is not None
    extension = Extension.objects.create(
        task=task,
        old_due_on=task.due_on,
        asked_due_on=wish.asked_due_on,
        reason=wish.reason.strip(),
        progress=wish.progress.strip(),
        asked_by=by,
        asked_at=now,
    )
    _record(extension, REQUEST, by=by, now=now)
    judge_again(Task.objects.filter(pk=task_id), now=now)
    return extension


@transaction.atomic
def sign_extension(
    *, extension_id: int, revision: int, by: User, now: datetime, note: str = ""
) -> Extension:
    """The unit stands behind the request."""
    extension = _claim(extension_id, ExtensionVerb.SIGN, revision, by=by, note=note)
    return _move(extension, ExtensionVerb.SIGN, by=by, now=now, note=note)


@transaction.atomic
def check_extension(
    *, extension_id: int, revision: int, by: User, now: datetime, note: str = ""
) -> Extension:
    """An inspector has looked at it; `note` is what the decider should know."""
    extension = _claim(extension_id, ExtensionVerb.CHECK, revision, by=by, note=note)
    return _move(extension, ExtensionVerb.CHECK, by=by, now=now, note=note)


@transaction.atomic
def grant_extension(
    *,
    extension_id: int,
    revision: int,
    granted_due_on: date | None,
    by: User,
    now: datetime,
    note: str = "",
) -> Extension:
    """The task is due on the granted day from now on, and not before this moment."""
    extension = _claim(extension_id, ExtensionVerb.GRANT, revision, by=by, note=note)
    task = extension.task
    if task.due_on != extension.old_due_on:
        raise RuleBroken(wording.due_date_moved(extension))
    fault = rules.fault_of_date(granted_due_on, due_on=extension.old_due_on, on=_day(now))
    if fault is not None:
        sentence = wording.date_fault(fault, due_on=extension.old_due_on)
        raise InvalidWish({"granted_due_on": sentence})
    extension.granted_due_on = task.due_on = granted_due_on
    task.save(update_fields=["due_on"])
    return _move(extension, ExtensionVerb.GRANT, by=by, now=now, note=note)


@transaction.atomic
def refuse_extension(
    *, extension_id: int, revision: int, by: User, now: datetime, note: str
) -> Extension:
    """The due date stays; `note` says why."""
    extension = _claim(extension_id, ExtensionVerb.REFUSE, revision, by=by, note=note)
    return _move(extension, ExtensionVerb.REFUSE, by=by, now=now, note=note)


@transaction.atomic
def withdraw_extension(
    *, extension_id: int, revision: int, by: User, now: datetime, note: str = ""
) -> Extension:
    """The unit no longer asks, or its reviewer does not sign."""
    extension = _claim(extension_id, ExtensionVerb.WITHDRAW, revision, by=by, note=note)
    return _move(extension, ExtensionVerb.WITHDRAW, by=by, now=now, note=note)


def _claim(
    extension_id: int, verb: ExtensionVerb, revision: int, *, by: User, note: str
) -> Extension:
    """The request under lock, after everything that the step takes was asked for."""
    extension = _lock(extension_id)
    if extension.revision != revision:
        steps = extension.steps.select_related("by").order_by("pk")
        raise Stale(wording.who_was_faster(steps.last()))
    step = rules.after(rules.ExtensionState(extension.state), verb)
    if step is None:
        raise RuleBroken(wording.forbidden(extension, verb))
    actors = actors_of(by, extension.task_id)
    if step.who.isdisjoint(actors):
        raise RuleBroken(wording.not_yours(verb))
    _require(step, extension, actors & step.who, by=by, note=note)
    return extension


def _lock_task(task_id: int) -> Task:
    """Every strand of a task's life locks the task first and its own rows afterwards."""
    tasks = Task.objects.select_for_update(of=("self",)).select_related("plan")
    return tasks.defer("plan__source_text").get(pk=task_id)


def _lock(extension_id: int) -> Extension:
    task_id = Extension.objects.values_list("task", flat=True).get(pk=extension_id)
    task = _lock_task(task_id)
    extension = Extension.objects.select_for_update().get(pk=extension_id)
    extension.task = task
    return extension


def _require(
    step: Transition, extension: Extension, actors: frozenset[Actor], *, by: User, note: str
) -> None:
    for need in step.needs:
        if not _is_met(need, extension, actors, by=by):
            raise RuleBroken(wording.unmet(need))
    fault = fault_of_text(note, required=ExtensionNeed.REASON in step.needs)
    if fault is not None:
        raise InvalidWish({"note": wording.wish_fault("note", fault)})


def _is_met(
    need: ExtensionNeed, extension: Extension, actors: frozenset[Actor], *, by: User
) -> bool:
    match need:
        case ExtensionNeed.ANOTHER_PERSON:
            return not extension.steps.filter(by=by).exists()
        case ExtensionNeed.OPEN_TASK:
            return _is_open(extension.task, rules.OPEN)
        case ExtensionNeed.LEADER_IF_SECOND:
            return Actor.LEADER in actors or not extension.task.extensions.granted().exists()
        case _:
            return True  # a date and a reason are asked for where they are used


def _is_open(task: Task, states: frozenset[TaskState]) -> bool:
    return task.state in states and task.plan.state == PlanState.ACTIVE


def _require_sound(wish: Wish, *, due_on: date | None, on: date) -> None:
    faults = rules.faults_of_wish(wish, due_on=due_on, on=on)
    if faults:
        told = {
            name: wording.wish_fault(name, code, due_on=due_on) for name, code in faults.items()
        }
        raise InvalidWish(told)


def _move(
    extension: Extension, verb: ExtensionVerb, *, by: User, now: datetime, note: str
) -> Extension:
    step = rules.after(rules.ExtensionState(extension.state), verb)
    assert step is not None  # asked for before
    extension.state = ExtensionState(step.to)
    extension.revision += 1
    extension.decided_at = None if step.to in rules.WAITING else now
    extension.save(update_fields=["state", "revision", "decided_at", "granted_due_on"])
    _record(extension, verb, by=by, now=now, note=note.strip())
    judge_again(Task.objects.filter(pk=extension.task_id), now=now)
    return extension


def _record(extension: Extension, verb: str, *, by: User, now: datetime, note: str = "") -> None:
    ExtensionStep.objects.create(extension=extension, verb=verb, by=by, at=now, note=note)
    details: dict[str, Any] = {
        "old": extension.old_due_on.isoformat(),
        "asked": extension.asked_due_on.isoformat(),
    }
    if extension.granted_due_on is not None:
        details["granted"] = extension.granted_due_on.isoformat()
    done = DONE[ExtensionState(extension.state)]
    audit.record(done, extension.task, by=by, now=now, details=details)


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
