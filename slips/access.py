"""The only doors to slips for a user."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from plans.access import visible_plans
from slips.models import AnswerFile, Slip, SlipQuerySet
from slips.rules import Actor, SlipVerb, who_may
from units.models import Unit, User
from units.rules import OFFICE_ROLES, UNIT_ROLES, Role


def visible_slips(user: User) -> SlipQuerySet:
    """The office sees all; leaders what was sent; a unit what was sent to it."""
    known = Slip.objects.filter(plan__in=visible_plans(user))
    if user.has_role(OFFICE_ROLES):
        return known
    if user.has_role({Role.LEADER}):
        return known.sent()
    return known.sent().filter(unit__in=user.unit_ids())


def visible_slip(user: User, pk: int) -> Slip:
    """Raises Http404 for strangers."""
    related = ("plan", "unit", "office", "report__period", "milestone", "follows", "drafted_by")
    found = visible_slips(user).select_related(*related).defer("plan__source_text")
    return get_object_or_404(found, pk=pk)


def slip_actors(user: User, slip: Slip) -> frozenset[Actor]:
    """As what the person may act on the slip; empty for those who only read it."""
    found = {
        Actor.INSPECTOR: Role.INSPECTOR in user.roles,
        Actor.OFFICE_HEAD: Role.OFFICE_HEAD in user.roles,
        Actor.UNIT: slip.unit_id in user.unit_ids(UNIT_ROLES),
    }
    return frozenset(actor for actor, is_so in found.items() if is_so)


def slip_for(user: User, pk: int, verb: SlipVerb) -> Slip:
    """Raises Http404 for strangers, PermissionDenied for those who never take that step."""
    slip = visible_slip(user, pk)
    if slip_actors(user, slip).isdisjoint(who_may(verb)):
        raise PermissionDenied
    return slip


def require_drafting(user: User) -> None:
    """Raises PermissionDenied for those who do not draft slips."""
    if not user.has_role(OFFICE_ROLES):
        raise PermissionDenied


def own_office(user: User) -> Unit:
    """The office that the person heads. Raises PermissionDenied for everybody else."""
    office = Unit.objects.filter(pk__in=user.unit_ids({Role.OFFICE_HEAD})).first()
    if office is None:
        raise PermissionDenied
    return office


def answer_file(user: User, pk: int) -> AnswerFile:
    """Raises Http404 for those who may not know of the slip."""
    files = AnswerFile.objects.filter(step__slip__in=visible_slips(user))
    return get_object_or_404(files, pk=pk)
