"""What people decided about lines, kept while their sheet is read again."""

from typing import ClassVar

from django.db import models

from sheets.models.lines import Choice
from sheets.models.sheets import Sheet


class SheetDecision(models.Model):
    """A choice or an explanation, by the place of its line.

    The lines themselves are thrown away and read anew; a decision comes back where the line still
    is about the same thing and says the same.
    """

    sheet = models.ForeignKey(
        Sheet, on_delete=models.CASCADE, related_name="decisions", db_index=False
    )
    page = models.PositiveSmallIntegerField()
    row = models.PositiveIntegerField()
    # A print of what the line was about, said and would have replaced: what a choice is about.
    compared = models.CharField(max_length=32)
    # A print of what it was about and said, and what looked doubtful: what was explained.
    doubted = models.CharField(max_length=32)
    choice = models.CharField(max_length=5, choices=Choice, blank=True)
    # NULL where nobody wrote anything.
    explained = models.TextField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "page", "row"], name="one_decision_per_line")
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"
