from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view

from core.rest import AS_OF_PARAMETER, AsOfFilter, AsOfViews, DayFilter, KeyFilter, past_day_asked
from core.rest.resources import Resource
from tasks import access, queries
from tasks.api.steps import StepActions
from tasks.models import Assignment, AssignmentRole, Task, TaskState
from tasks.serializers import TaskOut
from units.http import ApiRequest


class TaskFilter(django_filters.FilterSet):
    plan = KeyFilter()
    unit = KeyFilter(method="of_unit", label="a unit that leads or assists")
    role = django_filters.ChoiceFilter(
        choices=AssignmentRole.choices, method="of_unit", label="the part that it has"
    )
    state = django_filters.ChoiceFilter(field_name="known_state", choices=TaskState.choices)
    due_on = DayFilter(field_name="known_due_on")
    as_of = AsOfFilter()

    class Meta:
        model = Task
        fields = ()

    def of_unit(self, tasks: QuerySet[Task], _name: str, _value: Any) -> QuerySet[Task]:
        """`unit` and `role` mean one assignment: "assists" must be about this very unit."""
        wanted = {
            name: value
            for name in ("unit", "role")
            if (value := self.form.cleaned_data[name]) not in (None, "")
        }
        on = past_day_asked(self.request)
        every = Assignment.objects.all()
        parts = every.live() if on is None else every.as_known_on(on)
        return tasks.filter(pk__in=parts.filter(**wanted).values("task"))


@extend_schema_view(retrieve=extend_schema(parameters=[AS_OF_PARAMETER]))
class TaskViewSet(AsOfViews, StepActions, Resource[Task]):
    """What plans make units answer for."""

    queryset = Task.objects.none()
    serializer_class = TaskOut
    filterset_class = TaskFilter
    follows_trail = True
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Task]:
        tasks, on = access.visible_tasks(self.request.user), self.past_day()
        known = (
            queries.tasks_now(tasks, on=timezone.localdate())
            if on is None
            else queries.tasks_on(tasks, on)
        )
        return queries.with_units(known.in_document_order(), on=on)
