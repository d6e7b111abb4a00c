"""What a report means to the task or the target that it is about."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from indicators.models import Target
from indicators.services import Measured, record_measurement, record_measurements
from reports.models import Decision, Report, Submission
from reports.rules import ReportState
from tasks.models import Assignment, AssignmentRole, Task
from tasks.services import Moved, move_task, move_tasks, note_answers
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
    elif _collecting([report]):
        assert report.assignment is not None
        assert sent.percent is not None
        task_id = report.assignment.task_id
        move_task(task_id=task_id, percent=sent.percent, on=ends_on, by=by, now=now)


def count_all(
    counting: Sequence[tuple[Report, Submission]], *, origin: str, by: User, now: datetime
) -> None:
    """What `count` does for one version: many, in a fixed number of statements."""
    measured = [
        Measured(report.target_id, report.period.ends_on, sent.value, f"report {report.pk}")
        for report, sent in counting
        if report.target_id is not None and sent.value is not None
    ]
    if measured:
        record_measurements(rows=measured, origin=origin, by=by, now=now)
    tasks = _collecting([report for report, _sent in counting])
    moves = [
        Moved(tasks[report.assignment_id], sent.percent, report.period.ends_on)
        for report, sent in counting
        if report.assignment_id in tasks and sent.percent is not None
    ]
    if moves:
        move_tasks(moves=moves, origin=origin, by=by, now=now)


def tell_lead(reports: Iterable[tuple[Report, ReportState]], *, now: datetime) -> None:
    """Parts that left their units are the answers for which the lead waits."""
    parts = [
        report.assignment_id
        for report, to in reports
        if report.is_part and report.assignment_id and to is ReportState.FORWARDED
    ]
    if parts:
        note_answers(assignment_ids=parts, now=now)


def _collecting(reports: Iterable[Report]) -> dict[int, int]:
    """The assignments among these that speak for their tasks, and those tasks.

    The first-named of the leads does, nobody else.
    """
    of = {each.assignment_id: each.assignment.task_id for each in reports if each.assignment}
    if not of:
        return {}
    leads = (
        Assignment.objects.live()
        .of_units()
        .filter(task__in=set(of.values()), role=AssignmentRole.LEAD)
    )
    first = leads.order_by("task", "order", "pk").distinct("task")
    return {pk: of[pk] for pk in first.values_list("pk", flat=True) if pk in of}
