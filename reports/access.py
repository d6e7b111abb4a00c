"""The only doors to reports for a user."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from plans.access import visible_plan
from plans.models import Plan
from reports.models import Report, ReportQuerySet
from tasks.models import Assignment, AssignmentRole
from units import rules
from units.models import User
from units.rules import Role


def visible_reports(user: User) -> ReportQuerySet:
    """The office and leaders see all; a unit its own, and as lead those of its task's assists."""
    if user.has_role(rules.CITY_WIDE_ROLES):
        return Report.objects.all()
    mine = user.unit_ids()
    led = Assignment.objects.live().filter(unit__in=mine, role=AssignmentRole.LEAD)
    return Report.objects.filter(Q(unit__in=mine) | Q(assignment__task__in=led.values("task")))


def editable_reports(user: User) -> ReportQuerySet:
    """Those of the units for which the person reports."""
    return Report.objects.filter(unit__in=user.unit_ids({Role.REPORTER}))


def reviewable_reports(user: User) -> ReportQuerySet:
    """Those of the units for which the person reviews."""
    return Report.objects.filter(unit__in=user.unit_ids({Role.REVIEWER}))


def visible_report(user: User, pk: int) -> Report:
    """Raises Http404 for strangers."""
    return get_object_or_404(visible_reports(user), pk=pk)


def editable_report(user: User, pk: int) -> Report:
    """Raises Http404 for strangers, PermissionDenied for those who may only read it."""
    return _report_as(user, pk, Role.REPORTER)


def reviewable_report(user: User, pk: int) -> Report:
    """Raises Http404 for strangers, PermissionDenied for those who do not review for its unit."""
    return _report_as(user, pk, Role.REVIEWER)


def require_reviewable(user: User, pks: Collection[int]) -> None:
    """Raises Http404 unless the person reviews for the units of all these reports."""
    if reviewable_reports(user).filter(pk__in=pks).count() < len(pks):
        raise Http404


def plan_with_rhythm(user: User, pk: int) -> Plan:
    """Raises Http404 for strangers, PermissionDenied for those who do not set the rhythm."""
    plan = visible_plan(user, pk)
    if not user.has_role(rules.OFFICE_ROLES):
        raise PermissionDenied
    return plan


def _report_as(user: User, pk: int, role: Role) -> Report:
    report = visible_report(user, pk)
    if report.unit_id not in user.unit_ids({role}):
        raise PermissionDenied
    return report
