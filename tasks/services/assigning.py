"""A task is handed out, given to other units, or broken down into parts."""

from collections.abc import Iterable
from dataclasses import replace

from core.errors import RuleBroken
from tasks.models import Assignment, TaskState
from tasks.rules import REPORTING_STATES
from tasks.rules.papers import TITLE_LIMIT
from tasks.rules.texts import fault_of_text
from tasks.services.adding import NewTask, Part, add_tasks, expand_parts, hand_out, new_parts
from tasks.services.step import Step
from tasks.wording import moves as wording

# What changes about a part whose unit keeps its role.
RENEWED = ("order", "as_written", "given_at", "received_at", "received_by")


def dispatch(step: Step) -> None:
    """The days for the receipt begin, again where the office did not accept a refusal."""
    hand_out(list(step.parts), now=step.now)


def reassign(step: Step) -> None:
    """The parts so far end and the new ones begin. A unit that keeps its role keeps its part."""
    wanted = step.papers.parts
    _require_each_once(wanted)
    so_far = step.parts.filter(expanded_from=None).exclude(unit=None)
    kept = {(part.unit_id, part.role): part for part in so_far}
    rows = list(new_parts(step.task, wanted, given_at=step.now))
    fresh = [row for row in rows if (row.unit_id, row.role) not in kept]
    staying = [_renewed(part, row) for row in rows if (part := kept.get((row.unit_id, row.role)))]
    step.parts.exclude(pk__in=[part.pk for part in staying]).update(ended_on=step.on)
    Assignment.objects.bulk_update(staying, RENEWED)
    Assignment.objects.bulk_create(fresh)
    expand_parts(list(step.parts), now=step.now)


def _renewed(part: Assignment, wanted: Assignment) -> Assignment:
    """The same unit in the same role has the task before it anew."""
    part.order, part.as_written, part.given_at = wanted.order, wanted.as_written, wanted.given_at
    part.received_at = part.received_by = None
    return part


def decompose(step: Step) -> None:
    """Each share becomes a task of its own with what it does not say taken from this one."""
    reported_on = step.task.state in REPORTING_STATES
    _break_down(step, TaskState.DISPATCHED if reported_on else TaskState.REGISTERED)


def propose_shares(step: Step) -> None:
    """The shares wait for approval like any other task; until then the whole goes on as it is."""
    _break_down(step, TaskState.PENDING)


def _break_down(step: Step, state: TaskState) -> None:
    task = step.task
    own = tuple(_as_named(step))
    before = task.parts.count()
    shares = [
        _inherited(step, share, number=before + index, own=own)
        for index, share in enumerate(step.papers.shares, start=1)
    ]
    add_tasks(plan=task.plan, wishes=shares, by=step.by, now=step.now, state=state, parent=task)


def _as_named(step: Step) -> Iterable[Part]:
    for part in step.parts.as_document().select_related("unit", "group"):
        yield Part(part.role, part.as_written, part.unit, part.group)


def _inherited(step: Step, share: NewTask, *, number: int, own: tuple[Part, ...]) -> NewTask:
    if fault := fault_of_text(share.title, required=True, limit=TITLE_LIMIT):
        raise RuleBroken(wording.wrong_title(fault))
    _require_each_once(share.parts)
    task = step.task
    return replace(
        share,
        title=share.title.strip(),
        number=f"{task.number}-{number}"[:20] if task.number else str(number),
        clause=task.clause,
        due_on=share.due_on or task.due_on,
        parts=share.parts or own,
        targets=tuple(task.targets.all()),
        is_key=task.is_key,
        is_rolling=task.is_rolling,
        quote=(task.quote, task.quote_start, task.quote_end),
    )


def _require_each_once(parts: Iterable[Part]) -> None:
    named = set()
    for part in parts:
        whom = part.unit or part.group
        if whom in named:
            raise RuleBroken(wording.same_unit_twice(whom))
        named.add(whom)
