"""Meeting mode: what is behind, one thing after the other, and what was decided about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Q

from core.calendar import end_of, shift
from dashboards import meeting_words
from dashboards.queries import kept
from dashboards.queries.lines import (
    TargetLine,
    TaskLine,
    loaded_tasks,
    target_line,
    task_line,
    task_lines,
)
from dashboards.queries.scope import Scope
from indicators.access import visible_amendments
from indicators.models import Target
from indicators.queries import judged_targets
from indicators.queries import worst_first as worst_targets_first
from indicators.rules import BEHIND, LAMPS, Family, Verdict
from indicators.wording import rounded
from instructions.access import leaders_of, may_instruct, visible_instructions
from instructions.models import Instruction
from reports.queries import Reason, said_of_targets, said_of_tasks
from tasks.access import visible_coordinations, visible_extensions, visible_tasks
from tasks.models import CoordinationState, Task
from tasks.queries import decided_about, judged_tasks
from tasks.queries import worst_first as worst_tasks_first
from tasks.rules import OPEN_STATES, TaskState
from tasks.rules.pace import TaskVerdict

# No meeting comes further; the lists have the rest.
MOST_ITEMS = 100


class Of(StrEnum):
    TARGET = "target"
    TASK = "task"


class Behind(NamedTuple):
    """How many things are behind, each family and the tasks for themselves."""

    economic: int
    counted: int
    tasks: int


class Place(NamedTuple):
    """A thing that is behind, in its place among the others."""

    lamp: str
    of: Of
    pk: int


@dataclass(frozen=True)
class Item:
    """One thing that is behind, as a meeting looks at it.

    `days` counts days left, or days late below zero. `gap` is in percentage points. `said` is what
    its unit wrote last. `decided` are the tasks that were written down about it on the same day.
    """

    thing: Target | Task
    line: TargetLine | TaskLine
    lead: str
    value: Decimal | None
    expected: Decimal | None
    measure: str
    gap: Decimal | None
    days: int | None
    said: Reason | None
    deciders: tuple[str, ...]
    decided: tuple[TaskLine, ...]
    # What the leader who looks has written on the same day; never what others wrote, because the
    # whole room reads the screen.
    instructed: tuple[Instruction, ...]

    @property
    def of(self) -> Of:
        return Of.TARGET if isinstance(self.thing, Target) else Of.TASK

    @property
    def group(self) -> str:
        """What it counts among."""
        family = self.line.family if isinstance(self.line, TargetLine) else None
        return meeting_words.group(family)

    @property
    def days_late(self) -> int:
        return -(self.days or 0)

    @property
    def name(self) -> str:
        return self.line.name if isinstance(self.line, TargetLine) else self.line.title


@dataclass(frozen=True)
class Meeting:
    """`counts` things are behind, of which a meeting walks through the worst `total`."""

    number: int
    total: int
    counts: Behind
    item: Item | None

    @property
    def behind(self) -> int:
        return sum(self.counts)

    @property
    def words(self) -> str:
        return meeting_words.behind(*self.counts)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.total else None


def meeting(scope: Scope, *, number: int) -> Meeting:
    """The item with that number, counted from one; the nearest where there is none."""
    places, counts = _behind_now(scope) if scope.now else _behind_then(scope)
    number = min(max(number, 1), len(places))
    item = _item(scope, places[number - 1]) if places else None
    return Meeting(number=number, total=len(places), counts=counts, item=item)


def thing_in(scope: Scope, of: str, pk: int) -> Target | Task | None:
    """What a form is about, if the person may see it."""
    if of == Of.TARGET:
        targets = scope.all_targets().filter(pk=pk).select_related("plan__issuer", "clause")
        return targets.defer("plan__source_text").first()
    if of == Of.TASK:
        tasks = visible_tasks(scope.user).filter(pk=pk).select_related("plan__issuer", "clause")
        return tasks.defer("plan__source_text").first()
    return None


def _behind_now(scope: Scope) -> tuple[list[Place], Behind]:
    """Main economic indicators, counted targets, then tasks."""
    places = [
        Place(lamp, Of.TARGET, pk)
        for family in Family
        for lamp, pk in kept.targets_by_lamp(scope, family=family, most=MOST_ITEMS)
    ]
    places += [Place(lamp, Of.TASK, pk) for lamp, pk in kept.tasks_by_lamp(scope, most=MOST_ITEMS)]
    families = kept.TargetFigures(scope).behind_by_family()
    tasks = kept.TaskFigures(scope).behind
    return _in_order(places), Behind(families[Family.ECONOMIC], families[Family.COUNTED], tasks)


def _behind_then(scope: Scope) -> tuple[list[Place], Behind]:
    judged = worst_targets_first(judged_targets(scope.targets(), on=scope.on))
    late = [each for each in judged if _late(each.verdict)]
    economic, counted = (
        [each for each in late if each.target.indicator.family == family] for family in Family
    )
    open_tasks = scope.tasks().filter(Q(known_state__in=OPEN_STATES))
    known = worst_tasks_first(judged_tasks(open_tasks, on=scope.on))
    tasks = [each for each in known if _late(each.verdict)]
    places = [
        Place(each.verdict.lamp.value, Of.TARGET, each.target.pk) for each in (*economic, *counted)
    ]
    places += [Place(each.verdict.lamp.value, Of.TASK, each.task.pk) for each in tasks]
    return _in_order(places), Behind(len(economic), len(counted), len(tasks))


def _late(verdict: Verdict | TaskVerdict) -> bool:
    return verdict.lamp in BEHIND


def _in_order(places: Iterable[Place]) -> list[Place]:
    """Lamp by lamp, those of each in the order in which they come."""
    order = {lamp.value: place for place, lamp in enumerate(LAMPS)}
    return sorted(places, key=lambda place: order[place.lamp])[:MOST_ITEMS]


def _item(scope: Scope, place: Place) -> Item | None:
    return (_target if place.of is Of.TARGET else _task)(scope, place.pk)


def _target(scope: Scope, pk: int) -> Item | None:
    targets = scope.all_targets().filter(pk=pk).select_related("plan__issuer")
    found = judged_targets(targets, on=scope.on)
    if not found:
        return None
    line = target_line(found[0])
    return Item(
        thing=found[0].target,
        line=line,
        lead=line.unit,
        value=line.value,
        expected=line.expected,
        measure=line.unit_of_measure,
        gap=line.gap,
        days=_days(line.due_on, scope.on),
        said=said_of_targets(scope.user, [pk], on=scope.past).get(pk),
        deciders=_target_deciders(scope, pk),
        decided=_decided(scope, found[0].target),
        instructed=_instructed(scope, found[0].target),
    )


def _task(scope: Scope, pk: int) -> Item | None:
    found = judged_tasks(loaded_tasks(scope, Task.objects.filter(pk=pk)), on=scope.on)
    if not found:
        return None
    task, verdict, line = found[0].task, found[0].verdict, task_line(found[0])
    return Item(
        thing=task,
        line=line,
        lead=line.leads[0].name if line.leads else "",
        value=line.percent,
        expected=_rounded(verdict.expected_share),
        measure="%",
        gap=_rounded(verdict.gap),
        days=_days(line.due_on, scope.on),
        said=said_of_tasks(scope.user, [pk], on=scope.past).get(pk),
        deciders=_task_deciders(scope, task),
        decided=_decided(scope, task),
        instructed=_instructed(scope, task),
    )


def _days(due_on: date | None, on: date) -> int | None:
    return None if due_on is None else (due_on - on).days


def _rounded(share: Decimal | None) -> Decimal | None:
    return None if share is None else rounded(share)


def _decided(scope: Scope, thing: Target | Task) -> tuple[TaskLine, ...]:
    about = decided_about(thing, on=scope.on).filter(pk__in=visible_tasks(scope.user))
    return task_lines(scope, scope.as_known(about))


def _instructed(scope: Scope, thing: Target | Task) -> tuple[Instruction, ...]:
    if not may_instruct(scope.user):
        return ()
    today = {"given_at__gte": end_of(shift(scope.on, -1)), "given_at__lt": end_of(scope.on)}
    own = visible_instructions(scope.user).filter(leader__in=leaders_of(scope.user), **today)
    return tuple(own.about(thing).order_by("pk"))


def _target_deciders(scope: Scope, pk: int) -> tuple[str, ...]:
    """Who has to decide something about it today; on a past day nothing waits any more."""
    if scope.now is None:
        return ()
    asked = visible_amendments(scope.user).waiting().filter(target=pk)
    return tuple(meeting_words.amendment() for _each in asked[:1])


def _task_deciders(scope: Scope, task: Task) -> tuple[str, ...]:
    if scope.now is None:
        return ()
    later = visible_extensions(scope.user).waiting().filter(task=task)
    asked = visible_coordinations(scope.user).filter(task=task, state=CoordinationState.OPEN)
    told = [meeting_words.extension(each) for each in later]
    told += [
        meeting_words.coordination(each)
        for each in asked.select_related("holder").order_by("answer_due_on", "pk")
    ]
    if task.state == TaskState.COMPLETION_REQUESTED:
        told.append(meeting_words.completion())
    return tuple(told)
