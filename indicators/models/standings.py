"""How every target stands now, and how many stand how: kept, so that no page has to judge them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.tallies import KEY, Count, Tally
from indicators import rules
from indicators.models.targets import Target
from indicators.models.words import Lamp
from plans.models import Plan
from units.models import Unit


class TargetTally(Tally):
    """Targets of a plan that a unit leads, by their lamp, the one before, and how they count."""

    COUNT = Count(
        into="indicators_targettally",
        table="indicators_targetstanding",
        keys={name: f"row.{name}" for name in ("plan_id", "unit_id", "lamp", "was", "counts")},
    )

    plan = models.ForeignKey(Plan, **KEY)
    unit = models.ForeignKey(Unit, null=True, **KEY)
    lamp = models.CharField(max_length=10)
    was = models.CharField(max_length=10)
    counts = models.CharField(max_length=10)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["plan"], name="target_tally_by_plan"),
            models.Index(fields=["unit"], name="target_tally_by_unit"),
            models.Index(fields=["id"], name="target_tally_to_fold", condition=Q(is_folded=False)),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.unit} {self.lamp}: {self.number}"


class TargetStanding(models.Model):
    """The verdict on a target at the closing date that counts today; see `TargetVerdict`.

    Written with every verdict, in its transaction.
    """

    target = models.OneToOneField(
        Target, primary_key=True, on_delete=models.CASCADE, related_name="standing"
    )
    plan = models.ForeignKey(Plan, **KEY)
    unit = models.ForeignKey(Unit, null=True, **KEY)
    closing_on = models.DateField()
    lamp = models.CharField(max_length=10, choices=Lamp)
    # At the closing date before; the same where there was none.
    was = models.CharField(max_length=10, choices=Lamp)
    # How far behind, by whatever the plan's lamps count; for the order of lists.
    missing = models.DecimalField(null=True, max_digits=24, decimal_places=6)
    counts = models.CharField(max_length=10)  # of rules.Counts

    class Meta:
        indexes: ClassVar = [
            # For the list of what is behind, worst first.
            models.Index(
                "lamp",
                models.F("missing").desc(nulls_last=True),
                name="standing_behind",
                condition=Q(lamp__in=[lamp.value for lamp in rules.BEHIND]),
            ),
            models.Index(fields=["plan"], name="standing_by_plan"),
            # For what changed.
            models.Index(
                fields=["was", "lamp"], name="standing_changed", condition=~Q(lamp=models.F("was"))
            ),
        ]
        triggers: ClassVar = TargetTally.COUNT.triggers()

    def __str__(self) -> str:
        return f"{self.target}: {self.lamp}"
