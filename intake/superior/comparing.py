"""Two promises, the superior's and ours: the same, raised, lowered, or not to be compared.

The rules, as offices use the words:

- 加码: the value is higher or the date earlier than the superior asks. What is promised as a
  ceiling (不超过, 压缩至) works the other way round: a lower ceiling is a raise.
- 减码: the value is lower or the date later.
- 一致: same value, same date. An earlier date alone is a raise, a later one alone a lowering.
- Higher but later, or lower but earlier, is neither: people must judge it.
- A lower number of things or money below the superior's level may be this place's share of the
  superior's total; to call that 减码 would accuse somebody who does the right thing.
- Rates and shares are compared in percentage points, everything else in per cent; dates in months.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from indicators.rules import Comparator, Recurrence
from indicators.rules.words import MONTHS
from intake.superior.measures import Measure, common
from intake.superior.words import WORDS

ADDING_UP = frozenset(WORDS["adding_up"]["families"])
NEVER_ADDS_UP = tuple(WORDS["adding_up"]["never"])
# Families in which a difference is told in points and not in per cent.
POINTS = frozenset({"share", "points"})
UPWARD = frozenset({Comparator.AT_LEAST, Comparator.ABOUT, Comparator.RANGE})


class Kind(StrEnum):
    """What became of a promise of the superior plan, in the order in which people ask."""

    MISSING = "missing"
    LOWERED = "lowered"
    SHARE = "share"
    RAISED = "raised"
    UNCLEAR = "unclear"
    SAME = "same"
    NEW = "new"


class Why(StrEnum):
    """Why two promises cannot be held against each other."""

    MEASURES = "measures"
    DIRECTIONS = "directions"
    RHYTHMS = "rhythms"
    NO_NUMBER = "no_number"
    BOTH_WAYS = "both_ways"


@dataclass(frozen=True)
class Aim:
    """What a plan promises about one number or item of work, and where its words stand.

    A task has neither value nor unit. `places` are the names by which the plan may call its own
    place. `id` tells it apart from the others of its plan.
    """

    id: str
    name: str
    due: date | None
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str = ""
    op: str = Comparator.AT_LEAST
    every: str = ""
    quote: str = ""
    start: int | None = None
    end: int | None = None
    clause: str = ""


@dataclass(frozen=True)
class Verdict:
    """How ours stands to the superior's.

    `percent` or `points` is how much more (or less) ours is, `months` how much later it is due
    (less than nothing: earlier); None where there is no difference or nothing to compare.
    """

    kind: Kind
    percent: Decimal | None = None
    points: Decimal | None = None
    months: int | None = None
    why: Why | None = None


def compare(superior: Aim, ours: Aim, *, below: bool) -> Verdict:
    """`below` says that our plan is of a lower level than the superior's, and may carry a share."""
    measures = common(ours.unit, superior.unit)
    if measures is None:
        return Verdict(Kind.UNCLEAR, why=Why.MEASURES)
    if superior.value is None or ours.value is None:
        return _without_number(superior, ours)
    if (superior.op in UPWARD) != (ours.op in UPWARD):
        return Verdict(Kind.UNCLEAR, why=Why.DIRECTIONS)
    if not _same_rhythm(superior, ours, measures[0]):
        return Verdict(Kind.UNCLEAR, why=Why.RHYTHMS)
    theirs, own = _amounts(superior, measures[1]), _amounts(ours, measures[0])
    facts = _difference(superior, ours, theirs[0], own[0], measures[0].family)
    kind = _kind(facts.months or 0, (own > theirs) - (own < theirs), upward=ours.op in UPWARD)
    if below and own < theirs and _adds_up(superior, ours, measures[0]):
        return replace(facts, kind=Kind.SHARE)
    return replace(facts, kind=kind, why=Why.BOTH_WAYS if kind is Kind.UNCLEAR else None)


def compare_dates(superior: Aim, ours: Aim) -> Verdict:
    """For items of work: only their dates can differ."""
    months = _months(superior.due, ours.due)
    kind = Kind.SAME if not months else Kind.RAISED if months < 0 else Kind.LOWERED
    return Verdict(kind, months=months or None)


def _without_number(superior: Aim, ours: Aim) -> Verdict:
    if superior.value is None and ours.value is None:
        return compare_dates(superior, ours)
    return Verdict(Kind.UNCLEAR, months=_months(superior.due, ours.due) or None, why=Why.NO_NUMBER)


def _same_rhythm(superior: Aim, ours: Aim, measure: Measure) -> bool:
    """每季度 can be reckoned as 每年 where the number adds up; a total over the plan cannot."""
    if superior.every == ours.every:
        return True
    return bool(superior.every and ours.every) and measure.family in ADDING_UP


def _amounts(aim: Aim, measure: Measure) -> tuple[Decimal, Decimal]:
    """The value and the upper value in the family's first unit, for a year where it recurs."""
    assert aim.value is not None
    per_year = Decimal(12) / MONTHS[Recurrence(aim.every)] if aim.every else Decimal(1)
    high = aim.value if aim.value_high is None else aim.value_high
    return aim.value * measure.factor * per_year, high * measure.factor * per_year


def _kind(months: int, more: int, *, upward: bool) -> Kind:
    """What higher or lower, earlier or later make together."""
    asks = [-months] if months else []
    asks += [more if upward else -more] if more else []
    if not asks:
        return Kind.SAME
    if all(ask > 0 for ask in asks):
        return Kind.RAISED
    return Kind.LOWERED if all(ask < 0 for ask in asks) else Kind.UNCLEAR


def _difference(superior: Aim, ours: Aim, theirs: Decimal, own: Decimal, family: str) -> Verdict:
    """How much and how many months; its kind is still to be found."""
    facts = Verdict(Kind.SAME, months=_months(superior.due, ours.due) or None)
    if own == theirs:
        return facts
    if family in POINTS:
        return replace(facts, points=own - theirs)
    if not theirs:
        return facts
    return replace(facts, percent=((own - theirs) / abs(theirs) * 100).quantize(Decimal("0.1")))


def _months(theirs: date | None, own: date | None) -> int:
    """How many months ours is later, rounded away from nothing; 0 where a date is missing."""
    if theirs is None or own is None or theirs == own:
        return 0
    months = (own.year - theirs.year) * 12 + own.month - theirs.month
    return months or (1 if own > theirs else -1)


def _adds_up(superior: Aim, ours: Aim, measure: Measure) -> bool:
    """Whether the number is a sum over places; a rate or a duration is not."""
    words = superior.name + ours.name
    return (
        measure.family in ADDING_UP
        and superior.op != Comparator.AT_MOST
        and not any(word in words for word in NEVER_ADDS_UP)
    )
