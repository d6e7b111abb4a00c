from rest_framework import serializers

from core.rest.out import Out
from tasks.models import Assignment, AssignmentRole, Task, TaskState


class AssignmentOut(Out):
    """`unit` for a unit of its own, `group` for a collective entry such as 各乡镇政府."""

    class Meta:
        model = Assignment
        fields = ("role", "order", "as_written", "unit", "group")


class TaskOut(Out):
    """A task with its units in the order of the document, as it was known on a day.

    Needs `with_units` and `tasks_now` or `tasks_on` of `tasks.queries`. `revision` is today's.
    """

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
    assignments = AssignmentOut(source="named", many=True, read_only=True)

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

    def get_lead_units(self, task: Task) -> list[str]:
        return _written(task, AssignmentRole.LEAD)

    def get_assist_units(self, task: Task) -> list[str]:
        return _written(task, AssignmentRole.ASSIST)


def _written(task: Task, role: AssignmentRole) -> list[str]:
    named: list[Assignment] = task.named  # type: ignore[attr-defined]  # set by with_units
    return [assignment.as_written for assignment in named if assignment.role == role]
