"""The lead merges what its assisting units answered into its own report."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from core.errors import RuleBroken
from reports import wording
from reports.models import Report, ReportState, Submission
from reports.rules import Content, Writing
from reports.services.evidence import NO_PAPERS, Papers
from reports.services.locking import lock_reports
from reports.services.reviewing import approve_report
from reports.services.writing import apply_contents
from tasks.models import AssignmentRole
from units.models import User


@transaction.atomic
def merge_parts(
    *,
    report_id: int,
    revision: int,
    content: Content,
    part_ids: Sequence[int],
    papers: Papers = NO_PAPERS,
    by: User,
    now: datetime,
) -> Report:
    """Put the texts of these parts behind the lead's own, each with the name of its unit.

    `content` is what the lead has written so far; all of it is kept as a draft. A part that waited
    for the lead is accepted by that. What is in the text already is not put there twice.
    """
    reports = lock_reports([report_id, *part_ids])
    report = reports[report_id]
    parts = [reports[pk] for pk in part_ids if pk in reports]
    if len(parts) < len(part_ids) or not all(is_part_of(part, report) for part in parts):
        raise RuleBroken(wording.no_part(report))
    told = Submission.objects.standing().exclude(forwarded_at=None).newest_of(part_ids)
    by_part = {version.report_id: version for version in told}
    if not by_part:
        raise RuleBroken(wording.no_answer_yet(report))
    merged = content.progress.rstrip()
    for part in parts:
        if part.pk in by_part:
            merged = _with(merged, wording.said_by(part.unit, by_part[part.pk].progress))
    writing = Writing(report_id, revision, replace(content, progress=merged))
    (saved,) = apply_contents(
        items=[writing], submit=False, papers=papers, origin="page", by=by, now=now
    )
    for part in parts:
        if part.pk in by_part and part.state == ReportState.FORWARDED:
            approve_report(report_id=part.pk, revision=part.revision, by=by, now=now)
    return saved


def is_part_of(part: Report, report: Report) -> bool:
    """Whether an assisting unit answers with `part` to the unit that writes `report`."""
    if part.assignment is None or report.assignment is None:
        return False
    return (
        part.is_part
        and report.assignment.role == AssignmentRole.LEAD
        and part.assignment.task_id == report.assignment.task_id
        and part.period.ends_on == report.period.ends_on
    )


def _with(text: str, addition: str) -> str:
    if addition in text:
        return text
    return f"{text}\n{addition}" if text else addition
