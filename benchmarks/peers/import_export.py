"""Reports from a workbook with django-import-export, as somebody who knows it well would write it.

In bulk, without differences, every look-up made once, by the ORM; the project's own rules are asked
row by row, as far as the columns of this file go. Every row leaves its outcome as a SheetLine.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from import_export import resources
from import_export.results import RowResult

from indicators.rules import Kind
from reports.models import Decision, Report, ReportingRule, Submission
from reports.rules import (
    OF_PARTS,
    WORDS,
    Background,
    Content,
    ReportState,
    ReviewSteps,
    Verb,
    after,
    bare,
    doubts,
    validate,
)
from sheets.columns import MARK, OPEN, Mark, Unreadable, texts
from sheets.models import Outcome, Sheet, SheetLine
from sheets.rules.cells import Around, Cell

LOOK_BACK = timedelta(days=400)
EMPTY = Content()
# Excel's number of the first row below the headings.
FIRST_ROW = 2


class Refusal(Exception):
    """What is wrong with a row: code by key of the column."""

    def __init__(self, codes: dict[str, str]) -> None:
        super().__init__()
        self.codes = codes


class _Quick(RowResult):
    """Names no instance: a name would ask the database about each."""

    def add_instance_info(self, instance: Any) -> None:
        self.instance = None


class SubmissionResource(resources.ModelResource):
    """One submission and one outcome for each row; `keys` tells the columns by their headings."""

    class Meta:
        model = Submission
        fields = ("report",)
        import_id_fields = ()
        force_init_instance = True
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_html_diff = True
        report_skipped = False

    def __init__(self, sheet: Sheet, keys: dict[str, str], *, now: datetime) -> None:
        super().__init__()
        self.sheet = sheet
        self.by = sheet.uploaded_by_id
        self.titles = {key: title for title, key in keys.items()}
        self.now = now
        self.today = timezone.localtime(now).date()

    @classmethod
    def get_row_result_class(cls) -> type[RowResult]:
        return _Quick

    # --- Look-ups, once ---

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        self.marks = [_mark(cell) for cell in dataset[self.titles["mark"]]]
        self.times = Counter(mark.report_id for mark in self.marks if mark)
        self.reports = Report.objects.with_subject().in_bulk(list(self.times))
        rows = Submission.objects.newest_of(self.reports).exclude(decision=Decision.RECALLED)
        self.newest = {version.report_id: version for version in rows}
        links = Submission.evidence.through.objects.filter(submission__in=rows.values("pk"))
        self.proven = set(links.values_list("submission__report", flat=True))
        steps = ReportingRule.objects.filter(ended_at=None, task=None, target=None, unit=None)
        self.steps = dict(steps.values_list("plan", "review"))
        self.courses = _courses(self.reports.values())
        self.said = _sayings(self.reports.values())
        self.lines: list[SheetLine] = []
        self.moved: dict[ReportState, list[int]] = {}

    # --- Row by row ---

    def import_instance(self, instance: Submission, row: Any, **kwargs: Any) -> None:
        line = SheetLine(sheet=self.sheet, row=kwargs["row_number"] + FIRST_ROW - 1)
        try:
            self._read(line, instance, row, self.marks[kwargs["row_number"] - 1])
        except Refusal as refusal:
            line.outcome = Outcome.REFUSED
            line.troubles = [
                {"cell": f"{key}{line.row}", "code": code, "level": "error"}
                for key, code in refusal.codes.items()
            ]
            raise ValidationError(refusal.codes) from refusal
        finally:
            self.lines.append(line)

    def _read(self, line: SheetLine, instance: Submission, row: Any, mark: Mark | None) -> None:
        report = self._report(mark)
        assert mark is not None
        line.about_id, line.subject, line.revision = report.pk, _subject(report), report.revision
        content = self._content(report, row)
        faults = validate(content, about=report.about, submit=True, is_part=report.is_part)
        if faults:
            raise Refusal({key: fault.value for key, fault in faults.items()})
        newest = self.newest.get(report.pk)
        before = texts(newest.content if newest else EMPTY, report.about)
        kept = texts(content, report.about)
        differing = {
            key: before.get(key, "")
            for key in before.keys() | kept.keys()
            if before.get(key) != kept.get(key)
        }
        to = self._next(report)
        line.content, line.before = kept, differing
        line.outcome = Outcome.NEW if newest is None else Outcome.CHANGED
        if newest is not None and mark.revision != report.revision:
            line.outcome = Outcome.CONFLICT
        known = self._background(report, content)
        found = {doubt.value: facts for doubt, facts in doubts(content, known).items()}
        line.doubts = found
        self._fill(instance, report, content, found, version=newest.version + 1 if newest else 1)
        self.moved.setdefault(to, []).append(report.pk)

    def _report(self, mark: Mark | None) -> Report:
        if mark is None:
            raise Refusal({"mark": "tampered_line"})
        report = self.reports.get(mark.report_id)
        if report is None:
            raise Refusal({"mark": "gone"})
        if self.times[report.pk] > 1:
            raise Refusal({"mark": "twice"})
        return report

    def _content(self, report: Report, row: Any) -> Content:
        fields, codes = {}, {}
        measure = report.target.indicator.unit_of_measure if report.target else ""
        for column in OPEN:
            around = Around(measure=measure) if column.key == "value" else Around()
            try:
                value = column.read(_cell(row[self.titles[column.key]]), around)
            except Unreadable as error:
                codes[column.key] = error.code
            else:
                if value is not None:
                    fields[column.key] = value
        if codes:
            raise Refusal(codes)
        return Content(**fields)

    def _next(self, report: Report) -> ReportState:
        period = report.period
        if period.plan.state != "active":
            raise Refusal({"mark": "plan_closed"})
        if period.closed_at is not None:
            raise Refusal({"mark": "period_closed"})
        steps = ReviewSteps(self.steps.get(period.plan_id, ReviewSteps.UNIT))
        steps = OF_PARTS[steps] if report.is_part else steps
        to = after(ReportState(report.state), Verb.SUBMIT, steps=steps)
        if to is None:
            raise Refusal({"mark": "closed_submitted"})
        return to

    def _background(self, report: Report, content: Content) -> Background:
        indicator = report.target.indicator if report.target else None
        course = self.courses.get((report.assignment_id, report.target_id), [])
        place = report.unit_id, report.period.ends_on, bare(content.progress)
        other = self.said.setdefault(place, (report.pk, _subject(report)))
        known = Background(
            about=report.about,
            today=self.today,
            closing_on=report.period.ends_on,
            course=tuple((on, figure) for on, figure, _text in course if figure is not None),
            last_text=course[-1][2] if course else "",
            elsewhere={} if other[0] == report.pk else {content.progress: other[1]},
            has_evidence=report.pk in self.proven,
        )
        if indicator is None or report.target is None:
            return known
        return known._replace(
            kind=Kind(indicator.kind),
            measure=indicator.unit_of_measure,
            more_is_better=indicator.more_is_better,
            baseline=report.target.baseline,
        )

    def _fill(
        self, instance: Submission, report: Report, content: Content, found: Any, *, version: int
    ) -> None:
        instance.report, instance.version = report, version
        for name in ("percent", "value", "no_change", *WORDS):
            setattr(instance, name, getattr(content, name))
        instance.warnings = found
        instance.saved_at = instance.submitted_at = self.now
        instance.written_by_id, instance.origin = self.by, self.sheet.origin

    # --- What stands at the end ---

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        SheetLine.objects.bulk_create(self.lines, batch_size=1000)
        for state, pks in self.moved.items():
            reports = Report.objects.filter(pk__in=pks)
            reports.update(state=state, revision=F("revision") + 1)


def _subject(report: Report) -> str:
    """The title of the task, or the name of the indicator."""
    if report.target is not None:
        return report.target.indicator.name
    assert report.assignment is not None  # the database holds exactly one of them
    return report.assignment.task.title


def _mark(cell: Any) -> Mark | None:
    try:
        mark: Mark = MARK.read(cell)
    except Unreadable:
        return None
    return mark


def _cell(value: Any) -> Cell:
    """What openpyxl found, as the columns take it."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return None if value is None else str(value)


def _courses(reports: Iterable[Report]) -> dict[tuple[int | None, int | None], list[Any]]:
    """What was reported before and stands, by what it is about; the oldest first."""
    assignments = {report.assignment_id for report in reports if report.assignment_id}
    targets = {report.target_id for report in reports if report.target_id}
    days = {report.period.ends_on for report in reports}
    if not days:
        return {}
    standing = Submission.objects.standing().filter(
        report__period__ends_on__gte=min(days) - LOOK_BACK, report__period__ends_on__lt=min(days)
    )
    named = ("report__assignment", "report__target", "report__period__ends_on", "version")
    rows = [
        row
        for wanted in ({"report__assignment__in": assignments}, {"report__target__in": targets})
        for row in standing.filter(**wanted)
        .order_by(*named)
        .values_list(*named, "percent", "value", "progress")
    ]
    courses: dict[tuple[int | None, int | None], dict[date, Any]] = {}
    for assignment, target, on, _version, percent, value, progress in rows:
        # A later version takes the place of an earlier one of the same day.
        figure = value if percent is None else percent
        courses.setdefault((assignment, target), {})[on] = (on, figure, progress)
    return {subject: list(course.values()) for subject, course in courses.items()}


def _sayings(reports: Iterable[Report]) -> dict[tuple[int, date, str], tuple[int, str]]:
    """Who has said what already: unit, closing date and bare text -> a report and its subject."""
    sent = Submission.objects.sent().exclude(decision=Decision.RETURNED)
    rows = sent.filter(
        report__unit__in={report.unit_id for report in reports},
        report__period__ends_on__in={report.period.ends_on for report in reports},
    ).order_by("report", "-version")
    told = rows.values_list(
        "report", "report__unit", "report__period__ends_on", "progress",
        "report__target__indicator__name", "report__assignment__task__title",
    )  # fmt: skip
    said: dict[tuple[int, date, str], tuple[int, str]] = {}
    for pk, versions in groupby(told, key=itemgetter(0)):
        _pk, unit, on, progress, indicator, task = next(versions)
        said.setdefault((unit, on, bare(progress)), (pk, indicator or task))
    return said
