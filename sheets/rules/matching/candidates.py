"""How well one report goes with what one line says."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sheets.rules.matching.claims import Claim, number_key
from sheets.rules.matching.index import Index
from sheets.rules.matching.titles import Alike, clauses, compare, headings, title_key
from sheets.rules.matching.wordings import is_measure
from units.rules import name_key

# A clause of a promise is recognised by so many letters.
_TELLING_CLAUSE = 12


class Candidate(NamedTuple):
    """A report that a line may be about. 1 means that they agree, -1 that they do not, 0 that one
    of them says nothing."""

    at: int
    alike: Alike
    share: float
    number: int
    # 2 where the line names the unit first.
    unit: int
    plan: int
    measure: int
    # How much the line's longer text has in common with the promise.
    quote: float

    @property
    def denied(self) -> bool:
        return self.unit < 0 or self.plan < 0


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

    def found(self, index: Index) -> Iterable[int]:
        """The positions of what it may mean. The quick way ends where a title is exactly named."""
        titled = index.titled(self.title, self.units) if self.title else ()
        numbered = index.numbered(self.number, self.units) if self.number else ()
        if titled:
            return dict.fromkeys((*titled, *numbered))
        wide: dict[int, None] = dict.fromkeys(numbered)
        for text in (*self.texts, self.quote, self.context, *clauses(self.claim.title)):
            if text:
                wide |= dict.fromkeys(index.titled(text, self.units))
                wide |= dict.fromkeys(index.quoted(text, self.units))
        for text in dict.fromkeys((self.title, self.quote if not self.title else "")):
            if text:
                wide |= dict.fromkeys(index.near(text, self.units))
        return wide


def weigh(said: Said, at: int, index: Index) -> Candidate:
    each = index.owed[at]
    texts = index.texts(at)
    alike, share = _alike(said, texts)
    if alike is Alike.OFF and said.context and said.context in texts:
        # The report of the item as a whole; whether this part of it is meant, a person knows.
        alike, share = Alike.NEAR, 0.5
    number = _agree(said.number, number_key(each.number))
    return Candidate(
        at,
        alike,
        share,
        number,
        _unit(said, index.units.of_owed[at], index.units.nameless),
        _plan(said.plan, title_key(each.plan), title_key(each.doc_number)),
        _agree(_measure(said.claim.measure), _measure(each.measure)),
        _quote_share(said, title_key(each.quote)),
    )


def _alike(said: Said, texts: Iterable[str]) -> tuple[Alike, float]:
    best = (Alike.OFF, 0.0)
    for theirs in texts:
        for ours in said.texts or filter(None, (said.quote,)):
            best = max(best, _compare(ours, theirs))
    return best


def _compare(ours: str, theirs: str) -> tuple[Alike, float]:
    if ours != theirs and len(ours) >= _TELLING_CLAUSE and ours in theirs:
        return Alike.WITHIN, 0.8
    return compare(ours, theirs)


def _agree(ours: str, theirs: str) -> int:
    if not ours or not theirs:
        return 0
    return 1 if ours == theirs else -1


def _measure(text: str) -> str:
    key = name_key(text).lower()
    return key if is_measure(key) else ""


def _unit(said: Said, unit: int, nameless: int) -> int:
    if not said.claim.unit.strip() or unit == nameless:
        return 0
    place = said.units.get(unit)
    return -1 if place is None else 2 if place == 0 else 1


_DOC_NUMBER = re.compile(r"20\d\d\d{1,4}号$")


def _plan(ours: str, theirs: str, doc_number: str) -> int:
    """A plan is named by its title, a part of it, its number, or what nobody can compare."""
    if _DOC_NUMBER.search(ours):
        return (1 if doc_number in ours else -1) if doc_number else 0
    if not ours or not theirs:
        return 0
    if ours in theirs or theirs in ours:
        return 1
    alike, share = compare(ours, theirs)
    return 1 if alike >= Alike.PART or share >= 0.7 else -1 if share < 0.4 else 0


def _quote_share(said: Said, theirs: str) -> float:
    if not said.quote or not theirs:
        return 0.0
    return 1.0 if said.quote in theirs else compare(said.quote, theirs)[1]
