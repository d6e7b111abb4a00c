"""What a report means to the task or the target that it is about."""

from collections.abc import Iterable
from datetime import datetime

from indicators.models import Target
from indicators.services import Measured, record_measurement, record_measurements
from reports.models import Decision, Report, Submission
from reports.rules import ReportState
from tasks.models import Assignment, AssignmentRole, Task
from tasks.services import move_task, note_answer
from units.models import User

REVIEWED = (
    *("forwarded_at", "forwarded_by", "was_due_at"),
    *("decision", "reason", "reviewed_by", "reviewed_at", "again_due_at"),
)


def lock_subjects(reports: Iterable[Report]) -> None:
    """Lock what these reports will change, before anything of it is written into the audit trail.

    Two that each approved several reports would otherwise wait for each other in a ring.
    """
    targets, tasks = set(), set()
    for report in reports:
        if report.assignment is not None:
            tasks.add(report.assignment.task_id)
        elif report.target_id is not None:
            targets.add(report.target_id)
    if tasks:
        list(Task.objects.select_for_update(of=("self",)).filter(pk__in=tasks).order_by("pk"))
    if targets:
        list(Target.objects.select_for_update(of=("self",)).filter(pk__in=targets).order_by("pk"))


def pass_on(report: Report, sent: Submission, *, by: User | None, now: datetime) -> None:
    """The unit stands by this version: from now on it is punctual or late."""
    sent.forwarded_at, sent.forwarded_by, sent.was_due_at = now, by, report.due_at


def settle(
    sent: Submission, decision: Decision, *, by: User, now: datetime, reason: str = ""
) -> None:
    """The last word on a version."""
    sent.decision, sent.reason = decision, reason
    sent.reviewed_by, sent.reviewed_at = by, now


def count(report: Report, sent: Submission, *, by: User, now: datetime) -> None:
    """The lead's percentage moves the task, a value becomes a measurement; nothing else counts."""
    ends_on = report.period.ends_on
    if report.target_id is not None:
        assert sent.value is not None  # validated when it was sent
        record_measurement(
            target_id=report.target_id,
            period_ends_on=ends_on,
            value=sent.value,
            origin=f"report {report.pk}",
            by=by,
            now=now,
        )
    elif _collects(report):
        assert report.assignment is not None
        assert sent.percent is not None
        task_id = report.assignment.task_id
        move_task(task_id=task_id, percent=sent.percent, on=ends_on, by=by, now=now)


def count_values(
    counting: Iterable[tuple[Report, Submission]], *, origin: str, by: User, now: datetime
) -> None:
    """The values among these versions become measurements, as `count` lets a single one."""
    rows = [
        Measured(report.target_id, report.period.ends_on, sent.value, f"report {report.pk}")
        for report, sent in counting
        if report.target_id is not None and sent.value is not None
    ]
    if rows:
        record_measurements(rows=rows, origin=origin, by=by, now=now)


def tell_lead(reports: Iterable[tuple[Report, ReportState]], *, now: datetime) -> None:
    """Parts that left their units are the answers for which the lead waits."""
    for report, to in reports:
        if report.is_part and report.assignment_id and to is ReportState.FORWARDED:
            note_answer(assignment_id=report.assignment_id, now=now)


def _collects(report: Report) -> bool:
    """Whether the unit speaks for the task: the first-named of its leads does, nobody else."""
    task_id = report.assignment.task_id if report.assignment else None
    leads = Assignment.objects.live().of_units().filter(task=task_id, role=AssignmentRole.LEAD)
    first = leads.order_by("order", "pk").values_list("pk", flat=True).first()
    return first == report.assignment_id
