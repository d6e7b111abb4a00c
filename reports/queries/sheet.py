"""Everything that the page of one report shows to one person."""

from dataclasses import dataclass
from datetime import date, datetime

from core.calendar import Works
from core.working_days import working_calendar
from plans.models import PlanState
from reports import access, rules
from reports.models import Evidence, Report, Submission
from reports.queries.known import reports_known, versions_as_they_stood, versions_known
from reports.queries.lines import Line, lines
from reports.queries.lists import proposed_again_on
from reports.rules import Need, Verb
from tasks.models import Assignment, AssignmentRole
from units.models import User
from units.rules import Role

# Nobody acts on an earlier day.
NO_RIGHTS = {"writes": False, "decides": False, "asks": False}


@dataclass(frozen=True)
class ReportSheet:
    """Everything that the page of one report shows to one person."""

    line: Line
    # Sent versions with their reviews, newest first.
    versions: list[Submission]
    # What is written but not sent; only for those who write.
    draft: Submission | None
    # Its period takes nothing any more.
    closed: bool
    # The task's units in the order of the document.
    team: list[Assignment]
    # What the assisting units report about the same task and period.
    parts: list[Line]
    may_write: bool
    may_review: bool
    may_correct: bool
    may_ask: bool
    wrote_it: bool
    # By when a return would be due again.
    again_on: date

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

    @property
    def merges(self) -> bool:
        """Whether there is something that the lead can take into its own report now."""
        return self.may_write and any(part.is_told for part in self.parts)

    @property
    def kept_files(self) -> list[Evidence]:
        """Files that the next version has, unless they are struck off."""
        newest = self.draft or (self.versions[0] if self.versions else None)
        return list(newest.evidence.all()) if newest else []

    def start(self, *, copy: bool) -> dict[str, object]:
        """What the form begins with: the draft, what was returned, or last period's texts.

        Last period's figure is never offered: it would be sent again unread.
        """
        version = self.draft or self.line.returned or (self.line.previous if copy else None)
        begin: dict[str, object] = {"revision": self.report.revision}
        if version is None:
            return begin
        begin |= {name: getattr(version, name) for name in rules.TEXTS}
        if version is self.draft:
            begin["explanation"] = version.explanation
        if version is not self.line.previous and version.figure is not None:
            begin["percent"] = begin["value"] = rules.told(version.figure)
        return begin

    def start_correction(self) -> dict[str, object]:
        """What a correction begins with: what counts now."""
        begin: dict[str, object] = {"revision": self.report.revision}
        if version := self.line.counting:
            begin |= {name: getattr(version, name) for name in rules.WORDS}
            if version.figure is not None:
                begin["percent"] = begin["value"] = rules.told(version.figure)
        return begin


def report_sheet(user: User, pk: int, *, now: datetime, on: date | None = None) -> ReportSheet:
    """The report must be visible to the user: `access` was asked before.

    Of a past day `on` it is as it stood at its end, for reading; the report was expected by then.
    """
    known = reports_known(Report.objects.with_subject(), on=on)
    report = known.select_related("target__clause", "assignment__task__clause").get(pk=pk)
    team = _team(report, on)
    works = working_calendar().works
    (line,) = lines([report], now=now, works=works, on=on)
    written = _written(report, on)
    sent = [version for version in written if version.submitted_at]
    rights = _rights(user, report) if on is None else NO_RIGHTS
    drafts = (version for version in written if not version.submitted_at)
    return ReportSheet(
        line=line,
        versions=sent,
        draft=next(drafts, None) if rights["writes"] else None,
        closed=_closed(report, on),
        team=team,
        parts=_parts(report, now=now, works=works, on=on),
        may_write=rights["writes"] and _takes(report, Verb.SAVE),
        may_review=rights["decides"],
        may_correct=rights["writes"] and _takes(report, Verb.CORRECT),
        may_ask=rights["asks"],
        wrote_it=bool(sent) and sent[0].written_by_id == user.pk,
        again_on=proposed_again_on(now=now, works=works),
    )


def _written(report: Report, on: date | None) -> list[Submission]:
    """Newest first, the draft among them, with everything that the page says of them."""
    versions = report.submissions.all() if on is None else versions_known(on=on)
    people = ("written_by", "forwarded_by", "reviewed_by")
    written = versions.filter(report=report).select_related(*people).prefetch_related("evidence")
    ordered = list(written.order_by("-version"))
    return ordered if on is None else versions_as_they_stood(ordered)


def _closed(report: Report, on: date | None) -> bool:
    return report.period.closed_at is not None if on is None else vars(report)["known_closed"]


def _rights(user: User, report: Report) -> dict[str, bool]:
    deciding = rules.who_may(rules.ReportState(report.state), Verb.APPROVE)
    asks = report.unit_id in user.unit_ids({Role.REPORTER, Role.REVIEWER})
    return {
        "writes": report.unit_id in user.unit_ids({Role.REPORTER}),
        "decides": bool(deciding) and access.acts_as(user, report, deciding),
        "asks": asks and report.assignment is not None,
    }


def _takes(report: Report, verb: Verb) -> bool:
    """Whether the report takes that act now, from whoever may do it."""
    transition = rules.TRANSITIONS.get((rules.ReportState(report.state), verb))
    if transition is None or report.period.plan.state != PlanState.ACTIVE:
        return False
    return Need.OPEN_PERIOD not in transition.needs or report.period.closed_at is None


def collecting_report(user: User, part: Report) -> int | None:
    """The report of the person's unit into which this part of an assisting unit is merged."""
    if part.assignment is None:
        return None
    ours = Report.objects.filter(
        unit__in=user.unit_ids(access.LEADING_ROLES),
        period__ends_on=part.period.ends_on,
        assignment__task=part.assignment.task_id,
        assignment__role=AssignmentRole.LEAD,
    )
    return ours.values_list("pk", flat=True).first()


def _team(report: Report, on: date | None) -> list[Assignment]:
    if report.assignment is None:
        return []
    every = Assignment.objects.all()
    team = every.live() if on is None else every.as_known_on(on)
    return list(team.filter(task=report.assignment.task_id).as_document().select_related("unit"))


def _parts(report: Report, *, now: datetime, works: Works, on: date | None) -> list[Line]:
    """The assisting units answer to the lead: their reports, for the lead's page only."""
    assignment = report.assignment
    if assignment is None or assignment.role != AssignmentRole.LEAD:
        return []
    parts = reports_known(Report.objects.all(), on=on).filter(
        period__ends_on=report.period.ends_on,
        assignment__task=assignment.task_id,
        assignment__role=AssignmentRole.ASSIST,
    )
    parts = parts.with_subject().order_by("assignment__order", "pk")
    return lines(parts, now=now, works=works, on=on)
