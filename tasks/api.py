import django_filters
from django.db.models import QuerySet
from rest_framework.viewsets import ReadOnlyModelViewSet

from tasks import access, queries
from tasks.models import AssignmentRole, Task
from tasks.serializers import TaskOut


class TaskFilter(django_filters.FilterSet):
    unit = django_filters.NumberFilter(
        field_name="assignments__unit", distinct=True, label="a unit that leads or assists"
    )
    role = django_filters.ChoiceFilter(
        field_name="assignments__role", choices=AssignmentRole.choices, distinct=True
    )

    class Meta:
        model = Task
        fields = ("plan", "state", "due_on")

    def filter_queryset(self, queryset: QuerySet[Task]) -> QuerySet[Task]:
        # One join for both: "assists" must mean this very unit.
        both = {
            f"assignments__{name}": value
            for name in ("unit", "role")
            if (value := self.form.cleaned_data.pop(name, None))
        }
        tasks = super().filter_queryset(queryset)
        return tasks.filter(**both).distinct() if both else tasks


class TaskViewSet(ReadOnlyModelViewSet[Task]):
    """What plans make units answer for."""

    queryset = Task.objects.none()
    serializer_class = TaskOut
    filterset_class = TaskFilter

    def get_queryset(self) -> QuerySet[Task]:
        return queries.with_units(access.visible_tasks(self.request.user)).in_document_order()
