"""Page-shaped reads on units, people and the audit trail, and the matching of names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Prefetch, Q, QuerySet, When
from rapidfuzz import fuzz, process

from core.models import AuditEntry
from units import access, rules
from units.models import GroupMember, Membership, Unit, UnitGroup, UnitKind, UnitName, User

NEAREST = 3
# Below it two short Chinese names have no more in common than the word for bureau.
ALIKE = 45


@dataclass(frozen=True)
class Match:
    """Whom a name means: a unit, a group, or nobody that the portal knows.

    `nearest` lists units with similar names, most similar first, where nobody was found.
    """

    unit: Unit | None = None
    group: UnitGroup | None = None
    nearest: tuple[Unit, ...] = ()

    @property
    def found(self) -> bool:
        return self.unit is not None or self.group is not None


def scope_of(unit: Unit) -> Unit | None:
    """The government under which the names in a paper of this unit are understood."""
    return unit if unit.kind == UnitKind.GOVERNMENT else unit.scope


def issuer_called(name: str) -> Unit | None:
    """Who issues papers under this name anywhere in the portal, governments first."""
    units = Unit.objects.current().filter(names__key=rules.name_key(name)).select_related("scope")
    return units.order_by(Case(When(kind=UnitKind.GOVERNMENT, then=0), default=1), "pk").first()


def match_names(names: Iterable[str], *, scope: Unit | None, on: date) -> dict[str, Match]:
    """Find whom each name means on a day; two queries, however many names.

    Names are understood under `scope` first, then under the government above it. Former names
    find their unit too. An entry with two name plates is tried as a whole, then by its outer and
    inner plate.
    """
    known = _known_names(scope, on=on)
    groups = {group.key: group for group in UnitGroup.objects.filter(scope=scope)}
    # A government elsewhere is found by its full name only, never suggested.
    near = {key: u for key, u in known.items() if not scope or u == scope or u.scope_id}
    return {name: _match(name, known, groups, near) for name in names}


def _known_names(scope: Unit | None, *, on: date) -> dict[str, Unit]:
    """Key -> unit; where a name went from one unit to another, the one that has it that day."""
    scopes = [scope.pk, scope.scope_id] if scope else []
    names = UnitName.objects.filter(Q(scope__in=scopes) | Q(scope=None)).select_related("unit")

    def rank(name: UnitName) -> tuple[bool, bool, date]:
        valid = (name.valid_from or on) <= on <= (name.valid_to or on)
        return name.scope_id in scopes[:1], valid, name.valid_to or date.max

    return {name.key: name.unit for name in sorted(names, key=rank)}


def _match(
    name: str, known: dict[str, Unit], groups: dict[str, UnitGroup], near: dict[str, Unit]
) -> Match:
    for plate in rules.plates(name):
        key = rules.name_key(plate)
        if key in known or key in groups:
            return Match(unit=known.get(key), group=None if key in known else groups[key])
    if rules.is_collective(name):
        return Match()
    alike = process.extract(
        rules.name_key(name), list(near), scorer=fuzz.ratio, limit=NEAREST * 3, score_cutoff=ALIKE
    )
    units = dict.fromkeys(near[key] for key, _score, _index in alike)
    return Match(nearest=tuple(units)[:NEAREST])


def unit_list(user: User, query: Mapping[str, str]) -> QuerySet[Unit]:
    """Units in protocol order with `people`, the number of live memberships."""
    units = access.visible_units(user).current().select_related("parent").in_protocol_order()
    live = Count("memberships", filter=Q(memberships__ended_on=None), distinct=True)
    if wanted := _asked(query, "q"):
        units = units.filter(
            Q(names__name__icontains=wanted) | Q(name__icontains=wanted)
        ).distinct()
    if kind := _asked(query, "kind"):
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


def groups(user: User, *, on: date) -> QuerySet[UnitGroup]:
    """Collectives by name, with `today`: their members of that day."""
    members = GroupMember.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gt=on)
    )
    members = members.select_related("unit").order_by("unit__protocol_order", "unit__name")
    named = access.visible_groups(user).order_by("name")
    return named.prefetch_related(Prefetch("memberships", members, to_attr="today"))


def accounts(query: Mapping[str, str]) -> QuerySet[User]:
    """People with their live memberships prefetched as `held`."""
    live = Membership.objects.live().select_related("unit").order_by("role")
    people = User.objects.prefetch_related(Prefetch("memberships", live, to_attr="held"))
    if wanted := _asked(query, "q"):
        people = people.filter(Q(name__icontains=wanted) | Q(username__icontains=wanted))
    return people.order_by("username")


def grants(query: Mapping[str, str]) -> QuerySet[Membership]:
    live = Membership.objects.live().select_related("user", "unit")
    if wanted := _asked(query, "q"):
        live = live.filter(Q(user__name__icontains=wanted) | Q(unit__name__icontains=wanted))
    if role := _asked(query, "role"):
        live = live.filter(role=role)
    return live.order_by("unit__protocol_order", "unit__name", "role", "user__name")


def audit_entries(query: Mapping[str, str]) -> QuerySet[AuditEntry]:
    """Newest first."""
    entries = AuditEntry.objects.order_by("-pk")
    if wanted := _asked(query, "q"):
        entries = entries.filter(
            Q(actor_name__icontains=wanted) | Q(object_name__icontains=wanted) | Q(verb=wanted)
        )
    return entries


def _asked(query: Mapping[str, str], name: str) -> str:
    """What the address asks for, without what a database cannot take."""
    return (query.get(name) or "").replace("\x00", "").strip()
