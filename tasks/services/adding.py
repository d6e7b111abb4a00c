"""Tasks come into a plan, and collectives are expanded into their members."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from core import audit
from core.calendar import end_of, shift
from core.errors import RuleBroken
from indicators.models import Target
from plans.models import Clause, Plan, PlanState
from tasks.models import Assignment, Move, Task, TaskState
from tasks.rules import TaskVerb
from tasks.rules.papers import NUMBER_LIMIT, TITLE_LIMIT
from tasks.rules.texts import fault_of_text
from tasks.services.judging import judge_again
from tasks.wording import moves as wording
from tasks.wording.texts import text_fault
from units.models import GroupMember, Unit, UnitGroup, User


@dataclass(frozen=True)
class Part:
    """The part that a unit or a collective has in a task; exactly one of them is given."""

    role: str
    as_written: str
    unit: Unit | None = None
    group: UnitGroup | None = None


@dataclass(frozen=True)
class NewTask:
    """An item of work before it is in the plan; `parts` stand in the document's order."""

    title: str
    number: str = ""
    clause: Clause | None = None
    due_on: date | None = None
    parts: tuple[Part, ...] = ()
    targets: tuple[Target, ...] = ()
    is_key: bool = False
    is_rolling: bool = False
    # The words of the document, where they begin and where they end in the plan's source text.
    quote: tuple[str, int | None, int | None] = ("", None, None)


@transaction.atomic
def add_tasks(
    *,
    plan: Plan,
    wishes: Sequence[NewTask],
    by: User | None,
    now: datetime,
    state: TaskState = TaskState.DISPATCHED,
    parent: Task | None = None,
) -> list[Task]:
    """Put these tasks, in this order, behind those that the plan has already.

    They are handed out at once unless `state` says otherwise. A collective stays as it is written
    and is expanded into those who belong to it on the day it is handed out. Whoever is named twice
    in a task keeps the first part.
    """
    Plan.objects.select_for_update().get(pk=plan.pk)  # two additions at once: one position each
    last = plan.tasks.aggregate(last=Max("position"))["last"] or 0
    tasks = Task.objects.bulk_create(
        _new_task(plan, wish, position, added_at=now, state=state, parent=parent)
        for position, wish in enumerate(wishes, start=last + 1)
    )
    given_at = now if state == TaskState.DISPATCHED else None
    rows = [
        part
        for task, wish in zip(tasks, wishes, strict=True)
        for part in new_parts(task, wish.parts, given_at=given_at)
    ]
    Assignment.objects.bulk_create(rows)
    _link_targets(tasks, wishes)
    if state == TaskState.DISPATCHED:
        expand_parts(rows, now=now)
    _tell_first_step(tasks, state, by=by, now=now)
    if tasks:
        judge_again(plan.tasks.filter(pk__in=[task.pk for task in tasks]), now=now)
        audit.record("plan.tasks_added", plan, by=by, now=now, details={"count": len(tasks)})
    return tasks


@transaction.atomic
def draft_task(*, plan_id: int, wish: NewTask, by: User, now: datetime) -> Task:
    """Somebody of the office writes a task down; it goes to nobody before it was approved."""
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    if plan.state != PlanState.ACTIVE:
        raise RuleBroken(wording.no_active_plan())
    if fault := fault_of_text(wish.title, required=True, limit=TITLE_LIMIT):
        raise RuleBroken(wording.wrong_title(fault))
    if fault := fault_of_text(wish.number, required=False, limit=NUMBER_LIMIT):
        raise RuleBroken(text_fault(fault, limit=NUMBER_LIMIT))
    return add_tasks(plan=plan, wishes=[wish], by=by, now=now, state=TaskState.DRAFT)[0]


def _new_task(plan: Plan, wish: NewTask, position: int, **facts: Any) -> Task:
    return Task(
        plan=plan,
        clause=wish.clause,
        position=position,
        number=wish.number,
        title=wish.title,
        due_on=wish.due_on,
        is_key=wish.is_key,
        is_rolling=wish.is_rolling,
        quote=wish.quote[0],
        quote_start=wish.quote[1],
        quote_end=wish.quote[2],
        **facts,
    )


# By which step a task came where its history begins: what came with a published plan was
# registered with it.
_FIRST_STEPS = {
    TaskState.DISPATCHED: (TaskVerb.DISPATCH, TaskState.REGISTERED),
    TaskState.PENDING: (TaskVerb.PROPOSE, TaskState.DRAFT),
}


def _tell_first_step(
    tasks: Sequence[Task], state: TaskState, *, by: User | None, now: datetime
) -> None:
    if state not in _FIRST_STEPS:
        return
    verb, before = _FIRST_STEPS[state]
    Move.objects.bulk_create(
        Move(task=task, verb=verb, from_state=before, to_state=state, at=now, by=by)
        for task in tasks
    )


def hand_out(parts: Sequence[Assignment], *, now: datetime) -> None:
    """The units' days for the receipt begin; collectives are expanded into their members."""
    given = Assignment.objects.filter(pk__in=[part.pk for part in parts])
    given.update(given_at=now, received_at=None, received_by=None)
    expand_parts(parts, now=now)


def expand_parts(parts: Sequence[Assignment], *, now: datetime) -> None:
    """Give the members of each collective among these parts theirs."""
    collectives = [part for part in parts if part.group_id]
    taken = {(part.task_id, part.unit_id) for part in parts}
    _expand(collectives, taken, on=timezone.localtime(now).date(), given_at=now)


@transaction.atomic
def expand_collectives(*, on: date) -> int:
    """Give those who joined a collective since its tasks were handed out their parts in them.

    How many parts were given. Safe to run at any time, twice, and by several workers at once.
    """
    open_tasks = Task.objects.running().filter(plan__state=PlanState.ACTIVE)
    live = Assignment.objects.live().filter(task__in=open_tasks).order_by("task", "order", "pk")
    collectives = list(live.filter(unit=None))
    if not collectives:
        return 0
    taken: set[tuple[int, int | None]] = set(live.of_units().values_list("task_id", "unit_id"))
    return _expand(collectives, taken, on=on, given_at=end_of(shift(on, -1)))


def _expand(
    collectives: Sequence[Assignment],
    taken: set[tuple[int, int | None]],
    *,
    on: date,
    given_at: datetime,
) -> int:
    """Whoever is in `taken` as (task, unit) has a part already and keeps it."""
    members = _members({row.group_id for row in collectives if row.group_id}, on=on)
    expansions = []
    for row in collectives:
        for unit_id in members[row.group_id]:
            if (row.task_id, unit_id) not in taken:
                taken.add((row.task_id, unit_id))
                expansions.append(_expanded(row, unit_id, given_at=given_at))
    # Another worker may be giving the same parts; the database keeps one of each.
    Assignment.objects.bulk_create(expansions, ignore_conflicts=True)
    return len(expansions)


def new_parts(
    task: Task, parts: Iterable[Part], *, given_at: datetime | None
) -> Iterable[Assignment]:
    """Rows for the parts in their order, unsaved; whoever is named twice keeps the first one."""
    named: set[Unit | UnitGroup | None] = set()
    for part in parts:
        whom = part.unit or part.group
        if whom not in named:
            yield Assignment(
                task=task,
                unit=part.unit,
                group=part.group,
                role=part.role,
                order=len(named),
                as_written=part.as_written,
                given_at=given_at,
            )
        named.add(whom)


def _expanded(collective: Assignment, unit_id: int, *, given_at: datetime) -> Assignment:
    return Assignment(
        task_id=collective.task_id,
        unit_id=unit_id,
        expanded_from=collective,
        role=collective.role,
        order=collective.order,
        as_written=collective.as_written,
        given_at=given_at,
    )


def _members(groups: set[int], *, on: date) -> defaultdict[int | None, list[int]]:
    """Group -> those who belong to it on that day, in protocol order."""
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    not_ended = Q(valid_to=None) | Q(valid_to__gte=on)
    members = GroupMember.objects.filter(begun, not_ended, group__in=groups)
    members = members.order_by("unit__protocol_order", "unit__name")
    found: defaultdict[int | None, list[int]] = defaultdict(list)
    for group_id, unit_id in members.values_list("group", "unit"):
        found[group_id].append(unit_id)
    return found


def _link_targets(tasks: Sequence[Task], wishes: Sequence[NewTask]) -> None:
    links = Task.targets.through
    links.objects.bulk_create(
        links(task_id=task.pk, target_id=target.pk)
        for task, wish in zip(tasks, wishes, strict=True)
        for target in wish.targets
    )
