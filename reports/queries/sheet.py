"""Everything that the page of one report shows to one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from plans.models import PlanState
from reports import rules
from reports.models import Report, ReportState, Submission
from reports.queries.lines import Line, lines
from tasks.models import Assignment, AssignmentRole
from units.models import User
from units.rules import Role


@dataclass(frozen=True)
class ReportSheet:
    """Everything that the page of one report shows to one person."""

    line: Line
    # Sent versions with their reviews, newest first.
    versions: list[Submission]
    # What is written but not sent; only for those who write.
    draft: Submission | None
    # The task's units in the order of the document.
    team: list[Assignment]
    # What the assisting units report about the same task and period.
    parts: list[Line]
    may_write: bool
    may_review: bool
    wrote_it: bool

    @property
    def report(self) -> Report:
        return self.line.report

    @property
    def lead(self) -> Assignment | None:
        """The unit that collects, where this report is an assisting unit's part."""
        assignment = self.report.assignment
        if assignment is None or assignment.role == AssignmentRole.LEAD:
            return None
        return next((one for one in self.team if one.role == AssignmentRole.LEAD), None)

    def start(self, *, copy: bool) -> dict[str, object]:
        """What the form begins with: the draft, what was returned, or last period's texts.

        Last period's figure is never offered: it would be sent again unread.
        """
        version = self.draft or self.line.returned or (self.line.previous if copy else None)
        begin: dict[str, object] = {"revision": self.report.revision}
        if version is None:
            return begin
        begin |= {name: getattr(version, name) for name in rules.TEXTS}
        if version is not self.line.previous and version.figure is not None:
            begin["percent"] = begin["value"] = f"{version.figure.normalize():f}"
        return begin


def report_sheet(user: User, pk: int, *, now: datetime) -> ReportSheet:
    """The report must be visible to the user: `access` was asked before."""
    found = Report.objects.with_subject()
    report = found.select_related("target__clause", "assignment__task__clause").get(pk=pk)
    versions = list(
        report.submissions.select_related("written_by", "reviewed_by").order_by("-version")
    )
    sent = [version for version in versions if version.submitted_at]
    writes = report.unit_id in user.unit_ids({Role.REPORTER})
    reviews = report.unit_id in user.unit_ids({Role.REVIEWER})
    running = report.period.plan.state == PlanState.ACTIVE
    team = _team(report)
    (line,) = lines([report], now=now)
    return ReportSheet(
        line=line,
        versions=sent,
        draft=next((version for version in versions if not version.submitted_at and writes), None),
        team=team,
        parts=lines(_parts(report, team), now=now),
        may_write=writes and running and rules.is_writable(rules.ReportState(report.state)),
        may_review=reviews and report.state == ReportState.SUBMITTED,
        wrote_it=bool(sent) and sent[0].written_by_id == user.pk,
    )


def _team(report: Report) -> list[Assignment]:
    if report.assignment is None:
        return []
    team = Assignment.objects.live().filter(task=report.assignment.task_id).as_document()
    return list(team.select_related("unit"))


def _parts(report: Report, team: list[Assignment]) -> Iterable[Report]:
    """The assisting units answer to the lead: their reports, for the lead's page only."""
    assignment = report.assignment
    if assignment is None or assignment.role != AssignmentRole.LEAD:
        return []
    parts = Report.objects.filter(
        period=report.period_id,
        assignment__task=assignment.task_id,
        assignment__role=AssignmentRole.ASSIST,
    )
    return parts.with_subject().order_by("assignment__order", "pk")
