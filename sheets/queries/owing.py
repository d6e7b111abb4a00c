"""What units owe: the closing dates that are open, and the lines of a unit's workbook."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Min, Q

from reports.models import Decision, Report, Submission, last_punctual_day
from reports.rules import UNSENT, Content, ReportState, Subject, is_writable
from sheets.columns import Mark, seen_of, texts
from sheets.writing import Line
from units.models import Unit

WORD_KEYS = frozenset({"progress", "problems", "next_steps", "no_change", "explanation"})


@dataclass(frozen=True)
class ClosingDate:
    """A closing date for which a unit still owes something."""

    unit: Unit
    ends_on: date
    total: int
    unsent: int
    # Of what is still to be written: the earliest deadline, by its last punctual day.
    due_on: date
    is_late: bool


def closing_dates(units: Iterable[Unit], *, now: datetime) -> list[ClosingDate]:
    """The newest first; one query."""
    by_pk = {unit.pk: unit for unit in units}
    unsent = Q(state__in=UNSENT)
    rows = (
        Report.objects.expected()
        .filter(unit__in=by_pk, period__closed_at=None)
        .values("unit", ends_on=F("period__ends_on"))
        .annotate(
            total=Count("pk"),
            unsent=Count("pk", filter=unsent),
            first_due_at=Min("due_at", filter=unsent),
        )
        .filter(unsent__gt=0)
        .order_by("-ends_on", "unit")
    )
    return [
        ClosingDate(
            by_pk[row["unit"]],
            row["ends_on"],
            row["total"],
            row["unsent"],
            last_punctual_day(row["first_due_at"]),
            row["first_due_at"] < now,
        )
        for row in rows
    ]


def owed_lines(unit: Unit, ends_on: date) -> list[Line]:
    """Every report of the unit for the closing date, over all plans; three queries."""
    reports = list(
        Report.objects.expected()
        .filter(unit=unit, period__ends_on=ends_on)
        .select_related("period__plan", "assignment__task", "target__indicator")
        .order_by("period__plan_id", "assignment__task__position", "target__position")
    )
    contents = {
        each.report_id: each.content
        for each in Submission.objects.newest_of([report.pk for report in reports])
    }
    last = _last_contents(unit, reports, ends_on)
    return [
        _line(report, contents.get(report.pk, Content()), last.get(_subject(report), Content()))
        for report in reports
    ]


def _subject(report: Report) -> tuple[int | None, int | None]:
    return report.assignment_id, report.target_id


def _last_contents(
    unit: Unit, reports: Iterable[Report], ends_on: date
) -> dict[tuple[int | None, int | None], Content]:
    """What the unit last sent about the same task or target for an earlier closing date."""
    subjects = [_subject(report) for report in reports]
    same = Q(report__assignment__in={first for first, _ in subjects if first}) | Q(
        report__target__in={second for _, second in subjects if second}
    )
    sent = Submission.objects.sent().exclude(decision=Decision.RETURNED)
    newest = (
        sent.filter(same, report__unit=unit, report__period__ends_on__lt=ends_on)
        .select_related("report")
        .order_by("report__assignment", "report__target", "-report__period__ends_on", "-version")
        .distinct("report__assignment", "report__target")
    )
    return {_subject(each.report): each.content for each in newest}


def _line(report: Report, content: Content, last: Content) -> Line:
    is_task = report.about is Subject.TASK
    return Line(
        mark=Mark(report.pk, report.revision, _seen(content, report)),
        plan=report.period.plan.title,
        **_about(report),
        last_figure=last.percent if is_task else last.value,
        last_text=last.progress,
        percent=content.percent,
        value=content.value,
        progress=content.progress,
        problems=content.problems,
        next_steps=content.next_steps,
        no_change=content.no_change,
        explanation=content.explanation,
        open_keys=_open_keys(report),
    )


def _seen(content: Content, report: Report) -> str:
    return "" if content == Content() else seen_of(texts(content, report.about))


def _about(report: Report) -> dict[str, str]:
    """The columns that say what a line is about."""
    if report.target is not None:
        return {
            "number": "",
            "subject": report.target.indicator.name,
            "quote": report.target.quote,
            "unit_of_measure": report.target.indicator.unit_of_measure,
        }
    assert report.assignment is not None  # the database holds exactly one of them
    task = report.assignment.task
    return {
        "number": task.number,
        "subject": task.title,
        "quote": task.quote,
        "unit_of_measure": "%",
    }


def _open_keys(report: Report) -> frozenset[str]:
    if not is_writable(ReportState(report.state)) or report.period.closed_at is not None:
        return frozenset()
    return WORD_KEYS | {"percent" if report.about is Subject.TASK else "value"}
