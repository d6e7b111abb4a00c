from datetime import date, datetime
from typing import ClassVar, Self

import pghistory
from django.db import models
from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.calendar import end_of
from indicators.models import Target
from plans.models import Plan, PlanState
from reports import rules
from reports.models.rhythm import Period, Waiver, last_punctual_day
from reports.models.submission import Decision, Submission
from reports.models.tallies import ReportTally
from tasks.models import Assignment, AssignmentRole
from units.models import Unit


class ReportState(models.TextChoices):
    OPEN = rules.ReportState.OPEN.value, _("to be written")
    DRAFT = rules.ReportState.DRAFT.value, _("draft")
    SUBMITTED = rules.ReportState.SUBMITTED.value, _("waiting for review")
    FORWARDED = rules.ReportState.FORWARDED.value, _("waiting for the supervision office")
    RETURNED = rules.ReportState.RETURNED.value, _("returned")
    APPROVED = rules.ReportState.APPROVED.value, _("approved")
    CORRECTING = rules.ReportState.CORRECTING.value, _("correction waits for review")
    WAIVED = rules.ReportState.WAIVED.value, _("waived")
    WITHDRAWN = rules.ReportState.WITHDRAWN.value, _("no longer expected")


def _late(now: datetime) -> Q:
    running = Q(period__plan__state=PlanState.ACTIVE, period__closed_at=None)
    return Q(state__in=rules.UNSENT, due_at__lt=now) & running


def _known_late(day: date) -> Q:
    """The same, of rows with `known_state` and `known_due_at`."""
    moment = end_of(day)
    unsent = Q(known_state__in=rules.UNSENT, known_due_at__lt=moment)
    active = Plan.objects.as_known_on(day).filter(Q(known_state=PlanState.ACTIVE))
    return unsent & Q(known_closed=False, period__plan__in=active)


def _known_state(day: date) -> Subquery:
    """What the newest version that was sent by then made of its report."""
    correction = ~Q(correction_reason="")
    newest = Submission.objects.as_known_on(day).filter(report=OuterRef("pk"))
    state = Case(
        When(known_decision=Decision.APPROVED, then=Value(rules.ReportState.APPROVED)),
        When(correction & Q(known_decision=""), then=Value(rules.ReportState.CORRECTING)),
        When(correction, then=Value(rules.ReportState.APPROVED)),
        When(known_decision=Decision.RETURNED, then=Value(rules.ReportState.RETURNED)),
        When(known_forwarded_at=None, then=Value(rules.ReportState.SUBMITTED)),
        default=Value(rules.ReportState.FORWARDED),
    )
    told = newest.order_by("-version").annotate(told=state).values("told")
    return Subquery(told[:1], output_field=models.CharField())


def _known_return(day: date) -> Subquery:
    """The time that returns up to then had given."""
    known = Submission.objects.as_known_on(day).filter(report=OuterRef("pk"))
    returned = known.from_outside_returned().filter(Q(known_decision=Decision.RETURNED))
    newest = returned.order_by("-again_due_at").values("again_due_at")
    return Subquery(newest[:1])


class ReportQuerySet(models.QuerySet["Report"]):
    def with_subject(self) -> Self:
        """With everything that a line about a report names; without the plan's whole text."""
        related = ("period__plan", "unit", "target__indicator", "assignment__task")
        return self.select_related(*related).defer("period__plan__source_text")

    def expected(self) -> Self:
        """Without those that were waived, or that nobody owes any more."""
        return self.exclude(state__in=rules.EXCUSED)

    def unsent(self) -> Self:
        return self.filter(state__in=rules.UNSENT)

    def sendable(self) -> Self:
        """Unsent, and their period still takes them."""
        return self.unsent().filter(period__closed_at=None)

    def overdue(self, *, now: datetime) -> Self:
        """Not sent though its deadline has passed; what waits for review is not late.

        Closed plans and closed periods take no more reports, so none of theirs are awaited.
        """
        return self.filter(_late(now))

    def as_known_on(self, day: date) -> Self:
        """Those expected by the end of that day.

        Adds `known_state`, `known_due_at`, `known_closed` (its period) and `known_overdue` (what
        `overdue()` found then), told from what had been sent and decided by then. Drafts count as
        open: they are nobody's business but the writer's.
        """
        moment = end_of(day)
        known = Q(expected_at=None, period__opened_at__lt=moment) | Q(expected_at__lt=moment)
        excused = When(state__in=rules.EXCUSED, excused_at__lt=moment, then=F("state"))
        state = Case(excused, default=Coalesce(_known_state(day), Value(rules.ReportState.OPEN)))
        due_at = Greatest("period__due_at", _known_return(day))
        late = ExpressionWrapper(_known_late(day), output_field=models.BooleanField())
        closed = Q(period__in=Period.objects.closed_on(day))
        told = self.filter(known).annotate(
            known_state=state,
            known_due_at=due_at,
            known_closed=ExpressionWrapper(closed, output_field=models.BooleanField()),
        )
        return told.annotate(known_overdue=late)

    def as_known_now(self) -> Self:
        """What the rows say, by the names that they have on an earlier day."""
        return self.annotate(known_state=F("state"), known_due_at=F("due_at"))

    def for_office(self) -> Self:
        """Those that wait for the supervision office; assisting units' parts wait for the lead."""
        forwarded = Q(state=rules.ReportState.FORWARDED) & ~Q(
            assignment__role=AssignmentRole.ASSIST
        )
        return self.filter(forwarded | Q(state=rules.ReportState.CORRECTING))

    def with_doubts(self) -> Self:
        """Adds `doubtful`: something in what waits for a decision deserves a second look."""
        waits = Submission.objects.sent().filter(report=OuterRef("pk"), decision="")
        return self.annotate(doubtful=Exists(waits.exclude(warnings={})))

    def with_sent_late(self, *, on: date | None = None) -> Self:
        """Adds `sent_late`: a version of it left the unit after the deadline of that moment.

        As far as it was known at the end of the past day `on`.
        """
        late = Submission.objects.late().filter(report=OuterRef("pk"))
        late = late if on is None else late.filter(forwarded_at__lt=end_of(on))
        return self.annotate(sent_late=Exists(late))

    def with_overdue(self, *, now: datetime) -> Self:
        """Adds `overdue`, true for those that `overdue()` finds."""
        late = ExpressionWrapper(_late(now), output_field=models.BooleanField())
        return self.annotate(overdue=late)


# What a report is owed for is known from its period; only what became of it is a decision.
@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Report(models.Model):
    """One expected report: what one unit owes for one period about one task or one target."""

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="reports")
    # Indexes below begin with these; a province's month is quicker without three more.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports", db_index=False)
    assignment = models.ForeignKey(
        Assignment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
        db_index=False,
    )
    target = models.ForeignKey(
        Target,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
        db_index=False,
    )
    state = models.CharField(
        _("state"), max_length=12, choices=ReportState, default=ReportState.OPEN
    )
    # The period's deadline, or that of a return, which is the unit's own time to mend it.
    due_at = models.DateTimeField(_("due"))
    waiver = models.ForeignKey(
        Waiver, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    # When it became expected; empty where it was with its period.
    expected_at = models.DateTimeField(null=True, blank=True)
    # When it was waived or withdrawn.
    excused_at = models.DateTimeField(null=True, blank=True)
    # Counts every change; a form that was opened before somebody else's change is stale.
    revision = models.PositiveIntegerField(default=0)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(assignment=None) ^ Q(target=None), name="report_on_task_or_target"
            ),
            models.UniqueConstraint(
                fields=["assignment", "period"], name="one_report_per_assignment"
            ),
            models.UniqueConstraint(fields=["target", "period"], name="one_report_per_target"),
        ]
        indexes: ClassVar = [
            # For overdue(), asked by the chasing job every few minutes.
            models.Index(
                fields=["due_at"],
                name="report_unsent_by_due",
                condition=Q(state__in=["open", "draft", "returned"]),
            ),
            # For what is owed again.
            models.Index(
                fields=["due_at"],
                name="report_withdrawn_by_due",
                condition=Q(state="withdrawn"),
            ),
            # For what waits for somebody's review.
            models.Index(
                fields=["state"],
                name="report_in_review",
                condition=Q(state__in=["submitted", "forwarded", "correcting"]),
            ),
            # For the unit's own list of the period.
            models.Index(fields=["unit", "period"], name="report_by_unit"),
        ]
        triggers: ClassVar = ReportTally.COUNT.triggers()

    def __str__(self) -> str:
        return f"{self.subject} {self.period} {self.unit}"

    @property
    def due_on(self) -> date:
        return last_punctual_day(self.due_at)

    @property
    def is_part(self) -> bool:
        """Whether an assisting unit answers with it to the lead of its task."""
        return self.assignment is not None and self.assignment.role == AssignmentRole.ASSIST

    @property
    def state_words(self) -> str:
        """The state in words, which tell for whom it waits."""
        if self.is_part and self.state == rules.ReportState.FORWARDED:
            return gettext("waiting for the lead unit")
        # get_state_display() hashes all the words each time, in lists of thousands.
        return str(ReportState(self.state).label)

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
