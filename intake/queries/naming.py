"""The names of a document that the portal doesn't know, and whom each may mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from intake import rules, wording
from intake.models import Draft
from intake.rules import Json, Why
from units.models import Unit, UnitKind, UnitName
from units.queries import match_names, scope_of
from units.rules import is_collective, likely_kind, name_key, plates


@dataclass(frozen=True)
class Likely:
    """A known unit that a name may mean, and why."""

    unit: Unit
    # Which of its names resembles.
    name: str
    why: Why

    @property
    def reason(self) -> str:
        return wording.why(self.why)


@dataclass(frozen=True)
class Stranger:
    """A name of the document that means nobody or two bodies, and what may be done about it.

    `choice` was saved by an official, or can be carried out without asking; None where a person
    has to decide. `proposal` is what the names speak for in that case, and `likely` says why.
    An `unsure` one has a choice and wants a look all the same.
    """

    number: int
    name: str
    # Where the document prints it first, as addresses name a place.
    mark: str
    likely: tuple[Likely, ...]
    choice: Json | None
    proposal: Json | None = None
    unsure: bool = False
    # Of the units that the choice names.
    chosen: Unit | None = None
    parent: Unit | None = None

    @property
    def anchor(self) -> str:
        return f"units-{self.number}"

    @property
    def open(self) -> bool:
        """Whether somebody should say who is meant."""
        return self.choice is None or self.unsure

    @property
    def initial(self) -> Json:
        """What the form of this name shows at first."""
        likely = self.chosen or next((each.unit for each in self.likely), None)
        blank = {
            "verb": "",
            "kind": likely_kind(self.name),
            "unit": likely.name if likely else "",
            "parent": self.parent.name if self.parent else "",
        }
        return blank | (self.proposal or {}) | (self.choice or {})


def strangers(draft: Draft, reading: Json, *, on: date) -> list[Stranger]:
    """Names that mean nobody known, and entries whose two name plates belong to two known units.

    Four queries where there are any; two where every name means one unit or group.
    """
    names = rules.unit_names(reading)
    scope = scope_of(draft.document.issuer)
    both = {name: plates(name)[1:] for name in names if len(plates(name)) > 1}
    wanted = [*names, *(plate for pair in both.values() for plate in pair)]
    matches = match_names(wanted, scope=scope, on=rules.day(reading["issued_on"]) or on)
    unclear = [
        name
        for name in names
        if not matches[name].found
        or len({matches[p].unit for p in both.get(name, ())} - {None}) > 1
    ]
    if not unclear:
        return []
    registry = _Registry.below(scope or draft.document.issuer)
    saved, printed = draft.corrections.get("units", {}), _first_marks(reading)
    return [
        registry.stranger(number, name, printed.get(name, ""), saved.get(name), matches[name].unit)
        for number, name in enumerate(unclear, start=1)
        if not registry.knows(name)
    ]


def _first_marks(reading: Json) -> dict[str, str]:
    marks = (mark for task in reading["tasks"] for mark in task.get("unit_marks") or [])
    found: dict[str, str] = {}
    for mark in marks:
        found.setdefault(mark["name"], f"{mark['start']}-{mark['end']}")
    return found


def names_in_use(draft: Draft) -> list[str]:
    """Every name that an official may give as the one that is meant."""
    scope = scope_of(draft.document.issuer)
    names = UnitName.objects.filter(Q(scope=scope) | Q(unit=scope), valid_to=None)
    return list(names.order_by("name").values_list("name", flat=True).distinct())


@dataclass(frozen=True)
class _Registry:
    """The units below one government, under all their names."""

    government: Unit
    units: Mapping[int, Unit]
    names: tuple[tuple[str, int], ...]

    @classmethod
    def below(cls, government: Unit) -> "_Registry":
        named = UnitName.objects.filter(Q(scope=government) | Q(unit=government))
        units = Unit.objects.filter(Q(scope=government) | Q(pk=government.pk), valid_to=None)
        return cls(
            government=government,
            units={unit.pk: unit for unit in units},
            names=tuple(named.order_by("pk").values_list("name", "unit_id")),
        )

    def knows(self, name: str) -> bool:
        """Whether a unit goes by this very name."""
        return name_key(name) in {name_key(known) for known, _unit in self.names}

    def stranger(
        self, number: int, name: str, mark: str, saved: Json | None, read_as: Unit | None
    ) -> Stranger:
        """`read_as` is the unit of the outer name plate, where both are known."""
        found = () if is_collective(name) else rules.candidates(name, self._living())
        choice = saved or self._suggestion(name, found, read_as)
        best = rules.proposal(found)
        return Stranger(
            number=number,
            name=name,
            mark=mark,
            likely=tuple(Likely(self.units[c.unit_id], c.name, c.why) for c in found),
            choice=choice,
            proposal={"verb": "same", "unit_id": best.unit_id} if best and not choice else None,
            unsure=read_as is not None and not saved,
            chosen=self.units.get((choice or {}).get("unit_id") or 0),
            parent=self._parent(name, saved or {}),
        )

    def _living(self) -> Iterable[tuple[str, int]]:
        return ((name, unit_id) for name, unit_id in self.names if unit_id in self.units)

    def _suggestion(
        self, name: str, found: tuple[rules.Candidate, ...], read_as: Unit | None
    ) -> Json | None:
        """A collective is a group, and a name that resembles no other one a new unit."""
        if read_as is not None:
            return {"verb": "same", "unit_id": read_as.pk}
        if is_collective(name):
            return {"verb": "group"}
        if rules.doubtful(found):
            return None
        suggested: Json = {"verb": "create", "kind": likely_kind(name)}
        parent = self._parent(name, {})
        return suggested | ({"parent_id": parent.pk} if parent != self.government else {})

    def _parent(self, name: str, saved: Json) -> Unit:
        """Below which unit a new one stands: as somebody chose, or as its own name begins."""
        governments = {
            known: unit_id
            for known, unit_id in self._living()
            if self.units[unit_id].kind == UnitKind.GOVERNMENT
        }
        chosen = saved.get("parent_id") or rules.parent_of(name, governments)
        return self.units.get(chosen or 0, self.government)
