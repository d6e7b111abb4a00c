"""Verbs on roles."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from units import rules
from units.models import (
    Membership,
    RoleChoice,
    StandIn,
    Unit,
    User,
)
from units.rules import Role
from units.services.stand_ins import withdraw_stand_in
from units.services.tokens import withdraw_all


@transaction.atomic
def grant_role(
    *,
    user_id: int,
    unit: Unit,
    role: Role,
    watched_units: Collection[Unit] = (),
    by: User | None,
    now: datetime,
) -> Membership:
    """Give a person a role in a unit; a leader may be given the units of their field with it.

    Raises RuleBroken where the role excludes one that the person holds: the three administrators
    exclude one another and every business role.
    """
    # The lock keeps two grants at once from slipping past each other's check.
    user = User.objects.select_for_update().get(pk=user_id)
    held = {Role(membership.role) for membership in user.memberships.live()}
    _refuse_excluded(user, role, held)
    membership = _open(user, unit, role, now=now)
    if membership is None:
        raise RuleBroken(_("%(name)s already holds this role in this unit.") % {"name": user.name})
    details: dict[str, object] = {"unit": unit.name, "role": role.value}
    if watched_units:
        membership.watched_units.set(watched_units)
        details["watches"] = _names(watched_units)
    audit.record("role.granted", user, by=by, now=now, details=details)
    return membership


def _open(user: User, unit: Unit, role: Role, *, now: datetime) -> Membership | None:
    """The person's own membership; None where there is one. Ends a borrowed one of the kind."""
    live = user.memberships.live().filter(unit=unit, role=role.value)
    live.exclude(stand_in=None).update(ended_on=timezone.localtime(now).date())
    membership, created = live.get_or_create(user=user, unit=unit, role=role.value)
    return membership if created else None


def _refuse_excluded(user: User, role: Role, held: set[Role]) -> None:
    other = rules.excluded_by(role, held)
    if other is None:
        return
    facts = {"name": user.name, "held": RoleChoice(other).label, "role": RoleChoice(role).label}
    sentence = _(
        "%(name)s is %(held)s, which excludes being %(role)s as well. "
        "End the first role before you grant the second."
    )
    raise RuleBroken(sentence % facts)


@transaction.atomic
def end_role(*, membership_id: int, by: User, now: datetime) -> Membership:
    """Take a role away as of today; what the person did with it stays on record.

    Whoever stands in for the person loses it at the same moment, and so do programs: their tokens
    were made for the post as it was.
    """
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user", "unit")
        .get(pk=membership_id)
    )
    if membership.user_id == by.pk:
        raise RuleBroken(_("You cannot end your own role. Ask another administrator."))
    if membership.stand_in_id is not None:
        raise RuleBroken(_("This role comes from a stand-in. Withdraw the stand-in instead."))
    _end([membership], now=now)
    withdraw_all(membership.user, by=by, now=now)
    details = {"unit": membership.unit.name, "role": membership.role}
    audit.record("role.ended", membership.user, by=by, now=now, details=details)
    return membership


def _end(memberships: Iterable[Membership], *, now: datetime) -> None:
    """End roles that people hold themselves, and with each what a deputy holds through it."""
    today = timezone.localtime(now).date()
    for membership in memberships:
        membership.ended_on = today
        membership.save(update_fields=["ended_on"])
        Membership.objects.live().filter(
            stand_in__principal=membership.user_id, unit=membership.unit_id, role=membership.role
        ).update(ended_on=today)


@transaction.atomic
def watch_units(
    *, membership_id: int, units: Collection[Unit], by: User, now: datetime
) -> Membership:
    """Set which units a leader answers for; none means all of them."""
    membership = (
        Membership.objects.live()
        .own()
        .select_for_update(of=("self",))
        .select_related("user")
        .get(pk=membership_id)
    )
    if membership.role != Role.LEADER:
        raise RuleBroken(_("Only leaders have a field of their own."))
    membership.watched_units.set(units)
    details = {"watches": _names(units)}
    audit.record("role.field_set", membership.user, by=by, now=now, details=details)
    return membership


@transaction.atomic
def hand_over(
    *, leaver_id: int, successor_id: int, units: Collection[Unit], by: User, now: datetime
) -> list[Membership]:
    """Give the successor every role that the leaver holds in these units, and end it there.

    One act: where one role is refused, because it excludes what the successor holds, none goes
    over. Stand-ins of the leaver in these units end as well.
    """
    if successor_id == leaver_id:
        raise RuleBroken(_("Choose a successor other than the person who leaves."))
    if by.pk in (leaver_id, successor_id):
        raise RuleBroken(_("You cannot hand over your own roles. Ask another administrator."))
    people = User.objects.select_for_update().order_by("pk").in_bulk([leaver_id, successor_id])
    leaver, successor = people[leaver_id], people[successor_id]
    own = leaver.memberships.live().own().filter(unit__in=units).select_related("unit")
    given = list(own.select_for_update(of=("self",)).order_by("pk"))
    if not given:
        raise RuleBroken(_("%(name)s holds no role in these units.") % {"name": leaver.name})
    for stand_in in StandIn.objects.binding().filter(unit__in=units).touching(leaver):
        withdraw_stand_in(stand_in_id=stand_in.pk, by=by, now=now)
    _end(given, now=now)
    withdraw_all(leaver, by=by, now=now)
    opened = [_take_over(membership, successor, now=now) for membership in given]
    details = {
        "from": leaver.name,
        "to": successor.name,
        "roles": [f"{membership.unit.name} {membership.role}" for membership in given],
    }
    audit.record_each("role.handed_over", [leaver, successor], by=by, now=now, details=details)
    return [membership for membership in opened if membership is not None]


def _take_over(given: Membership, successor: User, *, now: datetime) -> Membership | None:
    held = {Role(each.role) for each in successor.memberships.live()}
    _refuse_excluded(successor, Role(given.role), held)
    membership = _open(successor, given.unit, Role(given.role), now=now)
    if membership is not None:
        membership.watched_units.set(given.watched_units.all())
    return membership


def _names(units: Iterable[Unit]) -> list[str]:
    return [unit.name for unit in units]
