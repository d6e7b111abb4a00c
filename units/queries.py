"""Page-shaped reads on units, people and the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from core.models import AuditEntry
from units import access
from units.models import Membership, Unit, UnitGroup, UnitName, User


def unit_list(user: User, query: Mapping[str, str]) -> QuerySet[Unit]:
    """Units in protocol order with `people`, the number of live memberships."""
    units = access.visible_units(user).current().select_related("parent").in_protocol_order()
    live = Count("memberships", filter=Q(memberships__ended_on=None), distinct=True)
    if wanted := query.get("q", "").strip():
        units = units.filter(Q(names__name__icontains=wanted) | Q(name__icontains=wanted)).distinct()
    if kind := query.get("kind"):
        units = units.filter(kind=kind)
    return units.annotate(people=live)


@dataclass(frozen=True)
class UnitSheet:
    """Everything that the page of one unit shows."""

    unit: Unit
    names: list[UnitName]
    below: list[Unit]
    groups: list[UnitGroup]
    memberships: list[Membership]


def unit_sheet(unit: Unit) -> UnitSheet:
    memberships = unit.memberships.live().select_related("user").order_by("role", "user__name")
    groups = UnitGroup.objects.filter(memberships__unit=unit, memberships__valid_to=None)
    return UnitSheet(
        unit=unit,
        names=list(unit.names.order_by("valid_to", "kind", "name")),
        below=list(unit.children.current().in_protocol_order()),
        groups=list(groups.order_by("name")),
        memberships=list(memberships),
    )


def accounts(query: Mapping[str, str]) -> QuerySet[User]:
    """People with their live memberships prefetched as `held`."""
    live = Membership.objects.live().select_related("unit").order_by("role")
    people = User.objects.prefetch_related(Prefetch("memberships", live, to_attr="held"))
    if wanted := query.get("q", "").strip():
        people = people.filter(Q(name__icontains=wanted) | Q(username__icontains=wanted))
    return people.order_by("username")


def grants(query: Mapping[str, str]) -> QuerySet[Membership]:
    live = Membership.objects.live().select_related("user", "unit")
    if wanted := query.get("q", "").strip():
        live = live.filter(Q(user__name__icontains=wanted) | Q(unit__name__icontains=wanted))
    if role := query.get("role"):
        live = live.filter(role=role)
    return live.order_by("unit__protocol_order", "unit__name", "role", "user__name")


def audit_entries(query: Mapping[str, str]) -> QuerySet[AuditEntry]:
    """Newest first."""
    entries = AuditEntry.objects.order_by("-pk")
    if wanted := query.get("q", "").strip():
        entries = entries.filter(
            Q(actor_name__icontains=wanted) | Q(object_name__icontains=wanted) | Q(verb=wanted)
        )
    return entries
