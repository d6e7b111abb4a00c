"""The lists behind the figures: targets, tasks and expected reports, by what the address asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Self

from django.db.models import Q

from core.keys import key_in
from core.paging import Lines
from core.templatetags import portal
from dashboards.queries import kept
from dashboards.queries.ahead import due_on_day
from dashboards.queries.changes import turned_targets
from dashboards.queries.coverage import (
    expected_reports,
    late_reports,
    parts_of_coverage,
    unsent_reports,
)
from dashboards.queries.scope import Scope
from dashboards.rules import Turn, choice_in, date_in
from indicators.access import visible_targets
from indicators.queries import Judged, judged_targets, worst_first
from indicators.rules import LAMPS, Family
from reports.models import ReportQuerySet
from tasks.models import Assignment, Task, TaskQuerySet, TaskState
from tasks.queries import judged_tasks
from tasks.queries import worst_first as worst_tasks_first
from tasks.rules import PROPOSED_STATES
from units.access import visible_units
from units.models import User

# One choice for everything below pace, beside each lamp of its own.
BEHIND_CHOICE = "behind"
LAMP_CHOICES = (*(lamp.value for lamp in LAMPS), BEHIND_CHOICE)
# Beside the parts of a coverage: what is late over all periods, and what is to be written or to be
# mended, of whichever period.
LATE_EVER = "late-ever"
TO_WRITE = "to-write"
RETURNED = "returned"
# What a list to choose from can hold.
MOST_CHOICES = 200


@dataclass(frozen=True)
class Asked:
    """What the address asks for. What makes no sense, or may not be known, asks for nothing."""

    lamp: str
    family: str
    state: str
    late: bool
    changed: str

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        return cls(
            family=choice_in(query.get("family"), [each.value for each in Family]),
            lamp=choice_in(query.get("lamp"), LAMP_CHOICES),
            state=choice_in(query.get("state"), TaskState.values),
            late=query.get("late") == "1",
            changed=choice_in(query.get("changed"), [each.value for each in Turn]),
        )


def target_list(scope: Scope, asked: Asked) -> Sequence[Judged]:
    """Worst first."""
    if scope.now is None:
        return _judged_list(scope, asked)
    rows = kept.worst_first(kept.standings(scope))
    if asked.family:
        rows = rows.filter(family=asked.family)
    if asked.changed:
        rows = rows.filter(kept.turned(Turn(asked.changed)))
    if asked.lamp:
        rows = rows.filter(lamp__in=_wanted(asked))
    return Lines(rows.values_list("pk", flat=True), partial(kept.judged_in_order, scope))


def _wanted(asked: Asked) -> tuple[str, ...]:
    return kept.BEHIND_LAMPS if asked.lamp == BEHIND_CHOICE else (asked.lamp,)


def _judged_list(scope: Scope, asked: Asked) -> list[Judged]:
    """On a past day: a lamp is computed, so all are judged before the page is cut."""
    targets = scope.targets()
    if asked.family:
        targets = targets.filter(indicator__family=asked.family)
    judged = worst_first(judged_targets(targets, on=scope.on))
    if asked.changed:
        judged = turned_targets(scope, judged, asked.changed)
    return [each for each in judged if not asked.lamp or each.verdict.lamp in _wanted(asked)]


def task_list(scope: Scope, asked: Asked) -> TaskQuerySet | list[Task]:
    """In the order of the documents, or worst first where a lamp was asked for."""
    tasks = scope.proposed_tasks() if asked.state in PROPOSED_STATES else scope.tasks()
    if asked.state:
        tasks = tasks.filter(Q(known_state=asked.state))
    if asked.late:
        tasks = tasks.filter(Q(known_overdue=True))
    if not asked.lamp:
        return tasks
    if scope.now:
        return kept.worst_tasks_first(tasks.filter(standing__lamp__in=_wanted(asked)))
    # A lamp is computed, so all are judged before the page is cut.
    judged = worst_tasks_first(judged_tasks(tasks, on=scope.on))
    return [each.task for each in judged if each.verdict.lamp in _wanted(asked)]


def report_list(scope: Scope, query: Mapping[str, str]) -> ReportQuerySet:
    """The reports behind a figure of `Coverage`: `part` names it, as the overview counts it."""
    parts = parts_of_coverage(scope)
    part = choice_in(query.get("part"), {*parts, LATE_EVER, TO_WRITE, RETURNED}) or "due"
    if day := date_in(query.get("due_on")):
        reports = due_on_day(scope, day)
    elif part == LATE_EVER:
        reports = late_reports(scope)
    elif part in (TO_WRITE, RETURNED):
        reports = unsent_reports(scope, returned=part == RETURNED)
    else:
        reports = expected_reports(scope).filter(parts[part])
    if period := key_in(query.get("period")):
        reports = reports.filter(period=period)
    return reports.order_by("unit__protocol_order", "unit__name", "due_at", "pk")


def lamp_choices() -> list[tuple[str, str]]:
    """Each lamp with its word, worst first."""
    return [(lamp.value, str(portal.LAMPS[lamp.value][0])) for lamp in LAMPS]


def units_to_choose(scope: Scope) -> list[tuple[int, str]]:
    """What an overview's filter by unit offers: those of the field that have anything to do, and
    the chosen one; the first of them where no list could hold all."""
    user, unit = scope.user, scope.filters.unit
    leads = visible_targets(user).exclude(lead_unit=None).values("lead_unit")
    named = Assignment.objects.live().of_units().values("unit")
    units = visible_units(user).filter(Q(pk__in=leads) | Q(pk__in=named))
    field = scope.field_shown
    if field is not None:
        units = units.filter(pk__in=field)
    found = list(units.in_protocol_order().values_list("pk", "name")[:MOST_CHOICES])
    if unit and unit.pk not in dict(found):
        found.insert(0, (unit.pk, unit.name))
    return found


def unit_choices(user: User, *, of_targets: bool) -> list[tuple[int, str]]:
    """What a filter by unit offers: those that lead a target, or have a part in a task."""
    leads = visible_targets(user).exclude(lead_unit=None).values("lead_unit")
    named = Assignment.objects.live().of_units().values("unit")
    units = visible_units(user).order_by("protocol_order", "name")
    busy = Q(pk__in=leads) if of_targets else Q(pk__in=named)
    return list(units.filter(busy).values_list("pk", "name"))
