from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models

from core.attachments import Attachment
from slips.models.slip import Slip


class SlipStep(models.Model):
    """One act on a slip, with what was said: an answer, a reason, a refusal. Append-only."""

    slip = models.ForeignKey(Slip, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    # By when the unit must answer after this step.
    answer_due_on = models.DateField(null=True, blank=True)
    # Of an answer: it came after its day.
    is_late = models.BooleanField(default=False)

    class Meta:
        triggers: ClassVar = [
            pgtrigger.Protect(name="slip_step_append_only", operation=pgtrigger.Update)
        ]

    def __str__(self) -> str:
        return f"{self.slip}: {self.verb}"


class AnswerFile(Attachment):
    """A file that came with an answer."""

    step = models.ForeignKey(SlipStep, on_delete=models.CASCADE, related_name="files")
