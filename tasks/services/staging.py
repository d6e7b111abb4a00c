"""The lead unit plans the stages of its task, has them approved and reaches them."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import RuleBroken, Stale
from plans.models import PlanState
from tasks.access import actors_of
from tasks.models import Milestone, Task
from tasks.rules import REPORTING_STATES
from tasks.rules import milestones as rules
from tasks.rules.milestones import Faults, StageLine, StageState, StageVerb
from tasks.rules.texts import fault_of_text
from tasks.services.judging import judge_again
from tasks.wording import milestones as wording
from units.models import User


class InvalidStages(RuleBroken):
    """A plan of stages cannot be taken; `faults` has a sentence by line and field.

    Line None is about all lines together.
    """

    def __init__(self, faults: Mapping[tuple[int | None, str], str]) -> None:
        super().__init__(" ".join(dict.fromkeys(faults.values())))
        self.faults = dict(faults)


class InvalidStage(RuleBroken):
    """What was said about one stage cannot be taken; `faults` has a sentence for each field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


def seen_as(stages: Sequence[Milestone]) -> str:
    """What a page showed of a task's stages; another word once anything was changed."""
    told = "\n".join(
        f"{stage.pk} {stage.title} {stage.due_on} {_plain(stage)} {stage.state}" for stage in stages
    )
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@transaction.atomic
def plan_stages(
    *, task_id: int, seen: str, lines: Sequence[StageLine], by: User, now: datetime
) -> list[Milestone]:
    """These lines become the stages that are not approved yet, in place of those before."""
    task, stages = _claim(task_id, StageVerb.PLAN, by)
    _require_seen(seen, stages)
    fixed = [stage for stage in stages if stage.state != StageState.PLANNED]
    faults = rules.faults_of_lines(lines, fixed=_counting(fixed), due_on=task.due_on, on=_day(now))
    _require_sound(faults, task)
    task.milestones.filter(approved_at=None).delete()
    planned = Milestone.objects.bulk_create(_stage(task, line) for line in lines)
    _record("stage.planned", task, planned, by=by, now=now)
    return planned


@transaction.atomic
def approve_stages(*, task_id: int, seen: str, by: User, now: datetime) -> list[Milestone]:
    """All that is planned counts from now on and is fixed."""
    task, stages = _claim(task_id, StageVerb.APPROVE, by)
    _require_seen(seen, stages)
    planned = [stage for stage in stages if stage.state == StageState.PLANNED]
    if not planned:
        raise RuleBroken(wording.nothing_to_approve())
    fault = rules.fault_of_weights([line.weight for line in _counting(stages)])
    if fault is not None:
        _require_sound({(None, "lines"): fault}, task)
    for stage in planned:
        stage.approved_by, stage.approved_at = by, now
        stage.save(update_fields=["approved_by", "approved_at"])
    _record("stage.approved", task, planned, by=by, now=now)
    return planned


@transaction.atomic
def reach_stage(
    *, milestone_id: int, done_on: date | None, proof: str, by: User, now: datetime
) -> Milestone:
    """The stage was reached on that day; `proof` says how it shows."""
    stage = _claim_stage(milestone_id, StageVerb.REACH, by)
    faults = {
        "done_on": rules.fault_of_done_on(done_on, on=_day(now)),
        "proof": fault_of_text(proof, required=True),
    }
    _require_fields(faults, StageVerb.REACH)
    stage.done_on, stage.proof = done_on, proof.strip()
    stage.done_by, stage.done_at = by, now
    stage.save(update_fields=["done_on", "proof", "done_by", "done_at"])
    _record("stage.reached", stage.task, [stage], by=by, now=now)
    return stage


@transaction.atomic
def take_back_stage(*, milestone_id: int, reason: str, by: User, now: datetime) -> Milestone:
    """The stage was recorded as reached by mistake; days until now show it as it was known."""
    stage = _claim_stage(milestone_id, StageVerb.TAKE_BACK, by)
    _require_fields({"reason": fault_of_text(reason, required=True)}, StageVerb.TAKE_BACK)
    was = {name: getattr(stage, name) for name in ("done_on", "proof", "done_by", "done_at")}
    stage.retractions.create(**was, reason=reason.strip(), by=by, at=now)
    stage.done_on, stage.proof, stage.done_by, stage.done_at = None, "", None, None
    stage.save(update_fields=list(was))
    _record("stage.taken_back", stage.task, [stage], by=by, now=now)
    return stage


@transaction.atomic
def waive_stage(*, milestone_id: int, reason: str, by: User, now: datetime) -> Milestone:
    """The office no longer expects the stage; `reason` says why."""
    stage = _claim_stage(milestone_id, StageVerb.WAIVE, by)
    _require_fields({"reason": fault_of_text(reason, required=True)}, StageVerb.WAIVE)
    stage.waived_reason, stage.waived_by, stage.waived_at = reason.strip(), by, now
    stage.save(update_fields=["waived_reason", "waived_by", "waived_at"])
    _record("stage.waived", stage.task, [stage], by=by, now=now)
    return stage


def _claim(task_id: int, verb: StageVerb, by: User) -> tuple[Task, list[Milestone]]:
    """The locked task with its stages, after everything that does not depend on the wish."""
    tasks = Task.objects.select_for_update(of=("self",)).select_related("plan")
    task = tasks.defer("plan__source_text").get(pk=task_id)
    if rules.who_may(verb).isdisjoint(actors_of(by, task.pk)):
        raise RuleBroken(wording.not_yours(verb))
    if task.state not in REPORTING_STATES or task.plan.state != PlanState.ACTIVE:
        raise RuleBroken(wording.not_worked_on())
    return task, list(task.milestones.all())


def _claim_stage(milestone_id: int, verb: StageVerb, by: User) -> Milestone:
    task_id = Milestone.objects.values_list("task", flat=True).get(pk=milestone_id)
    task, stages = _claim(task_id, verb, by)
    stage = next(each for each in stages if each.pk == milestone_id)
    stage.task = task
    if rules.after(stage.state, verb) is None:
        raise RuleBroken(wording.forbidden(stage, verb))
    return stage


def _require_seen(seen: str, stages: Sequence[Milestone]) -> None:
    if seen != seen_as(stages):
        raise Stale(wording.changed_meanwhile())


def _require_sound(faults: Faults, task: Task) -> None:
    if faults:
        told = {
            (place, field): wording.fault(field, code, due_on=task.due_on)
            for (place, field), code in faults.items()
        }
        raise InvalidStages(told)


def _require_fields(faults: Mapping[str, rules.Fault | None], verb: StageVerb) -> None:
    found = {name: code for name, code in faults.items() if code is not None}
    told = {name: wording.fault(name, code, verb=verb) for name, code in found.items()}
    if told:
        raise InvalidStage(told)


def _stage(task: Task, line: StageLine) -> Milestone:
    assert line.due_on is not None  # a line without a day is not sound
    title, weight = line.title.strip(), line.weight
    return Milestone(task=task, title=title, due_on=line.due_on, weight=weight)


def _counting(stages: Sequence[Milestone]) -> list[StageLine]:
    """What is left out counts no longer; the others share its weight."""
    return [
        StageLine(stage.title, stage.due_on, stage.weight)
        for stage in stages
        if stage.state != StageState.WAIVED
    ]


def _record(done: str, task: Task, stages: Sequence[Milestone], *, by: User, now: datetime) -> None:
    details: dict[str, Any] = {
        "stages": [[stage.title, stage.due_on.isoformat(), _plain(stage)] for stage in stages]
    }
    audit.record(done, task, by=by, now=now, details=details)
    judge_again(Task.objects.filter(pk=task.pk), now=now)


def _plain(stage: Milestone) -> str:
    return "" if stage.weight is None else f"{stage.weight.normalize():f}"


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()
