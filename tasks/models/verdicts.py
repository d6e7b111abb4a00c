from typing import ClassVar

from django.db import models
from django.db.models import Q

from indicators.models import StoredVerdict
from tasks.models.task import Task


class TaskVerdict(StoredVerdict):
    """How a task stood at a closing date."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="verdicts")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "closing_on"],
                name="one_live_task_verdict_per_closing_date",
                condition=Q(superseded_at=None),
            ),
            models.CheckConstraint(
                condition=Q(override_band="") | ~Q(override_reason=""),
                name="task_override_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.closing_on}: {self.lamp}"
