"""The only doors to targets for a user."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from indicators.models import (
    Amendment,
    AmendmentQuerySet,
    Indicator,
    LampChoice,
    LampScheme,
    Target,
    TargetQuerySet,
)
from indicators.rules import (
    AmendmentActor,
    AmendmentNeed,
    AmendmentState,
    AmendmentVerb,
    step,
)
from plans.access import visible_plan, visible_plans
from plans.models import Plan
from units.models import User
from units.rules import BUSINESS_ROLES, OFFICE_ROLES, Role

# Who speaks for the unit that leads a target.
SPEAKERS = frozenset({Role.REVIEWER, Role.HEAD})
_BY_ROLE = {
    Role.INSPECTOR: AmendmentActor.INSPECTOR,
    Role.OFFICE_HEAD: AmendmentActor.OFFICE_HEAD,
    Role.LEADER: AmendmentActor.LEADER,
}


def visible_targets(user: User) -> TargetQuerySet:
    return Target.objects.filter(plan__in=visible_plans(user))


def visible_target(user: User, pk: int) -> Target:
    """Raises Http404 for those who may not know of the target."""
    return get_object_or_404(visible_targets(user), pk=pk)


def office_target(user: User, pk: int) -> Target:
    """For the supervision office's own acts: a stranger gets 404, a reader 403."""
    target = visible_target(user, pk)
    require_office(user)
    return target


def visible_schemes(user: User) -> QuerySet[LampScheme]:
    """What ships with the portal, and what plans use or used that the person may see."""
    if not user.has_role(BUSINESS_ROLES):
        return LampScheme.objects.none()
    used = LampChoice.objects.filter(plan__in=visible_plans(user))
    return LampScheme.objects.filter(Q(is_preset=True) | Q(pk__in=used.values("scheme")))


def amendable_target(user: User, pk: int) -> Target:
    """For those who may ask for another promise."""
    target = get_object_or_404(visible_targets(user).select_related("indicator", "plan"), pk=pk)
    if step(AmendmentState.NEW, AmendmentVerb.REQUEST, amendment_actors(user, target)) is None:
        raise PermissionDenied
    return target


def office_plan(user: User, pk: int) -> Plan:
    """A plan whose lamps the person may choose."""
    plan = visible_plan(user, pk)
    require_office(user)
    return plan


def visible_amendments(user: User) -> AmendmentQuerySet:
    """A published target's amendments are as open as the target itself."""
    return Amendment.objects.filter(target__in=visible_targets(user))


def decidable_amendment(user: User, pk: int) -> Amendment:
    """For those who have any part in deciding it: the deciders, and whoever asked for it."""
    asked = get_object_or_404(visible_amendments(user).select_related("target"), pk=pk)
    if not amendment_actors(user, asked.target, asked) - {AmendmentActor.LEAD_UNIT}:
        raise PermissionDenied
    return asked


def open_verbs(user: User, asked: Amendment) -> list[AmendmentVerb]:
    """What the person may do about a request now; who asked is not offered to decide."""
    state, actors = AmendmentState(asked.state), amendment_actors(user, asked.target, asked)
    known = {verb: step(state, verb, actors) for verb in AmendmentVerb}
    own = asked.requested_by_id == user.pk
    return [
        verb
        for verb, each in known.items()
        if each is not None and not (own and AmendmentNeed.SECOND_PERSON in each.needs)
    ]


def amendment_actors(
    user: User, target: Target, asked: Amendment | None = None
) -> frozenset[AmendmentActor]:
    """Everything that the person is in an amendment of the target."""
    actors = {actor for role, actor in _BY_ROLE.items() if user.has_role({role})}
    if target.lead_unit_id is not None and target.lead_unit_id in user.unit_ids(SPEAKERS):
        actors.add(AmendmentActor.LEAD_UNIT)
    if asked is not None and asked.requested_by_id == user.pk:
        actors.add(AmendmentActor.REQUESTER)
    return frozenset(actors)


def visible_indicator(user: User, pk: int) -> Indicator:
    """The catalogue is open to everybody who works in the portal."""
    known = Indicator.objects.all() if user.has_role(BUSINESS_ROLES) else Indicator.objects.none()
    return get_object_or_404(known, pk=pk)


def definable_indicator(user: User, pk: int) -> Indicator:
    """The office keeps the catalogue."""
    indicator = visible_indicator(user, pk)
    require_office(user)
    return indicator


def require_office(user: User) -> None:
    """Raises PermissionDenied for those who may read but are not the supervision office."""
    if not user.has_role(OFFICE_ROLES):
        raise PermissionDenied
