"""The lock that every verb on reports begins with, and what it checks under it."""

from collections.abc import Iterable

from django.db.models import F

from core.errors import RuleBroken, Stale
from reports import rules, wording
from reports.models import Report, Submission
from reports.rules import ReportState, Verb


def lock_reports(pks: Iterable[int]) -> dict[int, Report]:
    """Lock these reports until the transaction ends; in one order, so none waits in a ring."""
    reports = Report.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    return {report.pk: report for report in reports.with_subject()}


def newest_submissions(pks: Iterable[int]) -> dict[int, Submission]:
    """The last version of each report that has one, with the people who wrote and reviewed it."""
    newest = Submission.objects.newest_of(pks).select_related("written_by", "reviewed_by")
    return {submission.report_id: submission for submission in newest}


def require_allowed(
    report: Report, verb: Verb, *, revision: int, newest: Submission | None
) -> None:
    """Raises Stale when somebody was faster, RuleBroken when the state does not allow the verb."""
    if report.revision != revision:
        raise Stale(wording.who_was_faster(report, newest))
    if rules.after(ReportState(report.state), verb) is None:
        raise RuleBroken(wording.forbidden(report, verb))


def move(reports: Iterable[Report], verb: Verb) -> None:
    """Bring locked reports into their next state; one statement for each state that results."""
    by_state: dict[ReportState, list[Report]] = {}
    for report in reports:
        state = rules.after(ReportState(report.state), verb)
        assert state is not None  # require_allowed was asked
        by_state.setdefault(state, []).append(report)
    for state, moved in by_state.items():
        rows = Report.objects.filter(pk__in=[report.pk for report in moved])
        rows.update(state=state, revision=F("revision") + 1)
        for report in moved:
            report.state, report.revision = state.value, report.revision + 1
