"""What units say: the versions of a report, and the files that prove them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from core.attachments import Attachment
from core.calendar import end_of
from core.searching import Pairs
from indicators.models import AMOUNT
from reports import rules
from reports.models.rhythm import last_punctual_day


class Decision(models.TextChoices):
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")
    # Taken back by its unit before anybody had looked at it.
    RECALLED = "recalled", _("taken back")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def as_known_on(self, day: date) -> Self:
        """Those sent by the end of that day and not taken back by then.

        Adds `known_decision` and `known_forwarded_at`, in which what happened later does not show.
        """
        moment = end_of(day)
        decided = When(reviewed_at__lt=moment, then=F("decision"))
        forwarded = When(forwarded_at__lt=moment, then=F("forwarded_at"))
        recalled = Q(decision=Decision.RECALLED, reviewed_at__lt=moment)
        return (
            self.filter(submitted_at__lt=moment)
            .exclude(recalled)
            .annotate(
                known_decision=Case(decided, default=Value("")),
                known_forwarded_at=Case(forwarded, default=None),
            )
        )

    def newest_of(self, reports: Iterable[int]) -> Self:
        """The last version of each of these reports, draft or sent."""
        newest = self.filter(report__in=reports).order_by("report_id", "-version")
        return newest.distinct("report_id")

    def sent(self) -> Self:
        """Versions that were sent, without those that were taken back."""
        return self.exclude(submitted_at=None).exclude(decision=Decision.RECALLED)

    def approved(self) -> Self:
        return self.filter(decision=Decision.APPROVED)

    def standing(self, *, on: date | None = None) -> Self:
        """What units stand by: sent and not returned; a correction from its approval on.

        As it was known at the end of the past day `on`.
        """
        sent, decision = (
            (self.sent(), "decision") if on is None else (self.as_known_on(on), "known_decision")
        )
        hopeful = ~Q(correction_reason="") & Q(**{decision: ""})
        return sent.exclude(Q(**{decision: Decision.RETURNED}) | hopeful)

    def late(self) -> Self:
        """Those that left their unit after the report's deadline of that moment."""
        return self.filter(forwarded_at__gt=F("was_due_at"))

    def from_outside_returned(self) -> Self:
        """Those that had left the unit and came back, from the office or from the lead."""
        return self.filter(decision=Decision.RETURNED, correction_reason="").exclude(
            forwarded_at=None
        )


class Evidence(Attachment):
    """A file that shows what a report says."""

    report = models.ForeignKey("reports.Report", on_delete=models.CASCADE, related_name="evidence")
    # What brought it, such as `sheet 12`, where nobody attached it by hand. The file then belongs
    # to that sheet: it may prove other reports as well, and goes when the sheet goes.
    origin = models.CharField(max_length=30, blank=True, db_default="", default="")


# Nobody asks for all that a person wrote or decided, and people are never deleted.
PERSON: dict[str, Any] = {"related_name": "+", "db_index": False}


@pghistory.track(
    # One statement for all the rows of a sheet. Not so for changes: there the trigger joins old
    # and new rows, by a plan that it makes for the first change and keeps, be that of one row.
    pghistory.InsertEvent(level=pgtrigger.Statement),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)
class Submission(models.Model):
    """One version of a report's content. Once sent it is never changed; a new try is a new row."""

    # The constraint below begins with it.
    report = models.ForeignKey(
        "reports.Report", on_delete=models.CASCADE, related_name="submissions", db_index=False
    )
    version = models.PositiveSmallIntegerField()
    percent = models.DecimalField(
        _("percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    value = models.DecimalField(_("value"), null=True, blank=True, **AMOUNT)
    progress = models.TextField(_("progress"), blank=True)
    problems = models.TextField(_("problems"), blank=True)
    next_steps = models.TextField(_("next steps"), blank=True)
    # The unit says that nothing changed since last period (无变化).
    no_change = models.BooleanField(_("no change"), default=False)
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="submissions")
    # What looked doubtful when it was sent, code -> facts, and the unit's word of explanation.
    warnings = models.JSONField(default=dict, blank=True)
    explanation = models.TextField(_("explanation"), blank=True)
    # Why figures that counted already are corrected (勘误); empty for ordinary versions.
    correction_reason = models.TextField(_("reason of the correction"), blank=True)
    saved_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, **PERSON)
    # `page`, `sheet 12` or `api`.
    origin = models.CharField(max_length=30, default="page")
    submitted_at = models.DateTimeField(null=True, blank=True)
    # The unit's reviewer passed it on to the supervision office; punctual is who did so in time.
    forwarded_at = models.DateTimeField(null=True, blank=True)
    forwarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, **PERSON
    )
    # The report's deadline at that moment; a later return may have moved it since.
    was_due_at = models.DateTimeField(null=True, blank=True)
    # The last word on this version: the unit's reviewer where nobody comes after, or the office.
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, **PERSON
    )
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reason = models.TextField(blank=True)
    # By when the unit is to send another version, where this one was returned.
    again_due_at = models.DateTimeField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "version"], name="one_submission_per_version"
            ),
            models.UniqueConstraint(
                fields=["report"], name="one_draft_per_report", condition=Q(submitted_at=None)
            ),
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__gte=0, percent__lte=100),
                name="percent_in_range",
                violation_error_message=_("The percentage must lie between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at=None, decision="")
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(decision=""),
                name="a_review_has_a_decision",
            ),
            models.CheckConstraint(
                condition=~Q(decision="returned") | ~Q(reason=""), name="a_return_has_a_reason"
            ),
        ]
        # For the search.
        indexes: ClassVar = [
            GinIndex(Pairs("progress", "problems", "next_steps"), name="submission_pairs")
        ]

    def __str__(self) -> str:
        return f"{self.report} v{self.version}"

    @property
    def is_correction(self) -> bool:
        return bool(self.correction_reason)

    @property
    def again_on(self) -> date | None:
        """By which day the next version is due, where this one was returned."""
        return last_punctual_day(self.again_due_at) if self.again_due_at else None

    @property
    def was_late(self) -> bool:
        """Whether the unit passed it on after the deadline of that moment."""
        passed, due = self.forwarded_at, self.was_due_at
        return passed is not None and due is not None and passed > due

    @property
    def figure(self) -> Decimal | None:
        """The number it reports: a percentage on a task, a value on a target."""
        return self.value if self.percent is None else self.percent

    @property
    def content(self) -> rules.Content:
        return rules.Content(
            self.percent,
            self.value,
            self.progress,
            self.problems,
            self.next_steps,
            self.no_change,
            self.explanation,
        )
