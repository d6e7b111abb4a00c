"""What is known of tasks, today or at the end of an earlier day, by the same names."""

from datetime import date

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Subquery,
    Value,
    When,
)

from core.calendar import last_day_of_month
from tasks.models import Progress, TaskQuerySet
from tasks.rules import OPEN_STATES, TaskState

# In these the work is done.
_DONE = (TaskState.COMPLETED, TaskState.CLOSED, TaskState.ARCHIVED)


def tasks_on(tasks: TaskQuerySet, day: date) -> TaskQuerySet:
    """Of a past day; the percentage is the newest one that was approved by then."""
    every = Progress.objects.filter(task=OuterRef("pk"))
    known = every.filter(pk__in=Progress.objects.as_known_on(day).values("pk"))
    # The running month's figure counts as soon as it is approved.
    known = known.filter(closing_on__lte=last_day_of_month(day)).order_by("-closing_on")
    # Tasks from before percentages were kept have only their own.
    kept = Exists(every)
    return tasks.as_known_on(day).annotate(
        known_percent=Case(
            When(kept, then=Subquery(known.values("percent")[:1])), default=F("percent")
        ),
        known_percent_on=Case(
            When(kept, then=Subquery(known.values("closing_on")[:1])), default=F("percent_on")
        ),
        known_completed_on=Case(When(known_state__in=_DONE, then=F("completed_on")), default=None),
    )


def tasks_now(tasks: TaskQuerySet, *, on: date) -> TaskQuerySet:
    """As the rows say it today."""
    late = When(state__in=OPEN_STATES, due_on__lt=on, then=Value(True))
    return tasks.annotate(
        known_state=F("state"),
        known_due_on=F("due_on"),
        known_overdue=Case(late, default=Value(False), output_field=BooleanField()),
        known_percent=F("percent"),
        known_percent_on=F("percent_on"),
        known_completed_on=F("completed_on"),
    )
