"""The page of one target and of one task."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.http import Http404

from core.working_days import working_calendar
from dashboards.queries.course import Course, CoursePoint, course_of
from dashboards.queries.lines import (
    TargetLine,
    TaskLine,
    loaded_tasks,
    target_line,
    target_lines,
    task_line,
    task_lines,
)
from dashboards.queries.scope import Scope
from dashboards.queries.sources import readable_reports, report_named, sheet_named
from indicators.access import visible_targets
from indicators.models import Forecast, Measurement, Target
from indicators.queries import CourseLine, Judged, forecasts_of, judged_targets, verdict_course
from indicators.rules import Scheme
from reports.models import ReportQuerySet, Submission
from tasks.access import visible_tasks
from tasks.models import AssignmentRole, Task
from tasks.queries import judged_tasks, task_desk
from tasks.queries.coordination import coordination_box
from tasks.queries.extensions import extension_box
from tasks.queries.milestones import stage_box
from tasks.rules.pace import TaskVerdict

# Three years of months; older ones stand in the list of reports.
MOST_MEASUREMENTS = 120
# A year of months; the older ones have a page of their own.
MOST_VERDICTS = 12


@dataclass(frozen=True)
class MeasurementLine:
    """A value as somebody told it; superseded ones stay visible. `report_pk` if readable.

    `source` says whose figure it is, where not the responsible unit's own.
    """

    on: date
    value: Decimal
    recorded_at: datetime
    superseded_at: datetime | None
    origin: str
    source: str
    report_pk: int | None
    # The number of the sheet that brought it.
    sheet: str


@dataclass(frozen=True)
class TargetSheet:
    """One target: the promise, the lamp with its inputs, the course, who works on it.

    `history` are its lamps by closing date, the newest first, as they were recorded. `forecast`
    is None where the job has not come to it yet.
    """

    target: Target
    line: TargetLine
    judged: Judged
    history: tuple[CourseLine, ...]
    course: Course
    forecast: Forecast | None
    planned: tuple[tuple[date, Decimal], ...]
    measurements: tuple[MeasurementLine, ...]
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True)
class TaskSheet:
    """One task: its units, the course of its percentage, the targets that it should move."""

    task: Task
    line: TaskLine
    verdict: TaskVerdict
    scheme: Scheme
    course: Course
    targets: tuple[TargetLine, ...]


def target_sheet(scope: Scope, target: Target) -> TargetSheet:
    """Its queries do not grow with the target's history."""
    user, on = scope.user, scope.on
    (judged,) = judged_targets(visible_targets(user).filter(pk=target.pk), on=on)
    loaded = judged.target
    tasks = scope.as_known(visible_tasks(user).filter(targets=target)).in_document_order()
    forecast = forecasts_of([target.pk], known_on=on).get(target.pk)
    return TargetSheet(
        target=loaded,
        line=target_line(judged),
        judged=judged,
        history=tuple(verdict_course(loaded, on=on)[:MOST_VERDICTS]),
        course=course_of(loaded, on=on, forecast=forecast),
        forecast=forecast,
        planned=tuple((point.on, point.value) for point in loaded.planned_values.all()),
        measurements=_measurements(scope, loaded),
        tasks=task_lines(scope, tasks),
    )


def target_course(scope: Scope, target: Target) -> Course:
    """As on its page. Raises Http404 where there was no such target yet."""
    judged = judged_targets(scope.all_targets().filter(pk=target.pk), on=scope.on)
    if not judged:
        raise Http404
    forecast = forecasts_of([target.pk], known_on=scope.on).get(target.pk)
    return course_of(judged[0].target, on=scope.on, forecast=forecast)


def reports_on_target(scope: Scope, target: Target) -> ReportQuerySet:
    """Newest first, as far as the person may see them."""
    reports = scope.all_reports().filter(target=target)
    return reports.order_by("-period__ends_on", "-pk")


def task_sheet(scope: Scope, task: Task) -> TaskSheet:
    """Its queries do not grow with the task's history."""
    tasks = loaded_tasks(scope, visible_tasks(scope.user).filter(pk=task.pk))
    found = judged_tasks(tasks, on=scope.on)
    if not found:
        raise Http404
    (judged,) = found
    targets = visible_targets(scope.user).filter(tasks=task).in_document_order()
    return TaskSheet(
        task=judged.task,
        line=task_line(judged),
        verdict=judged.verdict,
        scheme=judged.scheme,
        course=percent_course(scope, judged.task),
        targets=target_lines(judged_targets(targets, on=scope.on)),
    )


def task_boxes(scope: Scope, task: Task) -> dict[str, object]:
    """What the boxes on a task's page show, each by the name that its template wants."""
    user, on = scope.user, scope.on
    works = working_calendar().works
    return {
        "desk": task_desk(user, task, on=on),
        "extension": extension_box(user, task, on=on),
        "stages": stage_box(user, task, on=on),
        "coordination": coordination_box(user, task, on=on, works=works),
    }


def reports_on_task(scope: Scope, task: Task) -> ReportQuerySet:
    """Newest first, the lead's before its assists', as far as the person may see them."""
    reports = scope.all_reports().filter(assignment__task=task)
    return reports.order_by("-period__ends_on", "-assignment__role", "assignment__order", "pk")


def _measurements(scope: Scope, target: Target) -> tuple[MeasurementLine, ...]:
    rows = list(
        target.measurements.filter(recorded_at__lt=scope.until).order_by(
            "-period_ends_on", "-recorded_at"
        )[:MOST_MEASUREMENTS]
    )
    readable = readable_reports(scope, (row.origin for row in rows))
    return tuple(_measurement_lines(rows, readable, until=scope.until))


def _measurement_lines(
    rows: Iterable[Measurement], readable: frozenset[int], *, until: datetime
) -> Iterable[MeasurementLine]:
    for row in rows:
        report, gone = report_named(row.origin), row.superseded_at
        yield MeasurementLine(
            on=row.period_ends_on,
            value=row.value,
            recorded_at=row.recorded_at,
            superseded_at=gone if gone and gone < until else None,
            origin=row.origin,
            source=row.source,
            report_pk=report if report in readable else None,
            sheet=sheet_named(row.origin),
        )


def task_course(scope: Scope, task: Task) -> Course:
    """As on its page. Raises Http404 where there was no such task yet."""
    if not Task.objects.as_known_on(scope.on).filter(pk=task.pk).exists():
        raise Http404
    return percent_course(scope, task)


def percent_course(scope: Scope, task: Task) -> Course:
    """What the lead unit's approved reports said, newest version of each period.

    The percentage itself is public to everybody who may see the task; the reports are not.
    """
    told = Submission.objects.approved().filter(
        report__assignment__task=task,
        report__assignment__role=AssignmentRole.LEAD,
        report__period__ends_on__lte=scope.on,
        reviewed_at__lt=scope.until,
        percent__isnull=False,
    )
    newest = told.order_by("report__period__ends_on", "report__assignment__order", "-version")
    first = newest.distinct("report__period__ends_on")
    points = first.values_list("report__period__ends_on", "percent")
    return Course(
        pk=task.pk,
        name=task.title,
        unit_of_measure="%",
        points=tuple(CoursePoint(day, None, percent) for day, percent in points),
    )
