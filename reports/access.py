"""The only doors to reports for a user."""

from collections.abc import Collection

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from plans.access import visible_plan, visible_plans
from plans.models import Plan
from reports.models import (
    Evidence,
    Period,
    PeriodQuerySet,
    Report,
    ReportingRule,
    ReportingRuleQuerySet,
    ReportQuerySet,
    Waiver,
)
from reports.rules import Actor
from tasks.models import Assignment, AssignmentRole
from units import rules
from units.models import User
from units.rules import Role

# Who acts for the unit that leads a task.
LEADING_ROLES = frozenset({Role.REPORTER, Role.REVIEWER})
_UNIT_ACTORS = {Role.REPORTER: Actor.REPORTER, Role.REVIEWER: Actor.REVIEWER}
_OFFICE_ACTORS = {Role.INSPECTOR: Actor.INSPECTOR, Role.OFFICE_HEAD: Actor.OFFICE_HEAD}


def visible_reports(user: User) -> ReportQuerySet:
    """The office and leaders see all; a unit its own, and as lead those of its task's assists."""
    if user.has_role(rules.CITY_WIDE_ROLES):
        return Report.objects.all()
    mine = user.unit_ids()
    led = Assignment.objects.live().filter(unit__in=mine, role=AssignmentRole.LEAD)
    parts = Assignment.objects.filter(task__in=led.values("task"))
    return Report.objects.filter(Q(unit__in=mine) | Q(_on_any_of(parts)))


def _on_any_of(assignments: QuerySet[Assignment]) -> Func:
    """An array, unlike IN (SELECT …), lets an index find these reports beside those of a unit."""
    return Func(
        F("assignment_id"),
        ArraySubquery(assignments.values("pk")),
        template="%(expressions)s)",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


def editable_reports(user: User) -> ReportQuerySet:
    """Those of the units for which the person reports."""
    return Report.objects.filter(unit__in=user.unit_ids({Role.REPORTER}))


def reviewable_reports(user: User) -> ReportQuerySet:
    """Those of the units for which the person reviews."""
    return Report.objects.filter(unit__in=user.unit_ids({Role.REVIEWER}))


def decidable_reports(user: User) -> ReportQuerySet:
    """Those that may come to the person: as reviewer, for the lead unit, or in the office."""
    ours = Q(unit__in=user.unit_ids({Role.REVIEWER})) | _parts_for(user)
    if user.has_role(rules.OFFICE_ROLES):
        return Report.objects.all()
    return Report.objects.filter(ours)


def _parts_for(user: User) -> Q:
    """Parts of assisting units in tasks that the person's units lead."""
    led = Assignment.objects.live().filter(
        unit__in=user.unit_ids(LEADING_ROLES), role=AssignmentRole.LEAD
    )
    return Q(assignment__role=AssignmentRole.ASSIST, assignment__task__in=led.values("task"))


def acts_as(user: User, report: Report, who: Collection[Actor]) -> bool:
    """Whether the person may act on the report as one of `who`."""
    roles = {role for role, actor in _UNIT_ACTORS.items() if actor in who}
    if report.unit_id in user.unit_ids(roles):
        return True
    if any(role in user.roles for role, actor in _OFFICE_ACTORS.items() if actor in who):
        return True
    return Actor.LEAD in who and report.is_part and _leads(user, report)


def _leads(user: User, report: Report) -> bool:
    assert report.assignment is not None  # parts are about tasks
    leads = Assignment.objects.live().filter(
        task=report.assignment.task_id,
        role=AssignmentRole.LEAD,
        unit__in=user.unit_ids(LEADING_ROLES),
    )
    return leads.exists()


def visible_report(user: User, pk: int) -> Report:
    """With its period. Raises Http404 for strangers."""
    return get_object_or_404(visible_reports(user).select_related("period"), pk=pk)


def editable_report(user: User, pk: int) -> Report:
    """Raises Http404 for strangers, PermissionDenied for those who may only read it."""
    report = visible_report(user, pk)
    if report.unit_id not in user.unit_ids({Role.REPORTER}):
        raise PermissionDenied
    return report


def task_report(user: User, pk: int) -> Report:
    """A report on a task, for those who may ask something about the task for its unit.

    Raises Http404 for strangers, PermissionDenied for those who only read it.
    """
    report = visible_report(user, pk)
    if report.assignment_id is None or report.unit_id not in user.unit_ids(LEADING_ROLES):
        raise PermissionDenied
    return report


def decidable_report(user: User, pk: int) -> Report:
    """Raises Http404 for strangers, PermissionDenied for those who never decide about it.

    Whether it is their turn is the business of the table of states.
    """
    report = visible_report(user, pk)
    if not decidable_reports(user).filter(pk=pk).exists():
        raise PermissionDenied
    return report


def require_decidable(user: User, pks: Collection[int]) -> None:
    """Raises Http404 unless all these reports may come to the person for a decision."""
    if decidable_reports(user).filter(pk__in=pks).count() < len(set(pks)):
        raise Http404


def require_editable(user: User, pks: Collection[int]) -> None:
    """Raises Http404 unless the person reports for the units of all these reports."""
    if editable_reports(user).filter(pk__in=pks).count() < len(set(pks)):
        raise Http404


def evidence_of(user: User, pk: int, evidence_id: int) -> Evidence:
    """Raises Http404 for strangers; what is only in a draft belongs to those who write it."""
    report = visible_report(user, pk)
    files = report.evidence.all()
    if report.unit_id not in user.unit_ids({Role.REPORTER}):
        files = files.filter(submissions__submitted_at__isnull=False).distinct()
    return get_object_or_404(files, pk=evidence_id)


def require_rhythm(user: User) -> None:
    """Raises PermissionDenied for those who do not set the rhythm of any plan."""
    if not user.has_role(rules.OFFICE_ROLES):
        raise PermissionDenied


def plan_with_rhythm(user: User, pk: int) -> Plan:
    """Raises Http404 for strangers, PermissionDenied for those who do not set the rhythm."""
    plan = visible_plan(user, pk)
    require_rhythm(user)
    return plan


def plan_with_periods(user: User, pk: int) -> Plan:
    """Raises Http404 for strangers, PermissionDenied for units: it tells of all the others."""
    plan = visible_plan(user, pk)
    if not user.has_role(rules.CITY_WIDE_ROLES):
        raise PermissionDenied
    return plan


def rule_to_end(user: User, pk: int) -> ReportingRule:
    """Raises Http404 for strangers, PermissionDenied for those who do not set the rhythm."""
    rule = get_object_or_404(ReportingRule, pk=pk)
    plan_with_rhythm(user, rule.plan_id)
    return rule


def period_to_close(user: User, pk: int) -> Period:
    """Raises Http404 for strangers, PermissionDenied for those who do not set the rhythm."""
    periods = Period.objects.select_related("plan").defer("plan__source_text")
    period = get_object_or_404(periods, pk=pk)
    plan_with_rhythm(user, period.plan_id)
    return period


def waiver_to_end(user: User, pk: int) -> Waiver:
    """Raises Http404 for strangers, PermissionDenied for those who do not set the rhythm."""
    waiver = get_object_or_404(Waiver, pk=pk)
    plan_with_rhythm(user, waiver.plan_id)
    return waiver


def visible_periods(user: User) -> PeriodQuerySet:
    return Period.objects.filter(plan__in=visible_plans(user))


def visible_rules(user: User) -> ReportingRuleQuerySet:
    """Those that count."""
    return ReportingRule.objects.live().filter(plan__in=visible_plans(user))
