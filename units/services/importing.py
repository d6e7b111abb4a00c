"""Units and accounts by the hundred, as administrators bring them in sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from units.models import AccountRequest, RoleWish, Unit, User
from units.rules import Role
from units.services.naming import NewUnit, create_units, hold_names


class Planted(NamedTuple):
    """A new unit; `below` is the key of another new one under which it stands."""

    key: str
    wish: NewUnit
    below: str = ""


class NewAccount(NamedTuple):
    """Somebody who is to work in the portal, and the roles that are wished for them."""

    username: str
    name: str
    email: str
    phone: str
    roles: tuple[tuple[int, Role], ...] = ()


@transaction.atomic
def plant_units(rows: Sequence[Planted], *, by: User, now: datetime) -> dict[str, Unit]:
    """New units in any order, also below one another; one `create_units` for each storey.

    Raises RuleBroken where a unit stands below one that is neither known nor among them, and where
    somebody else was faster with one of the names.
    """
    hold_names()
    made: dict[str, Unit] = {}
    waiting = list(rows)
    while waiting:
        ready = [row for row in waiting if not row.below or row.below in made]
        if not ready:
            sentence = _("The superior unit of “%(unit)s” is not among the units to be created.")
            raise RuleBroken(sentence % {"unit": waiting[0].wish.name})
        wishes = [_below(row, made) for row in ready]
        created = create_units(wishes, by=by, now=now)
        made |= {row.key: unit for row, unit in zip(ready, created, strict=True)}
        waiting = [row for row in waiting if row.key not in made]
    return made


def _below(row: Planted, made: Mapping[str, Unit]) -> NewUnit:
    return replace(row.wish, parent=made[row.below]) if row.below else row.wish


@transaction.atomic
def create_accounts(people: Sequence[NewAccount], *, by: User, now: datetime) -> list[User]:
    """New accounts that wait for the security administrator, each with the roles wished for it.

    None of them has a password yet; the system administrator issues each one by itself.
    """
    # In one order everywhere: two sheets with the same people would otherwise wait for each other.
    people = sorted(people, key=lambda each: each.username)
    new = [User(**_facts(each), is_active=False) for each in people]
    for user in new:
        user.set_unusable_password()
    try:
        with transaction.atomic():
            users = User.objects.bulk_create(new)
    except IntegrityError as taken:
        raise RuleBroken(_("Somebody has opened one of these accounts meanwhile.")) from taken
    requests = AccountRequest.objects.bulk_create(
        AccountRequest(account=user, asked_by=by, asked_at=now) for user in users
    )
    RoleWish.objects.bulk_create(
        RoleWish(request=request, unit_id=unit_id, role=role)
        for request, person in zip(requests, people, strict=True)
        for unit_id, role in person.roles
    )
    audit.record_each("account.created", users, by=by, now=now)
    audit.record_each("account.requested", users, by=by, now=now)
    return users


def _facts(person: NewAccount) -> dict[str, str]:
    return {name: getattr(person, name) for name in ("username", "name", "email", "phone")}
