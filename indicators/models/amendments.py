"""Changes of what a target promises, each with its document."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.calendar import end_of
from indicators import rules
from indicators.models.targets import AMOUNT, Target
from indicators.models.words import AmendmentState


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def waiting(self) -> "AmendmentQuerySet":
        return self.filter(state=AmendmentState.REQUESTED)

    def applied(self) -> "AmendmentQuerySet":
        return self.filter(state=AmendmentState.APPLIED)

    def applied_by(self, day: date) -> "AmendmentQuerySet":
        return self.applied().filter(decided_at__lt=end_of(day))


class Amendment(models.Model):
    """The request to promise something else, and what came of it. Old and new are both kept."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="amendments")
    state = models.CharField(
        _("state"), max_length=10, choices=AmendmentState, default=AmendmentState.REQUESTED
    )
    old_value = models.DecimalField(null=True, **AMOUNT)
    old_value_high = models.DecimalField(null=True, **AMOUNT)
    old_due_on = models.DateField(null=True)
    new_value = models.DecimalField(_("value"), null=True, blank=True, **AMOUNT)
    new_value_high = models.DecimalField(_("upper value"), null=True, blank=True, **AMOUNT)
    new_due_on = models.DateField(_("due on"), null=True, blank=True)
    doc_number = models.CharField(_("document number"), max_length=100)
    reason = models.TextField(_("reason"))
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(_("note"), blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-requested_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["target"],
                name="one_open_amendment_per_target",
                condition=Q(state=AmendmentState.REQUESTED),
            ),
            models.CheckConstraint(
                condition=~Q(state=AmendmentState.APPLIED) | ~Q(decided_by=F("requested_by")),
                name="amendment_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.doc_number}"

    @property
    def old(self) -> rules.Promise:
        return rules.Promise(self.old_value, self.old_value_high, self.old_due_on)

    @property
    def new(self) -> rules.Promise:
        return rules.Promise(self.new_value, self.new_value_high, self.new_due_on)
