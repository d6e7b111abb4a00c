"""Whom a name of a document may mean: known units with the reason why each of them.

Nothing is decided here. A single likely unit is proposed, several are shown side by side, and a
person says which; a name that is only similar is never proposed.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz

from units.rules import name_key, plates

# Below it two short Chinese names have no more in common than the word for bureau.
ALIKE = 60
MOST = 5


class Why(StrEnum):
    """Why a name may mean a unit, the strongest first."""

    PLATE = "plate"  # one of the two name plates that an entry prints
    NO_LEVEL = "no_level"  # 科技局 for 市科技局
    ENDING = "ending"  # 市农业农村委 for 市农业农村局
    FORM = "form"  # 市工信局 for 市经济和信息化局
    LETTERS = "letters"  # every letter of the short name stands in the long one, in its order
    SIMILAR = "similar"


# So similar that it may be a slip of the pen: a person has to say.
NEARLY = 75
# Reasons good enough to be proposed, where only one unit has one.
STRONG = frozenset({Why.NO_LEVEL, Why.FORM, Why.ENDING, Why.LETTERS})


@dataclass(frozen=True)
class Candidate:
    """A known unit, by its id, under the name that resembles, and why."""

    unit_id: int
    name: str
    why: Why
    # From 0 to 100, for the order among those with one reason.
    score: float


def candidates(name: str, known: Iterable[tuple[str, int]]) -> tuple[Candidate, ...]:
    """The likeliest first, each unit once; `known` are names with the ids of their units."""
    best: dict[int, Candidate] = {}
    own = [_Parts.of(plate) for plate in plates(name)]
    for other, unit_id in known:
        parts = _Parts.of(other)
        for one in own:
            why = _why(one, parts)
            if why is None:
                continue
            found = Candidate(unit_id, other, why, fuzz.ratio(one.key, parts.key))
            if unit_id not in best or _rank(found) < _rank(best[unit_id]):
                best[unit_id] = found
    return tuple(sorted(best.values(), key=_rank)[:MOST])


def proposal(found: Iterable[Candidate]) -> Candidate | None:
    """The one unit that a name most likely means; None where several do, or none for sure."""
    strong = [each for each in found if each.why in STRONG]
    return strong[0] if len(strong) == 1 else None


def doubtful(found: Iterable[Candidate]) -> bool:
    """Whether one of them may be meant, so that nobody should take the name for a new body's."""
    return any(each.why is not Why.SIMILAR or each.score >= NEARLY for each in found)


def parent_of(name: str, governments: Mapping[str, int]) -> int | None:
    """The government that a new body's name begins with (name -> id); None where it says none.

    东川县教育局 stands below 东川县政府, whoever issues the document.
    """
    key = name_key(name)
    beginnings = {
        stem: unit_id
        for government, unit_id in governments.items()
        if len(stem := _GOVERNMENT.sub("", name_key(government))) > 1
    }
    own = _GOVERNMENT.sub("", key)
    fitting = [stem for stem in beginnings if own.startswith(stem) and own != stem]
    return beginnings[max(fitting, key=len)] if fitting else None


_GOVERNMENT = re.compile("(?:人民)?政府$")


@dataclass(frozen=True)
class _Parts:
    """市|科技|局: what stands in front, what the body does, how it is called."""

    key: str
    level: str
    stem: str
    ending: str

    @classmethod
    @cache
    def of(cls, name: str) -> "_Parts":
        key = name_key(name)
        level, stem, ending = _words().split(key)
        return cls(key, level, stem, ending)

    @property
    def field(self) -> str:
        """The field of work, under whatever name it goes."""
        return _words().field_of.get(self.stem, self.stem)


def _why(one: _Parts, other: _Parts) -> Why | None:
    """None for two names that are about two bodies."""
    if one.key == other.key:
        return Why.PLATE
    # 市科技局 is not 省科技局; without a level it may be either.
    if one.level and other.level and one.level != other.level:
        return None
    if one.stem and one.stem == other.stem:
        if one.ending == other.ending:
            return Why.NO_LEVEL
        return Why.ENDING if one.ending and other.ending else None
    # 市政府 is not its own office, 市政办.
    if one.field == other.field and bool(one.ending) == bool(other.ending):
        return Why.FORM
    if _letters_in_order(one.stem, other.stem) and one.level == other.level:
        return Why.LETTERS
    return Why.SIMILAR if fuzz.ratio(one.key, other.key) >= ALIKE else None


def _letters_in_order(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return len(short) > 1 and all(letter in letters for letter in short)


def _rank(candidate: Candidate) -> tuple[int, float]:
    return list(Why).index(candidate.why), -candidate.score


@dataclass(frozen=True)
class _Words:
    pattern: re.Pattern[str]
    field_of: Mapping[str, str]

    def split(self, key: str) -> tuple[str, str, str]:
        found = self.pattern.fullmatch(key)
        return (
            (found["level"] or "", found["stem"], found["ending"] or "") if found else ("", key, "")
        )


@cache
def _words() -> _Words:
    """The file beside this module; read once per process."""
    path = Path(__file__).with_name("bodies.toml")
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    levels, endings = ("|".join(map(re.escape, file[name])) for name in ("levels", "endings"))
    pattern = re.compile(rf"(?P<level>{levels})?(?P<stem>.+?)(?P<ending>{endings})?")
    return _Words(pattern, {form: line[0] for line in file["stems"] for form in line})
