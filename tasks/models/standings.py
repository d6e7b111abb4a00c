from typing import ClassVar

from django.db import models
from django.db.models import F

from core.kept import Marks
from core.tallies import Count
from indicators.models import IS_BEHIND, KeptStanding, LampTally
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


# To every unit that has a part in it.
MARKS = Marks(
    ("'portal'", "'plan:' || row.plan_id", "'unit:' || row.unit_id", "'unit:' || part.unit_id"),
    source="{rows} AS row LEFT JOIN tasks_assignment AS part ON part.task_id = row.task_id",
)


class TaskStanding(KeptStanding):
    """`unit` is the first-named of those that lead."""

    task = models.OneToOneField(
        Task, primary_key=True, on_delete=models.CASCADE, related_name="standing"
    )
    state = models.CharField(max_length=20, choices=TaskState)
    due_on = models.DateField(null=True)

    class Meta(KeptStanding.Meta):
        indexes: ClassVar = [
            *KeptStanding.Meta.indexes,
            # For the list of what is behind, worst first.
            models.Index(
                "lamp",
                F("due_on").asc(nulls_last=True),
                F("missing").desc(nulls_last=True),
                "task",
                name="tasks_behind",
                condition=IS_BEHIND,
            ),
        ]
        triggers: ClassVar = [*TaskTally.COUNT.triggers(), *MARKS.triggers()]

    def __str__(self) -> str:
        return f"{self.task}: {self.lamp}"
