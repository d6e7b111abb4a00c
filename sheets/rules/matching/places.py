"""Where texts stand among what is owed, also where very many reports have one title."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

# So many of one title are looked through; more of them are narrowed by unit and number first.
_MANY = 16
_MOST = 64
_ALL = -2


class Spots(NamedTuple):
    """Positions in the list of what is owed. `whole` is False where there are too many to say
    anything for certain, `by_number` is True where only those of the number are told."""

    at: Sequence[int]
    whole: bool = True
    by_number: bool = False


NOWHERE = Spots(())


class Crowd:
    """Very many positions of one text."""

    def __init__(self, found: list[int], unit_of: Sequence[int], number_of: Sequence[str]) -> None:
        self._number_of = number_of
        self._by_unit: dict[int, list[int]] = {}
        for at in found:
            self._by_unit.setdefault(unit_of[at], []).append(at)
        self._by_unit[_ALL] = found

    def of(self, units: Iterable[int], number: str) -> Spots:
        named = [unit for unit in units if unit in self._by_unit] or [_ALL]
        if sum(len(self._by_unit[unit]) for unit in named) <= _MOST:
            return Spots([at for unit in named for at in self._by_unit[unit]])
        numbered = [at for unit in named for at in self._by_number.get((unit, number), ())[:_MOST]]
        if number and 0 < len(numbered) < _MOST:
            return Spots(numbered, by_number=True)
        return Spots(self._by_unit[named[0]][:_MANY], whole=False)

    @cached_property
    def _by_number(self) -> dict[tuple[int, str], list[int]]:
        numbered: dict[tuple[int, str], list[int]] = {}
        for unit, places in self._by_unit.items():
            for at in places:
                numbered.setdefault((unit, self._number_of[at]), []).append(at)
        return numbered


class Places:
    """Hash of a text -> positions. Hashes, because a city's promises would fill the memory."""

    def __init__(
        self,
        texts: Iterable[tuple[int, Iterable[str]]],
        unit_of: Sequence[int],
        number_of: Sequence[str],
    ) -> None:
        self._unit_of, self._number_of = unit_of, number_of
        # A text that stands once, as nearly all do, costs no list.
        self._at: dict[int, int | list[int]] = {}
        self._crowds: dict[int, Crowd] = {}
        for at, names in texts:
            for text in names:
                self._add(hash(text), at)

    def _add(self, text: int, at: int) -> None:
        before = self._at.setdefault(text, at)
        if isinstance(before, list):
            if before[-1] != at:
                before.append(at)
        elif before != at:
            self._at[text] = [before, at]

    def of(self, text: str, units: Iterable[int] = (), number: str = "") -> Spots:
        """The positions of a text; of very many only those of the units, or of the number."""
        name = hash(text)
        found = self._at.get(name)
        if found is None:
            return NOWHERE
        if not isinstance(found, list):
            return Spots((found,))
        if len(found) <= _MANY:
            return Spots(found)
        if name not in self._crowds:
            self._crowds[name] = Crowd(found, self._unit_of, self._number_of)
        return self._crowds[name].of(units, number)
