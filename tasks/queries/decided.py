"""What was decided about something that is behind, and written down as tasks."""

from datetime import date

from core.calendar import end_of, shift
from indicators.models import Target
from tasks.models import Task, TaskQuerySet


def decided_about(thing: Target | Task, *, on: date) -> TaskQuerySet:
    """Tasks of that day in the same plan that refer to the same target or the same words."""
    day = Task.objects.filter(added_at__gte=end_of(shift(on, -1)), added_at__lt=end_of(on))
    day = day.filter(plan=thing.plan_id, parent=None).order_by("position")
    if isinstance(thing, Target):
        return day.filter(targets=thing)
    words = {"clause": thing.clause_id, "quote": thing.quote, "quote_start": thing.quote_start}
    return day.filter(**words).exclude(pk=thing.pk)
