"""A promised number as it is found, and what governs it."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from . import indicators
from .dates import Mention
from .indicators import Words
from .lines import Span, View
from .numbers import Quantity, is_time
from .vocabulary import words

TARGETS = words("targets")
LESS = re.compile(TARGETS["named"]["less_is_better"])
SHARE = re.compile(TARGETS["named"]["share"])
CHINESE = re.compile("[\u4e00-\u9fffA-Za-z]")
LONGEST_INDICATOR = 70


@dataclass(frozen=True)
class Found:
    """One promised number and the words it was read from (positions in the view)."""

    start: int
    end: int
    indicator: str
    value: Decimal | None
    high: Decimal | None
    unit: str | None
    op: str
    due: date | None
    every: str | None
    doubts: tuple[str, ...] = ()


@dataclass
class Scope:
    """What the words so far say about the numbers that follow."""

    year: int | None
    since: int | None = None
    goals: bool = False
    due: date | None = None
    sentence_due: date | None = None
    every: str | None = None
    past: bool = False
    subject: str = ""
    chained: bool = False
    named: list[Span] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)

    def hear(self, mention: Mention) -> None:
        """Take in a date or a rhythm."""
        if mention.every:
            self.every = mention.every
            return
        if mention.governs == "nothing":
            self.past = self.past or False
            return
        if mention.due and self.year and mention.due.year < self.year:
            self.past = True
            return
        self.past, self.every = False, None
        if mention.governs == "sentence":
            self.sentence_due = mention.due
        else:
            self.due, self.sentence_due = mention.due, None

    def end_part(self, mark: str) -> None:
        """Forget at a semicolon what holds for a clause, at a full stop the sentence as well."""
        self.every, self.past = None, False
        if mark != ";":
            self.sentence_due, self.subject, self.chained = None, "", False


def make_found(
    view: View,
    claimed: int,
    end: int,
    indicator: str,
    taken: Words,
    quantity: Quantity,
    scope: Scope,
) -> Found | None:
    indicator = indicator.strip(" ,、;:。的")
    if not 2 <= len(indicator) <= LONGEST_INDICATOR or not CHINESE.search(indicator):
        return None
    unit, doubts = quantity.unit, tuple[str, ...]()
    if quantity.lost:
        doubts = ("lost_digits",)
        unit = unit or ("%" if SHARE.search(indicator) else None)
    joint = indicators.JOINT.match(view.plain[claimed:end])
    start, end = view.trim(claimed + (len(joint[0]) if joint else 0), end)
    return Found(
        start,
        end,
        indicator,
        quantity.value,
        quantity.high,
        unit,
        comparison(view, taken, quantity, indicator),
        scope.sentence_due or scope.due,
        scope.every,
        doubts,
    )


def comparison(view: View, taken: Words, quantity: Quantity, indicator: str) -> str:
    """at_least, at_most, about or range, by the words around the number."""
    if quantity.high is not None:
        return "range"
    before = view.plain[max(taken.start, quantity.start - 2) : quantity.start]
    signed = (
        "at_most" if re.search("[<≤≦]$", before) else "about" if before.endswith("约") else None
    )
    said = {quantity.op, taken.op, signed}
    for op in ("about", "at_most"):
        if op in said:
            return op
    if said == {None} and is_time(quantity.unit) and LESS.search(indicator):
        return "at_most"
    return "at_least"
