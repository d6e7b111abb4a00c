"""The stages of a task: what was reached, what is overdue, what waits for whom."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, Subquery

from core.calendar import end_of
from tasks import access
from tasks.models import (
    Assignment,
    AssignmentRole,
    Milestone,
    StageRetraction,
    Task,
    TaskQuerySet,
)
from tasks.rules import REPORTING_STATES
from tasks.rules.milestones import StageState, StageVerb, after, who_may
from units.models import User
from units.rules import Role

# What is done to one stage, not to the whole plan of them.
_OF_ONE = frozenset({StageVerb.REACH, StageVerb.TAKE_BACK, StageVerb.WAIVE})


@dataclass(frozen=True)
class StageRow:
    """A stage as it was known on a day; `days_late` is None where it is not overdue."""

    stage: Milestone
    state: StageState
    days_late: int | None
    verbs: frozenset[StageVerb]
    # The newest first.
    retractions: tuple[StageRetraction, ...]


@dataclass(frozen=True)
class StageBox:
    """The stages of a task, and what the person may do about all of them."""

    task: Task
    rows: tuple[StageRow, ...]
    verbs: frozenset[StageVerb]

    @property
    def planned(self) -> list[Milestone]:
        """What is not approved yet."""
        return [row.stage for row in self.rows if row.state is StageState.PLANNED]

    @property
    def fixed(self) -> list[StageRow]:
        return [row for row in self.rows if row.state is not StageState.PLANNED]

    @property
    def may_plan(self) -> bool:
        return StageVerb.PLAN in self.verbs

    @property
    def may_approve(self) -> bool:
        return StageVerb.APPROVE in self.verbs and bool(self.planned)


def milestones_settled(task: Task) -> bool:
    """Whether every stage was reached or left out; true where there is none."""
    return not task.milestones.unsettled().exists()


def stages_to_approve(user: User) -> TaskQuerySet:
    """Tasks with planned stages that this person's unit has to approve."""
    leads = Assignment.objects.live().of_units()
    leads = leads.filter(task=OuterRef("pk"), role=AssignmentRole.LEAD).order_by("order", "pk")
    planned = Milestone.objects.filter(task=OuterRef("pk"), approved_at=None)
    tasks = access.visible_tasks(user).annotate(lead=Subquery(leads.values("unit")[:1]))
    tasks = tasks.filter(Exists(planned), state__in=REPORTING_STATES)
    return tasks.filter(lead__in=user.unit_ids({Role.REVIEWER, Role.HEAD}))


def stage_box(user: User, task: Task, *, on: date) -> StageBox:
    """As known on a day; what was planned later is not known. Four queries."""
    end = end_of(on)
    known = Q(approved_at=None) | Q(approved_at__lt=end)
    stages = task.milestones.filter(known).select_related("done_by", "waived_by", "approved_by")
    verbs = _verbs(user, task)
    rows = tuple(_row(stage, verbs, on=on) for stage in stages.with_retractions())
    return StageBox(task, rows, verbs & {StageVerb.PLAN, StageVerb.APPROVE})


def _verbs(user: User, task: Task) -> frozenset[StageVerb]:
    """What the person may do while the task is being worked on."""
    if task.state not in REPORTING_STATES:
        return frozenset()
    actors = access.actors_of(user, task.pk)
    return frozenset(verb for verb in StageVerb if not who_may(verb).isdisjoint(actors))


def _row(stage: Milestone, verbs: frozenset[StageVerb], *, on: date) -> StageRow:
    acts = frozenset(verb for verb in verbs & _OF_ONE if after(stage.state, verb))
    taken_back = tuple(each for each in stage.retractions.all() if each.at < end_of(on))
    _remember(stage, on)
    state = _state_on(stage, on)
    late = (on - stage.due_on).days if state is StageState.APPROVED else 0
    return StageRow(stage, state, late if late > 0 else None, acts, taken_back)


def _remember(stage: Milestone, on: date) -> None:
    """Shows the stage as reached where it was taken for that until a later day."""
    end = end_of(on)
    for each in stage.retractions.all():
        if each.done_at < end <= each.at:
            stage.done_on, stage.proof = each.done_on, each.proof
            stage.done_by, stage.done_at = each.done_by, each.done_at


def _state_on(stage: Milestone, on: date) -> StageState:
    end = end_of(on)
    if stage.waived_at is not None and stage.waived_at < end:
        return StageState.WAIVED
    if stage.done_at is not None and stage.done_at < end:
        return StageState.REACHED
    return StageState.PLANNED if stage.approved_at is None else StageState.APPROVED
