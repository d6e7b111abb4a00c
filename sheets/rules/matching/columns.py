"""What one column may be: what its header's words say, weighed by what stands below them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sheets.rules.matching.looks import fit, profile
from sheets.rules.matching.vocabulary import IGNORE, header_key, vocabulary
from sheets.rules.matching.wordings import Time, Wording, read_wording
from sheets.rules.words import file


@dataclass(frozen=True)
class ColumnGuess:
    """What a column is: a key of the vocabulary, `ignore`, or None where nobody can say.

    `words` are the header's texts from top to bottom; `rivals` are the keys that it may be as
    well, the likeliest first.
    """

    key: str | None
    words: tuple[str, ...]
    measure: str = ""
    percent: bool = False
    confidence: float = 0.0
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A column with all that it may mean, before the columns are compared with one another."""

    column: int
    words: tuple[str, ...]
    wording: Wording
    # Key -> how sure the words are, before and after the values were looked at.
    meanings: Mapping[str, float]
    weighed: dict[str, float]
    # How many of the lines below say something here.
    filled: int
    shares: dict[str, float] = field(default_factory=dict)
    times: tuple[Time, ...] = ()

    @property
    def score(self) -> float:
        return max(self.weighed.values(), default=0.0)


def candidate(
    column: int, words: tuple[str, ...], looks: Sequence[frozenset[str]], *, kind: str
) -> Candidate:
    """`looks` are those of the values below (`looks.looks_of`)."""
    wordings = [read_wording(text) for text in words]
    meanings = _meanings(wordings, kind)
    shares = profile(looks)
    filled = sum(1 for look in looks if look)
    weighed = {key: sure * _weight(key, shares) for key, sure in meanings.items()}
    whole = Wording(
        wordings[-1].bare if wordings else "",
        next((each.measure for each in reversed(wordings) if each.measure), ""),
        any(each.percent for each in wordings),
    )
    times = tuple(each.time for each in wordings if each.time)
    return Candidate(column, words, whole, meanings, weighed, filled, shares, times)


def _weight(key: str, shares: dict[str, float]) -> float:
    """1 where the values say what the words say, half where they deny it."""
    fits = fit(key, shares)
    return 1.0 if key == IGNORE else 0.85 + (0.15 if fits > 0 else 0.35) * fits


def says_something(text: str, kind: str) -> bool:
    """Whether the vocabulary knows a header of that text."""
    wording = read_wording(text)
    return bool(_meanings([wording], kind)) or wording.bare in (_figures() | _percents())


def _meanings(wordings: Sequence[Wording], kind: str) -> Mapping[str, float]:
    """The lowest heading says it; the one above it where the lowest is no more than a figure."""
    known = vocabulary(kind)
    texts = [each.bare for each in wordings if each.bare]
    if not texts:
        return {}
    leaf, parent = texts[-1], "".join(texts[-2:-1])
    if parent:
        if leaf in _figures():
            return _of_group(parent, kind, figure=True)
        if leaf in _percents() and "period_value" in known.meanings(parent):
            return {IGNORE: 1.0}
        if leaf in _percents():
            return {"rate": 1.0, "percent": 0.8} if kind == "reports" else {}
        if leaf == "单位" and _is_figure_group(parent, kind):
            return {"unit_of_measure": 1.0}
        exact = known.known.get(parent + leaf)
        if exact:
            return dict(exact)
    own = known.meanings(leaf)
    return own or {key: sure * 0.8 for key, sure in known.meanings(parent).items()}


def _of_group(parent: str, kind: str, *, figure: bool) -> Mapping[str, float]:
    meanings = vocabulary(kind).meanings(parent)
    numbers = {key: sure for key, sure in meanings.items() if key in _FIGURES}
    return numbers if figure and numbers else meanings


def _is_figure_group(parent: str, kind: str) -> bool:
    return any(key in _FIGURES for key in vocabulary(kind).meanings(parent))


_FIGURES = frozenset({"planned", "value", "last_figure", "period_value", "rate", "percent"})


@cache
def _figures() -> frozenset[str]:
    return frozenset(map(header_key, file("signs")["headers"]["figures"]))


@cache
def _percents() -> frozenset[str]:
    return frozenset(map(header_key, file("signs")["headers"]["percents"]))
