from datetime import datetime
from typing import ClassVar, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from tasks.models.task import Task
from tasks.rules.milestones import StageState


class MilestoneQuerySet(models.QuerySet["Milestone"]):
    def unsettled(self) -> Self:
        """Neither reached nor left out."""
        return self.filter(done_on=None, waived_at=None)

    def with_retractions(self) -> Self:
        """Loads what was taken back, the newest first."""
        rows = StageRetraction.objects.select_related("by", "done_by").order_by("-at", "-pk")
        return self.prefetch_related(Prefetch("retractions", rows))


@pghistory.track()
class Milestone(models.Model):
    """A dated stage of a task (节点); its lead unit plans it, reaches it, or has it waived."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("stage"), max_length=200)
    due_on = models.DateField(_("due on"))
    # Share of the task in percent; empty where all stages count alike.
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=2, null=True, blank=True)
    done_on = models.DateField(_("reached on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # When it was recorded as reached, which is not when it was.
    done_at = models.DateTimeField(null=True, blank=True)
    # A stage counts once the lead unit's reviewer has approved it.
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    proof = models.TextField(_("how it shows"), blank=True)
    waived_reason = models.TextField(_("why it is left out"), blank=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    waived_at = models.DateTimeField(null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["task", "due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "title"], name="one_milestone_per_title"),
            models.CheckConstraint(
                condition=Q(weight=None) | Q(weight__gt=0, weight__lte=100),
                name="milestone_weight_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> StageState:
        if self.waived_at is not None:
            return StageState.WAIVED
        if self.done_at is not None:
            return StageState.REACHED
        return StageState.PLANNED if self.approved_at is None else StageState.APPROVED


class RetractionQuerySet(models.QuerySet["StageRetraction"]):
    def believed_until(self, moment: datetime) -> Self:
        """What was recorded before that moment and taken back only later."""
        return self.filter(done_at__lt=moment, at__gte=moment)


class StageRetraction(models.Model):
    """A stage was recorded as reached by mistake; what was known until then stays known."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="retractions")
    done_on = models.DateField()
    proof = models.TextField(blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField()
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RetractionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.milestone}: {self.done_on}"
