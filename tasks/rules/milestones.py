"""The dated stages of a task (节点): what may be done to one, and what a sound plan is.

The lead unit plans the stages of its task, its reviewer approves them, and from then on they are
fixed: whoever could move a stage could move the lamp. Plain Python.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from core.calendar import add_months
from tasks.rules.states import Actor
from tasks.rules.texts import TextFault, fault_of_text


class StageState(StrEnum):
    PLANNED = "planned"
    APPROVED = "approved"
    REACHED = "reached"
    WAIVED = "waived"


class StageVerb(StrEnum):
    PLAN = "plan"
    APPROVE = "approve"
    REACH = "reach"
    TAKE_BACK = "take_back"
    WAIVE = "waive"


class StageNeed(StrEnum):
    # The task is being worked on.
    WORK = "work"
    # A day that is not in the future.
    DONE_ON = "done_on"
    # How it shows that the stage was reached.
    PROOF = "proof"
    REASON = "reason"
    # The weights of the stages that count add up to 100, or none has one.
    WEIGHTS = "weights"


class StageTransition(NamedTuple):
    to: StageState
    who: frozenset[Actor]
    needs: frozenset[StageNeed] = frozenset()


_UNIT = frozenset({Actor.LEAD_REPORTER, Actor.LEAD_REVIEWER})
_OFFICE = frozenset({Actor.INSPECTOR, Actor.OFFICE_HEAD})
_WAIVED = StageTransition(StageState.WAIVED, _OFFICE, frozenset({StageNeed.WORK, StageNeed.REASON}))

# (state, verb) -> what it leads to. What is not here is refused.
TRANSITIONS: dict[tuple[StageState, StageVerb], StageTransition] = {
    (StageState.PLANNED, StageVerb.PLAN): StageTransition(
        StageState.PLANNED, _UNIT, frozenset({StageNeed.WORK, StageNeed.WEIGHTS})
    ),
    (StageState.PLANNED, StageVerb.APPROVE): StageTransition(
        StageState.APPROVED,
        frozenset({Actor.LEAD_REVIEWER}),
        frozenset({StageNeed.WORK, StageNeed.WEIGHTS}),
    ),
    (StageState.APPROVED, StageVerb.REACH): StageTransition(
        StageState.REACHED,
        _UNIT,
        frozenset({StageNeed.WORK, StageNeed.DONE_ON, StageNeed.PROOF}),
    ),
    # It was recorded by mistake.
    (StageState.REACHED, StageVerb.TAKE_BACK): StageTransition(
        StageState.APPROVED, _UNIT, frozenset({StageNeed.WORK, StageNeed.REASON})
    ),
    (StageState.APPROVED, StageVerb.WAIVE): _WAIVED,
}

MOST_STAGES = 24
TITLE_LIMIT = 200
FULL = Decimal(100)
# A date further away than this is a slip of the pen.
LONGEST_MONTHS = 120


class StageFault(StrEnum):
    NO_DATE = "no_date"
    AFTER_DUE = "after_due"
    TOO_FAR = "too_far"
    TWICE = "twice"
    WEIGHT_OUT_OF_RANGE = "weight_out_of_range"
    WEIGHT_TOO_FINE = "weight_too_fine"
    WEIGHT_MISSING = "weight_missing"
    WEIGHTS_NOT_FULL = "weights_not_full"
    TOO_MANY = "too_many"
    FUTURE = "future"
    LONG_AGO = "long_ago"


@dataclass(frozen=True)
class StageLine:
    """One line of the plan of stages as it was typed."""

    title: str
    due_on: date | None
    weight: Decimal | None = None


Fault = StageFault | TextFault
# What is wrong, by line and field; line None is about all of them together.
Faults = dict[tuple[int | None, str], Fault]


def faults_of_lines(
    lines: Sequence[StageLine], *, fixed: Sequence[StageLine], due_on: date | None, on: date
) -> Faults:
    """What is wrong with a plan beside the stages that are `fixed` already; empty if nothing."""
    found: Faults = {}
    titles = Counter(line.title.strip() for line in [*fixed, *lines])
    for place, line in enumerate(lines):
        told: dict[str, Fault | None] = {
            "title": fault_of_text(line.title, required=True, limit=TITLE_LIMIT),
            "due_on": _fault_of_date(line.due_on, due_on=due_on, on=on),
            "weight": _fault_of_weight(line.weight),
        }
        if told["title"] is None and titles[line.title.strip()] > 1:
            told["title"] = StageFault.TWICE
        found |= {(place, name): fault for name, fault in told.items() if fault is not None}
    if len(fixed) + len(lines) > MOST_STAGES:
        found[None, "lines"] = StageFault.TOO_MANY
    elif fault := fault_of_weights([line.weight for line in [*fixed, *lines]]):
        found[None, "lines"] = fault
    return found


def fault_of_weights(weights: Sequence[Decimal | None]) -> StageFault | None:
    """All stages have a weight and together 100, or none has one."""
    given = [weight for weight in weights if weight is not None]
    if not given:
        return None
    if len(given) < len(weights):
        return StageFault.WEIGHT_MISSING
    return StageFault.WEIGHTS_NOT_FULL if sum(given) != FULL else None


def fault_of_done_on(day: date | None, *, on: date) -> StageFault | None:
    if day is None:
        return StageFault.NO_DATE
    if day > on:
        return StageFault.FUTURE
    return StageFault.LONG_AGO if day < add_months(on, -LONGEST_MONTHS) else None


def after(state: StageState, verb: StageVerb) -> StageTransition | None:
    """What `verb` leads to, or None where it is not allowed."""
    return TRANSITIONS.get((state, verb))


def who_may(verb: StageVerb) -> frozenset[Actor]:
    """Those who may ever take that step, in whatever state."""
    steps = (step for (_state, other), step in TRANSITIONS.items() if other is verb)
    return frozenset(actor for step in steps for actor in step.who)


def _fault_of_date(day: date | None, *, due_on: date | None, on: date) -> StageFault | None:
    if day is None:
        return StageFault.NO_DATE
    if due_on is not None and day > due_on:
        return StageFault.AFTER_DUE
    if not add_months(on, -LONGEST_MONTHS) <= day <= add_months(on, LONGEST_MONTHS):
        return StageFault.TOO_FAR
    return None


def _fault_of_weight(weight: Decimal | None) -> StageFault | None:
    if weight is None:
        return None
    if not weight.is_finite() or not 0 < weight <= FULL:
        return StageFault.WEIGHT_OUT_OF_RANGE
    exponent = weight.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # it is finite
    return StageFault.WEIGHT_TOO_FINE if exponent < -2 else None
