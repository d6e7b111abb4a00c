from datetime import date
from typing import Any, ClassVar, Self

import pghistory
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from core.calendar import last_day_of_month
from indicators import rules
from plans.models import Clause, Plan, Quoted
from units.models import Unit

# Room for 万亿 with six places behind the point.
AMOUNT: dict[str, Any] = {"max_digits": 24, "decimal_places": 6}


class Kind(models.TextChoices):
    STOCK = rules.Kind.STOCK.value, _("stock at the end")
    FLOW = rules.Kind.FLOW.value, _("flow within the year")
    CUMULATIVE = rules.Kind.CUMULATIVE.value, _("sum over the plan")
    RATIO = rules.Kind.RATIO.value, _("ratio")
    GROWTH_RATE = rules.Kind.GROWTH_RATE.value, _("growth rate")
    RECURRING = rules.Kind.RECURRING.value, _("recurring count")
    CEILING = rules.Kind.CEILING.value, _("ceiling")
    MILESTONE = rules.Kind.MILESTONE.value, _("milestone")


class Comparator(models.TextChoices):
    AT_LEAST = rules.Comparator.AT_LEAST.value, _("at least")
    AT_MOST = rules.Comparator.AT_MOST.value, _("at most")
    ABOUT = rules.Comparator.ABOUT.value, _("about")
    RANGE = rules.Comparator.RANGE.value, _("between")


class Recurrence(models.TextChoices):
    YEAR = rules.Recurrence.YEAR.value, _("every year")
    HALF_YEAR = rules.Recurrence.HALF_YEAR.value, _("every half-year")
    QUARTER = rules.Recurrence.QUARTER.value, _("every quarter")
    MONTH = rules.Recurrence.MONTH.value, _("every month")


class Nature(models.TextChoices):
    BINDING = rules.Nature.BINDING.value, _("binding")
    EXPECTED = rules.Nature.EXPECTED.value, _("expected")


class PaceRule(models.TextChoices):
    """Which arithmetic says what should have been reached by a date."""

    LINEAR_MONTH = rules.PaceRule.LINEAR_MONTH.value, _("months elapsed")
    PLANNED_VALUES = rules.PaceRule.PLANNED_VALUES.value, _("planned values")
    VALUE = rules.PaceRule.VALUE.value, _("value against target")
    NONE = rules.PaceRule.NONE.value, _("judged only when due")


class Indicator(models.Model):
    """What is counted, in the words of documents, whichever plan promises it."""

    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(max_length=200, editable=False)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.STOCK)
    # False where less is better: days, steps, unemployment.
    more_is_better = models.BooleanField(_("more is better"), default=True)
    definition = models.TextField(_("definition"), blank=True)
    certifying_unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="certifies"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "unit_of_measure"], name="one_indicator_per_name_and_unit"
            )
        ]

    def __str__(self) -> str:
        return self.name


class TargetQuerySet(models.QuerySet["Target"]):
    def with_latest_value(self, *, on: date) -> Self:
        """Adds `latest_value` and `latest_on`, of the newest live measurement up to `on`.

        The running month's figure counts as soon as it is approved.
        """
        newest = Measurement.objects.live().filter(target=OuterRef("pk"))
        newest = newest.filter(period_ends_on__lte=last_day_of_month(on))
        newest = newest.order_by("-period_ends_on")
        return self.annotate(
            latest_value=Subquery(newest.values("value")[:1]),
            latest_on=Subquery(newest.values("period_ends_on")[:1]),
        )

    def in_document_order(self) -> Self:
        return self.order_by("plan", "position")


@pghistory.track()
class Target(Quoted):
    """A number that a plan promises for a date."""

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

    def __str__(self) -> str:
        return self.indicator.name


class PlannedValue(models.Model):
    """What should be reached by a date: a yearly slice or a point of a hand-drawn curve."""

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


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def live(self) -> Self:
        """Values as they are known now; corrected ones are kept but superseded."""
        return self.filter(superseded_at=None)


class Measurement(models.Model):
    """What was reached at the end of a period, as reported. Never changed, only superseded."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="measurements")
    period_ends_on = models.DateField()
    value = models.DecimalField(**AMOUNT)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    # Which row it came from, such as `report 17` or `import 3`.
    origin = models.CharField(max_length=60)

    objects = MeasurementQuerySet.as_manager()

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
