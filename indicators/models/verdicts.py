"""What was judged, kept as it was judged."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from indicators.models.known import Known
from indicators.models.targets import Target
from indicators.models.words import Lamp


class StoredVerdict(Known):
    """Abstract: the verdict on something at a closing date, with all that it was computed from.

    Never changed: other inputs, an override or its withdrawal make a new row that supersedes this
    one. The subclass names what is judged and keeps one live row for it and each closing date.
    """

    closing_on = models.DateField()
    # Everything that `rules.recompute` needs, and by which rules and lamps.
    inputs = models.JSONField()
    rule_version = models.PositiveSmallIntegerField()
    scheme = models.JSONField()
    lamp = models.CharField(_("lamp"), max_length=10, choices=Lamp)
    # Which band of the scheme: its words are in the snapshot.
    band = models.CharField(max_length=40)
    reason = models.CharField(max_length=20)
    sentence_zh = models.TextField()
    sentence_en = models.TextField()
    # What an inspector decided instead; the computed lamp stays beside it.
    override_band = models.CharField(max_length=40, blank=True)
    override_reason = models.TextField(blank=True)
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    overridden_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class TargetVerdict(StoredVerdict):
    """How a target stood at a closing date."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="verdicts")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["target", "closing_on"],
                name="one_live_verdict_per_closing_date",
                condition=Q(superseded_at=None),
            ),
            models.CheckConstraint(
                condition=Q(override_band="") | ~Q(override_reason=""),
                name="override_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.closing_on}: {self.lamp}"
