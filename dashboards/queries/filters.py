"""What the address of an overview or a list asks for: whose units, and which period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from core.keys import key_in
from units.access import visible_units
from units.models import Unit, User
from units.queries import leaders, watched_unit_ids, with_subordinates
from units.rules import CITY_WIDE_ROLES


@dataclass(frozen=True)
class Led:
    """A leader's field; `units` is None where it is everybody's."""

    pk: int
    name: str
    units: frozenset[int] | None


@dataclass(frozen=True)
class Under:
    """A unit alone, or with all units below it (`units` are the keys of them all)."""

    pk: int
    name: str
    units: frozenset[int]

    @property
    def below(self) -> int:
        """How many units below it are meant as well."""
        return len(self.units) - 1


@dataclass(frozen=True)
class Filters:
    """Of whose units, besides those that the reader watches."""

    leader: Led | None = None
    unit: Under | None = None
    # The closing date whose reports the page is about; the day follows from it.
    period: date | None = None

    @classmethod
    def read(cls, user: User, query: Mapping[str, str], *, below: bool) -> Self:
        """What makes no sense, or may not be known, asks for nothing."""
        unit = unit_in(user, query)
        return cls(leader=leader_in(user, query), unit=unit and under(unit, below=below))


NO_FILTERS = Filters()


def leader_in(user: User, query: Mapping[str, str]) -> Led | None:
    """Who sees the whole city may look at it as another leader does."""
    key = key_in(query.get("leader"))
    if key is None or not user.has_role(CITY_WIDE_ROLES):
        return None
    leader = leaders().filter(pk=key).first()
    return None if leader is None else led_by(leader)


def led_by(leader: User) -> Led:
    units = watched_unit_ids(leader)
    return Led(leader.pk, leader.name, None if units is None else frozenset(units))


def unit_in(user: User, query: Mapping[str, str]) -> Unit | None:
    key = key_in(query.get("unit"))
    return visible_units(user).filter(pk=key).first() if key else None


def under(unit: Unit, *, below: bool) -> Under:
    return Under(unit.pk, unit.name, with_subordinates(unit) if below else frozenset({unit.pk}))
