"""What is owed, found by number, by equal texts, and by pairs of letters."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from sheets.rules.matching.claims import Owed, number_key
from sheets.rules.matching.places import Places
from sheets.rules.matching.titles import bigrams, clauses, headings, title_key
from units.rules import name_key, names_in, without_level, without_place

# So many of the rarest pairs of letters are looked up, so many places in all, and so many of the
# titles found are compared.
_RAREST, _PLACES, _NEAREST = 8, 600, 8
_SHORT = 60


class UnitNames:
    """Whom the names in a cell mean. Each text is looked at once."""

    def __init__(self, owed: Sequence[Owed], strangers: Iterable[str] | None) -> None:
        # Names of units that owe none of it; None where whoever is not known is one.
        self._strangers = None if strangers is None else set(map(name_key, strangers))
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

    def denies(self, text: str) -> bool:
        """Whether a cell that names none of those who owe something names somebody else."""
        if self._strangers is None:
            return True
        names = names_in(text, self._strangers)
        return any(form in self._strangers for name in names for form in _forms(name))

    def told(self, text: str) -> Mapping[int, int]:
        """Unit -> its place in the list (0 is named first); empty where nobody known is named."""
        if text not in self._told:
            units: dict[int, int] = {}
            for place, key in enumerate(names_in(text, self._full)):
                for unit in self._meant(key):
                    units.setdefault(unit, place)
            self._told[text] = units
        return self._told[text]

    def _meant(self, key: str) -> set[int]:
        full = next((self._full[form] for form in _forms(key) if form in self._full), set())
        # 教育局 is one of those who are called so, on whatever level; 省教育厅 is itself.
        return full | self._bare.get(key, set()) if without_level(key) == key else full


def _forms(key: str) -> tuple[str, ...]:
    """A name as it is written, without its second plate, and without its place."""
    return key, key.split("（")[0], without_place(key)


class Index:
    """Positions of `owed` by what lines may say about them."""

    def __init__(self, owed: Sequence[Owed], strangers: Iterable[str] | None = None) -> None:
        self.owed = owed
        self.units = UnitNames(owed, strangers)
        self.numbers = [number_key(each.number) for each in owed]
        # A city's sheet names one task many times.
        self._near: dict[str, list[str]] = {}
        self.titles = self._places(lambda each: (title_key(each.title), title_key(each.indicator)))

    def _places(self, texts_of: Callable[[Owed], Iterable[str]]) -> Places:
        texts = (
            (at, (text for text in texts_of(each) if text)) for at, each in enumerate(self.owed)
        )
        return Places(texts, self.units.of_owed, self.numbers)

    @cached_property
    def numbered(self) -> Places:
        return self._places(lambda each: (number_key(each.number),))

    # Only for lines that name no title: a sheet filled in with care never builds these.
    @cached_property
    def quotes(self) -> Places:
        return self._places(lambda each: (*headings(each.quote), *clauses(each.quote)))

    def texts(self, at: int) -> tuple[str, ...]:
        """The keys under which people may name it, without doubles."""
        each = self.owed[at]
        texts = (title_key(each.title), title_key(each.indicator), *headings(each.quote))
        return tuple(dict.fromkeys(filter(None, texts)))

    def near(self, text: str) -> Sequence[str]:
        """The titles that share the rarest pairs of letters with the text."""
        best = self._near.get(text)
        if best is None:
            best = self._near[text] = self._sharing(text)
        return best

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
