"""Whom a name means."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Q, When
from rapidfuzz import fuzz, process

from units import rules
from units.models import Unit, UnitGroup, UnitKind, UnitName

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
