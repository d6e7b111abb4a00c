"""The units of tasks."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from tasks.models import Assignment, Task


def with_units(tasks: QuerySet[Task], *, on: date | None = None) -> QuerySet[Task]:
    """Adds `named`: the parts as the document names them, leads first, in order.

    The live ones, or those that units had at the end of the past day `on`.
    """
    every = Assignment.objects.all()
    parts = every.live() if on is None else every.as_known_on(on)
    named = parts.as_document()
    return tasks.prefetch_related(Prefetch("assignments", named, to_attr="named"))
