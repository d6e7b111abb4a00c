"""A unit writes its reports: one on a page, or all of a workbook at once."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from core import audit
from core.errors import RuleBroken
from plans.models import PlanState
from reports import rules, wording
from reports.models import Report, Submission
from reports.rules import Content, Invalid, Verb, Writing
from reports.services.locking import lock_reports, move, newest_submissions, require_allowed
from units.models import User

WRITTEN = (*rules.TEXTS, "percent", "value", "saved_at", "written_by", "origin", "submitted_at")


def save_draft(
    *,
    report_id: int,
    revision: int,
    content: Content,
    by: User,
    now: datetime,
    origin: str = "page",
) -> Report:
    """Keep what was written so far; the reviewer does not see it yet."""
    writing = Writing(report_id, revision, content)
    return apply_contents(items=[writing], submit=False, origin=origin, by=by, now=now)[0]


def submit_report(
    *,
    report_id: int,
    revision: int,
    content: Content,
    by: User,
    now: datetime,
    origin: str = "page",
) -> Report:
    """Send this content to the unit's reviewer."""
    writing = Writing(report_id, revision, content)
    return apply_contents(items=[writing], submit=True, origin=origin, by=by, now=now)[0]


@transaction.atomic
def apply_contents(
    *, items: Sequence[Writing], submit: bool, origin: str, by: User, now: datetime
) -> list[Report]:
    """Write the contents of many reports, all or nothing; the number of statements is fixed.

    Each report at most once. `origin` names where they come from (`page`, `sheet 12`, `api`).
    Raises Stale, Invalid, or RuleBroken where a report is closed. Whether `by` may write for the
    unit is asked before, by `access`.
    """
    verb = Verb.SUBMIT if submit else Verb.SAVE
    reports = lock_reports(item.report_id for item in items)
    newest = newest_submissions(reports)
    for item in items:
        report, last = reports[item.report_id], newest.get(item.report_id)
        require_allowed(report, verb, revision=item.revision, newest=last)
        _require_running_plan(report)
    _require_valid(items, reports, submit=submit)
    drafts = [_draft(reports[item.report_id], item.content, newest) for item in items]
    for draft in drafts:
        draft.saved_at, draft.written_by, draft.origin = now, by, origin
        draft.submitted_at = now if submit else None
    # A draft is the one version that is written over; sent ones are never reached, because a
    # report that was sent gets the next number.
    Submission.objects.bulk_create(
        drafts, update_conflicts=True, unique_fields=["report", "version"], update_fields=WRITTEN
    )
    written = [reports[item.report_id] for item in items]
    move(written, verb)
    done = "report.submitted" if submit else "report.drafted"
    audit.record_each(done, written, by=by, now=now, details={"origin": origin})
    return written


def _draft(report: Report, content: Content, newest: dict[int, Submission]) -> Submission:
    """The version that this content becomes: the draft that is there, or the next one."""
    last = newest.get(report.pk)
    version = 1 if last is None else last.version + (last.submitted_at is not None)
    return Submission(report=report, version=version, **asdict(content))


def _require_running_plan(report: Report) -> None:
    if report.period.plan.state != PlanState.ACTIVE:
        raise RuleBroken(wording.plan_closed(report))


def _require_valid(items: Sequence[Writing], reports: dict[int, Report], *, submit: bool) -> None:
    faults = {}
    for item in items:
        about = reports[item.report_id].about
        if found := rules.validate(item.content, about=about, submit=submit):
            faults[item.report_id] = found
    if faults:
        pk, first = next(iter(faults.items()))
        raise Invalid(wording.refusal(reports[pk], first), faults=faults)
