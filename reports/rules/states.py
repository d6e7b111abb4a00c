"""The states of a report: what may follow what, who may do it and what it takes. Plain Python.

The table is that of an office in which the unit's reviewer and then the supervision office look
at every report; `PASSED_OVER` says which waits other offices do without. What is not in the table
is refused. Late, missed and locked are derived and never a state.
"""

from enum import StrEnum
from typing import NamedTuple


class ReportState(StrEnum):
    OPEN = "open"
    DRAFT = "draft"
    # Waits for the unit's own reviewer.
    SUBMITTED = "submitted"
    # Left the unit: waits for the office, an assisting unit's part for the lead.
    FORWARDED = "forwarded"
    RETURNED = "returned"
    APPROVED = "approved"
    # Counts as it was approved, until the office has approved another figure.
    CORRECTING = "correcting"
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
    CORRECT = "correct"
    WAIVE = "waive"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    RECALL = "recall"


class Actor(StrEnum):
    """Who does it: somebody of the report's unit, of the unit that leads, or of the office."""

    REPORTER = "reporter"
    REVIEWER = "reviewer"
    # Reports or reviews for the lead, towards the part of an assisting unit and nothing else.
    LEAD = "lead"
    INSPECTOR = "inspector"
    OFFICE_HEAD = "office_head"
    JOB = "job"


class Need(StrEnum):
    """What must be there before the step is taken."""

    RUNNING_PLAN = "running_plan"
    OPEN_PERIOD = "open_period"
    WHOLE = "whole"
    REASON = "reason"
    SECOND_PERSON = "second_person"
    UNSEEN = "unseen"


class Transition(NamedTuple):
    # None: back to where it was, which what was written tells.
    to: ReportState | None
    who: frozenset[Actor]
    needs: frozenset[Need] = frozenset()


_REPORTER = frozenset({Actor.REPORTER})
_REVIEWER = frozenset({Actor.REVIEWER})
_OFFICE = frozenset({Actor.INSPECTOR, Actor.OFFICE_HEAD})
_ABOVE = _OFFICE | {Actor.LEAD}
_PLANNERS = _OFFICE | {Actor.JOB}

_WRITTEN = frozenset({Need.RUNNING_PLAN, Need.OPEN_PERIOD})
_SENT = _WRITTEN | {Need.WHOLE}
_SEEN = frozenset({Need.SECOND_PERSON})
# Nobody could send again what is returned after the end.
_SENT_BACK = _WRITTEN | {Need.SECOND_PERSON, Need.REASON}
_EXPLAINED = frozenset({Need.REASON})
_RECALLED = _WRITTEN | {Need.UNSEEN}
_MENDED = frozenset({Need.RUNNING_PLAN, Need.WHOLE, Need.REASON})

S, V = ReportState, Verb

TRANSITIONS: dict[tuple[ReportState, Verb], Transition] = {
    (S.OPEN, V.SAVE): Transition(S.DRAFT, _REPORTER, _WRITTEN),
    (S.DRAFT, V.SAVE): Transition(S.DRAFT, _REPORTER, _WRITTEN),
    (S.RETURNED, V.SAVE): Transition(S.RETURNED, _REPORTER, _WRITTEN),
    (S.OPEN, V.SUBMIT): Transition(S.SUBMITTED, _REPORTER, _SENT),
    (S.DRAFT, V.SUBMIT): Transition(S.SUBMITTED, _REPORTER, _SENT),
    (S.RETURNED, V.SUBMIT): Transition(S.SUBMITTED, _REPORTER, _SENT),
    (S.SUBMITTED, V.APPROVE): Transition(S.FORWARDED, _REVIEWER, _SEEN),
    (S.SUBMITTED, V.RETURN): Transition(S.RETURNED, _REVIEWER, _SENT_BACK),
    (S.FORWARDED, V.APPROVE): Transition(S.APPROVED, _ABOVE, _SEEN),
    (S.FORWARDED, V.RETURN): Transition(S.RETURNED, _ABOVE, _SENT_BACK),
    # A figure that counts went into circulars: it changes with the office's consent only.
    (S.APPROVED, V.CORRECT): Transition(S.CORRECTING, _REPORTER, _MENDED),
    (S.CORRECTING, V.APPROVE): Transition(S.APPROVED, _OFFICE, _SEEN),
    (S.CORRECTING, V.RETURN): Transition(S.APPROVED, _OFFICE, _SEEN | _EXPLAINED),
    (S.OPEN, V.WAIVE): Transition(S.WAIVED, _PLANNERS, _EXPLAINED),
    (S.DRAFT, V.WAIVE): Transition(S.WAIVED, _PLANNERS, _EXPLAINED),
    (S.RETURNED, V.WAIVE): Transition(S.WAIVED, _PLANNERS, _EXPLAINED),
    (S.OPEN, V.WITHDRAW): Transition(S.WITHDRAWN, _PLANNERS),
    (S.DRAFT, V.WITHDRAW): Transition(S.WITHDRAWN, _PLANNERS),
    (S.RETURNED, V.WITHDRAW): Transition(S.WITHDRAWN, _PLANNERS),
    (S.WAIVED, V.RESTORE): Transition(None, _PLANNERS),
    (S.WITHDRAWN, V.RESTORE): Transition(None, _PLANNERS),
    # Whoever sent a sheet by mistake takes it back while nobody has looked at it.
    (S.DRAFT, V.RECALL): Transition(None, _REPORTER, _WRITTEN),
    (S.RETURNED, V.RECALL): Transition(None, _REPORTER, _WRITTEN),
    (S.SUBMITTED, V.RECALL): Transition(None, _REPORTER, _RECALLED),
    (S.FORWARDED, V.RECALL): Transition(None, _REPORTER, _RECALLED),
}

# Where nobody is asked to review, a report does not wait but goes on at once. What waits already
# when an office changes its steps is still decided by those for whom it waits.
PASSED_OVER: dict[ReviewSteps, dict[ReportState, ReportState]] = {
    ReviewSteps.NONE: {S.SUBMITTED: S.APPROVED, S.FORWARDED: S.APPROVED},
    ReviewSteps.UNIT: {S.FORWARDED: S.APPROVED},
    ReviewSteps.OFFICE: {S.SUBMITTED: S.FORWARDED},
    ReviewSteps.BOTH: {},
}
# Assisting units answer to the lead, which looks at their parts in the office's place, always.
OF_PARTS = {
    ReviewSteps.NONE: ReviewSteps.OFFICE,
    ReviewSteps.UNIT: ReviewSteps.BOTH,
    ReviewSteps.OFFICE: ReviewSteps.OFFICE,
    ReviewSteps.BOTH: ReviewSteps.BOTH,
}

# Waiting for the unit to write or send.
UNSENT = (ReportState.OPEN, ReportState.DRAFT, ReportState.RETURNED)
# Waiting for somebody's decision.
WAITING = (ReportState.SUBMITTED, ReportState.FORWARDED, ReportState.CORRECTING)
# Not owed any more.
EXCUSED = (ReportState.WAIVED, ReportState.WITHDRAWN)
# Its figures count.
COUNTING = (ReportState.APPROVED, ReportState.CORRECTING)


def after(
    state: ReportState,
    verb: Verb,
    *,
    steps: ReviewSteps = ReviewSteps.BOTH,
    back_to: ReportState = ReportState.OPEN,
) -> ReportState | None:
    """The state that `verb` leads to, or None where it is not allowed.

    `back_to` is where a report stood before it was waived or withdrawn, or before what is recalled.
    """
    transition = TRANSITIONS.get((state, verb))
    if transition is None:
        return None
    to = transition.to or back_to
    return PASSED_OVER[steps].get(to, to)


def who_may(state: ReportState, verb: Verb) -> frozenset[Actor]:
    """Empty where nobody may."""
    transition = TRANSITIONS.get((state, verb))
    return transition.who if transition else frozenset()


def states_before(verb: Verb) -> tuple[ReportState, ...]:
    """The states in which `verb` is allowed."""
    return tuple(state for state, allowed in TRANSITIONS if allowed is verb)


def is_writable(state: ReportState) -> bool:
    return after(state, Verb.SAVE) is not None
