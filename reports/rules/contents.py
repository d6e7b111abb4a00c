"""What a unit writes into a report, and what may be in it. Plain Python."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from core.errors import RuleBroken


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
    # The unit says that nothing has changed since last period (无变化).
    no_change: bool = False
    # Why what looks doubtful is right all the same.
    explanation: str = ""


class Writing(NamedTuple):
    """A content for one report, and the report's revision that its writer had seen."""

    report_id: int
    revision: int
    content: Content


class Filed(NamedTuple):
    """A line of a sheet, judged: what it writes, and what looks doubtful in it (code -> facts)."""

    report_id: int
    revision: int
    content: Content
    warnings: dict[str, dict[str, str]]


class FiledRows(NamedTuple):
    """The same as rows that are in the database already: a SELECT of the fields of a Filed.

    Its columns are report_id, revision, percent, value, progress, problems, next_steps,
    no_change, explanation and warnings (JSON).
    """

    select: str
    parameters: tuple[Any, ...]


class FiledPictures(NamedTuple):
    """The pictures of these lines, as a SELECT: report_id, file, name, size and sha256.

    The files lie in the portal's storage already and belong to whatever brought them.
    """

    select: str
    parameters: tuple[Any, ...]


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
    FIGURE_OF_PERIOD = "figure_of_period"
    EXPLANATION_MISSING = "explanation_missing"
    TEXT_TOO_LONG = "text_too_long"
    TEXT_UNREADABLE = "text_unreadable"


class Invalid(RuleBroken):
    """A content cannot be taken; `faults` tells report -> field -> what is wrong.

    `warnings` tells report -> doubt -> facts, where doubts wait for a word of explanation.
    """

    def __init__(
        self,
        sentence: str,
        *,
        faults: dict[int, dict[str, Fault]],
        warnings: dict[int, dict[str, dict[str, str]]] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.faults = faults
        self.warnings = warnings or {}


# What a number may be so that the tables keep it exactly; finer figures are refused, not rounded,
# because 99.996 % must not become a finished task behind its writer's back.
PERCENT_PLACES = 2
VALUE_PLACES = 6
VALUE_BOUND = Decimal(10) ** 18
# A page of text. Leaders read hundreds of these; longer accounts belong into an annex.
TEXT_LIMIT = 2000
TEXTS = ("progress", "problems", "next_steps")
WORDS = (*TEXTS, "explanation")
# NUL and lone surrogates, which no database and no sheet can hold.
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")


def validate(
    content: Content, *, about: Subject, submit: bool, is_part: bool = False
) -> dict[str, Fault]:
    """Field name -> what is wrong with it; empty when the content may be saved, or sent.

    An assisting unit's part may come without a figure: only the lead speaks for the task.
    """
    words = {name: text for name in WORDS if (text := getattr(content, name))}
    faults = {name: fault for name, text in words.items() if (fault := text_fault(text))}
    if submit and not content.progress.strip():
        faults["progress"] = Fault.PROGRESS_MISSING
    asked, spare = ("percent", "value") if about is Subject.TASK else ("value", "percent")
    if getattr(content, spare) is not None:
        faults[spare] = Fault.NOT_ASKED
    number = getattr(content, asked)
    fault = _number_fault(number, about=about) if number is not None else None
    if number is None and submit and not is_part:
        fault = Fault.PERCENT_MISSING if about is Subject.TASK else Fault.VALUE_MISSING
    return faults | ({asked: fault} if fault else {})


def text_fault(text: str) -> Fault | None:
    """What is wrong with a text as such; None where it can be kept."""
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
