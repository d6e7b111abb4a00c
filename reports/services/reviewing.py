"""What waits is approved, or returned with a reason: by the unit, the lead or the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.calendar import end_of
from core.errors import RuleBroken
from reports import queries, wording
from reports.models import Decision, Report, Submission
from reports.rules import ReportState, Seen, Verb
from reports.services.counting import REVIEWED, count, lock_subjects, pass_on, settle, tell_lead
from reports.services.locking import hold, move, require_allowed
from units.models import User


@dataclass(frozen=True)
class Outcome:
    """What became of one report among several; `sentence` is empty where it was done."""

    report_id: int
    sentence: str = ""


@transaction.atomic
def approve_report(*, report_id: int, revision: int, by: User, now: datetime) -> Report:
    """Pass the report on to whoever looks at it next, or let it count where nobody does.

    The lead's percentage moves the task, a value becomes a measurement. An approved correction
    takes the place of the figure that counted so far.
    """
    report, sent, to = _claim(report_id, revision, Verb.APPROVE, by)
    if sent.forwarded_at is None:
        pass_on(report, sent, by=by, now=now)
    if to is ReportState.APPROVED:
        settle(sent, Decision.APPROVED, by=by, now=now)
        lock_subjects([report])
    sent.save(update_fields=REVIEWED)
    move([(report, to)])
    tell_lead([(report, to)], now=now)
    if to is ReportState.APPROVED:
        count(report, sent, by=by, now=now)
    done = "report.approved" if to is ReportState.APPROVED else "report.forwarded"
    audit.record(done, report, by=by, now=now, details={"version": sent.version})
    return report


@transaction.atomic
def return_report(
    *,
    report_id: int,
    revision: int,
    reason: str,
    again_on: date | None = None,
    by: User,
    now: datetime,
) -> Report:
    """Give the report back to its unit, with what it has to mend and until when.

    Without a day the unit has some working days. A return from outside the unit moves the
    report's deadline, never to an earlier day; by returning to itself a unit gains no time.
    """
    reason, again_on = _require_told(reason, again_on, now=now)
    report, sent, to = _claim(report_id, revision, Verb.RETURN, by)
    settle(sent, Decision.RETURNED, reason=reason, by=by, now=now)
    details: dict[str, Any] = {"version": sent.version, "reason": reason}
    if to is ReportState.RETURNED:
        details["again_on"] = again_on.isoformat()
        sent.again_due_at = end_of(again_on)
        if sent.forwarded_at is not None:
            report.due_at = max(report.due_at, sent.again_due_at)
            report.save(update_fields=["due_at"])
    sent.save(update_fields=REVIEWED)
    move([(report, to)])
    audit.record("report.returned", report, by=by, now=now, details=details)
    return report


def _require_told(reason: str, again_on: date | None, *, now: datetime) -> tuple[str, date]:
    """Without a reason nobody could mend it, and nobody mends it in the past."""
    reason = reason.strip()
    if wrong := wording.wrong_reason(reason):
        raise RuleBroken(wrong)
    again_on = again_on or queries.proposed_again_on(now=now)
    if wrong := wording.wrong_again_on(again_on, today=timezone.localtime(now).date()):
        raise RuleBroken(wrong)
    return reason, again_on


def review_each(
    *,
    items: Sequence[Seen],
    decision: str,
    reason: str = "",
    again_on: date | None = None,
    by: User,
    now: datetime,
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
                return_report(reason=reason, again_on=again_on, **facts)
            outcomes.append(Outcome(item.report_id))
        except RuleBroken as broken:
            outcomes.append(Outcome(item.report_id, broken.sentence))
    return outcomes


def _claim(
    report_id: int, revision: int, verb: Verb, by: User
) -> tuple[Report, Submission, ReportState]:
    """The locked report, the version that is to be reviewed, and where that leads."""
    held = hold([report_id])
    to = require_allowed(held, report_id, verb, revision=revision, by=by)
    return held.reports[report_id], held.newest[report_id], to
