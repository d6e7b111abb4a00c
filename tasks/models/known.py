"""What was known of a task at the end of a day: every step and every due date is kept."""

from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.db.models import BooleanField, Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from core.calendar import end_of
from tasks.rules import OPEN_STATES, TaskVerb

if TYPE_CHECKING:
    from tasks.models.task import TaskQuerySet

# The steps that give a task another due date.
DUE_VERBS = (TaskVerb.AMEND_DUE, TaskVerb.ROLL)

Tasks = TypeVar("Tasks", bound="TaskQuerySet")


def as_known_on(tasks: Tasks, day: date) -> Tasks:
    """See `TaskQuerySet.as_known_on`."""
    end = end_of(day)
    known = tasks.alias(known_since=Coalesce("added_at", "plan__published_at"))
    known = known.filter(Q(known_since=None) | Q(known_since__lt=end))
    moves = _of_task("Move")
    before = moves.filter(at__lt=end).order_by("-at", "-pk").values("to_state")
    later = moves.filter(at__gte=end).order_by("at", "pk").values("from_state")
    state = Coalesce(Subquery(before[:1]), Subquery(later[:1]), F("state"))
    known = _with_due(known.annotate(known_state=state), day)
    late = When(known_state__in=OPEN_STATES, known_due_on__lt=day, then=Value(True))
    return known.annotate(
        known_overdue=Case(late, default=Value(False), output_field=BooleanField())
    )


def _with_due(tasks: Tasks, day: date) -> Tasks:
    """The date that the first change after that day replaced; today's where there was none."""
    end = end_of(day)
    moves = _of_task("Move").filter(at__gte=end, verb__in=DUE_VERBS).order_by("at", "pk")
    granted = _of_task("Extension").filter(state="granted", decided_at__gte=end)
    granted = granted.order_by("decided_at", "pk")
    return tasks.alias(
        amended_at=Subquery(moves.values("at")[:1]),
        amended_from=Subquery(moves.values("due_before")[:1]),
        extended_at=Subquery(granted.values("decided_at")[:1]),
        extended_from=Subquery(granted.values("old_due_on")[:1]),
    ).annotate(
        known_due_on=Case(
            When(amended_at=None, extended_at=None, then=F("due_on")),
            When(Q(amended_at=None) | Q(extended_at__lt=F("amended_at")), then=F("extended_from")),
            default=F("amended_from"),
        )
    )


def _of_task(model: str) -> QuerySet[Any]:
    # By name: their modules need the task's, which needs this one.
    return apps.get_model("tasks", model)._default_manager.filter(task=OuterRef("pk"))
