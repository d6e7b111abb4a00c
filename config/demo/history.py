"""What happened to a plan so far: reports, their versions, reviews and values, in bulk.

Time in the samples is counted backwards from the day of loading. Rows of the past are written as
the services would have left them; going through the services a thousand times would only be slow.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from core.calendar import add_months, months_between
from indicators.models import Indicator, Measurement, PlannedValue, Target
from plans.models import Plan
from reports.models import Decision, Period, Report, ReportState, Submission
from tasks.models import Assignment, Progress
from units.models import Unit, User
from units.rules import Role

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Course:
    """What a task or a target showed month by month, oldest first."""

    figures: list[Decimal]
    measured: list[bool]

    def at(self, month: int) -> Decimal:
        return self.figures[min(month, len(self.figures) - 1)]


@dataclass
class Rows:
    """Everything that is going to be written for one plan."""

    submissions: list[Submission] = field(default_factory=list)
    measurements: list[Measurement] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    # Assisting parts, with the moment of their first answer to the lead.
    answers: dict[int, datetime] = field(default_factory=dict)
    reports: dict[ReportState, list[int]] = field(default_factory=lambda: defaultdict(list))

    def save(self) -> None:
        Submission.objects.bulk_create(self.submissions, batch_size=500)
        Measurement.objects.bulk_create(self.measurements, batch_size=500)
        Progress.objects.bulk_create(self.progress, batch_size=500)
        for part, answered_at in self.answers.items():
            silent = Assignment.objects.filter(pk=part, answered_at=None)
            silent.update(answered_at=answered_at)
        for state, pks in self.reports.items():
            Report.objects.filter(pk__in=pks).update(state=state, revision=2)


def describe_targets(plan: Plan, history: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Give the read targets what the document does not say; target id -> its entry."""
    found = {}
    targets = list(plan.targets.select_related("indicator"))
    for entry in history["target"]:
        target = _target_at(plan, targets, entry["words"])
        found[target.pk] = entry
        _describe(target, entry)
    return found


def _target_at(plan: Plan, targets: list[Target], words: str) -> Target:
    """The target whose quote shares most characters with these words of the document."""
    start = plan.source_text.index(words)
    end = start + len(words)

    def shared(target: Target) -> int:
        return min(end, target.quote_end or 0) - max(start, target.quote_start or 0)

    best = max(targets, key=shared)
    if shared(best) <= 0:
        raise LookupError(f"no target was read from {words!r}")
    return best


def _describe(target: Target, entry: dict[str, Any]) -> None:
    Indicator.objects.filter(pk=target.indicator_id).update(
        kind=entry["kind"],
        more_is_better=entry.get("more_is_better", entry["kind"] != "ceiling"),
        definition=entry.get("definition", ""),
        certifying_unit=_unit(entry["certifier"]) if "certifier" in entry else None,
    )
    planned = entry.get("planned", {})
    target.lead_unit = _unit(entry["unit"])
    target.due_on = entry.get("due", target.due_on)
    target.baseline = Decimal(entry["baseline"]) if "baseline" in entry else None
    target.nature = entry.get("nature", "expected")
    target.pace_rule = entry.get("pace_rule", "linear_month")
    target.save(update_fields=["lead_unit", "due_on", "baseline", "nature", "pace_rule"])
    PlannedValue.objects.bulk_create(
        PlannedValue(target=target, on=day, value=Decimal(value)) for day, value in planned.items()
    )


def _unit(name: str) -> Unit:
    return Unit.objects.get(name=name)


class Storyteller:
    """Turns one plan's history into rows, report by report."""

    def __init__(
        self, plan: Plan, history: dict[str, Any], entries: dict[int, dict[str, Any]], now: datetime
    ) -> None:
        self.plan = plan
        self.now = now
        self.carried = history["plan"]["carried"]
        self.months = history["plan"]["months"]
        self.first = add_months(timezone.localtime(now).date().replace(day=1), -self.months)
        self.years = [add_months(self.first, month).year for month in range(self.months)]
        self.targets = entries
        self.tasks = {entry["number"]: entry for entry in history["task"]}
        self.exceptions = _exceptions(history)
        self.open_month = _open_month(history)
        self.people = _people()
        self.leads = _leads(plan)
        inspector = history["plan"].get("looked_at_by")
        self.inspector = User.objects.get(username=inspector) if inspector else None
        self.rows = Rows()

    def tell(self) -> Rows:
        """The months that are closed."""
        for period in self.plan.periods.all():
            month = self._month(period)
            for report in _reports(period) if month < self.months else ():
                self._closed(report, month)
        return self.rows

    def tell_open_month(self) -> Rows:
        """The running month, of which most is still to be written."""
        self.rows = Rows()
        for period in self.plan.periods.all():
            month = self._month(period)
            for report in _reports(period) if month == self.months else ():
                self._open(report, month)
        return self.rows

    def _month(self, period: Period) -> int:
        """Which month of the history the period is: 0 for the first one told."""
        return months_between(self.first, period.starts_on) - 1

    def _closed(self, report: Report, month: int) -> None:
        told = self.exceptions[self._key(report), self.months - 1 - month]
        if "missing" in told:
            return
        sent_at = self._punctual(report)
        if "late" in told:
            late = report.due_at + DAY * told["late"]["days"] - timedelta(hours=8)
            sent_at = min(late, self.now - timedelta(hours=4))
        if "returned" in told:
            first = self._version(report, month, 1, sent_at - DAY)
            self._return(first, told["returned"]["reason"])
        last = self._version(report, month, 2 if "returned" in told else 1, sent_at)
        self._approve(report, last)

    def _open(self, report: Report, month: int) -> None:
        told = self.open_month.get(self._key(report))
        if told is None:
            return
        what, entry = told
        version = self._version(report, month, 1, self.now - timedelta(hours=20))
        if "value" in entry:
            version.value = Decimal(entry["value"])
        if what == "approved":
            self._approve(report, version)
        elif what == "returned":
            self._return(version, entry["reason"])
            self._leave(report, ReportState.RETURNED)
        elif what == "submitted":
            self._leave(report, ReportState.SUBMITTED)
        elif what == "forwarded":
            self._forward(version)
            self._leave(report, ReportState.FORWARDED)
        else:
            version.submitted_at = None
            self._leave(report, ReportState.DRAFT)

    def _punctual(self, report: Report) -> datetime:
        """Some working hour in the days before the deadline, spread so that lists look lived in."""
        last_day = timezone.localtime(report.due_at) - DAY
        usual = last_day.replace(hour=9 + report.pk % 8, minute=report.pk * 7 % 60)
        # Nothing may lie in the future when the deadline of the last month is still to come.
        return min(usual - DAY * (report.pk % 4), self.now - 2 * DAY)

    def _key(self, report: Report) -> tuple[str, str]:
        if report.target_id is not None:
            return report.unit.name, self.targets[report.target_id]["words"]
        assert report.assignment is not None
        return report.unit.name, report.assignment.task.number

    def _version(self, report: Report, month: int, version: int, at: datetime) -> Submission:
        submission = Submission(
            report=report,
            version=version,
            saved_at=at,
            submitted_at=at,
            written_by=self.people[report.unit_id, Role.REPORTER],
            **self._content(report, month),
        )
        self.rows.submissions.append(submission)
        return submission

    def _content(self, report: Report, month: int) -> dict[str, Any]:
        if report.target_id is not None:
            entry = self.targets[report.target_id]
            course = _course(entry, self.years)
            text = entry.get("reason", "") if month >= self.months - 3 else ""
            carried = "" if course.measured[min(month, self.months - 1)] else self.carried
            return {"value": course.at(month), "progress": carried, "problems": text}
        assert report.assignment is not None
        entry = self.tasks[report.assignment.task.number]
        figures = [Decimal(figure) for figure in entry["percent"].split()]
        content = {"percent": figures[min(month, len(figures) - 1)]}
        if report.assignment.role == "assist":
            return content | {"progress": self._assist_text(report, entry)}
        return content | {
            name: self._spread(entry[name], month)
            for name in ("progress", "problems", "next_steps")
        }

    def _spread(self, texts: list[str], month: int) -> str:
        return texts[min(month * len(texts) // self.months, len(texts) - 1)]

    def _assist_text(self, report: Report, entry: dict[str, Any]) -> str:
        assert report.assignment is not None
        named = report.assignment.expanded_from or report.assignment
        texts: dict[str, str] = entry.get("assist", {})
        return texts.get(report.unit.name) or texts.get(named.as_written) or entry["progress"][0]

    def _forward(self, version: Submission) -> None:
        """The unit's reviewer lets it go to whoever looks at it next."""
        assert version.submitted_at is not None
        version.forwarded_at = version.submitted_at + timedelta(minutes=70)
        version.forwarded_by = self.people[version.report.unit_id, Role.REVIEWER]
        version.was_due_at = version.report.due_at

    def _return(self, version: Submission, reason: str) -> None:
        assert version.submitted_at is not None
        version.reviewed_at = version.submitted_at + timedelta(minutes=70)
        version.reviewed_by = self.people[version.report.unit_id, Role.REVIEWER]
        version.decision, version.reason = Decision.RETURNED, reason

    def _approve(self, report: Report, version: Submission) -> None:
        self._forward(version)
        assert version.forwarded_at is not None
        version.reviewed_by = self._last_reviewer(report)
        waited = version.reviewed_by != version.forwarded_by
        version.reviewed_at = version.forwarded_at + timedelta(hours=2 if waited else 0)
        version.decision = Decision.APPROVED
        self._leave(report, ReportState.APPROVED)
        self._count(report, version)

    def _count(self, report: Report, version: Submission) -> None:
        """What the approved figure means to the target or the task."""
        assert version.reviewed_at is not None
        known = {"recorded_at": version.reviewed_at}
        if report.target_id is not None:
            assert version.value is not None
            self.rows.measurements.append(
                Measurement(
                    target_id=report.target_id,
                    period_ends_on=report.period.ends_on,
                    value=version.value,
                    origin=f"report {report.pk}",
                    **known,
                )
            )
            return
        assert report.assignment is not None
        if report.assignment.role == "assist":
            self.rows.answers.setdefault(report.assignment.pk, version.reviewed_at)
        elif self.leads[report.assignment.task_id] == report.unit_id:
            assert version.percent is not None
            self.rows.progress.append(
                Progress(
                    task_id=report.assignment.task_id,
                    closing_on=report.period.ends_on,
                    percent=version.percent,
                    **known,
                )
            )

    def _last_reviewer(self, report: Report) -> User:
        """Of an assisting unit's part the lead, of a plan that the office looks at an inspector."""
        if report.assignment is not None and report.assignment.role == "assist":
            return self.people[self.leads[report.assignment.task_id], Role.REVIEWER]
        if self.inspector is not None:
            return self.inspector
        return self.people[report.unit_id, Role.REVIEWER]

    def _leave(self, report: Report, state: ReportState) -> None:
        self.rows.reports[state].append(report.pk)


def _leads(plan: Plan) -> dict[int, int]:
    """Task -> the unit that speaks for it."""
    leads = Assignment.objects.live().of_units().filter(task__plan=plan, role="lead")
    first = leads.order_by("task", "order", "pk").distinct("task")
    return {task: unit for task, unit in first.values_list("task", "unit") if unit}


def move_tasks(plan: Plan, *, rows: Rows) -> None:
    """Keep the newest approved percentage of each task's first lead on the task."""
    newest = {row.task_id: row for row in sorted(rows.progress, key=lambda row: row.closing_on)}
    for task in plan.tasks.filter(pk__in=newest):
        task.percent, task.percent_on = newest[task.pk].percent, newest[task.pk].closing_on
        task.save(update_fields=["percent", "percent_on"])


def _reports(period: Period) -> QuerySet[Report]:
    return period.reports.select_related(
        "unit", "period", "target", "assignment__task", "assignment__expanded_from"
    )


def _course(entry: dict[str, Any], years: list[int]) -> Course:
    """Figures as they stood at each month's end; a month without one carries the last known."""
    figures, measured = [], []
    known = Decimal(entry.get("baseline", "0")) if entry["kind"] != "flow" else Decimal(0)
    year = None
    for written, of_year in zip(entry["course"].split(), years, strict=False):
        if entry["kind"] == "recurring":
            known = (known if of_year == year else Decimal(0)) + Decimal(written)
        elif written != "-":
            known = Decimal(written)
        year = of_year
        figures.append(known)
        measured.append(written != "-")
    return Course(figures, measured)


def _exceptions(history: dict[str, Any]) -> dict[tuple[tuple[str, str], int], dict[str, Any]]:
    told: dict[tuple[tuple[str, str], int], dict[str, Any]] = defaultdict(dict)
    for what in ("late", "returned", "missing"):
        for entry in history["exceptions"].get(what, []):
            told[_named(entry), entry["ago"]][what] = entry
    return told


def _open_month(history: dict[str, Any]) -> dict[tuple[str, str], tuple[str, dict[str, Any]]]:
    named: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
    for what, entries in history["open"].items():
        named |= {_named(entry): (what, entry) for entry in entries}
    return named


def _named(entry: dict[str, Any]) -> tuple[str, str]:
    return entry["unit"], entry.get("target") or entry["task"]


def _people() -> dict[tuple[int, Role], User]:
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    held: dict[tuple[int, Role], User] = {}
    for user in User.objects.prefetch_related("memberships"):
        for membership in user.memberships.all():
            held.setdefault((membership.unit_id, Role(membership.role)), user)
    for unit, parent in parents.items():
        for role in (Role.REPORTER, Role.REVIEWER):
            if (unit, role) not in held and (parent, role) in held:
                held[unit, role] = held[parent, role]
    return held
