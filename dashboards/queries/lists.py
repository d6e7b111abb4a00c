"""The lists behind the figures: targets, tasks and expected reports, by what the address asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db.models import Q

from core.templatetags import portal
from dashboards.queries.coverage import (
    expected_reports,
    newest_closed_periods,
    parts_of_coverage,
)
from dashboards.queries.lines import plans_in_view
from dashboards.rules import choice_in, key_in
from indicators.access import visible_targets
from indicators.queries import Judged, judged_targets, worst_first
from indicators.rules import BEHIND, LAMPS
from plans.access import visible_plans
from plans.models import Plan
from reports.models import ReportQuerySet
from tasks.access import visible_tasks
from tasks.models import Assignment, TaskQuerySet, TaskState
from units.access import visible_units
from units.models import Unit, User

# One choice for everything below pace, beside each lamp of its own.
BEHIND_CHOICE = "behind"
LAMP_CHOICES = (*(lamp.value for lamp in LAMPS), BEHIND_CHOICE)


@dataclass(frozen=True)
class Asked:
    """What the address asks for. What makes no sense, or may not be known, asks for nothing."""

    plan: Plan | None
    unit: Unit | None
    lamp: str
    state: str
    late: bool

    @classmethod
    def read(cls, user: User, query: Mapping[str, str]) -> Self:
        return cls(
            plan=plan_in(user, query),
            unit=unit_in(user, query),
            lamp=choice_in(query.get("lamp"), LAMP_CHOICES),
            state=choice_in(query.get("state"), TaskState.values),
            late=query.get("late") == "1",
        )


def plan_in(user: User, query: Mapping[str, str]) -> Plan | None:
    key = key_in(query.get("plan"))
    return visible_plans(user).defer("source_text").filter(pk=key).first() if key else None


def unit_in(user: User, query: Mapping[str, str]) -> Unit | None:
    key = key_in(query.get("unit"))
    return visible_units(user).filter(pk=key).first() if key else None


def target_list(user: User, asked: Asked, *, on: date) -> list[Judged]:
    """Worst first. A lamp is computed, so all are judged before the page is cut."""
    targets = visible_targets(user).filter(plan__in=plans_in_view(user, plan=asked.plan))
    if asked.unit:
        targets = targets.filter(lead_unit=asked.unit)
    judged = worst_first(judged_targets(targets.in_document_order(), on=on))
    if asked.lamp == BEHIND_CHOICE:
        return [each for each in judged if each.verdict.lamp in BEHIND]
    return [each for each in judged if asked.lamp in ("", each.verdict.lamp)]


def task_list(user: User, asked: Asked, *, on: date) -> TaskQuerySet:
    """In the order of the documents."""
    tasks = visible_tasks(user).filter(plan__in=plans_in_view(user, plan=asked.plan))
    if asked.unit:
        parts = Assignment.objects.live().filter(unit=asked.unit)
        tasks = tasks.filter(pk__in=parts.values("task"))
    if asked.state:
        tasks = tasks.filter(state=asked.state)
    return (tasks.overdue(on=on) if asked.late else tasks).in_document_order()


def coverage_list(user: User, query: Mapping[str, str], *, on: date) -> ReportQuerySet:
    """The reports behind a figure of `Coverage`: `part` names it, as the overview counts it."""
    plan, unit = plan_in(user, query), unit_in(user, query)
    periods = newest_closed_periods(plans_in_view(user, plan=plan), on=on)
    parts = parts_of_coverage(on)
    part = choice_in(query.get("part"), parts) or "due"
    reports = expected_reports(user, periods).filter(parts[part])
    if unit:
        reports = reports.filter(unit=unit)
    return reports.order_by("unit__protocol_order", "unit__name", "due_at", "pk")


def lamp_choices() -> list[tuple[str, str]]:
    """Each lamp with its word, worst first."""
    return [(lamp.value, str(portal.LAMPS[lamp.value][0])) for lamp in LAMPS]


def unit_choices(user: User, *, of_targets: bool) -> list[tuple[int, str]]:
    """What a filter by unit offers: those that lead a target, or have a part in a task."""
    leads = visible_targets(user).exclude(lead_unit=None).values("lead_unit")
    named = Assignment.objects.live().of_units().values("unit")
    units = visible_units(user).order_by("protocol_order", "name")
    busy = Q(pk__in=leads) if of_targets else Q(pk__in=named)
    return list(units.filter(busy).values_list("pk", "name"))
