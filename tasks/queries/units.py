"""The units of tasks."""

from django.db.models import Prefetch, QuerySet

from tasks.models import Assignment, Task


def with_units(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Adds `named`: the live assignments as the document names them, leads first, in order."""
    named = Assignment.objects.live().as_document().select_related("unit", "group")
    return tasks.prefetch_related(Prefetch("assignments", named, to_attr="named"))
