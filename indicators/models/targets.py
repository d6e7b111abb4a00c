"""What plans promise, and what was reached."""

from datetime import date
from typing import Any, ClassVar, Self

import pghistory
from django.apps import apps
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.calendar import end_of, last_day_of_month
from core.searching import Pairs
from indicators.models.catalogue import Indicator
from indicators.models.known import Known
from indicators.models.words import AmendmentState, Comparator, Nature, PaceRule, Recurrence
from plans.models import Clause, Plan, Quoted
from units.models import Unit

# Room for 万亿 with six places behind the point.
AMOUNT: dict[str, Any] = {"max_digits": 24, "decimal_places": 6}
# What an amendment may change.
PROMISED = ("value", "value_high", "due_on")


class TargetQuerySet(models.QuerySet["Target"]):
    def with_latest_value(self, *, on: date) -> Self:
        """Adds `latest_value` and `latest_on`, of the newest measurement as known on that day.

        The running month's figure counts as soon as it is approved.
        """
        newest = Measurement.objects.as_known_on(on).filter(target=OuterRef("pk"))
        newest = newest.filter(period_ends_on__lte=last_day_of_month(on))
        newest = newest.order_by("-period_ends_on")
        return self.annotate(
            latest_value=Subquery(newest.values("value")[:1]),
            latest_on=Subquery(newest.values("period_ends_on")[:1]),
        )

    def recorded_by(self, day: date) -> Self:
        """Those that the portal knew of at the end of that day."""
        known = self.alias(known_since=Coalesce("added_at", "plan__published_at"))
        return known.filter(Q(known_since=None) | Q(known_since__lt=end_of(day)))

    def as_known_on(self, day: date) -> Self:
        """Those that the portal knew of at the end of that day, with what was promised then.

        Adds `known_value`, `known_value_high` and `known_due_on`: what the first amendment after
        that day replaced, the target's own where there was none.
        """
        end = end_of(day)
        # By name: its module needs this one.
        amendments = apps.get_model("indicators", "Amendment")._default_manager
        later = amendments.filter(target=OuterRef("pk"), state=AmendmentState.APPLIED)
        later = later.filter(decided_at__gte=end).order_by("decided_at", "-requested_at", "-pk")
        replaced = Exists(later)
        return self.recorded_by(day).annotate(
            **{
                f"known_{name}": Case(
                    When(replaced, then=Subquery(later.values(f"old_{name}")[:1])), default=F(name)
                )
                for name in PROMISED
            }
        )

    def as_known_now(self) -> Self:
        """What the rows say, by the names that they have on an earlier day."""
        return self.annotate(**{f"known_{name}": F(name) for name in PROMISED})

    def in_document_order(self) -> Self:
        return self.order_by("plan", "position")


@pghistory.track()
class Target(Quoted):
    """A number that a plan promises for a date, as it stands now; `Amendment` has what was."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveIntegerField()
    comparator = models.CharField(
        _("comparator"), max_length=10, choices=Comparator, default=Comparator.AT_LEAST
    )
    value = models.DecimalField(_("value"), null=True, blank=True, **AMOUNT)
    value_high = models.DecimalField(_("upper value"), null=True, blank=True, **AMOUNT)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    every = models.CharField(_("recurrence"), max_length=10, choices=Recurrence, blank=True)
    baseline = models.DecimalField(_("baseline"), null=True, blank=True, **AMOUNT)
    baseline_on = models.DateField(_("baseline of"), null=True, blank=True)
    nature = models.CharField(_("nature"), max_length=10, choices=Nature, default=Nature.EXPECTED)
    pace_rule = models.CharField(
        _("pace rule"), max_length=20, choices=PaceRule, default=PaceRule.LINEAR_MONTH
    )
    lead_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="led_targets"
    )

    # When the portal learned of it; empty for those from before this was kept, which came with
    # their plan.
    added_at = models.DateTimeField(null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "position"], name="one_target_per_position"),
            models.CheckConstraint(
                condition=~Q(comparator="range") | Q(value_high__gte=F("value")),
                name="range_has_an_upper_value",
                violation_error_message=_("A range needs an upper value above the lower one."),
            ),
        ]
        # For the search.
        indexes: ClassVar = [GinIndex(Pairs("quote"), name="target_pairs")]

    def __str__(self) -> str:
        return self.indicator.name


class PlannedValue(models.Model):
    """What should be reached by a date: a yearly slice or a point of a hand-drawn curve.

    Of a milestone a dated stage: how many stages, or how much weight, should be done by then.
    """

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="planned_values")
    on = models.DateField(_("date"))
    value = models.DecimalField(_("value"), **AMOUNT)

    class Meta:
        ordering: ClassVar = ["target", "on"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["target", "on"], name="one_planned_value_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.on}: {self.value}"


class Measurement(Known):
    """What was reached at the end of a period, as reported. Never changed, only superseded."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="measurements")
    period_ends_on = models.DateField()
    value = models.DecimalField(**AMOUNT)
    # Which row it came from, such as `report 17` or `sheet 3`.
    origin = models.CharField(max_length=60)
    # Whose figure it is, where somebody other than the responsible unit told it (市统计局).
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["target", "period_ends_on"],
                name="one_live_value_per_period",
                condition=Q(superseded_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.period_ends_on}: {self.value}"


class ComparatorValue(Known):
    """What others had reached at a date, against which a relative target is held (全省平均)."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="comparators")
    on = models.DateField(_("date"))
    value = models.DecimalField(_("value"), **AMOUNT)
    # Whose figure it is and where it was published.
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["target", "on"],
                name="one_live_comparator_per_day",
                condition=Q(superseded_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.on}: {self.value}"
