"""Verbs on people and their rights."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from units import rules
from units.models import Membership, RoleChoice, Unit, User
from units.rules import Role

# Without characters that people mistake for one another when they copy them from paper.
PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@transaction.atomic
def create_account(
    *, username: str, name: str, email: str, phone: str, by: User | None, now: datetime
) -> tuple[User, str]:
    """A new account without any role, and its random first password, which is shown only once."""
    password = get_random_string(12, PASSWORD_ALPHABET)
    user = User.objects.create_user(username, password, name=name, email=email, phone=phone)
    audit.record("account.created", user, by=by, now=now)
    return user, password


@transaction.atomic
def set_account_active(*, user_id: int, active: bool, by: User, now: datetime) -> User:
    """Open or close an account; a closed one is signed out with its next click."""
    user = User.objects.select_for_update().get(pk=user_id)
    if user.pk == by.pk:
        raise RuleBroken(_("You cannot close your own account. Ask another administrator."))
    user.is_active = active
    user.save(update_fields=["is_active"])
    audit.record("account.opened" if active else "account.closed", user, by=by, now=now)
    return user


@transaction.atomic
def change_password(*, user: User, password: str, now: datetime) -> None:
    """Raises RuleBroken with the sentences of every rule that the new password breaks."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise RuleBroken(" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record("account.password_changed", user, by=user, now=now)


@transaction.atomic
def grant_role(*, user_id: int, unit: Unit, role: Role, by: User | None, now: datetime) -> Membership:
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
    membership = Membership.objects.select_for_update().select_related("user", "unit").get(
        pk=membership_id
    )
    if membership.user_id == by.pk:
        raise RuleBroken(_("You cannot end your own role. Ask another administrator."))
    membership.ended_on = now.date()
    membership.save(update_fields=["ended_on"])
    details = {"unit": membership.unit.name, "role": membership.role}
    audit.record("role.ended", membership.user, by=by, now=now, details=details)
    return membership
