from typing import ClassVar

from django.db import models
from django.db.models import Q

from indicators.models.known import Known
from tasks.models.task import Task


class Progress(Known):
    """How far a task was at a closing date, as the lead unit's approved report says.

    Never changed, only superseded: a task keeps the newest, these rows keep what was known when.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="progress")
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    closing_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task", "closing_on"],
                name="one_live_progress_per_closing_date",
                condition=Q(superseded_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.closing_on}: {self.percent}"
