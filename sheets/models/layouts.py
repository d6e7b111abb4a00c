"""What a unit said the columns of its own sheet are."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from units.models import Unit


class SheetLayout(models.Model):
    """Asked once for each form of sheet: next month the same columns are understood."""

    # Empty for sheets of the office.
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="sheet_layouts"
    )
    # Of the words in the header, see sheets.rules.matching.
    signature = models.CharField(max_length=64)
    # Words of the header -> key of a column, or `ignore`.
    columns = models.JSONField(default=dict)
    # Words of the header -> whether 0.65 stands for 65 % there, where that was asked.
    fractions = models.JSONField(default=dict)
    # Looks like a table of the kind, and is none.
    is_skipped = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "signature"], name="one_layout_per_header", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.signature[:8]}"
