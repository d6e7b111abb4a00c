"""Verbs on stand-ins (AB角): somebody acts for a colleague who is away.

Rights follow from memberships, so a stand-in that begins opens memberships of the deputy's, and
one that ends closes them. Only what the principal holds in their own right is handed on.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from units import rules, wording
from units.models import Membership, RoleChoice, StandIn, Unit, User
from units.rules import Actor, Need, Role, StandInState, StandInVerb
from units.rules.stand_ins import fault_of

# What the job's steps are in the audit trail.
DONE = {
    StandInState.RUNNING: "stand_in.begun",
    StandInState.ENDED: "stand_in.ended",
    StandInState.REFUSED: "stand_in.refused",
}


@dataclass(frozen=True)
class Absence:
    """Who is to act for whom, where, and from which day to which, both included."""

    unit: Unit
    principal: User
    deputy: User
    starts_on: date
    ends_on: date
    reason: str


@transaction.atomic
def give_stand_in(absence: Absence, *, by: User, now: datetime) -> StandIn:
    """Let the deputy act for the principal in this unit; at once where it begins today.

    Heads choose among the people of their unit; the security administrator chooses anybody.
    Raises RuleBroken where the deputy holds a role that excludes one of the principal's.
    """
    # The lock keeps a grant at the same moment from slipping past the check of roles.
    users = User.objects.select_for_update().order_by("pk")
    list(users.filter(pk__in=[absence.principal.pk, absence.deputy.pk]))
    _check(absence, by=by, today=timezone.localtime(now).date())
    try:
        with transaction.atomic():
            stand_in = StandIn.objects.create(**vars(absence), given_by=by, given_at=now)
    except IntegrityError as taken:
        sentence = _("Somebody stands in for %(name)s in these days already.")
        raise RuleBroken(sentence % {"name": absence.principal.name}) from taken
    details = {
        "unit": absence.unit.name,
        "from": str(absence.starts_on),
        "to": str(absence.ends_on),
        "reason": absence.reason,
    }
    audit.record("stand_in.given", stand_in, by=by, now=now, details=details)
    _settle(stand_in, now=now)
    return stand_in


def _check(absence: Absence, *, by: User, today: date) -> None:
    fault = fault_of(
        principal=absence.principal.pk,
        deputy=absence.deputy.pk,
        giver=by.pk,
        starts_on=absence.starts_on,
        ends_on=absence.ends_on,
        reason=absence.reason,
        today=today,
    )
    sentence = wording.stand_in_fault(fault) if fault else _obstacle(absence, by=by)
    if sentence:
        raise RuleBroken(sentence)


def _obstacle(absence: Absence, *, by: User) -> str:
    """What about the two people stands against it; empty where nothing does."""
    names = {"name": absence.principal.name, "deputy": absence.deputy.name}
    handed_on = _own_roles(absence.principal, absence.unit)
    if not handed_on:
        return _("%(name)s holds no role in this unit to stand in for.") % names
    if not absence.deputy.is_active:
        return _("The account of %(deputy)s is closed.") % names
    if not (_own_roles(absence.deputy, absence.unit) or by.has_role([Role.SECURITY_ADMIN])):
        sentence = _(
            "%(deputy)s does not belong to this unit. "
            "The security administrator can choose people from elsewhere."
        )
        return sentence % names
    if absence.deputy.deputies.binding().overlapping(absence.starts_on, absence.ends_on).exists():
        return _("%(deputy)s is away in these days as well. Choose another.") % names
    return _exclusion(absence.deputy, handed_on)


def _exclusion(deputy: User, handed_on: set[Role]) -> str:
    clash = _clash(deputy, handed_on)
    if clash is None:
        return ""
    role, held = clash
    sentence = _("%(deputy)s is %(held)s, which excludes acting as %(role)s.")
    facts = {"held": RoleChoice(held).label, "role": RoleChoice(role).label}
    return sentence % {"deputy": deputy.name, **facts}


@transaction.atomic
def withdraw_stand_in(*, stand_in_id: int, by: User, now: datetime) -> StandIn:
    """End a stand-in before its last day, or before it began; the rights end with it."""
    stand_in = _locked(stand_in_id)
    security = by.has_role([Role.SECURITY_ADMIN])
    who = Actor.SECURITY_ADMIN if security else Actor.HEAD
    if not _step(stand_in, StandInVerb.WITHDRAW, who=who):
        raise RuleBroken(_("This stand-in is over already."))
    _close(stand_in, now=now)
    audit.record("stand_in.withdrawn", stand_in, by=by, now=now)
    return stand_in


def keep_stand_ins(*, now: datetime) -> int:
    """Begin and end what is due; how many stand-ins changed their state.

    Safe to run at any time, twice, and in many workers at once. A stand-in that has begun stays
    so where a clock jumps back before its first day, and one that has ended never begins again.
    """
    pks = StandIn.objects.binding().order_by("pk").values_list("pk", flat=True)
    return sum(_keep(pk, now=now) for pk in list(pks))


@transaction.atomic
def _keep(stand_in_id: int, *, now: datetime) -> bool:
    stand_in = _locked(stand_in_id)
    return _settle(stand_in, now=now)


def _locked(stand_in_id: int) -> StandIn:
    """The deputy's row first, as everything that gives roles does."""
    deputies = User.objects.select_for_update().filter(principals=stand_in_id)
    list(deputies)
    related = StandIn.objects.select_related("principal", "deputy", "unit")
    return related.select_for_update(of=("self",)).get(pk=stand_in_id)


def _settle(stand_in: StandIn, *, now: datetime) -> bool:
    """Bring one stand-in, locked together with its deputy, in step with the day."""
    met = _needs_met(stand_in, today=timezone.localtime(now).date())
    for verb in (StandInVerb.END, StandInVerb.BEGIN, StandInVerb.FORBID):
        if _step(stand_in, verb, who=Actor.JOB, met=met):
            roles = _follow(stand_in, now=now)
            audit.record(
                DONE[StandInState(stand_in.state)], stand_in, by=None, now=now, details=roles
            )
            return True
    if stand_in.state == StandInState.RUNNING and (roles := _follow(stand_in, now=now)):
        audit.record("stand_in.roles_changed", stand_in, by=None, now=now, details=roles)
    return False


def _needs_met(stand_in: StandIn, *, today: date) -> set[Need]:
    if stand_in.ends_on < today:
        return {Need.LAST_DAY_OVER}
    clash = _clash(stand_in.deputy, _own_roles(stand_in.principal, stand_in.unit))
    met = {Need.CLASHING if clash else Need.COMPATIBLE}
    return met | ({Need.FIRST_DAY_COME} if stand_in.starts_on <= today else set())


def _step(stand_in: StandIn, verb: StandInVerb, *, who: Actor, met: Collection[Need] = ()) -> bool:
    """Take the step where the table allows it."""
    state = rules.stand_in_after(StandInState(stand_in.state), verb, who=who, met=met)
    if state is None:
        return False
    stand_in.state = state.value
    stand_in.save(update_fields=["state"])
    return True


def _follow(stand_in: StandIn, *, now: datetime) -> dict[str, list[str]]:
    """Open and end the deputy's memberships as the state and the principal's roles want it."""
    if stand_in.state != StandInState.RUNNING:
        return _close(stand_in, now=now)
    live = stand_in.deputy.memberships.live().filter(unit=stand_in.unit)
    elsewhere = set(live.exclude(stand_in=stand_in).values_list("role", flat=True))
    wanted = {
        role.value
        for role in _own_roles(stand_in.principal, stand_in.unit)
        if role.value not in elsewhere and not _clash(stand_in.deputy, {role})
    }
    held = set(live.filter(stand_in=stand_in).values_list("role", flat=True))
    changed = _close(stand_in, now=now, roles=held - wanted) if held - wanted else {}
    for role in sorted(wanted - held):
        _open(stand_in, role)
    return changed | ({"opened": sorted(wanted - held)} if wanted - held else {})


def _open(stand_in: StandIn, role: str) -> None:
    opened = Membership.objects.create(
        user=stand_in.deputy, unit=stand_in.unit, role=role, stand_in=stand_in
    )
    watching = stand_in.principal.memberships.live().own().filter(unit=stand_in.unit, role=role)
    opened.watched_units.set(Unit.objects.filter(watched_by__in=watching))


def _close(
    stand_in: StandIn, *, now: datetime, roles: set[str] | None = None
) -> dict[str, list[str]]:
    """End what the deputy holds by this stand-in, or those roles of it."""
    held = stand_in.memberships.live()
    if roles is not None:
        held = held.filter(role__in=roles)
    ended = sorted(held.values_list("role", flat=True))
    held.update(ended_on=timezone.localtime(now).date())
    return {"ended": ended} if ended else {}


def _own_roles(person: User, unit: Unit) -> set[Role]:
    held = person.memberships.live().own().filter(unit=unit)
    return {Role(role) for role in held.values_list("role", flat=True)}


def _clash(deputy: User, handed_on: set[Role]) -> tuple[Role, Role] | None:
    """A role of the principal's, and the deputy's that excludes it."""
    held = {Role(role) for role in deputy.memberships.live().values_list("role", flat=True)}
    for role in sorted(handed_on):
        other = rules.excluded_by(role, held | (handed_on - {role}))
        if other is not None:
            return role, other
    return None
