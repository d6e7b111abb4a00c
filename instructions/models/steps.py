from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models

from instructions.models.instruction import Instruction


class InstructionStep(models.Model):
    """One act on an instruction; `text` is the feedback. Append-only."""

    instruction = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    # Of an answer: it came after its day.
    is_late = models.BooleanField(default=False)

    class Meta:
        triggers: ClassVar = [
            pgtrigger.Protect(name="instruction_step_append_only", operation=pgtrigger.Update)
        ]

    def __str__(self) -> str:
        return f"{self.instruction}: {self.verb}"
