"""What became of a promise of the superior plan, as finely as people ask.

A verdict's kind says whether more or less is asked; here a change of the date alone has words of
its own (提前, 推后), and so has a number that is defined otherwise: it cannot be higher or lower.
What may be a share of the superior's total is later all the same where its date is later, and
nothing is the same of which only the superior says by when.
"""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from intake.superior.aligning import Row
from intake.superior.comparing import Kind


class Outcome(StrEnum):
    """In the order in which people ask."""

    MISSING = "missing"
    LOWERED = "lowered"
    LATER = "later"
    SHARE = "share"
    RAISED = "raised"
    SOONER = "sooner"
    REDEFINED = "redefined"
    UNCLEAR = "unclear"
    SAME = "same"
    NEW = "new"


_BY_DATE = {Kind.LOWERED: Outcome.LATER, Kind.RAISED: Outcome.SOONER}


def outcome_of(row: Row, *, redefined: bool = False) -> Outcome:
    """`redefined` says that the two numbers are counted by different definitions."""
    verdict = row.verdict
    if redefined and row.superior and row.ours:
        return Outcome.REDEFINED
    if row.kind is Kind.SAME and _lacks_date(row):
        return Outcome.UNCLEAR
    if row.kind is Kind.SHARE and (verdict.months or 0) > 0:
        return Outcome.LATER
    if verdict.months and verdict.percent is None and verdict.points is None:
        return _BY_DATE.get(row.kind, Outcome(row.kind.value))
    return Outcome(row.kind.value)


def _lacks_date(row: Row) -> bool:
    superior, ours = row.superior, row.ours
    return bool(superior and superior.due and ours and not (ours.due or ours.every))


def outcome_counts(outcomes: Iterable[Outcome]) -> dict[Outcome, int]:
    """How many there are of each; every outcome is there."""
    found = Counter(outcomes)
    return {outcome: found[outcome] for outcome in Outcome}
