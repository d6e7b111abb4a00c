"""Whom the cells of the office's sheets name. Nobody is made up: who is unknown is refused."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import fuzz, process

from sheets.checks.cells import Told
from sheets.queries import UnitFacts, known_units
from units.rules import name_key, plates

# Below it two short names have no more in common than the word for bureau.
ALIKE = 45
# So many unknown names get a suggestion; a sheet with more of them is no sheet of ours.
MOST = 300
SHOWN = 60


class Nearest:
    """The known words that look most like others."""

    def __init__(self, words: Callable[[], Iterable[str]]) -> None:
        self._words = words
        self._known: dict[str, str] | None = None
        self._found: dict[str, str] = {}

    def to(self, text: str) -> str:
        """Empty where nothing is alike."""
        key = name_key(text)
        if key not in self._found:
            if len(self._found) >= MOST:
                return ""
            if self._known is None:
                self._known = {name_key(word): word for word in self._words()}
            best = process.extract(
                key, list(self._known), scorer=fuzz.ratio, limit=1, score_cutoff=ALIKE
            )
            self._found[key] = self._known[best[0][0]] if best else ""
        return self._found[key]


class UnitBook:
    """The units by their names; one statement for a whole sheet."""

    def __init__(self) -> None:
        self.by_pk = {unit.pk: unit for unit in known_units()}
        self._by_key: dict[str, list[UnitFacts]] = defaultdict(list)
        for unit in self.by_pk.values():
            for key in dict.fromkeys(map(name_key, unit.names)):
                self._by_key[key].append(unit)
        names = (name for unit in self.by_pk.values() for name in unit.names)
        self.nearest = Nearest(lambda: names)

    def called(self, text: str) -> Sequence[UnitFacts]:
        """Everybody who goes by that name, or by one of the two on its plates."""
        for name in plates(text):
            if found := self._by_key.get(name_key(name)):
                return found
        return ()

    def only(self, told: Told, key: str) -> UnitFacts | None:
        """The unit that a cell names; None where it is refused, or names nobody."""
        text = told.text(key)
        if not text:
            return None
        found = self.called(text)
        if len(found) == 1:
            return found[0]
        if found:
            told.refuse(key, "several_units", text[:SHOWN], self._full(found))
        elif near := self.nearest.to(text):
            told.refuse(key, "unknown_unit_near", text[:SHOWN], near)
        else:
            told.refuse(key, "unknown_unit", text[:SHOWN])
        return None

    def _full(self, units: Sequence[UnitFacts]) -> str:
        """Several units of one name, told apart by where they belong."""
        parents = (self.by_pk.get(unit.parent_id or 0) for unit in units[:5])
        return "、".join(
            f"{unit.name}（{parent.name}）" if parent else unit.name
            for unit, parent in zip(units, parents, strict=False)
        )
