from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.work import WorkItem, WorkState
from reports.models import Report
from sheets import rules
from units.models import Unit


class Outcome(models.TextChoices):
    NEW = rules.Outcome.NEW.value, _("new")
    CHANGED = rules.Outcome.CHANGED.value, _("changed")
    SAME = rules.Outcome.SAME.value, _("same")
    REFUSED = rules.Outcome.REFUSED.value, _("refused")


class Sheet(WorkItem):
    """An uploaded workbook of one unit for one closing date. Reading it is a worker's job."""

    LEASE = timedelta(minutes=2)

    file = models.FileField(upload_to="sheets/%Y/%m")
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="sheets")
    # Closing date of the periods that it reports on, over all plans; known once it was read.
    ends_on = models.DateField(null=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    # Why the workbook as a whole was refused: a code of sheets.wording, with its facts.
    refusal = models.JSONField(default=dict)
    lines_total = models.PositiveIntegerField(default=0)
    lines_read = models.PositiveIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(WorkItem.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "sha256"], name="one_sheet_per_unit_and_file")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_reading(self) -> bool:
        return self.work_state in (WorkState.QUEUED, WorkState.RUNNING)


class SheetLine(models.Model):
    """What became of one line of the workbook."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="lines")
    # Excel's own line number.
    row = models.PositiveIntegerField()
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome)
    # The report's revision when the line was compared with it; a later one is a conflict.
    revision = models.PositiveIntegerField(null=True)
    # Field name -> text as it will be saved.
    content = models.JSONField(default=dict)
    # Field name -> text as it stood, for those that change.
    before = models.JSONField(default=dict)
    # [{"cell": "E7", "code": …, "found": …}], worded by sheets.wording. On a line that is not
    # refused: what keeps it from being submitted, though not from being saved.
    errors = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["sheet", "row"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sheet", "row"], name="one_outcome_per_line"),
            models.UniqueConstraint(
                fields=["sheet", "report"],
                name="one_line_per_report",
                condition=~Q(outcome="refused"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"
