from collections.abc import Collection
from datetime import date
from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.calendar import end_of
from tasks.models.task import Task
from tasks.rules import coordination as rules
from units.models import Unit


class CoordinationState(models.TextChoices):
    OPEN = rules.CoordinationState.OPEN.value, pgettext_lazy("coordination", "waits for an answer")
    ANSWERED = rules.CoordinationState.ANSWERED.value, pgettext_lazy("coordination", "answered")
    SETTLED = rules.CoordinationState.SETTLED.value, pgettext_lazy("coordination", "settled")
    WITHDRAWN = rules.CoordinationState.WITHDRAWN.value, pgettext_lazy("coordination", "withdrawn")


class CoordinationQuerySet(models.QuerySet["Coordination"]):
    def waiting_for(self, units: Collection[int]) -> Self:
        """Those that one of these units must answer."""
        return self.filter(state=CoordinationState.OPEN, holder__in=units)

    def to_judge(self, units: Collection[int]) -> Self:
        """Answered ones: the unit that asked has to say whether the matter is settled."""
        return self.filter(state=CoordinationState.ANSWERED, unit__in=units)

    def late(self, *, on: date) -> Self:
        return self.filter(state=CoordinationState.OPEN, answer_due_on__lt=on)


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

    objects = CoordinationQuerySet.as_manager()

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


class CoordinationStepQuerySet(models.QuerySet["CoordinationStep"]):
    def as_known_on(self, day: date) -> Self:
        """The newest step of each request as it was known at the end of that day."""
        # By key, not by moment: steps are written one after the other, clocks may jump back.
        known = CoordinationStep.objects.filter(at__lt=end_of(day))
        newest = known.order_by("coordination", "-pk").distinct("coordination")
        return self.filter(pk__in=newest.values("pk"))


class CoordinationStep(models.Model):
    """One act on a request: asked, handed on, answered, settled, withdrawn. Append-only.

    `unit` holds the request after this step; it has to answer by `answer_due_on`, which is empty
    where nobody must answer any more.
    """

    coordination = models.ForeignKey(Coordination, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    answer_due_on = models.DateField(null=True, blank=True)

    objects = CoordinationStepQuerySet.as_manager()

    class Meta:
        triggers: ClassVar = [
            pgtrigger.Protect(name="coordination_step_append_only", operation=pgtrigger.Update)
        ]

    def __str__(self) -> str:
        return f"{self.coordination}: {self.verb}"
