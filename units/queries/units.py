"""Page-shaped reads on units and groups."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Prefetch, Q, QuerySet, When

from units import access
from units.models import GroupMember, Membership, Unit, UnitGroup, UnitName, User
from units.queries.asking import asked
from units.rules import OFFICE_ROLES


def unit_list(user: User, query: Mapping[str, str]) -> QuerySet[Unit]:
    """Units in protocol order with `people`, the number of live memberships."""
    units = access.visible_units(user).current().select_related("parent").in_protocol_order()
    live = Count("memberships", filter=Q(memberships__ended_on=None), distinct=True)
    if wanted := asked(query, "q"):
        units = units.filter(
            Q(names__name__icontains=wanted) | Q(name__icontains=wanted)
        ).distinct()
    if kind := asked(query, "kind"):
        units = units.filter(kind=kind)
    return units.annotate(people=live)


def office_of(issuer: int) -> Unit | None:
    """The supervision office of whoever issued a plan; where it has none, the portal's first."""
    posts = Membership.objects.live().filter(role__in=OFFICE_ROLES)
    offices = Unit.objects.current().filter(pk__in=posts.values("unit"))
    nearest = Case(When(Q(pk=issuer) | Q(parent=issuer) | Q(scope=issuer), then=0), default=1)
    return offices.order_by(nearest, "protocol_order", "pk").first()


def with_subordinates(unit: Unit) -> frozenset[int]:
    """The unit and every one below it. One query."""
    below = Unit.objects.descendants(unit, include_self=True)
    return frozenset(below.values_list("pk", flat=True))


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


def groups(user: User, *, on: date) -> QuerySet[UnitGroup]:
    """Collectives by name, with `today`: their members of that day."""
    members = GroupMember.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gt=on)
    )
    members = members.select_related("unit").order_by("unit__protocol_order", "unit__name")
    named = access.visible_groups(user).order_by("name")
    return named.prefetch_related(Prefetch("memberships", members, to_attr="today"))
