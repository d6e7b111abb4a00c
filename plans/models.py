from datetime import date
from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.calendar import end_of
from core.kept import Marks
from core.models import AuditEntry
from core.searching import Pairs
from plans import rules
from units.models import Unit


class PlanState(models.TextChoices):
    DRAFT = rules.PlanState.DRAFT.value, _("draft")
    ACTIVE = rules.PlanState.ACTIVE.value, _("active")
    CLOSED = rules.PlanState.CLOSED.value, _("closed")
    ARCHIVED = rules.PlanState.ARCHIVED.value, _("archived")


class PlanQuerySet(models.QuerySet["Plan"]):
    def active(self) -> Self:
        return self.filter(state=PlanState.ACTIVE)

    def as_known_on(self, day: date) -> Self:
        """Those that were published by the end of that day.

        Adds `known_state`. The audit trail has every step of a plan, with the state before it.
        """
        end = end_of(day)
        steps = AuditEntry.objects.filter(
            object_type="plans.plan", object_id=OuterRef("pk"), verb__in=rules.DONE.values()
        )
        before = steps.filter(at__lt=end).order_by("-at", "-pk").values(state=KT("details__to"))
        later = steps.filter(at__gte=end).order_by("at", "pk").values(state=KT("details__from"))
        known = self.filter(Q(published_at=None) | Q(published_at__lt=end))
        return known.annotate(
            known_state=Coalesce(
                Subquery(before[:1]),
                Subquery(later[:1]),
                F("state"),
                output_field=models.CharField(),
            )
        )

    def as_known_now(self) -> Self:
        """What the rows say, by the names that they have on an earlier day."""
        return self.annotate(known_state=F("state"))

    def newest_first(self) -> Self:
        return self.order_by(F("issued_on").desc(nulls_last=True), "-pk")


@pghistory.track(exclude=["source_text"])
class Plan(models.Model):
    """A published action plan; its clauses, targets and tasks point into `source_text`."""

    title = models.CharField(_("title"), max_length=300)
    doc_number = models.CharField(_("document number"), max_length=100, blank=True)
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="issued_plans")
    issuer_as_written = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=PlanState, default=PlanState.DRAFT)
    superior_plans = models.ManyToManyField("self", symmetrical=False, related_name="local_plans")
    # Titles as the document cites them, whether or not the portal has those plans.
    based_on = models.JSONField(default=list)
    source_text = models.TextField()
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="plan_ends_after_it_starts",
                violation_error_message=_("The plan cannot end before it starts."),
            )
        ]
        triggers: ClassVar = [
            Marks(("'portal'", "'plan:' || row.id")).on(
                pgtrigger.Update, old="old_rows", new="new_rows"
            )
        ]
        # For the search.
        indexes: ClassVar = [GinIndex(Pairs("title", "doc_number"), name="plan_pairs")]

    def __str__(self) -> str:
        return self.title


class Clause(models.Model):
    """A node of the document's outline, with its place in the plan's source text."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="clauses")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=500, blank=True)
    # Its own words, from its heading to its first child.
    text = models.TextField(blank=True)
    # Characters of Plan.source_text, its children included; end is the first one after it.
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering: ClassVar = ["plan", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "position"], name="one_clause_per_position"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="clause_has_an_extent"),
        ]
        # For the search, by heading first.
        indexes: ClassVar = [
            GinIndex(Pairs("heading"), name="clause_heading_pairs"),
            GinIndex(Pairs("heading", "text"), name="clause_pairs"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()


class Quoted(models.Model):
    """Abstract: something that was read from a plan's text, with the exact words it came from.

    `quote_start` and `quote_end` count the characters of Plan.source_text; both are null where an
    official added the thing by hand.
    """

    quote = models.TextField(blank=True)
    quote_start = models.PositiveIntegerField(null=True, blank=True)
    quote_end = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        abstract = True
