from datetime import date
from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from briefs.rules import kinds, states
from plans.models import Plan
from units.models import Unit

# What may still change of an issued one; everything else is what was printed.
_MOVES = "ARRAY['state', 'since', 'revision']"
_STANDS = ", ".join(
    f"'{state.value}'" for state in sorted([*states.STANDING, states.CircularState.WITHDRAWN])
)
FROZEN = pgtrigger.Condition(
    "OLD.issued_at IS NOT NULL AND"
    f" ((to_jsonb(OLD) - {_MOVES}) IS DISTINCT FROM (to_jsonb(NEW) - {_MOVES})"
    f" OR NEW.state NOT IN ({_STANDS}))"
)


class KindChoice(models.TextChoices):
    CIRCULAR = kinds.CircularKind.CIRCULAR.value, _("supervision circular")
    BRIEF = kinds.CircularKind.BRIEF.value, _("leader's brief")
    ERRATUM = kinds.CircularKind.ERRATUM.value, _("notice of correction")


class StateChoice(models.TextChoices):
    DRAFT = states.CircularState.DRAFT.value, pgettext_lazy("circular", "draft")
    SUBMITTED = (
        states.CircularState.SUBMITTED.value,
        pgettext_lazy("circular", "waits for approval"),
    )
    APPROVED = (
        states.CircularState.APPROVED.value,
        pgettext_lazy("circular", "approved, not issued yet"),
    )
    ISSUED = states.CircularState.ISSUED.value, pgettext_lazy("circular", "issued")
    CORRECTED = (
        states.CircularState.CORRECTED.value,
        pgettext_lazy("circular", "issued, and corrected since"),
    )
    WITHDRAWN = states.CircularState.WITHDRAWN.value, pgettext_lazy("circular", "withdrawn")


class CircularQuerySet(models.QuerySet["Circular"]):
    def issued(self) -> Self:
        """Those that went out, whatever became of them."""
        return self.exclude(issued_at=None)

    def standing(self) -> Self:
        """Those that went out and were not withdrawn."""
        return self.filter(state__in=states.STANDING)

    def for_lists(self) -> Self:
        """Without what no line of a list shows."""
        return self.defer("content", "printed", "body").select_related("office", "drafted_by")


@pghistory.track(exclude=["content", "printed"])
class Circular(models.Model):
    """A document of the supervision office whose figures are known queries at a known cut-off."""

    kind = models.CharField(_("kind"), max_length=10, choices=KindChoice)
    office = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="circulars")
    title = models.CharField(_("title"), max_length=200)
    # What it is about; empty for every plan that was being carried out at the cut-off.
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="circulars"
    )
    # The cut-off: the end of a day that is over. Nothing that came later counts.
    known_on = models.DateField(_("as known on"))
    # The newest closing date at the cut-off; what the figures are about.
    closing_on = models.DateField(_("closing date"), null=True)
    state = models.CharField(
        _("state"), max_length=10, choices=StateChoice, default=StateChoice.DRAFT
    )
    # Since when it is in this state.
    since = models.DateTimeField()
    addressee = models.CharField(_("addressed to"), max_length=300, blank=True)
    # Units that get a copy; nothing is printed where it is empty.
    copies = models.CharField(_("copies to"), max_length=300, blank=True)
    # A line for each paragraph, with figures named in braces; see `rules.texts`.
    body = models.TextField(_("text"), blank=True)
    # Every figure with its query, arguments, value and rows; the rows of the annexes.
    content = models.JSONField(default=dict)
    # The one whose figures this one puts right.
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="errata"
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    # Given at approval, without gaps for each office, kind and year.
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    serial = models.PositiveIntegerField(null=True, blank=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    # Every word as it was approved, the file made of it, and the fingerprints of both.
    printed = models.JSONField(null=True, blank=True)
    printed_sha256 = models.CharField(max_length=64, blank=True)
    file = models.FileField(upload_to="circulars/%Y", blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    # Counts every change; a form that was opened before somebody else's change is stale.
    revision = models.PositiveIntegerField(default=0)

    objects = CircularQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "kind", "year", "serial"], name="one_circular_per_number"
            ),
            models.UniqueConstraint(
                fields=["corrects"],
                name="one_prepared_erratum",
                condition=Q(state__in=["draft", "submitted", "approved"]),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "withdrawn"], serial=None)
                | Q(serial__isnull=False, year__isnull=False, printed__isnull=False),
                name="approved_circular_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(kind="erratum", corrects__isnull=False)
                | (~Q(kind="erratum") & Q(corrects=None)),
                name="erratum_corrects_something",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["issued", "corrected"]) | Q(issued_at__isnull=False),
                name="issued_circular_has_a_moment",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-id"], name="circular_by_state")]
        triggers: ClassVar = [
            pgtrigger.Protect(name="circular_frozen", operation=pgtrigger.Update, condition=FROZEN),
            pgtrigger.Protect(
                name="circular_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.issued_at IS NOT NULL"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def corrected_on(self) -> date | None:
        """Up to which day corrections count in an erratum."""
        day = self.content.get("corrected_on")
        return date.fromisoformat(day) if day else None
