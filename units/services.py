"""Verbs on units and their names, on people and their rights."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from rest_framework.authtoken.models import Token

from core import audit
from core.errors import RuleBroken
from units import rules
from units.models import (
    GroupMember,
    Membership,
    NameKindChoice,
    RoleChoice,
    Unit,
    UnitGroup,
    UnitName,
    User,
)
from units.queries import scope_of
from units.rules import Role

# Without characters that people mistake for one another when they copy them from paper.
PASSWORD_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class NewUnit:
    """A body that the portal doesn't know yet; a government of its own has no parent."""

    name: str
    kind: str
    level: str
    parent: Unit | None
    other_names: tuple[str, ...] = ()

    @property
    def scope(self) -> Unit | None:
        return scope_of(self.parent) if self.parent else None

    @property
    def keys(self) -> dict[str, str]:
        """Key -> name, each key once however it is printed."""
        names = (self.name, *self.other_names)
        return {rules.name_key(name): name for name in reversed(names)}


def create_unit(
    name: str,
    *,
    kind: str,
    level: str,
    parent: Unit | None,
    other_names: Sequence[str] = (),
    by: User | None,
    now: datetime,
) -> Unit:
    """A new unit that answers to its name and to the others; see `create_units`."""
    wish = NewUnit(name, kind, level, parent, tuple(other_names))
    return create_units([wish], by=by, now=now)[0]


@transaction.atomic
def create_units(wishes: Sequence[NewUnit], *, by: User | None, now: datetime) -> list[Unit]:
    """New units in the order given; the number of queries doesn't grow with theirs.

    Their names are understood under the government that they stand below. Raises RuleBroken where
    another unit goes by one of them.
    """
    units = Unit.objects.bulk_create(
        Unit(name=w.name, kind=w.kind, level=w.level, parent=w.parent, scope=w.scope)
        for w in wishes
    )
    _give_names(
        UnitName(unit=unit, scope=unit.scope, name=name, key=key, kind=_name_kind(unit, name))
        for unit, wish in zip(units, wishes, strict=True)
        for key, name in wish.keys.items()
    )
    audit.record_each("unit.created", units, by=by, now=now)
    return units


@transaction.atomic
def add_name(
    name: str,
    *,
    unit: Unit,
    kind: NameKindChoice = NameKindChoice.ALIAS,
    by: User | None,
    now: datetime,
) -> None:
    """From now on the unit answers to this name as well; naming it again changes nothing."""
    key = rules.name_key(name)
    if unit.names.filter(key=key, valid_to=None).exists():
        return
    _give_names([UnitName(unit=unit, scope=unit.scope, name=name, key=key, kind=kind)])
    audit.record("unit.named", unit, by=by, now=now, details={"name": name})


@transaction.atomic
def remove_name(name: str, *, unit: Unit, by: User, now: datetime) -> None:
    """The unit no longer answers to an alias; its own name and former names stay.

    The history of names keeps that it did.
    """
    aliases = unit.names.filter(key=rules.name_key(name), kind=NameKindChoice.ALIAS)
    deleted, _rows = aliases.delete()
    if deleted:
        audit.record("unit.name_removed", unit, by=by, now=now, details={"name": name})


@transaction.atomic
def create_group(name: str, *, scope: Unit | None, by: User | None, now: datetime) -> UnitGroup:
    """A collective entry without members yet; once more for the same name gives the same group."""
    group, created = UnitGroup.objects.get_or_create(
        key=rules.name_key(name), scope=scope, defaults={"name": name}
    )
    if created:
        audit.record("group.created", group, by=by, now=now)
    return group


@transaction.atomic
def add_member(*, group_id: int, unit: Unit, by: User, now: datetime) -> GroupMember:
    """From today on the unit belongs to the collective; its tasks reach it when a period opens.

    Raises RuleBroken for a unit that belongs to it already.
    """
    group = UnitGroup.objects.select_for_update().get(pk=group_id)
    today = timezone.localtime(now).date()
    if group.memberships.filter(Q(valid_to=None) | Q(valid_to__gte=today), unit=unit).exists():
        raise RuleBroken(
            _("%(unit)s belongs to %(group)s already.") % {"unit": unit.name, "group": group.name}
        )
    member = GroupMember.objects.create(group=group, unit=unit, valid_from=today)
    audit.record("group.member_added", group, by=by, now=now, details={"unit": unit.name})
    return member


@transaction.atomic
def end_member(*, member_id: int, by: User, now: datetime) -> GroupMember:
    """After today the unit no longer belongs to the collective; it keeps the tasks it has."""
    member = GroupMember.objects.select_for_update().get(pk=member_id)
    member.valid_to = timezone.localtime(now).date()
    member.save(update_fields=["valid_to"])
    group = UnitGroup.objects.get(pk=member.group_id)
    unit = Unit.objects.get(pk=member.unit_id)
    audit.record("group.member_ended", group, by=by, now=now, details={"unit": unit.name})
    return member


def _name_kind(unit: Unit, name: str) -> str:
    return NameKindChoice.SHORT if name == unit.name else NameKindChoice.ALIAS


def _give_names(names: Iterable[UnitName]) -> None:
    new = list(names)
    if not all(name.key for name in new):
        raise RuleBroken(_("A unit needs a name."))
    try:
        with transaction.atomic():
            UnitName.objects.bulk_create(new)
    except IntegrityError as taken:
        sentence = _(
            "Another unit already goes by one of these names: %(names)s. Choose it instead."
        )
        raise RuleBroken(sentence % {"names": ", ".join(_clashing(new))}) from taken


def _clashing(new: Sequence[UnitName]) -> list[str]:
    """Those of the new names that are taken already or given twice."""
    taken = UnitName.objects.filter(key__in=[name.key for name in new]).values_list("scope", "key")
    seen: set[tuple[int | None, str]] = set(taken)
    clashing = []
    for name in new:
        if (name.scope_id, name.key) in seen:
            clashing.append(name.name)
        seen.add((name.scope_id, name.key))
    return clashing


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
    Token.objects.filter(user=user).delete()
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
    # Whoever learnt the old password may have taken a token with it.
    Token.objects.filter(user=user).delete()
    audit.record("account.password_changed", user, by=user, now=now)


@transaction.atomic
def issue_token(*, user: User, now: datetime) -> str:
    """The person's key to the API, for programs; the same one until it is withdrawn.

    A new password or a closed account withdraws it as well.
    """
    token, created = Token.objects.get_or_create(user=user)
    if created:
        audit.record("token.issued", user, by=user, now=now)
    return token.key


@transaction.atomic
def withdraw_token(*, user: User, now: datetime) -> None:
    """Programs that use the person's token are refused from now on."""
    deleted, _rows = Token.objects.filter(user=user).delete()
    if deleted:
        audit.record("token.withdrawn", user, by=user, now=now)


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
