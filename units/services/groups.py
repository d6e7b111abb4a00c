"""Verbs on collective entries and their members."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from units import rules
from units.models import (
    GroupMember,
    Unit,
    UnitGroup,
    User,
)


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
