"""Where a task stands, and with which lamp.

Like targets, tasks are held against the share of months elapsed at the closing date of what was
reported, in percentage points; a task with stages is held against its stages instead. What was
never reported is its own answer and no lamp; the due date is the only thing that turns a task red
by itself. Plain Python.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from core.calendar import last_day_of_month, months_between
from indicators.rules import DEFAULT, Band, Lamp, Override, Scheme, Standing, closing_date
from tasks.rules.books import CURRENT, RULE_VERSION, RuleBook
from tasks.rules.states import ENDED_STATES, PREPARED_STATES, TaskState

HUNDRED = Decimal(100)


class TaskReason(StrEnum):
    """Why a task's lamp shows what it shows; `tasks.wording.pace` has the sentence for each."""

    DONE = "done"
    DONE_EARLY = "done_early"
    DONE_LATE = "done_late"
    AWAITS_CHECK = "awaits_check"
    REPORTED_DONE = "reported_done"
    ON_PACE = "on_pace"
    STAGES_KEPT = "stages_kept"
    BEHIND = "behind"
    NEAR_AND_BEHIND = "near_and_behind"
    STAGE_OVERDUE = "stage_overdue"
    UNCLAIMED = "unclaimed"
    OVERDUE = "overdue"
    NOT_HANDED_OUT = "not_handed_out"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    NOT_BEGUN = "not_begun"
    ROLLING = "rolling"
    NO_DATE = "no_date"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Stage:
    """An approved stage that was not left out."""

    title: str
    due_on: date
    weight: Decimal | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class TaskFacts:
    """What is known of a task on a day, as far as its lamp needs it."""

    state: TaskState
    due_on: date | None
    starts_on: date | None = None
    is_rolling: bool = False
    percent: Decimal | None = None
    percent_on: date | None = None
    completed_on: date | None = None
    # When the unit asked for completion, while nobody has decided.
    claimed_on: date | None = None
    # For which day an extension is asked, while nobody has decided.
    asked_due_on: date | None = None
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True)
class TaskVerdict:
    """A lamp with everything that it was computed from.

    `on` is the day on which the task was judged, `closing_on` the closing date at which its pace
    was. `expected_share` and `completion` are percentages of the task, `gap` the points between
    them, positive when behind. `days` counts days late, or days left where the date is near.
    """

    standing: Standing
    reason: TaskReason
    on: date
    closing_on: date
    facts: TaskFacts
    expected_share: Decimal | None = None
    completion: Decimal | None = None
    gap: Decimal | None = None
    days: int | None = None
    # The oldest stage that is overdue, or the next one that is due.
    stage: Stage | None = None
    band: Band = DEFAULT.band_for(Standing.NOT_JUDGED)
    override: Override | None = None
    rule_version: int = RULE_VERSION

    @property
    def lamp(self) -> Lamp:
        return self.band.lamp

    @property
    def computed_lamp(self) -> Lamp:
        """What the rules say, also where an inspector decided otherwise."""
        return self.override.computed.lamp if self.override else self.lamp

    @property
    def is_behind(self) -> bool:
        return self.standing in {Standing.BEHIND, Standing.MISSED}

    @property
    def is_by_stages(self) -> bool:
        """Whether the shares are those of the stages, and not the percentage that was reported."""
        return self.reason in (TaskReason.STAGE_OVERDUE, TaskReason.STAGES_KEPT)

    @property
    def distance(self) -> Decimal | None:
        """How far behind, in points: near the due date all that is missing counts."""
        if self.reason is TaskReason.NEAR_AND_BEHIND and self.completion is not None:
            return HUNDRED - self.completion
        return self.gap


def judge_task(
    facts: TaskFacts, *, on: date, scheme: Scheme = DEFAULT, book: RuleBook = CURRENT
) -> TaskVerdict:
    """Where the task stands on that day, and the lamp that its plan has for it."""
    verdict = stand(facts, on=on, book=book)
    days_left = None if facts.due_on is None else (facts.due_on - on).days
    band = scheme.band_for(verdict.standing, verdict.distance, days_left=days_left)
    return replace(verdict, band=band)


def overridden(
    verdict: TaskVerdict, band: Band, *, reason: str, by: str, at: datetime
) -> TaskVerdict:
    """The verdict as an inspector decided it; the computed lamp stays with it."""
    computed = verdict.override.computed if verdict.override else verdict.band
    return replace(verdict, band=band, override=Override(computed, reason, by, at))


def stand(facts: TaskFacts, *, on: date, book: RuleBook = CURRENT) -> TaskVerdict:
    """Where the task stands; its lamp is not chosen yet."""
    verdict = TaskVerdict(
        Standing.NOT_JUDGED,
        TaskReason.NO_DATA,
        on,
        closing_date(facts.percent_on, on=on),
        facts,
        completion=None if facts.percent is None else points(facts.percent),
        rule_version=book.version,
    )
    if facts.state in ENDED_STATES:
        return _ended(verdict)
    if (reason := _not_running(facts)) is not None:
        return replace(verdict, reason=reason)
    late = None if facts.due_on is None else _days_late(facts, on)
    if late is not None and late > 0:
        return _late(verdict, late)
    if facts.claimed_on is not None:
        return replace(verdict, standing=Standing.ON_PACE, reason=TaskReason.AWAITS_CHECK)
    if facts.stages:
        return _by_stages(verdict)
    return _by_percent(verdict, book)


def points(value: Decimal) -> Decimal:
    """Percentage points to one decimal, as circulars print them."""
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def _ended(verdict: TaskVerdict) -> TaskVerdict:
    facts = verdict.facts
    archived = facts.state is TaskState.ARCHIVED and facts.completed_on is None
    if facts.state is TaskState.CANCELLED or archived:
        return replace(verdict, reason=TaskReason.CANCELLED)
    done = replace(verdict, standing=Standing.DONE, reason=TaskReason.DONE)
    if facts.completed_on is None or facts.due_on is None:
        return done
    days = (facts.completed_on - facts.due_on).days
    if days == 0:
        return done
    reason = TaskReason.DONE_LATE if days > 0 else TaskReason.DONE_EARLY
    return replace(done, reason=reason, days=abs(days))


def _not_running(facts: TaskFacts) -> TaskReason | None:
    """Why nobody can be held against anything now."""
    if facts.state in PREPARED_STATES:
        return TaskReason.NOT_HANDED_OUT
    return {
        TaskState.REFUSED: TaskReason.REFUSED,
        TaskState.SUSPENDED: TaskReason.SUSPENDED,
    }.get(facts.state)


def _days_late(facts: TaskFacts, on: date) -> int:
    """While the office looks at a claim, the days are not the unit's."""
    assert facts.due_on is not None
    until = on if facts.claimed_on is None else min(on, facts.claimed_on)
    return (until - facts.due_on).days


def _late(verdict: TaskVerdict, days: int) -> TaskVerdict:
    facts = verdict.facts
    if facts.percent is not None and facts.percent >= HUNDRED and facts.claimed_on is None:
        unclaimed = TaskReason.UNCLAIMED
        return replace(verdict, standing=Standing.BEHIND, reason=unclaimed, days=days)
    return replace(verdict, standing=Standing.MISSED, reason=TaskReason.OVERDUE, days=days)


def _by_stages(verdict: TaskVerdict) -> TaskVerdict:
    """Each stage is due on its day; what was reached counts on the day on which it was."""
    stages = sorted(verdict.facts.stages, key=lambda stage: stage.due_on)
    overdue = [stage for stage in stages if stage.done_on is None and stage.due_on < verdict.on]
    open_stages = [stage for stage in stages if stage.done_on is None]
    due = [stage for stage in stages if stage.due_on < verdict.on or stage.done_on is not None]
    expected, reached = _share(due, stages), _share(_reached(stages), stages)
    verdict = replace(verdict, expected_share=expected, completion=reached, gap=expected - reached)
    if not overdue:
        stage = open_stages[0] if open_stages else None
        kept = TaskReason.STAGES_KEPT
        return replace(verdict, standing=Standing.ON_PACE, reason=kept, stage=stage)
    days = (verdict.on - overdue[0].due_on).days
    return replace(
        verdict,
        standing=Standing.BEHIND,
        reason=TaskReason.STAGE_OVERDUE,
        stage=overdue[0],
        days=days,
    )


def _reached(stages: Sequence[Stage]) -> list[Stage]:
    return [stage for stage in stages if stage.done_on is not None]


def _share(some: Sequence[Stage], stages: Sequence[Stage]) -> Decimal:
    """What some of the stages are of all, in percent; without weights they count alike."""
    whole = sum((_weight(stage) for stage in stages), Decimal(0))
    return points(sum((_weight(stage) for stage in some), Decimal(0)) / whole * HUNDRED)


def _weight(stage: Stage) -> Decimal:
    return Decimal(1) if stage.weight is None else stage.weight


def _by_percent(verdict: TaskVerdict, book: RuleBook) -> TaskVerdict:
    facts = verdict.facts
    if facts.due_on is None:
        reason = TaskReason.ROLLING if facts.is_rolling else TaskReason.NO_DATE
        return replace(verdict, reason=reason)
    start = facts.starts_on or facts.due_on.replace(month=1, day=1)
    if verdict.on < start:
        return replace(verdict, reason=TaskReason.NOT_BEGUN)
    expected = points(_time_share(start, facts.due_on, verdict.closing_on))
    completion = verdict.completion
    if completion is None:
        return replace(verdict, expected_share=expected)
    # From the rounded shares, so that the printed sentence adds up.
    gap = expected - completion
    verdict = replace(verdict, expected_share=expected, gap=gap)
    if completion >= HUNDRED:
        return replace(verdict, standing=Standing.AHEAD, reason=TaskReason.REPORTED_DONE)
    days_left = (facts.due_on - verdict.on).days
    return _by_gap(verdict, days_left, is_near=days_left <= book.near_days)


def _by_gap(verdict: TaskVerdict, days_left: int, *, is_near: bool) -> TaskVerdict:
    gap = verdict.gap
    assert gap is not None  # something was reported
    if gap <= 0:
        standing = Standing.AHEAD if gap < 0 else Standing.ON_PACE
        return replace(verdict, standing=standing, reason=TaskReason.ON_PACE)
    behind = replace(verdict, standing=Standing.BEHIND, reason=TaskReason.BEHIND)
    if not is_near:
        return behind
    return replace(behind, reason=TaskReason.NEAR_AND_BEHIND, days=days_left)


def _time_share(start: date, due_on: date, closing_on: date) -> Decimal:
    """Months elapsed ÷ months of the task, in percent, as circulars reckon."""
    if closing_on >= due_on:
        return HUNDRED
    if closing_on < start:
        return Decimal(0)
    months = months_between(start, closing_on)
    if closing_on != last_day_of_month(closing_on):
        months -= 1
    return Decimal(months) / Decimal(months_between(start, due_on)) * HUNDRED
