"""The only doors to units, people and rights for a user."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from units import rules
from units.models import StandIn, StandInQuerySet, Unit, UnitGroup, UnitQuerySet, User
from units.rules import Role

LOOKERS = rules.BUSINESS_ROLES | {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}


def visible_units(user: User) -> UnitQuerySet:
    """Everybody who works in the portal may know which units there are; auditors need not."""
    if user.has_role(LOOKERS):
        return Unit.objects.all()
    return Unit.objects.none()


def visible_groups(user: User) -> QuerySet[UnitGroup]:
    if user.has_role(LOOKERS):
        return UnitGroup.objects.all()
    return UnitGroup.objects.none()


def visible_unit(user: User, pk: int) -> Unit:
    """Raises Http404 for those who may not know of the unit."""
    return get_object_or_404(visible_units(user), pk=pk)


# Heads arrange stand-ins among the people of their own unit; whoever is asked for more, as for a
# leader, an administrator or somebody from elsewhere, is the security administrator. Reviewers do
# not: they would write what they review. Nobody arranges their own rights.
STAND_IN_GIVERS = frozenset({Role.HEAD, Role.OFFICE_HEAD, Role.SECURITY_ADMIN})
CALENDAR_KEEPERS = rules.OFFICE_ROLES | {Role.SYSTEM_ADMIN}
# Who can do something about a job that stands still, if only call the other one.
JOB_WATCHERS = rules.OFFICE_ROLES | {Role.SYSTEM_ADMIN}


def stand_in_units(user: User) -> UnitQuerySet:
    """Units for whose people the person may arrange stand-ins."""
    if user.has_role([Role.SECURITY_ADMIN]):
        return Unit.objects.all()
    return Unit.objects.filter(pk__in=user.unit_ids([Role.HEAD, Role.OFFICE_HEAD]))


def visible_stand_ins(user: User) -> StandInQuerySet:
    return StandIn.objects.filter(unit__in=stand_in_units(user))


def require_role(user: User, *roles: Role) -> None:
    """Raises Http404 unless the person holds one of the roles: others have no such page."""
    if not user.has_role(roles):
        raise Http404
