from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from indicators.models import Target
from plans.models import Plan
from tasks.models import Task


class Tick(models.Model):
    """A leader has read how a thing stands (圈阅). It asks nothing of anybody. Append-only."""

    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ticks"
    )
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="ticks")
    target = models.ForeignKey(
        Target, null=True, blank=True, on_delete=models.PROTECT, related_name="ticks"
    )
    task = models.ForeignKey(
        Task, null=True, blank=True, on_delete=models.PROTECT, related_name="ticks"
    )
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(target=None) | Q(task=None), name="tick_about_one_thing"
            ),
            models.UniqueConstraint(
                fields=["leader", "plan", "target", "task", "on"],
                name="one_tick_per_thing_and_day",
                nulls_distinct=False,
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="tick_append_only", operation=pgtrigger.Update)
        ]

    def __str__(self) -> str:
        return f"{self.leader}: {self.target or self.task or self.plan}"
