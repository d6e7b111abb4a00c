"""Rhythm and states of reports. Plain Python."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.calendar import add_months, last_day_of_month, next_working_day


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
