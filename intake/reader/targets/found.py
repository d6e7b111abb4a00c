"""A promised number as it is found, and what governs it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from intake.reader.dates import Mention
from intake.reader.lines import Span, View
from intake.reader.numbers import Quantity, is_time
from intake.reader.vocabulary import words

from . import indicators
from .indicators import Noun, Words

TARGETS = words("targets")
LESS = re.compile(TARGETS["named"]["less_is_better"])
SHARE = re.compile(TARGETS["named"]["share"])
# 每村不少于1支, 权重35%: these words in an indicator's place name none.
NO_NOUN = re.compile(TARGETS["never"]["no_noun"])
CHINESE = re.compile("[\u4e00-\u9fffA-Za-z]")
LONGEST_INDICATOR = 70


@dataclass(frozen=True)
class Found:
    """One promised number and the words it was read from (positions in the view).

    `marks` are the places of its fields that are printed, `evidence` says how each was told.
    """

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
    marks: Mapping[str, Span] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Scope:
    """What the words so far say about the numbers that follow."""

    year: int | None
    since: int | None = None
    issued_on: date | None = None
    goals: bool = False
    due: Mention | None = None
    sentence_due: Mention | None = None
    rhythm: Mention | None = None
    past: bool = False
    subject: Noun | None = None
    chained: bool = False
    named: list[Span] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)

    def hear(self, mention: Mention) -> None:
        """Take in a date or a rhythm."""
        if mention.every:
            self.rhythm = mention
            return
        if mention.governs == "nothing":
            return
        if mention.governs == "rhythm":
            self.rhythm = None
            return
        if mention.due and self._is_over(mention.due):
            self.past = True
            return
        self.past, self.rhythm = False, None
        if mention.governs == "sentence":
            self.sentence_due = mention
        else:
            self.due, self.sentence_due = mention, None

    def _is_over(self, due: date) -> bool:
        if self.issued_on:
            return due < self.issued_on
        return self.year is not None and due.year < self.year

    def end_part(self, mark: str) -> None:
        """Forget at a semicolon what holds for a clause, at a full stop the sentence as well."""
        self.rhythm = None
        if mark != ";":
            self.sentence_due, self.subject, self.chained, self.past = None, None, False, False


def make_found(
    view: View,
    claimed: int,
    end: int,
    noun: Noun,
    taken: Words,
    quantity: Quantity,
    scope: Scope,
) -> Found | None:
    """The promise of a number about a noun; None where the words name nothing."""
    indicator = noun.text.strip(" ,、;:。的")
    if not _is_noun(indicator):
        return None
    unit = quantity.unit or ("%" if quantity.lost and SHARE.search(indicator) else None)
    joint = indicators.JOINT.match(view.plain[claimed:end])
    start, end = view.trim(claimed + (len(joint[0]) if joint else 0), end)
    due, rhythm = scope.sentence_due or scope.due, scope.rhythm
    marks = _marks(noun, taken, quantity, due, rhythm)
    return Found(
        start,
        end,
        indicator,
        quantity.value,
        quantity.high,
        unit,
        comparison(view, taken, quantity, indicator),
        due.due if due else None,
        rhythm.every if rhythm else None,
        ("lost_digits",) if quantity.lost else (),
        marks,
        _evidence(view, noun, quantity, unit, marks, start),
    )


def _is_noun(indicator: str) -> bool:
    long = 2 <= len(indicator) <= LONGEST_INDICATOR
    return long and not NO_NOUN.search(indicator) and CHINESE.search(indicator) is not None


def _marks(
    noun: Noun, taken: Words, quantity: Quantity, due: Mention | None, rhythm: Mention | None
) -> dict[str, Span]:
    """Where each field is printed."""
    said = {"op": taken.said} if taken.said else {}
    times = {name: (m.start, m.end) for name, m in (("due", due), ("every", rhythm)) if m}
    return {"indicator": noun.span, **said, **quantity.marks, **times}


def _evidence(
    view: View,
    noun: Noun,
    quantity: Quantity,
    unit: str | None,
    marks: Mapping[str, Span],
    start: int,
) -> dict[str, str]:
    """How each field was told."""
    measure = "printed" if "unit" in marks else "restored" if unit else "none"
    return {
        "indicator": noun.how,
        "value": "lost" if quantity.value is None else "words" if quantity.in_words else "printed",
        "unit": measure,
        "op": "range" if quantity.high is not None else "said" if "op" in marks else "bare",
        "due": _distance(view, marks["due"], start) if "due" in marks else "none",
        "every": "said" if "every" in marks else "none",
    }


def _distance(view: View, mention: Span, start: int) -> str:
    """From how far a date governs: the same sentence, the same paragraph, or a lead-in above."""
    between = view.plain[mention[1] : start]
    return "lead_in" if "\n" in between else "paragraph" if "。" in between else "sentence"


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
    if taken.change:
        return "at_least"
    if said == {None} and is_time(quantity.unit) and LESS.search(indicator):
        return "at_most"
    return "at_least"
