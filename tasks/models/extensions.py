from typing import ClassVar, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tasks.models.task import Task
from tasks.rules import extensions as rules


class ExtensionState(models.TextChoices):
    REQUESTED = (
        rules.ExtensionState.REQUESTED.value,
        pgettext_lazy("extension", "waits for the unit's signature"),
    )
    SIGNED = (
        rules.ExtensionState.SIGNED.value,
        pgettext_lazy("extension", "waits for the inspector"),
    )
    CHECKED = (
        rules.ExtensionState.CHECKED.value,
        pgettext_lazy("extension", "waits for the decision"),
    )
    GRANTED = rules.ExtensionState.GRANTED.value, pgettext_lazy("extension", "granted")
    REFUSED = rules.ExtensionState.REFUSED.value, pgettext_lazy("extension", "refused")
    WITHDRAWN = rules.ExtensionState.WITHDRAWN.value, pgettext_lazy("extension", "withdrawn")


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def waiting(self) -> Self:
        """Those that nobody has decided yet."""
        return self.filter(decided_at=None)

    def granted(self) -> Self:
        return self.filter(state=ExtensionState.GRANTED)


class Extension(models.Model):
    """A request for a later due date. The lamp counts against the old date until it is granted."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="extensions")
    state = models.CharField(
        max_length=12, choices=ExtensionState, default=ExtensionState.REQUESTED
    )
    old_due_on = models.DateField(_("due so far"))
    asked_due_on = models.DateField(_("asked for"))
    granted_due_on = models.DateField(_("granted until"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    progress = models.TextField(_("progress so far"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    # Counts every change; a form that was opened before somebody else's change is stale.
    revision = models.PositiveIntegerField(default=0)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"],
                name="one_open_extension_per_task",
                condition=Q(decided_at=None),
            ),
            models.CheckConstraint(
                condition=Q(asked_due_on__gt=F("old_due_on")), name="extension_asks_for_later"
            ),
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(granted_due_on__isnull=False),
                name="a_grant_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.asked_due_on}"


class ExtensionStep(models.Model):
    """One decision in the chain of an extension. Append-only."""

    extension = models.ForeignKey(Extension, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        triggers: ClassVar = [
            pgtrigger.Protect(name="extension_step_append_only", operation=pgtrigger.Update)
        ]

    def __str__(self) -> str:
        return f"{self.extension}: {self.verb}"
