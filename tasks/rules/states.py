"""The life of a task: what may follow what, who may do it and what it takes. Plain Python.

The table is the published workflow of supervision offices (立项 to 销号). What is not in it is
refused. Whether a task is overdue or due soon is derived and never a state.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import NamedTuple


class TaskState(StrEnum):
    DRAFT = "draft"
    PENDING = "pending"
    REGISTERED = "registered"
    DISPATCHED = "dispatched"
    REFUSED = "refused"
    IN_PROGRESS = "in_progress"
    COMPLETION_REQUESTED = "completion_requested"
    RETURNED = "returned"
    COMPLETED = "completed"
    CLOSED = "closed"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    ARCHIVED = "archived"


class TaskVerb(StrEnum):
    PROPOSE = "propose"
    REGISTER = "register"
    SEND_BACK = "send_back"
    DISPATCH = "dispatch"
    RECEIVE = "receive"
    DEEM_RECEIVED = "deem_received"
    REFUSE = "refuse"
    REQUEST_COMPLETION = "request_completion"
    WITHDRAW_REQUEST = "withdraw_request"
    COMPLETE = "complete"
    CLOSE = "close"
    RETURN = "return"
    REOPEN = "reopen"
    ROLL = "roll"
    REASSIGN = "reassign"
    DECOMPOSE = "decompose"
    PROPOSE_SHARES = "propose_shares"
    AMEND_DUE = "amend_due"
    SUSPEND = "suspend"
    RESUME = "resume"
    CANCEL = "cancel"
    MERGE = "merge"
    ARCHIVE = "archive"


class Actor(StrEnum):
    """Who does it: a role of the supervision office, of the lead unit, or a job.

    The lead unit is the first-named of those who lead; the others do their share.
    """

    INSPECTOR = "inspector"
    OFFICE_HEAD = "office_head"
    LEADER = "leader"
    LEAD_REPORTER = "lead_reporter"
    LEAD_REVIEWER = "lead_reviewer"
    JOB = "job"


class Need(StrEnum):
    """What must be there before the step is taken."""

    # A unit that leads.
    PARTS = "parts"
    # Other units than before, one of which leads.
    NEW_PARTS = "new_parts"
    # What the task is broken down into, each with a title.
    SHARES = "shares"
    REASON = "reason"
    # The document that decided it: a number, or a title with its date.
    DOCUMENT = "document"
    NEW_DUE = "new_due"
    # A day that is not in the future.
    DONE_ON = "done_on"
    MILESTONES_DONE = "milestones_done"
    ASSISTS_ANSWERED = "assists_answered"
    CHILDREN_DONE = "children_done"
    # What a part belongs to is not over.
    PARENT_OPEN = "parent_open"
    # At least one file.
    EVIDENCE = "evidence"
    # How it was checked, or why that was left out.
    VERIFICATION = "verification"
    FIRST_REFUSAL = "first_refusal"
    # As many working days as the portal allows for a receipt are over.
    WAITED = "waited"
    # A key item is struck off by a leader.
    LEADER_IF_KEY = "leader_if_key"
    ROLLING = "rolling"
    OTHER_TASK = "other_task"


class Transition(NamedTuple):
    """`to` is None where the step leads back to what was before a suspension."""

    to: TaskState | None
    who: frozenset[Actor]
    needs: frozenset[Need] = frozenset()


class Refusal(StrEnum):
    NOT_FROM_HERE = "not_from_here"
    NOT_YOURS = "not_yours"
    MISSING = "missing"


class Refused(Exception):
    """The table does not allow the step; `missing` are needs that are not met, in their order."""

    def __init__(self, why: Refusal, missing: tuple[Need, ...] = ()) -> None:
        super().__init__(why, missing)
        self.why = why
        self.missing = missing


Key = tuple[TaskState, TaskVerb]

_OFFICE = frozenset({Actor.INSPECTOR, Actor.OFFICE_HEAD})
_HEAD = frozenset({Actor.OFFICE_HEAD})
_DECIDERS = frozenset({Actor.OFFICE_HEAD, Actor.LEADER})
_UNIT = frozenset({Actor.LEAD_REPORTER, Actor.LEAD_REVIEWER})
_REVIEWER = frozenset({Actor.LEAD_REVIEWER})
_JOB = frozenset({Actor.JOB})

# Nobody has agreed to it yet: what a meeting wants, or an inspector proposes. Counted nowhere.
PROPOSED_STATES = frozenset({TaskState.DRAFT, TaskState.PENDING})
# Not handed out yet.
PREPARED_STATES = PROPOSED_STATES | {TaskState.REGISTERED}
# As a part it takes nothing from the whole: not handed out yet, or given up.
IDLE_STATES = PREPARED_STATES | {TaskState.CANCELLED}
# The unit's work is going on.
_WORKING = frozenset({TaskState.IN_PROGRESS, TaskState.RETURNED})
# Handed out and not at its end: what can be suspended, cancelled or merged.
RUNNING_STATES = _WORKING | {
    TaskState.DISPATCHED,
    TaskState.REFUSED,
    TaskState.COMPLETION_REQUESTED,
}
# What is asked of its units. A task that its lead unit refused waits for the office.
HELD_STATES = RUNNING_STATES - {TaskState.REFUSED}
# Its due date counts.
OPEN_STATES = RUNNING_STATES | {TaskState.REGISTERED}
# Reports are expected. Whoever asked for completion is not asked again before the decision.
REPORTING_STATES = _WORKING | {TaskState.DISPATCHED}
# The work is over, or was given up.
ENDED_STATES = frozenset(
    {TaskState.COMPLETED, TaskState.CLOSED, TaskState.CANCELLED, TaskState.ARCHIVED}
)


def _table() -> dict[Key, Transition]:
    return dict((*_preparing(), *_handing_out(), *_completing(), *_changing(), *_setting_aside()))


def _from(
    states: Iterable[TaskState],
    verb: TaskVerb,
    to: TaskState | None,
    who: frozenset[Actor],
    *needs: Need,
) -> Iterable[tuple[Key, Transition]]:
    for state in sorted(states):
        yield (state, verb), Transition(to, who, frozenset(needs))


def _preparing() -> Iterable[tuple[Key, Transition]]:
    yield from _from([TaskState.DRAFT], TaskVerb.PROPOSE, TaskState.PENDING, _OFFICE, Need.PARTS)
    yield from _from(
        [TaskState.PENDING],
        TaskVerb.REGISTER,
        TaskState.REGISTERED,
        _DECIDERS,
        Need.PARTS,
        Need.REASON,
    )
    yield from _from(
        [TaskState.PENDING], TaskVerb.SEND_BACK, TaskState.DRAFT, _DECIDERS, Need.REASON
    )
    yield from _from(
        [TaskState.REGISTERED], TaskVerb.DISPATCH, TaskState.DISPATCHED, _OFFICE, Need.PARTS
    )
    # Nobody outside the office has heard of it yet.
    yield from _from(PREPARED_STATES, TaskVerb.CANCEL, TaskState.CANCELLED, _OFFICE, Need.REASON)


def _handing_out() -> Iterable[tuple[Key, Transition]]:
    waiting = [TaskState.DISPATCHED]
    yield from _from(waiting, TaskVerb.RECEIVE, TaskState.IN_PROGRESS, _UNIT)
    yield from _from(waiting, TaskVerb.DEEM_RECEIVED, TaskState.IN_PROGRESS, _JOB, Need.WAITED)
    yield from _from(
        waiting,
        TaskVerb.REFUSE,
        TaskState.REFUSED,
        _REVIEWER,
        Need.REASON,
        Need.FIRST_REFUSAL,
    )
    # The refusal was not accepted: to the same units once more.
    yield from _from(
        [TaskState.REFUSED],
        TaskVerb.DISPATCH,
        TaskState.DISPATCHED,
        _OFFICE,
        Need.PARTS,
        Need.REASON,
    )
    yield from _from(
        [TaskState.REFUSED, TaskState.DISPATCHED],
        TaskVerb.REASSIGN,
        TaskState.DISPATCHED,
        _OFFICE,
        Need.NEW_PARTS,
        Need.REASON,
    )
    # Work that somebody has begun is not taken away by an inspector alone.
    yield from _from(
        _WORKING,
        TaskVerb.REASSIGN,
        TaskState.DISPATCHED,
        _HEAD,
        Need.NEW_PARTS,
        Need.REASON,
    )


def _completing() -> Iterable[tuple[Key, Transition]]:
    asked = TaskState.COMPLETION_REQUESTED
    yield from _from(
        _WORKING,
        TaskVerb.REQUEST_COMPLETION,
        asked,
        _REVIEWER,
        Need.REASON,
        Need.DONE_ON,
        Need.EVIDENCE,
        Need.MILESTONES_DONE,
        Need.ASSISTS_ANSWERED,
        Need.CHILDREN_DONE,
    )
    yield from _from([asked], TaskVerb.WITHDRAW_REQUEST, TaskState.IN_PROGRESS, _REVIEWER)
    yield from _from([asked], TaskVerb.RETURN, TaskState.RETURNED, _OFFICE, Need.REASON)
    yield from _from(
        [asked],
        TaskVerb.COMPLETE,
        TaskState.COMPLETED,
        _HEAD,
        Need.DONE_ON,
        Need.CHILDREN_DONE,
    )
    # Verification found that it was not done.
    yield from _from([TaskState.COMPLETED], TaskVerb.RETURN, TaskState.RETURNED, _HEAD, Need.REASON)
    yield from _from(
        [TaskState.COMPLETED],
        TaskVerb.CLOSE,
        TaskState.CLOSED,
        _OFFICE | _DECIDERS,
        Need.VERIFICATION,
        Need.LEADER_IF_KEY,
    )
    # A look back (回头看) finds a relapse.
    yield from _from(
        [TaskState.CLOSED],
        TaskVerb.REOPEN,
        TaskState.IN_PROGRESS,
        _HEAD,
        Need.REASON,
        Need.PARENT_OPEN,
    )
    # This year's stage is over, the task goes on (转下年).
    yield from _from(
        _WORKING | {asked, TaskState.COMPLETED},
        TaskVerb.ROLL,
        TaskState.IN_PROGRESS,
        _HEAD,
        Need.ROLLING,
        Need.REASON,
        Need.PARENT_OPEN,
    )


def _changing() -> Iterable[tuple[Key, Transition]]:
    """What changes a task and leaves it where it stands."""
    for state in sorted(REPORTING_STATES | {TaskState.REGISTERED}):
        yield from _from([state], TaskVerb.DECOMPOSE, state, _OFFICE, Need.SHARES)
    # The lead unit knows best what it takes; whoever approves tasks approves its parts.
    for state in sorted(_WORKING):
        yield from _from([state], TaskVerb.PROPOSE_SHARES, state, _REVIEWER, Need.SHARES)
    for state in sorted(OPEN_STATES):
        yield from _from(
            [state], TaskVerb.AMEND_DUE, state, _DECIDERS, Need.NEW_DUE, Need.DOCUMENT, Need.REASON
        )


def _setting_aside() -> Iterable[tuple[Key, Transition]]:
    yield from _from(
        RUNNING_STATES, TaskVerb.SUSPEND, TaskState.SUSPENDED, _DECIDERS, Need.DOCUMENT
    )
    yield from _from([TaskState.SUSPENDED], TaskVerb.RESUME, None, _DECIDERS, Need.REASON)
    given_up = RUNNING_STATES | {TaskState.SUSPENDED}
    yield from _from(given_up, TaskVerb.CANCEL, TaskState.CANCELLED, _DECIDERS, Need.DOCUMENT)
    yield from _from(
        given_up,
        TaskVerb.MERGE,
        TaskState.CANCELLED,
        _DECIDERS,
        Need.DOCUMENT,
        Need.OTHER_TASK,
    )
    yield from _from(
        [TaskState.CLOSED, TaskState.CANCELLED], TaskVerb.ARCHIVE, TaskState.ARCHIVED, _OFFICE
    )


TRANSITIONS: dict[Key, Transition] = _table()


def after(
    state: TaskState,
    verb: TaskVerb,
    *,
    actors: Collection[Actor],
    met: Collection[Need],
    back_to: TaskState | None = None,
) -> TaskState:
    """Where the step leads; raises Refused with the first thing that forbids it.

    `back_to` is the state that a suspended task was in.
    """
    transition = TRANSITIONS.get((state, verb))
    if transition is None:
        raise Refused(Refusal.NOT_FROM_HERE)
    if transition.who.isdisjoint(actors):
        raise Refused(Refusal.NOT_YOURS)
    if missing := tuple(need for need in Need if need in transition.needs and need not in met):
        raise Refused(Refusal.MISSING, missing)
    if transition.to is not None:
        return transition.to
    if back_to not in RUNNING_STATES:
        raise Refused(Refusal.NOT_FROM_HERE)
    return back_to


def allowed_verbs(state: TaskState, actors: Collection[Actor]) -> tuple[TaskVerb, ...]:
    """What these may do with a task in that state, whether or not its needs are met."""
    return tuple(
        verb
        for verb in TaskVerb
        if (step := TRANSITIONS.get((state, verb))) and not step.who.isdisjoint(actors)
    )


def who_may(verb: TaskVerb) -> frozenset[Actor]:
    """Those who may ever take that step, in whatever state."""
    steps = (step for (_state, other), step in TRANSITIONS.items() if other is verb)
    return frozenset(actor for step in steps for actor in step.who)
