from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from core.attachments import Attachment
from indicators.models import AMOUNT, Target
from plans.models import PlanState
from reports import rules
from reports.models.rhythm import Period, Waiver, last_punctual_day
from tasks.models import Assignment
from units.models import Unit


class ReportState(models.TextChoices):
    OPEN = rules.ReportState.OPEN.value, _("to be written")
    DRAFT = rules.ReportState.DRAFT.value, _("draft")
    SUBMITTED = rules.ReportState.SUBMITTED.value, _("waiting for review")
    FORWARDED = rules.ReportState.FORWARDED.value, _("waiting for the supervision office")
    RETURNED = rules.ReportState.RETURNED.value, _("returned")
    APPROVED = rules.ReportState.APPROVED.value, _("approved")
    WAIVED = rules.ReportState.WAIVED.value, _("waived")
    WITHDRAWN = rules.ReportState.WITHDRAWN.value, _("no longer expected")


class Decision(models.TextChoices):
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")


def _late(now: datetime) -> Q:
    return Q(state__in=rules.UNSENT, due_at__lt=now, period__plan__state=PlanState.ACTIVE)


class ReportQuerySet(models.QuerySet["Report"]):
    def with_subject(self) -> Self:
        """With everything that a line about a report names; without the plan's whole text."""
        related = ("period__plan", "unit", "target__indicator", "assignment__task")
        return self.select_related(*related).defer("period__plan__source_text")

    def unsent(self) -> Self:
        return self.filter(state__in=rules.UNSENT)

    def overdue(self, *, now: datetime) -> Self:
        """Not sent though its deadline has passed; what waits for review is not late.

        A closed plan takes no more reports, so none of its are awaited.
        """
        return self.filter(_late(now))

    def with_overdue(self, *, now: datetime) -> Self:
        """Adds `overdue`, true for those that `overdue()` finds."""
        late = ExpressionWrapper(_late(now), output_field=models.BooleanField())
        return self.annotate(overdue=late)


# What a report is owed for is known from its period; only what became of it is a decision.
@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Report(models.Model):
    """One expected report: what one unit owes for one period about one task or one target."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    assignment = models.ForeignKey(
        Assignment, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    target = models.ForeignKey(
        Target, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ReportState, default=ReportState.OPEN
    )
    # The period's deadline, or that of a return, which is the unit's own time to mend it.
    due_at = models.DateTimeField(_("due"))
    waiver = models.ForeignKey(
        Waiver, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    # Counts every change; a form that was opened before somebody else's change is stale.
    revision = models.PositiveIntegerField(default=0)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(assignment=None) ^ Q(target=None), name="report_on_task_or_target"
            ),
            models.UniqueConstraint(
                fields=["period", "assignment"], name="one_report_per_assignment"
            ),
            models.UniqueConstraint(fields=["period", "target"], name="one_report_per_target"),
        ]
        indexes: ClassVar = [
            # For overdue(), asked by the chasing job every few minutes.
            models.Index(
                fields=["due_at"],
                name="report_unsent_by_due",
                condition=Q(state__in=["open", "draft", "returned"]),
            ),
            # For the unit's own list of the period.
            models.Index(fields=["unit", "period"], name="report_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.period} {self.unit}"

    @property
    def due_on(self) -> date:
        return last_punctual_day(self.due_at)

    @property
    def about(self) -> rules.Subject:
        return rules.Subject.TASK if self.target_id is None else rules.Subject.TARGET

    @property
    def subject(self) -> str:
        """What the report is about, in a few words."""
        if self.target is not None:
            return str(self.target)
        assert self.assignment is not None  # the database holds exactly one of them
        return str(self.assignment.task)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def newest_of(self, reports: Iterable[int]) -> Self:
        """The last version of each of these reports, draft or sent."""
        newest = self.filter(report__in=reports).order_by("report_id", "-version")
        return newest.distinct("report_id")

    def sent(self) -> Self:
        return self.exclude(submitted_at=None)

    def approved(self) -> Self:
        return self.filter(decision=Decision.APPROVED)


class Evidence(Attachment):
    """A file that shows what a report says."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="evidence")


@pghistory.track()
class Submission(models.Model):
    """One version of a report's content. Once sent it is never changed; a new try is a new row."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="submissions")
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
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # `page`, `sheet 12` or `api`.
    origin = models.CharField(max_length=30, default="page")
    submitted_at = models.DateTimeField(null=True, blank=True)
    # The unit's reviewer passed it on to the supervision office; punctual is who did so in time.
    forwarded_at = models.DateTimeField(null=True, blank=True)
    forwarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The last word on this version: the unit's reviewer where nobody comes after, or the office.
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reason = models.TextField(blank=True)

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

    def __str__(self) -> str:
        return f"{self.report} v{self.version}"

    @property
    def figure(self) -> Decimal | None:
        """The number it reports: a percentage on a task, a value on a target."""
        return self.value if self.percent is None else self.percent

    @property
    def content(self) -> rules.Content:
        return rules.Content(
            self.percent, self.value, self.progress, self.problems, self.next_steps
        )
