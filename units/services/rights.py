"""Verbs on roles."""

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
    Unit,
    User,
)
from units.rules import Role


@transaction.atomic
def grant_role(
    *, user_id: int, unit: Unit, role: Role, by: User | None, now: datetime
) -> Membership:
    """Give a person a role in a unit.

    Raises RuleBroken where the role excludes one that the person holds: the three administrators
    exclude one another and every business role.
    """
    # The lock keeps two grants at once from slipping past each other's check.
    user = User.objects.select_for_update().get(pk=user_id)
    held = {Role(membership.role) for membership in user.memberships.live()}
    other = rules.excluded_by(role, held)
    if other is not None:
        facts = {"name": user.name, "held": RoleChoice(other).label, "role": RoleChoice(role).label}
        raise RuleBroken(
            _(
                "%(name)s is %(held)s, which excludes being %(role)s as well. "
                "End the first role before you grant the second."
            )
            % facts
        )
    membership, created = user.memberships.live().get_or_create(
        user=user, unit=unit, role=role.value
    )
    if not created:
        raise RuleBroken(_("%(name)s already holds this role in this unit.") % {"name": user.name})
    details = {"unit": unit.name, "role": role.value}
    audit.record("role.granted", user, by=by, now=now, details=details)
    return membership


@transaction.atomic
def end_role(*, membership_id: int, by: User, now: datetime) -> Membership:
    """Take a role away as of today; what the person did with it stays on record."""
    membership = (
        Membership.objects.select_for_update().select_related("user", "unit").get(pk=membership_id)
    )
    if membership.user_id == by.pk:
        raise RuleBroken(_("You cannot end your own role. Ask another administrator."))
    membership.ended_on = timezone.localtime(now).date()
    membership.save(update_fields=["ended_on"])
    details = {"unit": membership.unit.name, "role": membership.role}
    audit.record("role.ended", membership.user, by=by, now=now, details=details)
    return membership
