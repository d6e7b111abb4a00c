"""The file that somebody sent, and how far it has come."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from core.work import WorkItem, WorkQuerySet, WorkState
from sheets import rules
from units.models import Unit, User


class Kind(models.TextChoices):
    REPORTS = rules.Kind.REPORTS.value, _("reports of a unit")
    CITY = rules.Kind.CITY.value, _("reports of many units")
    MEASUREMENTS = rules.Kind.MEASUREMENTS.value, _("values of targets")
    UNITS = rules.Kind.UNITS.value, _("units")
    PEOPLE = rules.Kind.PEOPLE.value, _("people")


class Stage(models.TextChoices):
    READING = rules.Stage.READING.value, _("being read")
    ASKING = rules.Stage.ASKING.value, _("asks what its columns are")
    REFUSED = rules.Stage.REFUSED.value, _("not taken")
    CHECKED = rules.Stage.CHECKED.value, _("to be confirmed")
    SAVING = rules.Stage.SAVING.value, _("being saved")
    SAVED = rules.Stage.SAVED.value, _("saved")
    WITHDRAWN = rules.Stage.WITHDRAWN.value, _("withdrawn")
    CANCELLED = rules.Stage.CANCELLED.value, _("broken off")


class SheetQuerySet(WorkQuerySet):
    def with_people(self) -> Self:
        return self.select_related("unit", "uploaded_by", "confirmed_by", "withdrawn_by")

    def brought(self) -> Self:
        """What the office or an administrator brought: for many units, or for one of them."""
        return self.filter(models.Q(unit=None) | ~models.Q(carried_for=""))

    def in_turn(self) -> Self:
        """The first of every unit before the second of any, and the unit first whose turn was
        longest ago: who sends ten lets others in between, however few the workers are.

        Sheets of the office belong to no unit; they take turns by who brought them.
        """
        whose = Coalesce(F("unit_id"), -F("uploaded_by_id"))
        same = Sheet.objects.annotate(whose=whose).filter(whose=OuterRef("whose")).order_by()
        unfinished = same.filter(
            pk__lt=OuterRef("pk"), work_state__in=[WorkState.QUEUED, WorkState.RUNNING]
        )
        before = unfinished.values("whose").annotate(n=Count("pk")).values("n")
        served = same.values("whose").annotate(at=Max("started_at")).values("at")
        in_line = self.annotate(whose=whose, before=Coalesce(Subquery(before), 0))
        turn = F("served").asc(nulls_first=True)
        return in_line.annotate(served=Subquery(served)).order_by("before", turn, "pk")


class Sheet(WorkItem):
    """An uploaded file: read by a worker, confirmed by a person, saved by a worker."""

    # Longer than reading and judging the largest sheet takes beside others.
    LEASE = timedelta(minutes=4)

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.REPORTS)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.READING)
    file = models.FileField(upload_to="sheets/%Y/%m")
    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    # What the file is, told from its content; empty until it was read.
    format = models.CharField(max_length=4, blank=True)
    # Whose reports they are; empty for sheets of the office.
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="sheets"
    )
    # Closing date of the periods that it reports on, over all plans; the portal's own workbooks
    # know it, for a department's own sheet somebody says it.
    ends_on = models.DateField(_("closing date"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    # Who filled it in, where the office carries in what came by disc or letter.
    carried_for = models.CharField(_("filled in by"), max_length=60, blank=True)
    # Names of the worksheets, in the order in which lines count them.
    pages = models.JSONField(default=list)
    # What is to be said about the file as a whole: [{"code": …, "found": …}].
    notes = models.JSONField(default=list)
    # How a department's own sheet was understood: see sheets.checks.layouts.
    layout = models.JSONField(default=dict)
    # Why the file as a whole was refused: a code of sheets.wording, with its facts.
    refusal = models.JSONField(default=dict)
    lines_total = models.PositiveIntegerField(default=0)
    lines_read = models.PositiveIntegerField(default=0)
    # When a worker last began to read or to save it, for the time that is left.
    started_at = models.DateTimeField(null=True, blank=True)
    # Whether its lines are submitted or only kept as drafts.
    submit = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = SheetQuerySet.as_manager()  # type: ignore[misc]  # says more than its base

    class Meta(WorkItem.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "unit", "sha256"],
                name="one_sheet_per_unit_and_file",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def leased(cls, *, now: datetime) -> dict[str, Any]:
        """Also when it was begun: whose turn was longest ago comes next."""
        return super().leased(now=now) | {"started_at": now}

    @property
    def columns(self) -> str:
        """Which columns its lines have: a key of sheets.columns.KINDS."""
        return Kind.REPORTS.value if self.kind == Kind.CITY else self.kind

    @property
    def is_working(self) -> bool:
        """Whether a worker has it or will have it."""
        return self.work_state in (WorkState.QUEUED, WorkState.RUNNING)

    @property
    def origin(self) -> str:
        """How what it saves names where it came from."""
        return f"sheet {self.pk}"

    @property
    def filled_in_by(self) -> str:
        return self.carried_for or str(self.uploaded_by)


def uploader_of(sheet: Sheet) -> User:
    """In whose name its lines are saved."""
    by: User = sheet.confirmed_by or sheet.uploaded_by
    return by
