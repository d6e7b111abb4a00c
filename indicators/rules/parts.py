"""What a superior target's local parts add up to: only what is counted alike is added.

A number of things or money can be a sum over places; a rate, an average or a limit cannot.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.rules.words import COUNTS, Comparator, Kind


class Apart(StrEnum):
    """Why a part is not added to the others."""

    OTHER_DEFINITION = "other_definition"
    OTHER_DATE = "other_date"
    NO_NUMBER = "no_number"
    TWICE = "twice"


@dataclass(frozen=True)
class Share:
    """What one plan promises of an indicator, and what it has reached.

    `counted` tells how: the unit of measure and the version of the definition. `every` is the
    rhythm of a promise that recurs.
    """

    key: int
    plan: int
    counted: tuple[int, int | None]
    value: Decimal | None
    due_on: date | None
    every: str = ""
    reached: Decimal | None = None


@dataclass(frozen=True)
class Sum:
    """`parts` were added; `reached` adds up what those of them that reported have reached."""

    promised: Decimal
    reached: Decimal | None
    reporting: int
    parts: tuple[Share, ...]
    apart: tuple[tuple[Share, Apart], ...]


def adds_up(kind: Kind, comparator: Comparator, *, percent: bool) -> bool:
    """Whether places can share the number among them."""
    return kind in COUNTS and comparator is not Comparator.AT_MOST and not percent


def sum_of_parts(whole: Share, parts: Sequence[Share]) -> Sum:
    """Of the parts that promise the same for the same date; what is left out says why."""
    judged = [(part, _apart(whole, part)) for part in parts]
    alike = Counter(part.plan for part, why in judged if why is None)
    # A total and what it consists of may stand in one plan; nobody knows which is which.
    judged = [
        (part, Apart.TWICE if why is None and alike[part.plan] > 1 else why) for part, why in judged
    ]
    added = tuple(part for part, why in judged if why is None)
    known = [part.reached for part in added if part.reached is not None]
    return Sum(
        promised=_total(part.value for part in added if part.value is not None),
        reached=_total(known) if known else None,
        reporting=len(known),
        parts=added,
        apart=tuple((part, why) for part, why in judged if why is not None),
    )


def _apart(whole: Share, part: Share) -> Apart | None:
    if part.counted != whole.counted:
        return Apart.OTHER_DEFINITION
    if part.value is None:
        return Apart.NO_NUMBER
    if part.due_on != whole.due_on or part.every != whole.every:
        return Apart.OTHER_DATE
    return None


def _total(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))
