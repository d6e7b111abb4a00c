"""A figure that counts is corrected (勘误): a new version, a reason and a second person."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from core import audit
from core.errors import RuleBroken
from reports import wording
from reports.models import Report, Submission
from reports.rules import Content, Verb
from reports.services.counting import pass_on
from reports.services.evidence import NO_PAPERS, Papers, attach, checked, kept_files, require_room
from reports.services.locking import hold, move, require_allowed
from reports.services.writing import look_twice, next_version, require_valid
from units.models import User


@transaction.atomic
def correct_report(
    *,
    report_id: int,
    revision: int,
    content: Content,
    reason: str,
    papers: Papers = NO_PAPERS,
    by: User,
    now: datetime,
    origin: str = "page",
) -> Report:
    """Ask the office to let another version count, also in a period that is closed.

    Until the office approves it, what was approved goes on counting; a correction that is
    returned leaves everything as it was.
    """
    reason = reason.strip()
    if wrong := wording.wrong_correction_reason(reason):
        raise RuleBroken(wrong)
    held = hold([report_id])
    to = require_allowed(held, report_id, Verb.CORRECT, revision=revision, by=by)
    report, newest = held.reports[report_id], held.newest[report_id]
    require_valid(held.reports, {report_id: content}, submit=True)
    fresh, kept = checked(papers, by=by, now=now), kept_files([newest])
    require_room(kept.get(report_id, ()), papers)
    version = Submission(
        report=report,
        version=next_version(newest),
        correction_reason=reason,
        saved_at=now,
        submitted_at=now,
        written_by=by,
        origin=origin,
        **asdict(content),
    )
    pass_on(report, version, by=None, now=now)
    # It is not what the deadline was about.
    version.was_due_at = None
    proven = {report_id} if set(kept.get(report_id, ())) - set(papers.drop) or fresh else set()
    look_twice(held.reports, [version], with_evidence=proven, explained=True, now=now)
    version.save(force_insert=True)
    attach([(report, version)], kept, papers, fresh)
    move([(report, to)])
    details = {"version": version.version, "reason": reason}
    audit.record("report.corrected", report, by=by, now=now, details=details)
    return report
