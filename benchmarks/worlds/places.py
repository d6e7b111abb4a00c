"""Who there is: counties with their governments, offices, bureaus and towns and people."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.worlds import words
from benchmarks.worlds.copying import Table
from benchmarks.worlds.sizes import Size
from core.copying import line
from units.models import Membership, Unit, UnitKind, UnitLevel, UnitName, User
from units.rules import NameKind, Role, name_key

# Nobody signs in with it.
NO_PASSWORD = "!"
GOVERNMENT, OFFICE = 0, 1


@dataclass(frozen=True)
class County:
    """The keys of a county's units in protocol order, its government and its office first."""

    number: int
    name: str
    units: range

    @property
    def government(self) -> int:
        return self.units[GOVERNMENT]

    @property
    def workers(self) -> range:
        """Those that lead and assist."""
        return self.units[OFFICE + 1 :]


def counties(size: Size) -> list[County]:
    return [
        County(number, words.COUNTIES[number], range(first, first + size.units))
        for number in range(size.counties)
        for first in [1 + number * size.units]
    ]


def reporter_of(unit: int) -> int:
    """The key of the person who reports for a unit; its reviewer has the next one."""
    return 2 * unit - 1


def reviewer_of(unit: int) -> int:
    return 2 * unit


def fill_places(places: list[County]) -> None:
    units = Table(Unit, "id", "parent_id", "scope_id", "name", "kind", "level", "protocol_order")
    units.fill(unit for place in places for unit in _units(place))
    names = Table(UnitName, "unit_id", "scope_id", "name", "key", "kind")
    names.fill(name for place in places for name in _names(place))
    people = Table(User, "id", "username", "name", "password")
    people.fill(person for place in places for person in _people(place))
    posts = Table(Membership, "user_id", "unit_id", "role")
    posts.fill(post for place in places for post in _posts(place))


def unit_names(place: County) -> list[str]:
    """The office and the bureaus are called alike everywhere, which is why names have a scope."""
    known = ["县督查室", *words.BUREAUS, *words.TOWNS]
    more = (f"第{number}专班" for number in range(1, 1000))
    bodies = [name for name, _unit in zip([*known, *more], place.units[1:], strict=False)]
    return [f"{place.name}政府", *bodies]


def _units(place: County) -> Iterator[str]:
    for order, (pk, name) in enumerate(zip(place.units, unit_names(place), strict=True)):
        kind, above = _kind(order, name), (None if order == GOVERNMENT else place.government)
        level = UnitLevel.TOWNSHIP if kind == UnitKind.TOWNSHIP else UnitLevel.COUNTY
        yield line(pk, above, above, name, kind.value, level.value, order)


def _kind(order: int, name: str) -> UnitKind:
    if order <= OFFICE:
        return (UnitKind.GOVERNMENT, UnitKind.OFFICE)[order]
    if name.endswith("镇"):
        return UnitKind.TOWNSHIP
    return UnitKind.TASK_FORCE if name.endswith("专班") else UnitKind.DEPARTMENT


def _names(place: County) -> Iterator[str]:
    for order, (pk, name) in enumerate(zip(place.units, unit_names(place), strict=True)):
        scope = None if order == GOVERNMENT else place.government
        yield line(pk, scope, name, name_key(name), NameKind.SHORT.value)


def _people(place: County) -> Iterator[str]:
    for unit in place.units:
        for pk, word in ((reporter_of(unit), "填报员"), (reviewer_of(unit), "审核员")):
            yield line(pk, f"u{pk}", f"{word}{unit}", NO_PASSWORD)


def _posts(place: County) -> Iterator[str]:
    roles = {
        GOVERNMENT: (Role.LEADER, Role.LEADER),
        OFFICE: (Role.INSPECTOR, Role.OFFICE_HEAD),
    }
    for order, unit in enumerate(place.units):
        for_unit = roles.get(order, (Role.REPORTER, Role.REVIEWER))
        for pk, role in zip((reporter_of(unit), reviewer_of(unit)), for_unit, strict=True):
            yield line(pk, unit, role.value)
