"""The only doors to circulars for a user."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404

from briefs.models import Circular, CircularQuerySet, KindChoice
from briefs.rules.states import Actor, CircularVerb, who_may
from plans.access import visible_plans
from units.models import Unit, User
from units.rules import BUSINESS_ROLES, OFFICE_ROLES, Role


def visible_circulars(user: User) -> CircularQuerySet:
    """The office sees all; leaders what was issued; units the same without leaders' briefs."""
    if not user.has_role(BUSINESS_ROLES):
        return Circular.objects.none()
    known = Circular.objects.filter(Q(plan=None) | Q(plan__in=visible_plans(user)))
    if user.has_role(OFFICE_ROLES):
        return known
    if user.has_role({Role.LEADER}):
        return known.issued()
    about_briefs = Q(kind=KindChoice.BRIEF) | Q(corrects__kind=KindChoice.BRIEF)
    return known.issued().exclude(about_briefs)


def visible_circular(user: User, pk: int) -> Circular:
    """Raises Http404 for strangers."""
    related = ("plan", "office", "corrects", "drafted_by")
    found = visible_circulars(user).select_related(*related).defer("plan__source_text")
    return get_object_or_404(found, pk=pk)


def circular_actors(user: User) -> frozenset[Actor]:
    """As what the person may act on circulars; empty for those who only read them."""
    found = {
        Actor.INSPECTOR: Role.INSPECTOR in user.roles,
        Actor.OFFICE_HEAD: Role.OFFICE_HEAD in user.roles,
    }
    return frozenset(actor for actor, is_so in found.items() if is_so)


def circular_for(user: User, pk: int, verb: CircularVerb) -> Circular:
    """Raises Http404 for strangers, PermissionDenied for those who never take that step."""
    circular = visible_circular(user, pk)
    if circular_actors(user).isdisjoint(who_may(verb)):
        raise PermissionDenied
    return circular


def require_office(user: User) -> None:
    """Raises PermissionDenied for those who do not draft circulars."""
    if not user.has_role(OFFICE_ROLES):
        raise PermissionDenied


def own_office(user: User, roles: frozenset[Role] | None = None) -> Unit:
    """The office that the person works in. Raises PermissionDenied for everybody else."""
    units = user.unit_ids(roles or OFFICE_ROLES)
    office = Unit.objects.filter(pk__in=units).order_by("protocol_order", "pk").first()
    if office is None:
        raise PermissionDenied
    return office
