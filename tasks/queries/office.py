"""What waits for the supervision office, what waits for units, each as a list of its own."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from plans.models import PlanState
from tasks.access import receivable_parts, visible_tasks
from tasks.models import Assignment, AssignmentQuerySet, Move, Task, TaskQuerySet, TaskState
from tasks.queries.units import with_units
from tasks.rules import HELD_STATES, RUNNING_STATES
from units.models import User

# The lists of the office by what their address says, in the order of a task's life.
LISTS: dict[str, tuple[TaskState, ...]] = {
    "drafts": (TaskState.DRAFT,),
    "pending": (TaskState.PENDING,),
    "dispatch": (TaskState.REGISTERED,),
    "waiting": (TaskState.DISPATCHED,),
    "refused": (TaskState.REFUSED,),
    "completion": (TaskState.COMPLETION_REQUESTED,),
    "closing": (TaskState.COMPLETED,),
    "suspended": (TaskState.SUSPENDED,),
    "archiving": (TaskState.CLOSED, TaskState.CANCELLED),
}


# An assisting unit refused its part, and the office has not decided.
HAS_REFUSED_PART = Exists(Assignment.objects.refused().filter(task=OuterRef("pk")))


def office_tasks(user: User, name: str) -> QuerySet[Task]:
    """One of the lists, longest waiting first; with `last_at`, when the task came there."""
    moves = Move.objects.filter(task=OuterRef("pk")).order_by("-at", "-pk")
    wanted = Q(state__in=LISTS[name])
    if name == "refused":
        wanted |= Q(HAS_REFUSED_PART, state__in=RUNNING_STATES)
    tasks = _active(user).filter(wanted).select_related("plan", "parent")
    tasks = tasks.defer("plan__source_text").annotate(
        last_at=Subquery(moves.values("at")[:1]),
        last_by=Subquery(moves.values("by__name")[:1]),
        last_reason=Subquery(moves.values("reason")[:1]),
    )
    return with_units(tasks.order_by("last_at", "plan", "position"))


def office_counts(user: User) -> dict[str, int]:
    """How many tasks stand in each list. One query."""
    rows = _active(user).order_by().values_list("state")
    counted = list(
        rows.annotate(number=Count("pk"), with_refused=Count("pk", filter=HAS_REFUSED_PART))
    )
    counts = {state: number for state, number, _parts in counted}
    found = {name: sum(counts.get(s, 0) for s in states) for name, states in LISTS.items()}
    found["refused"] += sum(parts for state, _number, parts in counted if state in HELD_STATES)
    return found


def to_receive(user: User) -> AssignmentQuerySet:
    """What was given to the person's units and waits for a receipt, longest waiting first."""
    parts = receivable_parts(user).select_related("unit", "task__plan", "task__parent")
    return parts.defer("task__plan__source_text").order_by(
        "given_at", "task__plan", "task__position"
    )


def _active(user: User) -> TaskQuerySet:
    return visible_tasks(user).filter(plan__state=PlanState.ACTIVE)
