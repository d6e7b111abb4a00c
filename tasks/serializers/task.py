from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.rest.out import FlatOut, Out
from tasks.models import Assignment, AssignmentRole, Task, TaskState

Part = dict[str, Any]


class AssignmentOut(Out):
    """`unit` for a unit of its own, `group` for a collective entry such as 各乡镇政府."""

    class Meta:
        model = Assignment
        fields = ("role", "order", "as_written", "unit", "group")


class TaskOut(FlatOut[Task]):
    """A task with its units in the order of the document, as it was known on a day.

    Needs `with_units` and `tasks_now` or `tasks_on` of `tasks.queries`. `revision` is today's.
    """

    needs = ("named",)
    due_on = serializers.DateField(source="known_due_on", read_only=True, allow_null=True)
    state = serializers.ChoiceField(source="known_state", choices=TaskState.choices, read_only=True)
    completed_on = serializers.DateField(
        source="known_completed_on", read_only=True, allow_null=True
    )
    percent = serializers.DecimalField(
        5, 2, source="known_percent", read_only=True, allow_null=True
    )
    percent_on = serializers.DateField(source="known_percent_on", read_only=True, allow_null=True)
    lead_units = serializers.SerializerMethodField()
    assist_units = serializers.SerializerMethodField()
    assignments = serializers.SerializerMethodField()

    class Meta:
        model = Task
        fields = (
            "id",
            "plan",
            "number",
            "title",
            "due_on",
            "is_key",
            "is_rolling",
            "parent",
            "state",
            "revision",
            "completed_on",
            "percent",
            "percent_on",
            "lead_units",
            "assist_units",
            "assignments",
            "clause",
            "quote",
            "quote_start",
            "quote_end",
        )

    @extend_schema_field(AssignmentOut(many=True))
    def get_assignments(self, task: Task) -> list[Part]:
        return _named(task)

    def get_lead_units(self, task: Task) -> list[str]:
        return _written(task, AssignmentRole.LEAD)

    def get_assist_units(self, task: Task) -> list[str]:
        return _written(task, AssignmentRole.ASSIST)


def _written(task: Task, role: AssignmentRole) -> list[str]:
    return [part["as_written"] for part in _named(task) if part["role"] == role]


def _named(task: Task) -> list[Part]:
    named: list[Part] = task.named  # type: ignore[attr-defined]  # by with_units
    return named
