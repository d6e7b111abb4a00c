from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.calendar import end_of
from tasks.models.task import Assignment
from units.models import Unit


class PartRefusalQuerySet(models.QuerySet["PartRefusal"]):
    def open(self) -> Self:
        """The office has not decided."""
        return self.filter(decided_at=None)

    def open_on(self, day: date) -> Self:
        """Those that waited for the office at the end of that day."""
        end = end_of(day)
        undecided = Q(decided_at=None) | Q(decided_at__gte=end)
        return self.filter(undecided, refused_at__lt=end)


class PartRefusal(models.Model):
    """An assisting unit says that its part is not its own, and what the office made of it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="refusals")
    reason = models.TextField()
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    refused_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    # Who has the part instead; empty where the unit keeps it, or nobody has it any more.
    given_to = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PartRefusalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment"], name="one_refusal_per_part")
        ]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.reason[:40]}"
