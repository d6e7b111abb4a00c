"""Reports and their versions as they stood at the end of a past day.

Rows that were read with what was known of them are made to say that and nothing else, so that
pages and the API show them as they show those of today. They are for reading: nobody saves them.
"""

from collections.abc import Iterable
from datetime import date

from reports.models import Report, ReportQuerySet, ReportState, Submission, SubmissionQuerySet


def reports_known(reports: ReportQuerySet, *, on: date | None) -> ReportQuerySet:
    """With `known_state` and `known_due_at`; None is today, where the rows say it."""
    return reports.as_known_now() if on is None else reports.as_known_on(on)


def versions_known(*, on: date | None) -> SubmissionQuerySet:
    """Everything that had been sent."""
    every = Submission.objects.all()
    return every.sent() if on is None else every.as_known_on(on)


def as_it_stood(report: Report) -> Report:
    """Of `ReportQuerySet.as_known_on`."""
    facts = vars(report)
    report.state, report.due_at = facts["known_state"], facts["known_due_at"]
    if report.state != ReportState.WAIVED:
        report.waiver = None
    return report


def versions_as_they_stood(versions: Iterable[Submission]) -> list[Submission]:
    """Of `SubmissionQuerySet.as_known_on`: what happened to them later is left out."""
    return [_as_it_stood(version) for version in versions]


def _as_it_stood(version: Submission) -> Submission:
    facts = vars(version)
    if not facts["known_decision"]:
        version.decision, version.reason = "", ""
        version.reviewed_at = version.reviewed_by = version.again_due_at = None
    if facts["known_forwarded_at"] is None:
        version.forwarded_at = version.forwarded_by = version.was_due_at = None
    return version
