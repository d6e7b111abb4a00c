"""Verdicts on tasks as rows: recorded by a job, decided otherwise by the supervision office."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone, translation

from core import audit
from core.errors import RuleBroken
from indicators.rules import scheme_as_json, scheme_from_json
from indicators.services.rows import differs, follow, keep_override
from plans.models import PlanState
from tasks.models import Task, TaskState, TaskVerdict
from tasks.queries.judged import JudgedTask, judged_tasks
from tasks.rules import pace
from tasks.rules.inputs import facts_as_json
from tasks.rules.texts import fault_of_text
from tasks.wording import verdicts as wording
from tasks.wording.pace import task_sentence
from units.models import User

BATCH = 1000
# What makes a verdict another one. That a task is a day later still does not.
SAME = ("inputs", "rule_version", "scheme", "lamp", "band", "reason")
# Their last verdict stays as it was.
_SETTLED = (TaskState.CLOSED, TaskState.CANCELLED, TaskState.ARCHIVED)


def record_verdicts(*, now: datetime) -> int:
    """Keep how the tasks of all running plans stand; how many were new or had changed.

    Running it again writes nothing. A verdict on an earlier closing date is never touched.
    """
    running = Task.objects.filter(plan__state=PlanState.ACTIVE).exclude(state__in=_SETTLED)
    keys = list(running.order_by("pk").values_list("pk", flat=True))
    return sum(_record(keys[at : at + BATCH], now=now) for at in range(0, len(keys), BATCH))


@transaction.atomic
def override_verdict(
    *, task_id: int, band: str, reason: str, by: User, now: datetime
) -> TaskVerdict:
    """Show another lamp for the current closing date; the computed one stays beside it.

    With the next closing date the rules decide again.
    """
    fault = fault_of_text(reason, required=True)
    if fault is not None:
        raise RuleBroken(wording.wrong_reason(fault))
    row = _current(task_id, now)
    if band not in {each.code for each in scheme_from_json(row.scheme).bands}:
        raise RuleBroken(wording.lamps_changed())
    if band == (row.override_band or row.band):
        raise RuleBroken(wording.shown_already())
    decided = {"override_band": band, "override_reason": reason.strip()}
    made = follow(row, now=now, overridden_by=by, overridden_at=now, **decided)
    details = {"closing_on": row.closing_on.isoformat(), "from": row.band, "to": band}
    audit.record("task.verdict_overridden", made.task, by=by, now=now, details=details)
    return made


@transaction.atomic
def withdraw_override(*, task_id: int, by: User, now: datetime) -> TaskVerdict:
    """Show what the rules say again; that it was otherwise stays known."""
    row = _current(task_id, now)
    if not row.override_band:
        raise RuleBroken(wording.nothing_to_withdraw())
    details = {"closing_on": row.closing_on.isoformat(), "from": row.override_band}
    nobody = {"overridden_by": None, "overridden_at": None}
    made = follow(row, now=now, override_band="", override_reason="", **nobody)
    audit.record("task.override_withdrawn", made.task, by=by, now=now, details=details)
    return made


def _current(task_id: int, now: datetime) -> TaskVerdict:
    """The live verdict on the closing date that counts today, recorded first if need be."""
    _record([task_id], now=now)
    (judged,) = _judged([task_id], now)
    if judged.task.state in _SETTLED:
        raise RuleBroken(wording.settled())
    live = TaskVerdict.objects.live().select_related("task")
    return live.get(task=task_id, closing_on=judged.verdict.closing_on)


def _judged(keys: Sequence[int], now: datetime) -> list[JudgedTask]:
    return judged_tasks(Task.objects.filter(pk__in=keys), on=timezone.localtime(now).date())


@transaction.atomic
def _record(keys: Sequence[int], *, now: datetime) -> int:
    # Two workers, or a grant at this moment: the second waits and sees what the first wrote. One
    # order for all, so that none waits in a ring.
    locked = Task.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    list(locked.values_list("pk", flat=True))
    fresh = [_row(each, now) for each in _judged(keys, now)]
    days = {row.closing_on for row in fresh}
    live = TaskVerdict.objects.live().filter(task__in=keys, closing_on__in=days)
    known = {_key(row): row for row in live}
    changed = [row for row in fresh if differs(row, known.get(_key(row)), in_=SAME)]
    for row in changed:
        keep_override(row, known.get(_key(row)))
    old = [known[_key(row)].pk for row in changed if _key(row) in known]
    TaskVerdict.objects.filter(pk__in=old).update(superseded_at=now)
    TaskVerdict.objects.bulk_create(changed)
    return len(changed)


def _key(row: TaskVerdict) -> tuple[int, date]:
    return row.task_id, row.closing_on


def _row(judged: JudgedTask, now: datetime) -> TaskVerdict:
    verdict = judged.computed
    return TaskVerdict(
        task=judged.task,
        closing_on=verdict.closing_on,
        recorded_at=now,
        inputs=facts_as_json(verdict.facts, on=verdict.on),
        rule_version=verdict.rule_version,
        scheme=scheme_as_json(judged.scheme),
        lamp=verdict.lamp,
        band=verdict.band.code,
        reason=verdict.reason,
        sentence_zh=_said(verdict, "zh-hans"),
        sentence_en=_said(verdict, "en"),
    )


def _said(verdict: pace.TaskVerdict, language: str) -> str:
    with translation.override(language):
        return task_sentence(verdict)
