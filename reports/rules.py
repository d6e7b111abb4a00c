"""Rhythm, states and contents of reports. Plain Python."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.calendar import (
    ONE_DAY,
    add_months,
    last_day_of_month,
    months_between,
    next_working_day,
)
from core.errors import RuleBroken

# Days that every month has.
DEADLINE_DAYS = range(1, 29)


class Frequency(StrEnum):
    MONTH = "month"


class ReportState(StrEnum):
    OPEN = "open"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class Verb(StrEnum):
    SAVE = "save"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"


# (state, verb) -> state. What is not here is refused.
TRANSITIONS: dict[tuple[ReportState, Verb], ReportState] = {
    (ReportState.OPEN, Verb.SAVE): ReportState.DRAFT,
    (ReportState.OPEN, Verb.SUBMIT): ReportState.SUBMITTED,
    (ReportState.DRAFT, Verb.SAVE): ReportState.DRAFT,
    (ReportState.DRAFT, Verb.SUBMIT): ReportState.SUBMITTED,
    (ReportState.RETURNED, Verb.SAVE): ReportState.RETURNED,
    (ReportState.RETURNED, Verb.SUBMIT): ReportState.SUBMITTED,
    (ReportState.SUBMITTED, Verb.APPROVE): ReportState.APPROVED,
    (ReportState.SUBMITTED, Verb.RETURN): ReportState.RETURNED,
}

# Waiting for the unit to write or send.
UNSENT = (ReportState.OPEN, ReportState.DRAFT, ReportState.RETURNED)


def after(state: ReportState, verb: Verb) -> ReportState | None:
    """The state that `verb` leads to, or None where it is not allowed."""
    return TRANSITIONS.get((state, verb))


def is_writable(state: ReportState) -> bool:
    return after(state, Verb.SAVE) is not None


@dataclass(frozen=True)
class Span:
    """One dated instance of a rhythm.

    `ends_on` is the closing date that the numbers are about (截止期末), `due_on` the last day on
    which the report is punctual (报送截止); the two are never the same thing.
    """

    starts_on: date
    ends_on: date
    due_on: date


def monthly_span(month: date, *, deadline_day: int) -> Span:
    """The period of the month that contains `month`.

    Due on day `deadline_day` of the following month; a rest day postpones it to the next
    working day.
    """
    first = month.replace(day=1)
    due = add_months(first, 1).replace(day=deadline_day)
    return Span(first, last_day_of_month(first), next_working_day(due))


def spans_to_open(*, since: date, until: date, deadline_day: int) -> list[Span]:
    """The monthly periods from the month of `since` to that of `until`, both included."""
    count = months_between(since, until)
    months = (add_months(since.replace(day=1), offset) for offset in range(count))
    return [monthly_span(month, deadline_day=deadline_day) for month in months]


def first_month_to_open(
    *, today: date, published_on: date | None, starts_on: date | None, newest_ends_on: date | None
) -> date | None:
    """A day of the first month without a period; None while the plan's term has not begun.

    Months before the plan was published are nobody's debt; months that a sleeping job missed are.
    """
    if starts_on is not None and starts_on > today:
        return None
    if newest_ends_on is not None:
        return newest_ends_on + ONE_DAY
    return max(published_on or today, starts_on or date.min)


class Subject(StrEnum):
    """What a report is about: a task is told in percent, a target in its own unit of measure."""

    TASK = "task"
    TARGET = "target"


@dataclass(frozen=True)
class Content:
    """What a unit writes into one report. `percent` belongs to tasks, `value` to targets."""

    percent: Decimal | None = None
    value: Decimal | None = None
    progress: str = ""
    problems: str = ""
    next_steps: str = ""


class Writing(NamedTuple):
    """A content for one report, and the report's revision that its writer had seen."""

    report_id: int
    revision: int
    content: Content


class Seen(NamedTuple):
    """A report, and its revision that somebody had before their eyes."""

    report_id: int
    revision: int


class Fault(StrEnum):
    """What is wrong with a field of a content; `reports.wording` has the sentence for each."""

    NOT_A_NUMBER = "not_a_number"
    NOT_ASKED = "not_asked"
    PERCENT_MISSING = "percent_missing"
    PERCENT_OUT_OF_RANGE = "percent_out_of_range"
    PERCENT_TOO_FINE = "percent_too_fine"
    VALUE_MISSING = "value_missing"
    VALUE_TOO_BIG = "value_too_big"
    VALUE_TOO_FINE = "value_too_fine"
    PROGRESS_MISSING = "progress_missing"
    TEXT_TOO_LONG = "text_too_long"
    TEXT_UNREADABLE = "text_unreadable"


class Invalid(RuleBroken):
    """A content cannot be taken; `faults` tells report -> field -> what is wrong."""

    def __init__(self, sentence: str, *, faults: dict[int, dict[str, Fault]]) -> None:
        super().__init__(sentence)
        self.faults = faults


# What a number may be so that the tables keep it exactly; finer figures are refused, not rounded,
# because 99.996 % must not become a finished task behind its writer's back.
PERCENT_PLACES = 2
VALUE_PLACES = 6
VALUE_BOUND = Decimal(10) ** 18
# A page of text. Leaders read hundreds of these; longer accounts belong into an annex.
TEXT_LIMIT = 2000
TEXTS = ("progress", "problems", "next_steps")
# NUL and lone surrogates, which no database and no sheet can hold.
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


def validate(content: Content, *, about: Subject, submit: bool) -> dict[str, Fault]:
    """Field name -> what is wrong with it; empty when the content may be saved, or sent."""
    faults = {name: fault for name in TEXTS if (fault := _text_fault(getattr(content, name)))}
    if submit and not content.progress.strip():
        faults["progress"] = Fault.PROGRESS_MISSING
    asked, spare = ("percent", "value") if about is Subject.TASK else ("value", "percent")
    if getattr(content, spare) is not None:
        faults[spare] = Fault.NOT_ASKED
    number = getattr(content, asked)
    fault = _number_fault(number, about=about) if number is not None else None
    if number is None and submit:
        fault = Fault.PERCENT_MISSING if about is Subject.TASK else Fault.VALUE_MISSING
    return faults | ({asked: fault} if fault else {})


def _text_fault(text: str) -> Fault | None:
    if len(text) > TEXT_LIMIT:
        return Fault.TEXT_TOO_LONG
    return Fault.TEXT_UNREADABLE if _UNREADABLE.search(text) else None


def _number_fault(number: Decimal, *, about: Subject) -> Fault | None:
    if not number.is_finite():
        return Fault.NOT_A_NUMBER
    if about is Subject.TASK:
        if not 0 <= number <= 100:
            return Fault.PERCENT_OUT_OF_RANGE
        return Fault.PERCENT_TOO_FINE if _finer(number, PERCENT_PLACES) else None
    # Compared before anything is computed: 1e400 has more digits than arithmetic keeps.
    if number.copy_abs() >= VALUE_BOUND:
        return Fault.VALUE_TOO_BIG
    return Fault.VALUE_TOO_FINE if _finer(number, VALUE_PLACES) else None


def _finer(number: Decimal, places: int) -> bool:
    """Whether there are digits other than zero further behind the point."""
    _sign, digits, exponent = number.as_tuple()
    assert isinstance(exponent, int)  # finite
    spare = -exponent - places
    return spare > 0 and any(digits[-spare:])


# Digits and signs of Chinese input methods and of typesetters. A table, not a normal form: NFKC
# would turn ² into 2.
_PLAIN = str.maketrans(
    "０１２３４５６７８９．，％＋－−\u00a0\u2009\u202f\u3000", "0123456789.,%+--    "
)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?: ?%)?")
_LONGEST_NUMBER = 60


def parse_number(text: str) -> Decimal | None:
    """The number that a person typed; None where nothing was typed.

    Takes full-width digits, thousands separators and a percent sign at the end. Everything else
    raises ValueError: NaN, 1e400, ², a number with words around it.
    """
    plain = text.translate(_PLAIN).strip()
    if not plain:
        return None
    if len(plain) > _LONGEST_NUMBER or not _NUMBER.fullmatch(plain):
        raise ValueError(Fault.NOT_A_NUMBER)
    return Decimal(plain.rstrip("% ").replace(",", "").replace(" ", ""))


class Fresh(NamedTuple):
    """A sentence of a report, and whether last period's report did not have it."""

    sentence: str
    new: bool


_SENTENCE = re.compile(r"[^。；！？;!?\n]+[。；！？;!?]*")


def fresh_sentences(text: str, *, before: str) -> list[Fresh]:
    """The sentences of a text, marked where last period's text did not already say them."""
    known = {_bare(sentence) for sentence in _SENTENCE.findall(before)}
    found = (sentence.strip() for sentence in _SENTENCE.findall(text))
    return [Fresh(sentence, _bare(sentence) not in known) for sentence in found if sentence]


def _bare(sentence: str) -> str:
    return "".join(sentence.split()).rstrip("。；！？;!?")
