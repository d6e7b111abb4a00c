"""What becomes of each line about a unit. Units may stand below others of the same sheet.

All lines are judged together: the superior of the first may be the last.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sheets.checks.cells import Told, says_nothing
from sheets.checks.lines import Judged, Line
from sheets.checks.naming import SHOWN, UnitBook
from sheets.columns import KINDS
from sheets.queries import UnitFacts
from sheets.rules import Outcome
from sheets.rules.cells import Around
from units.models import UnitKind
from units.rules import likely_kind, likely_level, name_key

KIND = "units"
COLUMNS = KINDS[KIND]
LIMITS = {"name": 100, "short_name": 100}
# Where the names of a unit are understood: below a known government or below a new one's line.
Scope = tuple[str, int | str | None]


@dataclass
class _Wish:
    """A line with what it says, and under whom it stands as far as that is known."""

    told: Told
    known: UnitFacts | None = None
    parent: UnitFacts | None = None
    below: "_Wish | None" = None
    keys: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """By which other lines of the sheet name it, until it has a number of its own."""
        return f"{self.told.line.page}:{self.told.line.row}"

    @property
    def name(self) -> str:
        return self.told.text("short_name") or self.told.text("name")

    @property
    def kind(self) -> str:
        return self.told.text("kind") or likely_kind(self.told.text("name"))

    @property
    def level(self) -> str:
        return self.told.text("level") or likely_level(self.told.text("name"))


class UnitJudge:
    """Judges all lines of a sheet at once."""

    def __init__(self, *, around: Around) -> None:
        self.around = around
        self.units = UnitBook()

    def judge(self, claims: Sequence[Line]) -> list[Judged]:
        """One outcome for each line that says something, in the order of the sheet."""
        wishes = [self._read(line) for line in claims if not says_nothing(line, COLUMNS)]
        named: dict[str, list[_Wish]] = defaultdict(list)
        for wish in wishes:
            for key in wish.keys:
                named[key].append(wish)
        for wish in wishes:
            self._place(wish, named)
        for wish in wishes:
            self._recognise(wish)
        _refuse_without_ground(wishes)
        self._refuse_taken_names(wishes)
        _refuse_without_ground(wishes)
        return [self._judged(wish) for wish in wishes]

    def _read(self, line: Line) -> _Wish:
        told = Told(line, KIND)
        for column in COLUMNS.values():
            told.take(column, self.around)
        told.limit(LIMITS)
        aliases = told.fields.get("aliases", ())
        if any(len(name) > LIMITS["name"] for name in aliases):
            told.refuse("aliases", "too_long", str(max(map(len, aliases))), str(LIMITS["name"]))
        names = [told.text("name"), told.text("short_name"), *aliases]
        return _Wish(told, keys={name_key(name): name for name in reversed(names) if name})

    def _place(self, wish: _Wish, named: dict[str, list[_Wish]]) -> None:
        """Find the superior unit among those that are known, then among the lines."""
        text = wish.told.text("parent")
        if not text:
            return
        known = self.units.called(text)
        lines = [each for each in named.get(name_key(text), ()) if each is not wish]
        if known or not lines:
            wish.parent = self.units.only(wish.told, "parent")
        elif len(lines) == 1:
            wish.below = lines[0]
        else:
            rows = ", ".join(str(each.told.line.row) for each in lines[:10])
            wish.told.refuse("parent", "several_lines", text[:SHOWN], rows)

    def _recognise(self, wish: _Wish) -> None:
        """The unit that goes by the line's full or short name already."""
        told = wish.told
        found: dict[int, UnitFacts] = {}
        for text in filter(None, (told.text("name"), told.text("short_name"))):
            for unit in self._called(text, wish):
                found[unit.pk] = unit
        if len(found) > 1:
            names = "、".join(unit.name for unit in list(found.values())[:5])
            told.refuse("name", "several_units", told.text("name")[:SHOWN], names)
        wish.known = next(iter(found.values()), None)
        if wish.known is None and not told.text("parent") and wish.kind != UnitKind.GOVERNMENT:
            told.refuse("parent", "required", wanted=f"{KIND}.parent")

    def _called(self, text: str, wish: _Wish) -> list[UnitFacts]:
        """Names are understood under the government below which the unit stands."""
        key = name_key(text)
        found = [unit for unit in self.units.called(text) if key in map(name_key, unit.names)]
        if wish.below is not None and wish.below.known is None:
            return []
        if wish.parent is not None:
            scope = _scope_of(wish.parent)
            return [unit for unit in found if unit.scope_id == scope or unit.pk == scope]
        return found

    def _scope(self, wish: _Wish) -> Scope:
        if wish.known is not None:
            return "known", wish.known.scope_id
        if wish.parent is not None:
            return "known", _scope_of(wish.parent)
        if wish.below is None:
            return "known", None
        above = wish.below
        if above.known is not None:
            return "known", _scope_of(above.known)
        return ("new", above.key) if above.kind == UnitKind.GOVERNMENT else self._scope(above)

    def _refuse_taken_names(self, wishes: Sequence[_Wish]) -> None:
        """A name belongs to one unit in its scope, whoever of the sheet comes first."""
        said: dict[tuple[Scope, str], tuple[int | str, str]] = {
            (("known", unit.scope_id), name_key(name)): (unit.pk, unit.name)
            for unit in self.units.by_pk.values()
            for name in unit.names
        }
        for wish in wishes:
            if wish.told.is_refused:
                continue
            own = wish.known.pk if wish.known else wish.key
            scope = self._scope(wish)
            for key, name in wish.keys.items():
                other = said.setdefault((scope, key), (own, wish.name))
                if other[0] != own:
                    cell = "aliases" if name in wish.told.fields.get("aliases", ()) else "name"
                    wish.told.refuse(cell, "name_taken", name[:SHOWN], other[1][:SHOWN])

    def _judged(self, wish: _Wish) -> Judged:
        told = wish.told
        judged = Judged(told.line, subject=wish.name[:SHOWN], troubles=told.troubles)
        judged.about_id = wish.known.pk if wish.known else None
        if told.is_refused:
            return judged.refuse()
        if wish.known is None:
            return _new(judged, wish)
        self._note_differences(wish, wish.known)
        names = set(map(name_key, wish.known.names))
        new = [name for key, name in wish.keys.items() if key not in names]
        judged.outcome = Outcome.CHANGED if new else Outcome.SAME
        if new:
            judged.content = {"name": wish.known.name, "aliases": "；".join(reversed(new))}
            judged.before = {"aliases": ""}
        return judged

    def _note_differences(self, wish: _Wish, known: UnitFacts) -> None:
        """What a unit is stays as it is: a sheet brings new units, and names of known ones."""
        told = wish.told
        for key in ("kind", "level"):
            if told.text(key) and told.text(key) != getattr(known, key):
                told.note(key, "unit_stays", f"{KIND}.{key}:{told.text(key)}",
                          f"{KIND}.{key}:{getattr(known, key)}")  # fmt: skip
        if wish.parent is not None and wish.parent.pk != known.parent_id:
            parent = self.units.by_pk.get(known.parent_id or 0)
            told.note("parent", "unit_stays", wish.parent.name, parent.name if parent else "—")


def _scope_of(parent: UnitFacts) -> int | None:
    """As units.queries.scope_of."""
    return parent.pk if parent.kind == UnitKind.GOVERNMENT else parent.scope_id


def _refuse_without_ground(wishes: Sequence[_Wish]) -> None:
    """A new unit needs a superior one that will be there; two below each other have none."""
    standing = {id(wish) for wish in wishes if wish.below is None and not wish.told.is_refused} | {
        id(wish) for wish in wishes if wish.known is not None
    }
    waiting = [wish for wish in wishes if wish.below is not None and not wish.told.is_refused]
    while ready := [wish for wish in waiting if id(wish.below) in standing]:
        standing |= {id(wish) for wish in ready}
        waiting = [wish for wish in waiting if id(wish) not in standing]
    for wish in waiting:
        if wish.below is not None and id(wish) not in standing:
            row = str(wish.below.told.line.row)
            wish.told.refuse("parent", "superior_refused", wish.told.text("parent")[:SHOWN], row)


def _new(judged: Judged, wish: _Wish) -> Judged:
    told = wish.told
    judged.outcome = Outcome.NEW
    kept = {key: told.text(key) for key in ("name", "short_name", "parent")}
    judged.content = {
        **kept,
        "kind": wish.kind,
        "level": wish.level,
        "aliases": "；".join(told.fields.get("aliases", ())),
        "key": wish.key,
        "parent_id": str(wish.parent.pk) if wish.parent else "",
        "below": "",
    }
    if wish.below is not None:
        known = wish.below.known
        judged.content |= {"parent_id": str(known.pk)} if known else {"below": wish.below.key}
    judged.before = dict.fromkeys(set(COLUMNS) & set(judged.content), "")
    return judged
