"""What a rhythm asks of whom, and what of it is reported elsewhere already."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from indicators.models import Indicator, Target
from plans.models import PlanState
from reports.models import ReportingRule
from reports.queries.courses import Scope
from reports.rules.relief import Asked
from tasks.models import Assignment, Task
from units.models import Unit

# More would hide the first; whoever has so many should look at the catalogue of indicators.
MOST_TWINS = 50


def asked_by(scope: Scope) -> Asked:
    """How many reports of how many units one period asks for. Two queries."""
    parts, targets = _parts(scope), _targets(scope)
    of_parts = list(parts.values_list("unit", flat=True))
    of_targets = list(targets.values_list("lead_unit", flat=True))
    return Asked(units=len({*of_parts, *of_targets}), reports=len(of_parts) + len(of_targets))


def _parts(scope: Scope) -> QuerySet[Assignment]:
    reportable = Task.objects.reportable().filter(plan=scope.plan)
    parts = Assignment.objects.live().of_units().filter(task__in=reportable).order_by()
    rules = ReportingRule.objects.live().filter(plan=scope.plan)
    if scope.target is not None:
        return parts.none()
    if scope.task is not None:
        return parts.filter(task=scope.task)
    parts = parts.exclude(task__in=rules.exclude(task=None).values("task"))
    if scope.unit is not None:
        return parts.filter(unit=scope.unit)
    return parts.exclude(unit__in=rules.exclude(unit=None).values("unit"))


def _targets(scope: Scope) -> QuerySet[Target]:
    targets = Target.objects.filter(plan=scope.plan).exclude(lead_unit=None).order_by()
    rules = ReportingRule.objects.live().filter(plan=scope.plan)
    if scope.task is not None:
        return targets.none()
    if scope.target is not None:
        return targets.filter(pk=scope.target.pk)
    targets = targets.exclude(pk__in=rules.exclude(target=None).values("target"))
    if scope.unit is not None:
        return targets.filter(lead_unit=scope.unit)
    return targets.exclude(lead_unit__in=rules.exclude(unit=None).values("unit"))


@dataclass(frozen=True)
class Twin:
    """One number that one unit reports more than once: for these targets."""

    indicator: Indicator
    unit: Unit
    ours: list[Target]
    others: list[Target]


def reported_elsewhere(scope: Scope) -> list[Twin]:
    """The numbers of this scope that the same unit reports for another target as well."""
    same = _targets(scope).filter(indicator=OuterRef("indicator"), lead_unit=OuterRef("lead_unit"))
    active = Target.objects.filter(plan__state=PlanState.ACTIVE)
    found = active.filter(Exists(same)).select_related("plan", "indicator", "lead_unit")
    groups: dict[tuple[int, int | None], list[Target]] = defaultdict(list)
    for target in found.defer("plan__source_text").order_by("indicator__name", "pk"):
        groups[target.indicator_id, target.lead_unit_id].append(target)
    several = [targets for targets in groups.values() if len(targets) > 1]
    return [_twin(scope, targets) for targets in several][:MOST_TWINS]


def _twin(scope: Scope, targets: list[Target]) -> Twin:
    assert targets[0].lead_unit is not None  # only those with a lead were looked for
    ours = [target for target in targets if _is_ours(scope, target)]
    others = [target for target in targets if not _is_ours(scope, target)]
    # Two targets of one plan with the same indicator: the second is the other one.
    return Twin(targets[0].indicator, targets[0].lead_unit, ours[:1], [*others, *ours[1:]])


def _is_ours(scope: Scope, target: Target) -> bool:
    return target.plan_id == scope.plan.pk and scope.target in {None, target}
