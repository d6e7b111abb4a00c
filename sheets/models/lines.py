"""What became of each line of a sheet."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sheets import rules
from sheets.models.sheets import Sheet


class Outcome(models.TextChoices):
    NEW = rules.Outcome.NEW.value, _("new")
    CHANGED = rules.Outcome.CHANGED.value, _("changed")
    SAME = rules.Outcome.SAME.value, _("same")
    CONFLICT = rules.Outcome.CONFLICT.value, _("changed meanwhile")
    REFUSED = rules.Outcome.REFUSED.value, _("refused")


class Choice(models.TextChoices):
    """What a person decided about a line; empty where nobody had to."""

    TAKE = "take", _("take the sheet's")
    LEAVE = "leave", _("leave as it is")


class SheetLine(models.Model):
    """One line of one worksheet: what it says, what it would change, and what is wrong with it.

    Workers copy these in by the hundred thousand; there are no foreign keys to what they are
    about and no index but the one below.
    """

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="lines", db_index=False)
    # Number of the worksheet in `sheet.pages`, and Excel's own line number.
    page = models.PositiveSmallIntegerField(default=0)
    row = models.PositiveIntegerField()
    # The report, target, unit or person that the line is about, by the sheet's kind.
    about_id = models.BigIntegerField(null=True)
    # What it is about, in the words of that moment.
    subject = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    choice = models.CharField(max_length=5, choices=Choice, blank=True)
    # What a person wrote about its doubts on the page, beside what the file itself explains; NULL
    # where nobody did.
    explained = models.TextField(null=True)
    # The report's revision when the line was compared with it; a later one is a conflict.
    revision = models.PositiveIntegerField(null=True)
    # Field name -> text as it will be saved.
    content = models.JSONField(default=dict)
    # Field name -> text as it stood, for those that change.
    before = models.JSONField(default=dict)
    # Whether what it changes is a draft, which comes back when the sheet is withdrawn.
    was_draft = models.BooleanField(default=False)
    # [{"cell": "E7", "code": …, "found": …, "wanted": …, "level": …}], worded by sheets.wording;
    # the levels are those of sheets.rules.Level.
    troubles = models.JSONField(default=list)
    # What looks doubtful in the content, code of reports.rules.Doubt -> facts.
    doubts = models.JSONField(default=dict)
    # The pictures that become its evidence: [{"cell", "file", "name", "size", "sha256"}].
    pictures = models.JSONField(default=list, db_default=[])

    class Meta:
        ordering: ClassVar = ["sheet", "page", "row"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "page", "row"], name="one_outcome_per_line"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"
