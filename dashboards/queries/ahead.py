"""What falls due in the days to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from core.calendar import OFFICE_TIME, end_of, shift
from dashboards.queries.scope import Scope
from indicators.models import Target
from reports.models import ReportQuerySet
from reports.rules import UNSENT
from tasks.models import Task
from tasks.rules import OPEN_STATES
from units.models import Unit

# What fits on one page.
MOST_LINES = 30


@dataclass(frozen=True)
class DueLine:
    """Something with a date: `kind` is the page that tells more (`task` or `target`)."""

    on: date
    kind: str
    pk: int
    name: str
    plan: str


@dataclass(frozen=True)
class Deadline:
    """A day on which reports are due, and how many of them are not sent yet."""

    on: date
    count: int


def due_within(scope: Scope, unit: Unit, *, days: int) -> tuple[DueLine, ...]:
    """Tasks that the unit has a part in and targets that it leads, soonest first. Two queries."""
    until = shift(scope.on, days)
    mine = scope.parts().filter(unit=unit).values("task")
    soon = Q(known_state__in=OPEN_STATES, known_due_on__range=(scope.on, until))
    tasks = scope.tasks().filter(soon, pk__in=mine).order_by(F("known_due_on"), "pk")
    targets = scope.as_promised(scope.targets()).filter(
        Q(known_due_on__range=(scope.on, until)), lead_unit=unit
    )
    targets = targets.select_related("indicator").order_by(F("known_due_on"), "pk")
    lines = chain(_task_lines(tasks[:MOST_LINES]), _target_lines(targets[:MOST_LINES]))
    return tuple(sorted(lines, key=lambda line: line.on)[:MOST_LINES])


def deadlines_within(scope: Scope, *, days: int) -> tuple[Deadline, ...]:
    """Days on which unsent reports fall due, soonest first. One query."""
    soon = Q(known_due_at__gt=scope.until, known_due_at__lte=end_of(shift(scope.on, days)))
    unsent = scope.reports().filter(soon, Q(known_state__in=UNSENT))
    # A deadline at midnight belongs to the day that ends with it.
    last_moment = F("known_due_at") - timedelta(microseconds=1)
    by_day = unsent.annotate(day=TruncDate(last_moment, tzinfo=OFFICE_TIME)).order_by("day")
    return tuple(Deadline(*row) for row in by_day.values_list("day").annotate(n=Count("pk")))


def due_on_day(scope: Scope, day: date) -> ReportQuerySet:
    """The unsent reports that one `Deadline` counts."""
    that_day = Q(known_due_at__gt=end_of(shift(day, -1)), known_due_at__lte=end_of(day))
    return scope.reports().filter(that_day, Q(known_state__in=UNSENT))


def _task_lines(tasks: QuerySet[Task]) -> Iterable[DueLine]:
    for task in tasks.select_related("plan").defer("plan__source_text"):
        on = task.known_due_on  # type: ignore[attr-defined]  # by Scope.tasks
        yield DueLine(on, "task", task.pk, task.title, task.plan.title)


def _target_lines(targets: QuerySet[Target]) -> Iterable[DueLine]:
    for target in targets.select_related("plan").defer("plan__source_text"):
        on = target.known_due_on  # type: ignore[attr-defined]  # by Scope.as_promised
        yield DueLine(on, "target", target.pk, str(target), target.plan.title)
