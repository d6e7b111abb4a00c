"""The only doors to targets for a user."""

from django.shortcuts import get_object_or_404

from indicators.models import Target, TargetQuerySet
from plans.access import visible_plans
from units.models import User


def visible_targets(user: User) -> TargetQuerySet:
    return Target.objects.filter(plan__in=visible_plans(user))


def visible_target(user: User, pk: int) -> Target:
    """Raises Http404 for those who may not know of the target."""
    return get_object_or_404(visible_targets(user), pk=pk)
