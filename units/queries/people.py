"""Page-shaped reads on accounts, rights and the audit trail."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q, QuerySet

from core.audit_words import verbs_like
from core.models import AuditCheck, AuditEntry
from units import access, rules
from units.models import (
    AccountRequest,
    Membership,
    RequestState,
    RoleWish,
    SignInCount,
    StandInQuerySet,
    UnitQuerySet,
    User,
)
from units.queries.asking import asked
from units.rules import Role

# What the administrators act on: accounts and rights, units, the calendar, locks.
ADMINISTERED = (
    "units.user",
    "units.unit",
    "units.unitgroup",
    "units.standin",
    "units.signincount",
    "units.token",
    "core.specialday",
)


def accounts(query: Mapping[str, str]) -> QuerySet[User]:
    """People with their live memberships prefetched as `held`."""
    live = Membership.objects.live().select_related("unit", "stand_in__principal")
    waiting = AccountRequest.objects.filter(state=RequestState.WAITING)
    people = User.objects.prefetch_related(
        Prefetch("memberships", live.order_by("role"), to_attr="held"),
        Prefetch("requests", waiting, to_attr="waiting"),
    )
    if wanted := asked(query, "q"):
        people = people.filter(Q(name__icontains=wanted) | Q(username__icontains=wanted))
    return people.order_by("username")


def grants(query: Mapping[str, str]) -> QuerySet[Membership]:
    live = Membership.objects.live().own().select_related("user", "unit")
    live = live.prefetch_related("watched_units")
    if wanted := asked(query, "q"):
        live = live.filter(Q(user__name__icontains=wanted) | Q(unit__name__icontains=wanted))
    if role := asked(query, "role"):
        live = live.filter(role=role)
    return live.order_by("unit__protocol_order", "unit__name", "role", "user__name")


def stand_ins(user: User) -> StandInQuerySet:
    """What is under way or planned first, then the newest."""
    found = access.visible_stand_ins(user).select_related("unit", "principal", "deputy", "given_by")
    binding = Q(state__in=rules.BINDING_STATES)
    waits = ExpressionWrapper(binding, output_field=BooleanField())
    return found.annotate(binds=waits).order_by("-binds", "-starts_on", "-pk")


def people_of(units: UnitQuerySet) -> QuerySet[User]:
    """Who holds a role of their own in one of these units."""
    held = Membership.objects.live().own().filter(unit__in=units)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


def account_requests() -> QuerySet[AccountRequest]:
    """Those that wait, the oldest first."""
    waiting = AccountRequest.objects.filter(state=RequestState.WAITING)
    wished = Prefetch("wishes", RoleWish.objects.select_related("unit").order_by("pk"))
    waiting = waiting.select_related("account", "asked_by").prefetch_related(wished)
    return waiting.order_by("asked_at", "pk")


def locks(*, now: datetime) -> QuerySet[SignInCount]:
    """What is locked at this moment after too many failures."""
    return SignInCount.objects.filter(locked_until__gt=now).order_by("-locked_until", "pk")


def roles_of(person: User) -> QuerySet[Membership]:
    """What somebody holds in their own right, for handing it over."""
    own = person.memberships.live().own().select_related("unit")
    return own.order_by("unit__protocol_order", "unit__name", "role")


def watched_unit_ids(user: User) -> set[int] | None:
    """The units of a leader's field; None where it is all of them.

    The supervision office watches all units; whoever is neither watches none.
    """
    if user.has_role(rules.OFFICE_ROLES):
        return None
    leading = [m for m in user.live_memberships if m.role == Role.LEADER]
    fields = [user.watched_by_membership.get(m.pk, set()) for m in leading]
    if any(not watched for watched in fields):
        return None
    return set().union(*fields)


def leaders() -> QuerySet[User]:
    """Those who lead in their own right, not as somebody's stand-in."""
    held = Membership.objects.live().own().filter(role=Role.LEADER)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


def last_check() -> AuditCheck | None:
    return AuditCheck.objects.order_by("-pk").first()


def audit_entries(query: Mapping[str, str]) -> QuerySet[AuditEntry]:
    """Newest first."""
    entries = AuditEntry.objects.order_by("-pk")
    if wanted := asked(query, "q"):
        entries = entries.filter(
            Q(actor_name__icontains=wanted)
            | Q(object_name__icontains=wanted)
            | Q(verb__in=[wanted, *verbs_like(wanted)])
        )
    if query.get("admins"):
        entries = entries.filter(object_type__in=ADMINISTERED).exclude(verb="account.signed_in")
    return entries
