from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tasks.models.task import Task
from units.models import Unit


class CoordinationState(models.TextChoices):
    OPEN = "open", pgettext_lazy("coordination", "waits for an answer")
    ANSWERED = "answered", pgettext_lazy("coordination", "answered")
    SETTLED = "settled", pgettext_lazy("coordination", "settled")
    WITHDRAWN = "withdrawn", pgettext_lazy("coordination", "withdrawn")


class Coordination(models.Model):
    """What a unit asks others to settle (需协调事项), with a clock on whoever must answer.

    `holder` must answer by `answer_due_on`: the supervision office first, which answers itself or
    hands it on to another unit or to a leader's unit.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="coordinations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("what is to be settled"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    state = models.CharField(
        max_length=12, choices=CoordinationState, default=CoordinationState.OPEN
    )
    holder = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="to_coordinate")
    holder_since = models.DateTimeField()
    answer_due_on = models.DateField(_("answer due on"))
    # Counts every change; a form that was opened before somebody else's change is stale.
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            # For what waits for a unit.
            models.Index(
                fields=["holder", "answer_due_on"],
                name="coordination_waiting",
                condition=Q(state="open"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.text[:40]}"


class CoordinationStep(models.Model):
    """One act on a request: asked, handed on, answered, settled, withdrawn. Append-only."""

    coordination = models.ForeignKey(Coordination, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)

    class Meta:
        triggers: ClassVar = [
            pgtrigger.Protect(name="coordination_step_append_only", operation=pgtrigger.Update)
        ]

    def __str__(self) -> str:
        return f"{self.coordination}: {self.verb}"
