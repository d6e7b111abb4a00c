from typing import ClassVar

from django.db import models

from core.tallies import Count
from indicators.models import KeptStanding, LampTally
from tasks import rules
from tasks.models.task import Task, TaskState

OPEN = ", ".join(f"'{state}'" for state in sorted(rules.OPEN_STATES))


class TaskTally(LampTally):
    """Tasks, also by state, and while their due date counts by that date as well: so what is
    overdue can be counted on any day."""

    COUNT = Count(
        into="tasks_tasktally",
        table="tasks_taskstanding",
        keys={
            **{name: f"row.{name}" for name in ("plan_id", "unit_id", "lamp", "was", "state")},
            "due_on": f"CASE WHEN row.state IN ({OPEN}) THEN row.due_on END",
        },
    )

    state = models.CharField(max_length=20)
    due_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.plan} {self.unit} {self.state} {self.lamp}: {self.number}"


class TaskStanding(KeptStanding):
    """`unit` is the first-named of those that lead."""

    task = models.OneToOneField(
        Task, primary_key=True, on_delete=models.CASCADE, related_name="standing"
    )
    state = models.CharField(max_length=20, choices=TaskState)
    due_on = models.DateField(null=True)

    class Meta(KeptStanding.Meta):
        triggers: ClassVar = TaskTally.COUNT.triggers()

    def __str__(self) -> str:
        return f"{self.task}: {self.lamp}"
