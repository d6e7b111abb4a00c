from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from briefs.models.circular import Circular


class CircularStep(models.Model):
    """One act on a circular, with what was said. Append-only."""

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)

    class Meta:
        triggers: ClassVar = [
            pgtrigger.Protect(name="circular_step_append_only", operation=pgtrigger.Update)
        ]

    def __str__(self) -> str:
        return f"{self.circular}: {self.verb}"


class OutdatedFigure(models.Model):
    """A figure of an issued circular that a later correction made wrong, found by a job.

    Its value as printed and as it is known now; `because` has the corrections that did it. Where
    the figure came right again, the row goes.
    """

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="outdated")
    name = models.CharField(_("figure"), max_length=60)
    printed = models.TextField()
    now = models.TextField()
    because = models.JSONField(default=list)
    found_at = models.DateTimeField()
    # The notice that told it; empty while none has.
    erratum = models.ForeignKey(
        Circular, null=True, blank=True, on_delete=models.SET_NULL, related_name="tells"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circular", "name"], name="one_row_per_outdated_figure")
        ]

    def __str__(self) -> str:
        return f"{self.circular}: {self.name}"
