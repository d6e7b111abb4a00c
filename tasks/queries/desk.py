"""What the page of a task says of its life, and what this person may do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Prefetch

from core.calendar import end_of
from plans.models import PlanState
from tasks import rules
from tasks.access import actors_of, part_actors
from tasks.models import Assignment, AssignmentRole, Completion, Move, PartRefusal, Proof, Task
from tasks.queries.units import with_units
from tasks.rules import Actor, TaskVerb
from tasks.rules.parts import PartActor
from tasks.wording.moves import DONE, VERBS, Words
from units.models import User
from units.rules import CITY_WIDE_ROLES, OFFICE_ROLES

# One click; all others are asked for more on a page of their own.
CLICKS = frozenset(
    {TaskVerb.PROPOSE, TaskVerb.DISPATCH, TaskVerb.WITHDRAW_REQUEST, TaskVerb.ARCHIVE}
)
# Each unit confirms the receipt of its own part.
BY_PARTS = frozenset({TaskVerb.RECEIVE, TaskVerb.DEEM_RECEIVED})


@dataclass(frozen=True)
class Act:
    """A step that the person may take."""

    verb: TaskVerb
    one_click: bool

    @property
    def words(self) -> Words:
        return VERBS[self.verb]

    @property
    def address(self) -> str:
        return f"tasks:{self.verb.replace('_', '-')}"


@dataclass(frozen=True)
class Desk:
    """`parts` are the units' own, collectives by their members; `shares` what it is broken into."""

    task: Task
    acts: tuple[Act, ...]
    parts: Sequence[Assignment]
    shares: Sequence[Task]
    completions: Sequence[Completion]
    moves: Sequence[Move]
    # Whether the person may open the files of the completions.
    sees_proofs: bool
    # Parts of the person's units that wait for a receipt, or for an answer to the lead unit.
    to_receive: tuple[Assignment, ...]
    to_answer: tuple[Assignment, ...]
    # Parts of the person's units that they may still refuse.
    to_refuse: tuple[Assignment, ...]
    # Whether the person decides about parts that were refused.
    decides_parts: bool

    @cached_property
    def silent(self) -> tuple[Assignment, ...]:
        """Assisting units that have not handed in their part."""
        assists = (part for part in self.parts if part.role == AssignmentRole.ASSIST)
        return tuple(part for part in assists if part.answered_at is None)

    @property
    def waiting(self) -> Completion | None:
        """The request for completion that nobody has decided."""
        return next((each for each in self.completions if each.decided_at is None), None)


def task_desk(user: User, task: Task, *, on: date) -> Desk:
    """Seven queries, however long the history. `on` is the day of the page."""
    end = end_of(on)
    parts = list(_parts(task, on=on))
    mine = [part for part in parts if part.unit_id in user.unit_ids()]
    running = task.state in rules.RUNNING_STATES and task.plan.state == PlanState.ACTIVE
    return Desk(
        task=task,
        acts=acts(user, task),
        parts=parts,
        shares=list(with_units(task.parts.order_by("position"))),
        completions=_completions(task, before=end),
        moves=_moves(task, before=end),
        sees_proofs=bool(mine) or user.has_role(CITY_WIDE_ROLES),
        to_receive=tuple(p for p in mine if _may_receive(p, task)) if running else (),
        to_answer=tuple(p for p in mine if _may_answer(p, task)) if running else (),
        to_refuse=tuple(p for p in mine if _may_refuse(p, user)) if running else (),
        decides_parts=running and user.has_role(OFFICE_ROLES),
    )


def acts(user: User, task: Task) -> tuple[Act, ...]:
    """What the person may do now, in the order of a task's life."""
    if task.plan.state == PlanState.ARCHIVED:
        return ()
    state, actors = rules.TaskState(task.state), actors_of(user, task.pk)
    return tuple(
        Act(verb, one_click=verb in CLICKS and not _asks(state, verb))
        for verb in rules.allowed_verbs(state, actors)
        if verb not in BY_PARTS and _fits(task, verb, actors)
    )


def _fits(task: Task, verb: TaskVerb, actors: frozenset[Actor]) -> bool:
    """Whether the step can be meant for this kind of task at all."""
    if verb is TaskVerb.ROLL:
        return task.is_rolling
    return not (verb is TaskVerb.CLOSE and task.is_key) or Actor.LEADER in actors


def _asks(state: rules.TaskState, verb: TaskVerb) -> bool:
    return rules.Need.REASON in rules.TRANSITIONS[state, verb].needs


def _may_refuse(part: Assignment, user: User) -> bool:
    """Once, before the receipt; the lead unit refuses the task itself."""
    speaks = PartActor.ASSIST_REVIEWER in part_actors(user, part)
    is_first = part.received_at is None and not part.refusals.all()
    return speaks and is_first and part.role == AssignmentRole.ASSIST


def _may_receive(part: Assignment, task: Task) -> bool:
    if any(each.decided_at is None for each in part.refusals.all()):
        return False
    return part.received_at is None and task.state != rules.TaskState.REFUSED


def _may_answer(part: Assignment, task: Task) -> bool:
    return part.role == AssignmentRole.ASSIST and task.state in rules.REPORTING_STATES


def _parts(task: Task, *, on: date) -> Sequence[Assignment]:
    parts = Assignment.objects.as_known_on(on).of_units().filter(task=task)
    known_refusals = PartRefusal.objects.filter(refused_at__lt=end_of(on))
    known_refusals = known_refusals.select_related("refused_by", "decided_by", "given_to")
    together = parts.select_related("unit", "received_by", "answered_by")
    together = together.prefetch_related(Prefetch("refusals", known_refusals))
    # Leads first, each in the document's order.
    known = list(together.order_by("-role", "order", "pk"))
    for part in known:
        _forget(part, ("received_at", "received_by"), since=end_of(on))
        _forget(part, ("answered_at", "answered_by", "answer"), since=end_of(on))
        for refusal in part.refusals.all():
            _forget(refusal, ("decided_at", "decided_by", "note", "given_to"), since=end_of(on))
    return known


def _completions(task: Task, *, before: datetime) -> Sequence[Completion]:
    asked = task.completions.filter(asked_at__lt=before)
    people = asked.select_related("asked_by", "decided_by", "verified_by")
    proofs = Prefetch("proofs", Proof.objects.order_by("pk"), to_attr="files")
    known = list(people.prefetch_related(proofs).order_by("-asked_at", "-pk"))
    for each in known:
        _forget(each, ("decided_at", "decided_by", "accepted", "reason"), since=before)
        _forget(each, ("verified_at", "verified_by", "verification"), since=before)
    return known


def _forget(
    row: Assignment | Completion | PartRefusal, names: tuple[str, ...], *, since: datetime
) -> None:
    """Show the row as it stood before that moment; the first of the fields says when it was set."""
    at = getattr(row, names[0])
    if at is not None and at >= since:
        for name in names:
            setattr(row, name, "" if isinstance(getattr(row, name), str) else None)


def _moves(task: Task, *, before: datetime) -> list[Move]:
    """Newest first, each with `words` for its verb."""
    known = task.moves.filter(at__lt=before).select_related("by", "unit").order_by("-at", "-pk")
    moves = list(known)
    for move in moves:
        vars(move)["words"] = DONE[TaskVerb(move.verb)]
    return moves
