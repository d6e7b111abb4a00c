"""The unit's reviewer approves a report or returns it with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from core import audit
from core.errors import RuleBroken
from indicators.services import record_measurement
from reports import wording
from reports.models import Decision, Report, Submission
from reports.rules import Seen, Verb
from reports.services.locking import lock_reports, move, newest_submissions, require_allowed
from tasks.models import Assignment, AssignmentRole
from tasks.services import move_task
from units.models import User


@dataclass(frozen=True)
class Outcome:
    """What became of one report of a review in bulk; `sentence` is empty where it was reviewed."""

    report_id: int
    sentence: str = ""


@transaction.atomic
def approve_report(*, report_id: int, revision: int, by: User, now: datetime) -> Report:
    """Let the report count: the lead's percentage moves the task, a value becomes a measurement."""
    report, sent = _claim(report_id, revision, Verb.APPROVE, by)
    _decide(sent, Decision.APPROVED, by=by, now=now)
    move([report], Verb.APPROVE)
    _pass_on(report, sent, by=by, now=now)
    audit.record("report.approved", report, by=by, now=now, details={"version": sent.version})
    return report


@transaction.atomic
def return_report(*, report_id: int, revision: int, reason: str, by: User, now: datetime) -> Report:
    """Give the report back to its unit; without a reason nobody could mend it."""
    reason = reason.strip()
    if wrong := wording.wrong_reason(reason):
        raise RuleBroken(wrong)
    report, sent = _claim(report_id, revision, Verb.RETURN, by)
    _decide(sent, Decision.RETURNED, reason=reason, by=by, now=now)
    move([report], Verb.RETURN)
    details = {"version": sent.version, "reason": reason}
    audit.record("report.returned", report, by=by, now=now, details=details)
    return report


def review_each(
    *, items: Sequence[Seen], decision: str, reason: str = "", by: User, now: datetime
) -> list[Outcome]:
    """Review several reports, each in a transaction of its own.

    A report that somebody else reviewed meanwhile keeps its sentence and does not undo the rest.
    One transaction for all would also wait in a ring: each approval locks a task or a target and
    then the audit trail.
    """
    outcomes = []
    for item in items:
        facts: dict[str, Any] = item._asdict() | {"by": by, "now": now}
        try:
            if decision == Decision.APPROVED:
                approve_report(**facts)
            else:
                return_report(reason=reason, **facts)
            outcomes.append(Outcome(item.report_id))
        except RuleBroken as broken:
            outcomes.append(Outcome(item.report_id, broken.sentence))
    return outcomes


def _claim(report_id: int, revision: int, verb: Verb, by: User) -> tuple[Report, Submission]:
    """The locked report and the version that is to be reviewed."""
    report = lock_reports([report_id])[report_id]
    sent = newest_submissions([report_id]).get(report_id)
    require_allowed(report, verb, revision=revision, newest=sent)
    assert sent is not None  # a submitted report has a version
    if sent.written_by_id == by.pk:
        raise RuleBroken(wording.own_report(report))
    return report, sent


def _decide(
    sent: Submission, decision: Decision, *, by: User, now: datetime, reason: str = ""
) -> None:
    sent.decision, sent.reason = decision, reason
    sent.reviewed_by, sent.reviewed_at = by, now
    sent.save(update_fields=["decision", "reason", "reviewed_by", "reviewed_at"])


def _pass_on(report: Report, sent: Submission, *, by: User, now: datetime) -> None:
    """What an approved report means to the task or the target that it is about."""
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


def _collects(report: Report) -> bool:
    """Whether the unit speaks for the task: the first-named of its leads does, nobody else."""
    task_id = report.assignment.task_id if report.assignment else None
    leads = Assignment.objects.live().of_units().filter(task=task_id, role=AssignmentRole.LEAD)
    first = leads.order_by("order", "pk").values_list("pk", flat=True).first()
    return first == report.assignment_id
