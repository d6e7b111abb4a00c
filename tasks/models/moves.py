from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.attachments import Attachment
from tasks.models.task import Task, TaskState
from units.models import Unit


class Move(models.Model):
    """One step in a task's life: from which state to which, who took it and why. Append-only."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="moves")
    verb = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, choices=TaskState)
    to_state = models.CharField(max_length=20, choices=TaskState)
    at = models.DateTimeField()
    # Empty where a job did it.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # For which unit the person acted; empty for the supervision office and leaders.
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("reason"), blank=True)
    # Number or title of the document that decided it.
    document = models.CharField(_("document"), max_length=200, blank=True)
    # For those that change the due date; empty also means that there was or is none.
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)

    class Meta:
        triggers: ClassVar = [
            pgtrigger.Protect(name="move_append_only", operation=pgtrigger.Update)
        ]
        indexes: ClassVar = [
            # For a task's state as it was known on a day.
            models.Index(fields=["task", "at"], name="move_by_task")
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.verb}"


class Completion(models.Model):
    """A request to close out a task, and what became of it (申请办结, 核查, 销号)."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="completions")
    statement = models.TextField(_("what was achieved"))
    # When the work was really done, in the unit's words.
    done_on = models.DateField(_("done on"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True)
    reason = models.TextField(blank=True)
    # How it was checked on the spot, or why that was left out.
    verification = models.TextField(_("verification"), blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"],
                name="one_open_completion_per_task",
                condition=models.Q(decided_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.done_on}"


class Proof(Attachment):
    """A file that shows that a task was completed."""

    completion = models.ForeignKey(Completion, on_delete=models.CASCADE, related_name="proofs")
