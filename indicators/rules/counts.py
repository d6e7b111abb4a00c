"""Figures over several verdicts: the count of a circular, and months that were made up later."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.rules.aims import Aim, span_of
from indicators.rules.pace import HUNDRED
from indicators.rules.verdicts import Reading, Verdict, points
from indicators.rules.words import Kind, Measure, Reason

MET = frozenset({Reason.REACHED, Reason.ABOVE_RANGE, Reason.ON_PACE, Reason.WITHIN_CEILING})
UNKNOWN = frozenset(
    {
        Reason.NOT_YET,
        Reason.NO_DATE,
        Reason.NO_NUMBER,
        Reason.NO_DATA,
        Reason.NO_COMPARATOR,
        Reason.ZERO_TARGET,
    }
)


class Counts(StrEnum):
    """What a target is to the count of a circular."""

    MET = "met"
    MISSED = "missed"
    ANNUAL = "annual"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PaceCount:
    """How many are on pace, as circulars count (12项，除1项年度指标外，其他11项达到10项，占比91%).

    Annual indicators and what cannot be judged are no part of `counted`.
    """

    listed: int
    annual: int
    unknown: int
    met: int

    @property
    def counted(self) -> int:
        return self.listed - self.annual - self.unknown

    @property
    def share(self) -> Decimal | None:
        """In percent; None where nothing was counted, which is not 0 %."""
        return points(HUNDRED * self.met / self.counted) if self.counted else None


def pace_count(verdicts: Iterable[Verdict]) -> PaceCount:
    """Over those that are listed this time."""
    found = Counter(counts_as(each) for each in verdicts)
    return PaceCount(
        found.total(), *(found[each] for each in (Counts.ANNUAL, Counts.UNKNOWN, Counts.MET))
    )


def counts_as(verdict: Verdict) -> Counts:
    return counts_of(verdict.reason)


def counts_of(reason: Reason) -> Counts:
    """The reason says it, also where nothing else was kept of a verdict."""
    if reason is Reason.ANNUAL_ONLY:
        return Counts.ANNUAL
    if reason in UNKNOWN:
        return Counts.UNKNOWN
    return Counts.MET if reason in MET else Counts.MISSED


def made_up_on(missed: Verdict, aim: Aim, later: Sequence[Reading]) -> date | None:
    """When what was missing at a closing date was there after all (红→黄(已补)).

    By a corrected figure for that date or a later one that reaches what was expected then. Only
    a way can be made up by a later month; a rate that was too low in June stays so in July.
    """
    if not missed.is_behind or missed.expected is None:
        return None
    for reading in sorted(later, key=lambda each: each.on):
        same = reading.on == missed.on
        counts = reading.on > missed.on and missed.measure is Measure.WAY
        if (same or (counts and _same_span(aim, missed.on, reading.on))) and _there(
            missed, aim, reading.value
        ):
            return reading.on
    return None


def _there(missed: Verdict, aim: Aim, value: Decimal) -> bool:
    assert missed.expected is not None
    return value <= missed.expected if aim.falls else value >= missed.expected


def _same_span(aim: Aim, one: date, other: date) -> bool:
    """Next year's count begins anew and makes up nothing of this year's."""
    if not aim.recurs and aim.kind is not Kind.FLOW:
        return True
    span = span_of(aim, on=one)
    return span is None or span[0] <= other <= span[1]
