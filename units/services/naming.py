"""Verbs on units and their names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from core import audit
from core.errors import RuleBroken
from units import rules
from units.models import (
    NameKindChoice,
    Unit,
    UnitName,
    User,
)
from units.queries import scope_of

ALIAS = NameKindChoice.ALIAS


@dataclass(frozen=True)
class NewUnit:
    """A body that the portal doesn't know yet; a government of its own has no parent."""

    name: str
    kind: str
    level: str
    parent: Unit | None
    other_names: tuple[str, ...] = ()
    # The name on its seal, where the portal calls it by a shorter one.
    full_name: str = ""

    @property
    def scope(self) -> Unit | None:
        return scope_of(self.parent) if self.parent else None

    @property
    def keys(self) -> dict[str, str]:
        """Key -> name, each key once however it is printed."""
        full = (self.full_name,) if self.full_name else ()
        names = (self.name, *full, *self.other_names)
        return {rules.name_key(name): name for name in reversed(names)}

    def kind_of(self, name: str) -> NameKindChoice:
        if name == self.name:
            return NameKindChoice.SHORT
        return NameKindChoice.FULL if name == self.full_name else NameKindChoice.ALIAS


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
        UnitName(unit=unit, scope=unit.scope, name=name, key=key, kind=wish.kind_of(name))
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
def add_names(names: Sequence[tuple[Unit, str]], *, by: User | None, now: datetime) -> None:
    """From now on the units answer to these aliases, which must be new; see `add_name`."""
    _give_names(
        UnitName(unit=unit, scope=unit.scope, name=name, key=rules.name_key(name), kind=ALIAS)
        for unit, name in names
    )
    units = {unit.pk: unit for unit, _name in names}
    audit.record_each("unit.named", units.values(), by=by, now=now)


@transaction.atomic
def remove_name(name: str, *, unit: Unit, by: User, now: datetime) -> None:
    """The unit no longer answers to an alias; its own name and former names stay.

    The history of names keeps that it did.
    """
    aliases = unit.names.filter(key=rules.name_key(name), kind=NameKindChoice.ALIAS)
    deleted, _rows = aliases.delete()
    if deleted:
        audit.record("unit.name_removed", unit, by=by, now=now, details={"name": name})


def hold_names() -> None:
    """Keep everybody else from giving names until this transaction ends.

    Two sheets with the same names in another order would otherwise wait for each other for ever.
    """
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(UnitName._meta.db_table)
        cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def _give_names(names: Iterable[UnitName]) -> None:
    new = list(names)
    if not all(name.key for name in new):
        raise RuleBroken(_("A unit needs a name."))
    # The constraint keeps names apart under a government, not among those that stand under none.
    free = {name.key for name in new if name.scope_id is None}
    if free and UnitName.objects.filter(scope=None, key__in=free, valid_to=None).exists():
        raise RuleBroken(_taken(new))
    try:
        with transaction.atomic():
            UnitName.objects.bulk_create(new)
    except IntegrityError as taken:
        raise RuleBroken(_taken(new)) from taken


def _taken(new: Sequence[UnitName]) -> str:
    sentence = _("Another unit already goes by one of these names: %(names)s. Choose it instead.")
    return sentence % {"names": ", ".join(_clashing(new))}


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
