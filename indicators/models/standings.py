"""How everything stands now, and how much stands how: kept, so that no page has to judge it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from core.kept import Marks
from core.tallies import KEY, Count, Tally
from indicators import rules
from indicators.models.targets import Target
from indicators.models.verdicts import TargetVerdict
from indicators.models.words import Lamp
from plans.models import Plan
from units.models import Unit

LAMP: dict[str, Any] = {"max_length": 10, "choices": Lamp}
IS_BEHIND = Q(lamp__in=[lamp.value for lamp in rules.BEHIND])


class KeptStanding(models.Model):
    """Abstract: what is shown of the verdict at the closing date that counts today.

    Written with every verdict, in its transaction; see `StoredVerdict`. The subclass names what
    stands so as its key.
    """

    plan = models.ForeignKey(Plan, **KEY)
    unit = models.ForeignKey(Unit, null=True, **KEY)
    closing_on = models.DateField()
    lamp = models.CharField(**LAMP)
    # At the closing date before; the same where there was none.
    was = models.CharField(**LAMP)
    # How far behind, in points; for the order of lists.
    missing = models.DecimalField(null=True, max_digits=24, decimal_places=6)

    class Meta:
        abstract = True
        indexes: ClassVar = [
            models.Index(fields=["plan"], name="%(class)s_by_plan"),
            models.Index(fields=["unit"], name="%(class)s_by_unit"),
            models.Index(
                fields=["was", "lamp"], name="%(class)s_changed", condition=~Q(lamp=F("was"))
            ),
        ]

    @classmethod
    def told(cls) -> list[str]:
        """What may change about a standing."""
        return [field.attname for field in cls._meta.concrete_fields if not field.primary_key]


class LampTally(Tally):
    """Abstract: things of a plan that a unit leads, by lamp and the lamp before."""

    plan = models.ForeignKey(Plan, **KEY)
    unit = models.ForeignKey(Unit, null=True, **KEY)
    lamp = models.CharField(max_length=10)
    was = models.CharField(max_length=10)

    class Meta:
        abstract = True
        indexes: ClassVar = [
            models.Index(fields=["plan"], name="%(class)s_by_plan"),
            models.Index(fields=["unit"], name="%(class)s_by_unit"),
            models.Index(fields=["id"], name="%(class)s_to_fold", condition=Q(is_folded=False)),
        ]


class TargetTally(LampTally):
    """Targets, also by family and by how they count in a circular (`rules.Counts`), and did at
    the closing date before."""

    COUNT = Count(
        into="indicators_targettally",
        table="indicators_targetstanding",
        keys={
            name: f"row.{name}"
            for name in ("plan_id", "unit_id", "family", "lamp", "was", "counts", "counted")
        },
    )

    family = models.CharField(max_length=10)
    counts = models.CharField(max_length=10)
    counted = models.CharField(max_length=10)

    def __str__(self) -> str:
        return f"{self.plan} {self.unit} {self.lamp}: {self.number}"


MARKS = Marks(("'portal'", "'plan:' || row.plan_id", "'unit:' || row.unit_id"))


class TargetStanding(KeptStanding):
    target = models.OneToOneField(
        Target, primary_key=True, on_delete=models.CASCADE, related_name="standing"
    )
    family = models.CharField(max_length=10)  # of rules.Family, as the catalogue has it
    counts = models.CharField(max_length=10)  # of rules.Counts
    # At the closing date before; empty where there was none.
    counted = models.CharField(max_length=10, blank=True)
    # Other figures that say the same are another standing to who shows the figures.
    verdict = models.ForeignKey(TargetVerdict, null=True, **KEY)

    class Meta(KeptStanding.Meta):
        indexes: ClassVar = [
            *KeptStanding.Meta.indexes,
            # For the list of what is behind, worst first.
            models.Index(
                "lamp",
                F("missing").desc(nulls_last=True),
                "target",
                name="targets_behind",
                condition=IS_BEHIND,
            ),
        ]
        triggers: ClassVar = [*TargetTally.COUNT.triggers(), *MARKS.triggers()]

    def __str__(self) -> str:
        return f"{self.target}: {self.lamp}"
