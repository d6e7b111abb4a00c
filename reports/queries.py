"""Page-shaped reads on reports; the number of statements does not grow with the rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Self

from django.db.models import Case, Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.calendar import ONE_DAY, add_months
from plans.access import visible_plans
from plans.models import Plan, PlanState
from reports import access, rules, wording
from reports.models import (
    Decision,
    Period,
    Report,
    ReportingRule,
    ReportQuerySet,
    ReportState,
    Submission,
    last_punctual_day,
)
from reports.rules import Fresh, Span
from tasks.models import Assignment, AssignmentRole
from units.models import Unit, User
from units.rules import Role

BY_SUBJECT = ("period__plan", "target__position", "assignment__task__position", "pk")


@dataclass(frozen=True)
class Filters:
    """What the address asks for; nonsense asks for nothing."""

    plan: int | None = None
    unit: int | None = None
    task: int | None = None
    target: int | None = None
    state: str = ""
    # Closing date of the period, because one list shows all plans.
    period: date | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        return cls(
            plan=_key(query.get("plan", "")),
            unit=_key(query.get("unit", "")),
            task=_key(query.get("task", "")),
            target=_key(query.get("target", "")),
            state=state if (state := query.get("state", "")) in ReportState.values else "",
            period=_day(query.get("period", "")),
        )

    def of(self, reports: ReportQuerySet) -> ReportQuerySet:
        wanted = {
            "period__plan": self.plan,
            "unit": self.unit,
            "assignment__task": self.task,
            "target": self.target,
            "state": self.state,
            "period__ends_on": self.period,
        }
        return reports.filter(**{name: value for name, value in wanted.items() if value})


@dataclass(frozen=True)
class Choices:
    """What the filters of a page offer to this person."""

    plans: QuerySet[Plan]
    units: QuerySet[Unit]
    periods: list[date]
    states: list[tuple[str, str]]


def choices(user: User, reports: ReportQuerySet) -> Choices:
    """Only what `reports` could answer to."""
    of_unit = reports.filter(unit=OuterRef("pk"))
    plans = visible_plans(user).only("title").newest_first()
    days = Period.objects.filter(plan__in=visible_plans(user)).order_by("-ends_on")
    return Choices(
        plans=plans,
        units=Unit.objects.filter(Exists(of_unit)).in_protocol_order(),
        periods=list(days.values_list("ends_on", flat=True).distinct()[:36]),
        states=[(state.value, str(state.label)) for state in ReportState],
    )


def to_write(user: User, filters: Filters) -> ReportQuerySet:
    """What the person's units owe over all plans: what was returned first, then by deadline."""
    reports = access.editable_reports(user).filter(period__plan__state=PlanState.ACTIVE)
    # What was sent already is shown only when the address asks for it.
    reports = filters.of(reports if filters.state else reports.unsent())
    returned_first = Case(When(state=ReportState.RETURNED, then=0), default=1)
    return reports.with_subject().order_by(returned_first, "due_at", *BY_SUBJECT)


@dataclass(frozen=True)
class Summary:
    """What a reporter has before them, for one sentence."""

    unsent: int
    returned: int
    late: int
    # The nearest deadline that has not passed, and the working time until then.
    due_on: date | None
    left: str


def summary(reports: ReportQuerySet, *, now: datetime) -> Summary:
    unsent = reports.unsent().filter(period__plan__state=PlanState.ACTIVE)
    late = Q(due_at__lt=now)
    found = unsent.aggregate(
        unsent=Count("pk"),
        returned=Count("pk", filter=Q(state=ReportState.RETURNED)),
        late=Count("pk", filter=late),
        due_at=Min("due_at", filter=~late),
    )
    due_at = found.pop("due_at")
    due_on = last_punctual_day(due_at) if due_at else None
    today = timezone.localtime(now).date()
    left = wording.days_left(due_on, on=today) if due_on else ""
    return Summary(due_on=due_on, left=left, **found)


def to_review(user: User, filters: Filters) -> ReportQuerySet:
    """What waits for the person's review, oldest deadline first."""
    waiting = access.reviewable_reports(user).filter(state=ReportState.SUBMITTED)
    return filters.of(waiting).with_subject().order_by("due_at", *BY_SUBJECT)


def overdue(user: User, filters: Filters, *, now: datetime) -> ReportQuerySet:
    """Unsent past the deadline, unit by unit in protocol order."""
    late = filters.of(access.visible_reports(user).overdue(now=now)).with_subject()
    return late.order_by("unit__protocol_order", "unit__name", "due_at", *BY_SUBJECT)


@dataclass(frozen=True)
class LateUnit:
    """How many reports a unit is late with, and since when."""

    unit_id: int
    name: str
    reports: int
    since: date


def overdue_by_unit(late: ReportQuerySet) -> list[LateUnit]:
    """Units in protocol order."""
    by_unit = late.order_by("unit__protocol_order", "unit__name").values("unit", "unit__name")
    return [
        LateUnit(row["unit"], row["unit__name"], row["n"], last_punctual_day(row["due"]))
        for row in by_unit.annotate(n=Count("pk"), due=Min("due_at"))
    ]


def all_reports(user: User, filters: Filters) -> ReportQuerySet:
    """Everything that the person may see, newest period first."""
    reports = filters.of(access.visible_reports(user)).with_subject()
    return reports.order_by("-period__ends_on", "unit__protocol_order", "unit__name", *BY_SUBJECT)


@dataclass(frozen=True)
class Line:
    """One report with what a person must know to write or to judge it."""

    report: Report
    # The last version that was sent, and the last one that stands about an earlier period.
    newest: Submission | None
    previous: Submission | None
    left: str
    late: bool

    @property
    def pick(self) -> str:
        """How a tick box names the report and what was seen of it."""
        return f"{self.report.pk}:{self.report.revision}"

    @property
    def returned(self) -> Submission | None:
        """The version that the unit has to mend."""
        is_returned = self.newest is not None and self.newest.decision == Decision.RETURNED
        return self.newest if is_returned else None

    @property
    def fresh(self) -> list[Fresh]:
        """The progress, with the sentences marked that last period's report did not have."""
        before = self.previous.progress if self.previous else ""
        return rules.fresh_sentences(self.newest.progress if self.newest else "", before=before)

    @property
    def says_nothing_new(self) -> bool:
        # A report that has a figure and no words repeats none.
        told = bool(self.fresh) and self.previous is not None
        return told and not any(sentence.new for sentence in self.fresh)

    @property
    def change(self) -> Decimal | None:
        """By how much the figure moved since last period; None without anything to compare."""
        now, before = self.figure, self.previous.figure if self.previous else None
        return None if now is None or before is None else now - before

    @property
    def figure(self) -> Decimal | None:
        return self.newest.figure if self.newest else None


def lines(reports: Iterable[Report], *, now: datetime) -> list[Line]:
    """The lines of one page in three statements. Drafts are nobody's business but the writer's."""
    page = list(reports)
    pks = [report.pk for report in page]
    newest = Submission.objects.sent().newest_of(pks)
    newest = newest.select_related("written_by", "reviewed_by")
    by_report = {version.report_id: version for version in newest}
    before = _previous(pks)
    today = timezone.localtime(now).date()
    return [
        Line(
            report=report,
            newest=by_report.get(report.pk),
            previous=before.get(report.pk),
            left=wording.days_left(report.due_on, on=today),
            late=report.due_at < now and report.state in rules.UNSENT,
        )
        for report in page
    ]


def _previous(pks: list[int]) -> dict[int, Submission]:
    """For each report the newest version about an earlier date that was sent and not returned."""
    stands = Submission.objects.sent().exclude(decision=Decision.RETURNED)
    earlier = stands.filter(report__period__ends_on__lt=OuterRef("period__ends_on"))
    newest = earlier.order_by("-report__period__ends_on", "-version").values("pk")
    on_task = newest.filter(report__assignment=OuterRef("assignment"))
    on_target = newest.filter(report__target=OuterRef("target"))
    found = Coalesce(Subquery(on_task[:1]), Subquery(on_target[:1]))
    pairs = dict(Report.objects.filter(pk__in=pks).annotate(was=found).values_list("pk", "was"))
    versions = Submission.objects.select_related("report__period", "written_by").in_bulk(
        [was for was in pairs.values() if was]
    )
    return {pk: versions[was] for pk, was in pairs.items() if was}


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


@dataclass(frozen=True)
class Rhythm:
    """When a plan's reports are due: what is open, and what comes next."""

    deadline_day: int
    opened: list[Period]
    coming: list[Span]


def rhythm(plan: Plan, *, on: date) -> Rhythm:
    rule = getattr(plan, "reporting_rule", None)
    day = rule.deadline_day if rule else ReportingRule().deadline_day
    opened = list(plan.periods.newest_first()[:6])
    since = opened[0].ends_on + ONE_DAY if opened else on
    until = add_months(since, 2)
    coming = rules.spans_to_open(since=since, until=until, deadline_day=day)
    return Rhythm(deadline_day=day, opened=opened, coming=coming)


def _key(text: str) -> int | None:
    # ASCII only: isdigit() is true for ² as well.
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
