from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework.viewsets import ReadOnlyModelViewSet

from core.rest import KeyFilter
from tasks import access, queries
from tasks.api.steps import StepActions
from tasks.models import Assignment, AssignmentRole, Task
from tasks.serializers import TaskOut
from units.http import ApiRequest


class TaskFilter(django_filters.FilterSet):
    plan = KeyFilter()
    unit = KeyFilter(method="of_unit", label="a unit that leads or assists")
    role = django_filters.ChoiceFilter(
        choices=AssignmentRole.choices, method="of_unit", label="the part that it has"
    )

    class Meta:
        model = Task
        fields = ("state", "due_on")

    def of_unit(self, tasks: QuerySet[Task], _name: str, _value: Any) -> QuerySet[Task]:
        """`unit` and `role` mean one assignment: "assists" must be about this very unit."""
        wanted = {
            name: value
            for name in ("unit", "role")
            if (value := self.form.cleaned_data[name]) not in (None, "")
        }
        parts = Assignment.objects.live().filter(**wanted)
        return tasks.filter(pk__in=parts.values("task"))


class TaskViewSet(StepActions, ReadOnlyModelViewSet[Task]):
    """What plans make units answer for."""

    queryset = Task.objects.none()
    serializer_class = TaskOut
    filterset_class = TaskFilter
    lookup_value_converter = "int"
    request: ApiRequest

    def get_queryset(self) -> QuerySet[Task]:
        return queries.with_units(access.visible_tasks(self.request.user).in_document_order())
