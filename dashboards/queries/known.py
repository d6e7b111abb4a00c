"""What tasks and reports were known to be at the end of a day."""

from datetime import date, datetime

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from core.calendar import end_of
from reports.models import Decision, ReportQuerySet, ReportState, Submission
from tasks.models import AssignmentRole, TaskQuerySet
from tasks.rules import OPEN_STATES


def tasks_on(tasks: TaskQuerySet, day: date) -> TaskQuerySet:
    """Of a past day; the percentage is the newest one that was approved by then."""
    end = end_of(day)
    approved = _told_of_tasks()
    later = Exists(approved.filter(reviewed_at__gte=end))
    told = approved.filter(reviewed_at__lt=end)
    told = told.order_by("-report__period__ends_on", "report__assignment__order", "-version")
    return tasks.as_known_on(day).annotate(
        known_percent=Case(
            When(later, then=Subquery(told.values("percent")[:1])), default="percent"
        ),
        known_percent_on=Case(
            When(later, then=Subquery(told.values("report__period__ends_on")[:1])),
            default="percent_on",
        ),
    )


def tasks_now(tasks: TaskQuerySet, *, on: date) -> TaskQuerySet:
    """As the rows say it today."""
    late = When(state__in=OPEN_STATES, due_on__lt=on, then=Value(True))
    return tasks.annotate(
        known_state=F("state"),
        known_due_on=F("due_on"),
        known_overdue=Case(late, default=Value(False), output_field=BooleanField()),
        known_percent=F("percent"),
        known_percent_on=F("percent_on"),
    )


def reports_on(reports: ReportQuerySet, day: date) -> ReportQuerySet:
    """Those that were expected by the end of a past day, with their state and deadline of then.

    What happened since is taken back; where nothing did, the row itself says it.
    """
    end = end_of(day)
    since = _acts_since(end) | Q(waiver__given_at__gte=end)
    opened = reports.filter(period__opened_at__lt=end)
    state = Case(When(since, then=_told_by(end)), default=F("state"))
    known = opened.annotate(known_state=state)
    was_returned = Q(known_state=ReportState.RETURNED)
    due = Case(When(since & ~was_returned, then=F("period__due_at")), default=F("due_at"))
    return known.annotate(known_due_at=due)


def _acts_since(end: datetime) -> Q:
    acts = Q(submitted_at__gte=end) | Q(forwarded_at__gte=end) | Q(reviewed_at__gte=end)
    return Q(Exists(_of_report().filter(acts)))


def _told_by(end: datetime) -> Coalesce:
    """What the newest version that had been sent by then had come to."""
    sent = _of_report().filter(submitted_at__lt=end).order_by("-version")
    state = Case(
        When(reviewed_at__lt=end, then=F("decision")),
        When(forwarded_at__lt=end, then=Value(ReportState.FORWARDED)),
        default=Value(ReportState.SUBMITTED),
    )
    return Coalesce(Subquery(sent.values(told=state)[:1]), Value(ReportState.OPEN))


def _of_report() -> QuerySet[Submission]:
    return Submission.objects.filter(report=OuterRef("pk"))


def _told_of_tasks() -> QuerySet[Submission]:
    """Approved percentages of a task's lead units; the words in them are not everybody's."""
    return Submission.objects.filter(
        decision=Decision.APPROVED,
        report__assignment__task=OuterRef("pk"),
        report__assignment__role=AssignmentRole.LEAD,
        percent__isnull=False,
    )
