"""The answer to a search: what there is of each kind, and the best of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from core.searching import key_of
from dashboards.queries.search.asked import Found, Sought
from dashboards.queries.search.hits import Hit, hits_of
from dashboards.queries.search.statement import found_keys
from units.access import visible_units
from units.models import UnitName

# So many of each kind where all kinds are shown.
FEW = 5


class Hits(Sequence[Hit]):
    """What was found of a kind, at most `Sought.most`; only what is shown is read.

    `best` are the first few, where all kinds are shown.
    """

    def __init__(
        self, kind: Found, keys: Sequence[int], sought: Sought, *, best: Sequence[Hit] = ()
    ) -> None:
        self.kind = kind
        self.best = best
        self.has_more = len(keys) > sought.most
        self._keys = keys[: sought.most]
        self._sought = sought

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> list[Hit]: ...
    def __getitem__(self, place: int | slice) -> Hit | list[Hit]:
        keys = self._keys[place] if isinstance(place, slice) else [self._keys[place]]
        hits = hits_of({self.kind: keys}, self._sought)[self.kind]
        return hits if isinstance(place, slice) else hits[0]


@dataclass(frozen=True)
class Answer:
    """`kinds` has every kind of which there is something, or the one that was asked for.

    `names` are other names of a unit that was looked for, where nothing else was found.
    """

    sought: Sought
    kinds: tuple[Hits, ...]
    names: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(map(len, self.kinds))

    @property
    def chosen(self) -> Hits | None:
        return next((hits for hits in self.kinds if hits.kind == self.sought.kind), None)


def answer_to(sought: Sought) -> Answer:
    """Two queries, and up to two more where units are found."""
    if sought.trouble is not None:
        return Answer(sought, ())
    kinds = [Found(sought.kind)] if sought.kind else list(Found)
    found = found_keys(sought, kinds)
    found[Found.UNIT] = _each_unit_once(found.get(Found.UNIT, []))
    found = {kind: keys for kind, keys in found.items() if keys}
    few = {} if sought.kind else {kind: keys[:FEW] for kind, keys in found.items()}
    best = hits_of(few, sought)
    told = tuple(Hits(*each, sought, best=best.get(each[0], ())) for each in found.items())
    only_units = set(found) == {Found.UNIT}
    return Answer(sought, told, _other_names(sought) if only_units else ())


def _each_unit_once(names: Sequence[int]) -> list[int]:
    """The first of the names under which each unit was found. One query, or none."""
    if not names:
        return []
    units = dict(UnitName.objects.filter(pk__in=names).values_list("pk", "unit"))
    first = {units[name]: name for name in reversed(names) if name in units}
    return [name for name in names if name in first.values()]


def _other_names(sought: Sought) -> tuple[str, ...]:
    """What else a unit is called of which a name was looked for, its present name first."""
    known = UnitName.objects.filter(unit__in=visible_units(sought.user))
    called = known.filter(key__in={sought.text, sought.phrase})
    names = known.filter(unit__in=called.values("unit")).order_by("valid_to", "kind", "name")
    every = names.values_list("unit__name", "name")[:20]
    told = dict.fromkeys([*(unit for unit, _ in every), *(name for _, name in every)])
    return tuple(name for name in told if key_of(name) != sought.phrase)[:FEW]
