"""What is owed, found by number, by equal texts, and by pairs of letters."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from sheets.rules.matching.claims import Owed, number_key
from sheets.rules.matching.titles import bigrams, clauses, headings, title_key
from units.rules import name_key, names_in, without_level, without_place

# Longer lists of equal texts are looked through by unit.
_MANY = 16
# So many of the rarest pairs of letters are looked up, so many places in all, and so many of the
# titles found are compared.
_RAREST, _PLACES, _NEAREST = 8, 1200, 8
_SHORT = 60


class UnitNames:
    """Whom the names in a cell mean. Each text is looked at once."""

    def __init__(self, owed: Sequence[Owed]) -> None:
        self._ids: dict[tuple[str, ...], int] = {}
        self.of_owed = [self._ids.setdefault(each.units, len(self._ids)) for each in owed]
        self._full: dict[str, set[int]] = defaultdict(set)
        self._bare: dict[str, set[int]] = defaultdict(set)
        for names, unit in self._ids.items():
            for key in map(name_key, names):
                self._full[key].add(unit)
                self._bare[without_level(key)].add(unit)
        self.nameless = self._ids.get((), -1)
        self._told: dict[str, dict[int, int]] = {}

    def told(self, text: str) -> Mapping[int, int]:
        """Unit -> its place in the list (0 is named first); empty where nobody known is named."""
        if text not in self._told:
            units: dict[int, int] = {}
            for place, key in enumerate(names_in(text, self._full)):
                for unit in self._meant(key):
                    units.setdefault(unit, place)
            self._told[text] = units
        return self._told[text]

    def _meant(self, key: str) -> Iterable[int]:
        for form in (key, key.split("（")[0], without_place(key)):
            if form in self._full:
                return self._full[form]
        # 科技局 may be the city's; 省科技厅 is never.
        return self._bare.get(key, ()) if without_level(key) == key else ()


class Places:
    """Hash of a text -> positions. Hashes, because a city's promises would fill the memory."""

    def __init__(self, texts: Iterable[tuple[int, Iterable[str]]]) -> None:
        # A text that stands once, as nearly all do, costs no list.
        self._at: dict[int, int | list[int]] = {}
        self._by_unit: dict[int, dict[int, list[int]]] = {}
        for at, names in texts:
            for text in names:
                self._add(hash(text), at)

    def _add(self, text: int, at: int) -> None:
        before = self._at.setdefault(text, at)
        if isinstance(before, list):
            before.append(at)
        elif before != at:
            self._at[text] = [before, at]

    def of(self, text: str, units: Iterable[int], unit_of: Sequence[int]) -> Sequence[int]:
        """The positions of a text; of very many only those of the units."""
        found = self._at.get(hash(text), [])
        if not isinstance(found, list):
            return [found]
        if len(found) <= _MANY:
            return found
        by_unit = self._by_unit.get(hash(text))
        if by_unit is None:
            by_unit = self._by_unit[hash(text)] = defaultdict(list)
            for at in found:
                by_unit[unit_of[at]].append(at)
        named = [at for unit in units for at in by_unit.get(unit, ())]
        return named or found[:_MANY]


class Index:
    """Positions of `owed` by what lines may say about them."""

    def __init__(self, owed: Sequence[Owed]) -> None:
        self.owed = owed
        self.units = UnitNames(owed)
        self._titles = self._places(lambda each: (title_key(each.title), title_key(each.indicator)))
        # A city's sheet names one task many times.
        self._near: dict[str, list[str]] = {}
        self._numbers = self._places(lambda each: (number_key(each.number),))

    def _places(self, texts_of: Callable[[Owed], Iterable[str]]) -> Places:
        return Places(
            (at, (text for text in texts_of(each) if text)) for at, each in enumerate(self.owed)
        )

    # Only for lines that name no title: a sheet filled in with care never builds these.
    @cached_property
    def _quotes(self) -> Places:
        return self._places(lambda each: (*headings(each.quote), *clauses(each.quote)))

    def texts(self, at: int) -> tuple[str, ...]:
        """The keys under which people may name it, without doubles."""
        each = self.owed[at]
        texts = (title_key(each.title), title_key(each.indicator), *headings(each.quote))
        return tuple(dict.fromkeys(filter(None, texts)))

    def titled(self, text: str, units: Iterable[int]) -> Sequence[int]:
        return self._titles.of(text, units, self.units.of_owed)

    def numbered(self, number: str, units: Iterable[int]) -> Sequence[int]:
        return self._numbers.of(number, units, self.units.of_owed)

    def quoted(self, text: str, units: Iterable[int]) -> Sequence[int]:
        return self._quotes.of(text, units, self.units.of_owed)

    def near(self, text: str, units: Iterable[int]) -> Sequence[int]:
        """Those whose titles share the rarest pairs of letters with the text."""
        best = self._near.get(text)
        if best is None:
            best = self._near[text] = self._sharing(text)
        both = (
            at for each in best for at in (*self.titled(each, units), *self.quoted(each, units))
        )
        return list(dict.fromkeys(both))

    def _sharing(self, text: str) -> list[str]:
        places = self._pairs
        known = [pair for pair in bigrams(text[:_SHORT]) if pair in places]
        counted: Counter[int] = Counter()
        for pair in sorted(known, key=lambda pair: len(places[pair]))[:_RAREST]:
            if counted.total() + len(places[pair]) > _PLACES and counted:
                break
            counted.update(places[pair][:_PLACES])
        shared = sorted((count, title) for title, count in counted.items() if count > 1)
        return [self._short[title] for _count, title in shared[-_NEAREST:]]

    @cached_property
    def _short(self) -> list[str]:
        """Everything that is short enough to be a title."""
        texts = (
            text
            for each in self.owed
            for text in (title_key(each.title), title_key(each.indicator), headings(each.quote)[-1])
        )
        return list(dict.fromkeys(text for text in texts if 0 < len(text) <= _SHORT))

    @cached_property
    def _pairs(self) -> dict[str, list[int]]:
        pairs: dict[str, list[int]] = defaultdict(list)
        for number, title in enumerate(self._short):
            for pair in bigrams(title):
                pairs[pair].append(number)
        return pairs
