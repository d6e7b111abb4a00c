"""How well one report goes with what one line says."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheets.rules.matching.claims import Claim, Owed, number_key
from sheets.rules.matching.index import Index
from sheets.rules.matching.places import NOWHERE, Places
from sheets.rules.matching.titles import Alike, clauses, compare, headings, title_key
from sheets.rules.matching.wordings import is_measure
from units.rules import name_key

# A clause of a promise is recognised by so many letters.
_TELLING_CLAUSE = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A report that a line may be about. 1 means that they agree, -1 that they do not, 0 that one
    of them says nothing."""

    said: "Said"
    owed: Owed
    alike: Alike
    share: float
    number: int
    # 2 where the line names the unit first.
    unit: int
    plan: int

    @property
    def denied(self) -> bool:
        return self.unit < 0 or self.plan < 0 or self.measured_otherwise

    @property
    def measured_otherwise(self) -> bool:
        """Whether one of them is a percentage and the other one is none. A task counts nothing."""
        ours, theirs = self.said.claim.measure, self.owed.measure
        if not ours or not theirs or ours == theirs or not self.owed.indicator:
            return False
        return _is_share(ours) is not _is_share(theirs)

    # What only rivals are told apart by is looked at when there are rivals.
    @property
    def measure(self) -> int:
        if not self.owed.indicator:
            return 0
        return _agree(_measure(self.said.claim.measure), _measure(self.owed.measure))

    @property
    def quote(self) -> float:
        """How much the line's longer text has in common with the promise."""
        ours, theirs = self.said.quote, title_key(self.owed.quote)
        if not ours or not theirs:
            return 0.0
        return 1.0 if ours in theirs else compare(ours, theirs)[1]


class Said:
    """A claim with everything in the form in which it is compared."""

    def __init__(self, claim: Claim, index: Index) -> None:
        self.claim = claim
        self.number = number_key(claim.number)
        self.title = title_key(claim.title)
        self.texts = tuple(filter(None, dict.fromkeys(headings(claim.title))))
        self.quote = title_key(claim.quote)
        self.plan = title_key(claim.plan)
        self.context = title_key(claim.context)
        self.units: Mapping[int, int] = index.units.told(claim.unit) if claim.unit else {}

        # Too many reports go by one name for any of them to be meant for certain.
        self.crowded = False

    def found(self, index: Index, trusted: bool | None) -> Iterable[int]:
        """The positions of what it may mean. The quick way ends where a title is exactly named."""
        titled = self._spots(index.titles, self.title, trusted)
        if any(index.numbers[at] == self.number for at in titled):
            return titled
        numbered = index.numbered.of(self.number, self.units) if self.number else NOWHERE
        # A number that very many have says nothing.
        of_number = numbered.at if numbered.whole else ()
        if titled:
            return dict.fromkeys((*titled, *of_number))
        wide = dict.fromkeys(of_number)
        for text in (*self.texts, self.quote, self.context, *clauses(self.claim.title)):
            wide |= dict.fromkeys(self._spots(index.titles, text, trusted))
            wide |= dict.fromkeys(self._spots(index.quotes, text, trusted))
        for text in index.near(self.title or self.quote):
            wide |= dict.fromkeys(self._spots(index.titles, text, trusted))
            wide |= dict.fromkeys(self._spots(index.quotes, text, trusted))
        return wide

    def _spots(self, places: Places, text: str, trusted: bool | None) -> Sequence[int]:
        if not text:
            return ()
        spots = places.of(text, self.units, self.number)
        if not spots.whole or (spots.by_number and not trusted):
            self.crowded = True
        return spots.at


def weigh(said: Said, at: int, index: Index) -> Candidate:
    each = index.owed[at]
    alike, share = _alike(said, each, at, index)
    return Candidate(
        said,
        each,
        alike,
        share,
        _agree(said.number, index.numbers[at]),
        _unit(said, index.units.of_owed[at], index),
        _plan(said.plan, each) if said.plan else 0,
    )


def _alike(said: Said, each: Owed, at: int, index: Index) -> tuple[Alike, float]:
    if said.title and said.title in (title_key(each.title), title_key(each.indicator)):
        return Alike.EQUAL, 1.0
    texts = index.texts(at)
    ours = said.texts or tuple(filter(None, (said.quote,)))
    best = max((_compare(one, other) for one in ours for other in texts), default=_NOTHING)
    if best[0] is Alike.OFF and said.context and said.context in texts:
        # The report of the item as a whole; whether this part of it is meant, a person knows.
        return Alike.NEAR, 0.5
    return best


_NOTHING = (Alike.OFF, 0.0)


def _compare(ours: str, theirs: str) -> tuple[Alike, float]:
    if ours != theirs and len(ours) >= _TELLING_CLAUSE and ours in theirs:
        return Alike.WITHIN, 0.8
    return compare(ours, theirs)


def _agree(ours: str, theirs: str) -> int:
    if not ours or not theirs:
        return 0
    return 1 if ours == theirs else -1


def _is_share(measure: str) -> bool:
    return any(sign in measure for sign in ("%", "％", "‰", "百分"))


def _measure(text: str) -> str:
    key = name_key(text).lower()
    return key if is_measure(key) else ""


def _unit(said: Said, unit: int, index: Index) -> int:
    if not said.claim.unit.strip() or unit == index.units.nameless:
        return 0
    place = said.units.get(unit)
    if place is not None:
        return 2 if place == 0 else 1
    return -1 if index.units.denies(said.claim.unit) else 0


_DOC_NUMBER = re.compile(r"20\d\d\d{1,4}号$")


def _plan(ours: str, each: Owed) -> int:
    """A plan is named by its title, a part of it, its number, or what nobody can compare."""
    theirs, doc_number = title_key(each.plan), title_key(each.doc_number)
    if _DOC_NUMBER.search(ours):
        return (1 if doc_number in ours else -1) if doc_number else 0
    if not theirs:
        return 0
    if ours in theirs or theirs in ours:
        return 1
    alike, share = compare(ours, theirs)
    return 1 if alike >= Alike.PART or share >= 0.75 else -1 if share < 0.5 else 0
