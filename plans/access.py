"""The only doors to plans for a user."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from plans.models import Plan, PlanQuerySet, PlanState
from units import rules
from units.models import User
from units.rules import Role


def visible_plans(user: User) -> PlanQuerySet:
    """A published plan goes to every unit of the city; the three administrators see none."""
    if user.has_role(rules.BUSINESS_ROLES):
        return Plan.objects.exclude(state=PlanState.DRAFT)
    return Plan.objects.none()


def visible_plan(user: User, pk: int) -> Plan:
    """Raises Http404 for those who may not know of the plan."""
    return get_object_or_404(visible_plans(user), pk=pk)


def plan_to_move(user: User, pk: int) -> Plan:
    """Raises Http404 for strangers, PermissionDenied for those who do not close plans."""
    plan = visible_plan(user, pk)
    if not user.has_role({Role.OFFICE_HEAD}):
        raise PermissionDenied
    return plan
