"""What a target probably reaches, kept as it was known."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.kept import Marks
from indicators import rules
from indicators.models.known import Known
from indicators.models.targets import AMOUNT, Target


class ForecastMethod(models.TextChoices):
    PACE = rules.Method.PACE.value, _("pace of its months")
    SEASONS = rules.Method.SEASONS.value, _("seasons of the year")
    BATCHES = rules.Method.BATCHES.value, _("batches")
    LEVEL = rules.Method.LEVEL.value, pgettext_lazy("forecast", "level")


MARKS = Marks(
    ("'portal'", "'plan:' || target.plan_id", "'unit:' || target.lead_unit_id"),
    source="{rows} AS row JOIN indicators_target AS target ON target.id = row.target_id",
)


class Forecast(Known):
    """What a target probably reaches at `ends_on`, or why nothing can be said about it.

    Never changed: another history, promise or definition makes a new row that supersedes this
    one. See `rules.Forecast` for what the fields mean.
    """

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="forecasts")
    # What it was computed from, so that the same is not computed twice.
    inputs_hash = models.CharField(max_length=64)
    # A `rules.Refusal`; empty where there is a forecast.
    refusal = models.CharField(max_length=20, blank=True)
    method = models.CharField(_("method"), max_length=10, choices=ForecastMethod, blank=True)
    ends_on = models.DateField(null=True)
    wanted = models.DecimalField(null=True, **AMOUNT)
    at_most = models.BooleanField(default=False)
    measured_on = models.DateField(null=True)
    point = models.DecimalField(null=True, **AMOUNT)
    low = models.DecimalField(null=True, **AMOUNT)
    high = models.DecimalField(null=True, **AMOUNT)
    probability = models.DecimalField(null=True, max_digits=5, decimal_places=4)
    origins = models.PositiveSmallIntegerField(default=0)
    hits = models.PositiveSmallIntegerField(default=0)
    error = models.DecimalField(null=True, **AMOUNT)
    naive = models.DecimalField(null=True, **AMOUNT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["target"],
                name="one_live_forecast_per_target",
                condition=Q(superseded_at=None),
            ),
            models.CheckConstraint(
                condition=~Q(refusal="")
                | Q(low__lte=models.F("point"), point__lte=models.F("high"), ends_on__isnull=False)
                & Q(probability__gte=0, probability__lte=1),
                name="forecast_has_its_figures",
            ),
            models.CheckConstraint(
                condition=Q(hits__lte=models.F("origins")), name="hits_are_some_of_the_tries"
            ),
        ]
        triggers: ClassVar = MARKS.triggers()

    def __str__(self) -> str:
        return f"{self.target} {self.ends_on}: {self.point or self.refusal}"

    @property
    def shown(self) -> bool:
        """Whether the back-test was good enough."""
        return not self.refusal
