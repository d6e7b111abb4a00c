"""What somebody looks for, and in which part of what they may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from core.calendar import YEARS
from core.keys import key_in
from core.searching import SHORTEST, key_of
from dashboards.queries.filters import unit_in
from dashboards.queries.scope import plan_in
from dashboards.rules import choice_in
from plans.models import Plan
from units.models import Unit, User

LONGEST = 100
MOST_WORDS = 8
# So many are told of: of the kind that is asked for, and of each where all of them are.
MOST, MOST_OF_EACH = 100, 20


class Found(StrEnum):
    """What can be found, in the order in which it is told."""

    PLAN = "plan"
    TARGET = "target"
    TASK = "task"
    CLAUSE = "clause"
    REPORT = "report"
    INDICATOR = "indicator"
    UNIT = "unit"


class Trouble(StrEnum):
    """Why nothing can be looked for."""

    EMPTY = "empty"
    SHORT = "short"
    LONG = "long"
    SIGNS = "signs"


@dataclass(frozen=True)
class Sought:
    """`words` are keys (`core.searching.key_of`); all of them must stand in what is found."""

    user: User
    text: str
    words: tuple[str, ...] = ()
    trouble: Trouble | None = None
    kind: str = ""
    plan: Plan | None = None
    unit: Unit | None = None
    year: int | None = None

    @classmethod
    def read(cls, user: User, query: Mapping[str, str]) -> Self:
        """By what the address asks for; a filter that makes no sense filters nothing."""
        text = (query.get("q") or "").replace("\x00", "").strip()
        year = key_in(query.get("year"))
        words, trouble = words_of(text)
        return cls(
            user=user,
            text=text[:LONGEST],
            words=words,
            trouble=trouble,
            kind=choice_in(query.get("kind"), Found),
            plan=plan_in(user, query),
            unit=unit_in(user, query),
            year=year if year in YEARS else None,
        )

    @property
    def phrase(self) -> str:
        """The words as one, as they stand one behind the other."""
        return "".join(self.words)

    @property
    def most(self) -> int:
        """So many of a kind are told of."""
        return MOST if self.kind else MOST_OF_EACH

    @property
    def is_narrow(self) -> bool:
        """Whether a filter leaves so little that it is read rather than looked up."""
        return self.plan is not None or self.unit is not None


def words_of(text: str) -> tuple[tuple[str, ...], Trouble | None]:
    """The keys of the words between spaces, or why there are none to look for."""
    if not text:
        return (), Trouble.EMPTY
    if len(text) > LONGEST:
        return (), Trouble.LONG
    words = tuple(dict.fromkeys(key for part in text.split() if (key := key_of(part))))
    if not words:
        return (), Trouble.SIGNS
    if len("".join(words)) < SHORTEST:
        return (), Trouble.SHORT
    if len(words) > MOST_WORDS or all(len(word) < SHORTEST for word in words):
        return ("".join(words),), None
    return words, None
