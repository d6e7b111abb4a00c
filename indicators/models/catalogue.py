"""What is counted, and in which words it is defined."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.kept import forgetting
from indicators.models.words import Family, Kind
from units.models import Unit


class Indicator(models.Model):
    """What is counted, in the words of documents, whichever plan promises it."""

    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(max_length=200, editable=False)
    unit_of_measure = models.CharField(_("unit of measure"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.STOCK)
    # Counted apart from the others; guessed when it is new (`rules.family_of`), then the office's.
    family = models.CharField(
        _("family"), max_length=10, choices=Family, default=Family.COUNTED, db_default="counted"
    )
    # False where less is better: days, steps, unemployment.
    more_is_better = models.BooleanField(_("more is better"), default=True)
    # Until somebody writes its first version; see `queries.definition_on`.
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
        triggers: ClassVar = [forgetting()]

    def __str__(self) -> str:
        return self.name


class IndicatorDefinition(models.Model):
    """How an indicator is counted (口径) from a day on. Never changed: a new one follows."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="definitions")
    valid_from = models.DateField(_("valid from"))
    text = models.TextField(_("definition"))
    document = models.CharField(_("document"), max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["indicator", "-valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "valid_from"],
                name="one_definition_per_day",
                violation_error_message=_("Another definition begins on this day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.valid_from}"
