"""The states of a report and what may be done to it in each. Plain Python."""

from enum import StrEnum


class ReportState(StrEnum):
    OPEN = "open"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    FORWARDED = "forwarded"
    RETURNED = "returned"
    APPROVED = "approved"
    WAIVED = "waived"
    WITHDRAWN = "withdrawn"


class ReviewSteps(StrEnum):
    """Who looks at a report before it counts."""

    NONE = "none"
    UNIT = "unit"
    OFFICE = "office"
    BOTH = "both"


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
