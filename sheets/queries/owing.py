"""What units owe: the closing dates that are open, and the lines of the workbooks that go out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Count, F, Min, Q

from plans.models import Plan
from reports.models import Decision, Report, ReportQuerySet, Submission, last_punctual_day
from reports.rules import UNSENT, Content, ReportState, Subject, is_writable
from sheets.columns import Mark, seen_of, texts
from sheets.writing import Line, Owner
from units.models import Unit

WORD_KEYS = frozenset({"progress", "problems", "next_steps", "no_change", "explanation"})
# Lines of many units are made so many at a time.
BATCH = 2_000
# What was reported last was reported within half a year.
RECENT = timedelta(days=200)
ROW = (
    *("pk", "revision", "state", "period__closed_at", "period__plan__title"),
    *("unit_id", "unit__name", "unit__scope__name", "assignment_id", "target_id"),
    *("assignment__task__number", "assignment__task__title", "assignment__task__quote"),
    *("target__indicator__name", "target__quote", "target__indicator__unit_of_measure"),
)
CONTENT = ("percent", "value", "progress", "problems", "next_steps", "no_change", "explanation")


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


@dataclass(frozen=True)
class CityDate:
    """A closing date for which units still owe something, over all of them."""

    ends_on: date
    units: int
    total: int
    unsent: int


class _Owing(NamedTuple):
    """A report with what a line says about it, in the order of ROW."""

    pk: int
    revision: int
    state: str
    closed_at: datetime | None
    plan: str
    unit_id: int
    unit: str
    government: str | None
    assignment_id: int | None
    target_id: int | None
    number: str | None
    title: str | None
    task_quote: str | None
    indicator: str | None
    target_quote: str | None
    measure: str | None

    @property
    def about(self) -> Subject:
        return Subject.TASK if self.target_id is None else Subject.TARGET

    @property
    def subject(self) -> "_Key":
        return self.unit_id, self.assignment_id, self.target_id


# Whose report about what, whichever the closing date.
_Key = tuple[int, int | None, int | None]


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


def city_dates(*, plan: Plan | None = None, unit: Unit | None = None) -> list[CityDate]:
    """Those for which anybody still owes something, the newest first; one query."""
    rows = (
        _owed(plan=plan, unit=unit)
        .filter(period__closed_at=None)
        .values(ends_on=F("period__ends_on"))
        .annotate(
            units=Count("unit", distinct=True),
            total=Count("pk"),
            unsent=Count("pk", filter=Q(state__in=UNSENT)),
        )
        .filter(unsent__gt=0)
        .order_by("-ends_on")
    )
    return [CityDate(**row) for row in rows]


def owed_lines(unit: Unit, ends_on: date) -> list[Line]:
    """Every report of the unit for the closing date, over all plans; four queries."""
    reports = _owed(unit=unit).filter(period__ends_on=ends_on)
    in_order = reports.order_by("period__plan_id", "assignment__task__position", "target__position")
    rows = [_Owing(*row) for row in in_order.values_list(*ROW)]
    return _lines(rows, Submission.objects.all(), ends_on)


def city_lines(
    ends_on: date, *, plan: Plan | None = None, unit: Unit | None = None
) -> Iterator[tuple[Owner, Line]]:
    """Every report for the closing date, unit after unit, in memory that does not grow.

    What is only in a draft stays with those who write it: their cells are empty, and an empty
    line changes nothing.
    """
    reports = _owed(plan=plan, unit=unit).filter(period__ends_on=ends_on)
    in_order = reports.order_by(
        *("unit__protocol_order", "unit__name", "unit_id", "period__plan_id"),
        *("assignment__task__position", "target__position", "pk"),
    )
    found = in_order.values_list(*ROW).iterator(chunk_size=BATCH)
    while rows := [_Owing(*row) for row in islice(found, BATCH)]:
        lines = _lines(rows, Submission.objects.sent(), ends_on)
        for row, line in zip(rows, lines, strict=True):
            yield Owner(row.unit_id, row.unit, row.government or ""), line


def _owed(*, plan: Plan | None = None, unit: Unit | None = None) -> ReportQuerySet:
    wanted: dict[str, Any] = {"period__plan": plan, "unit": unit}
    return Report.objects.expected().filter(
        **{name: thing for name, thing in wanted.items() if thing is not None}
    )


def _lines(rows: Sequence[_Owing], versions: Any, ends_on: date) -> list[Line]:
    """Three queries, however many reports. `versions` are those whose content is shown."""
    newest = versions.newest_of([row.pk for row in rows]).values_list("report_id", *CONTENT)
    contents = {pk: Content(*content) for pk, *content in newest}
    last = _last_contents(rows, ends_on)
    return [
        _line(row, contents.get(row.pk, Content()), last.get(row.subject, Content()))
        for row in rows
    ]


def _last_contents(rows: Sequence[_Owing], ends_on: date) -> dict[_Key, Content]:
    """What each unit last sent about the same task or target for an earlier closing date.

    Nearly all of it is recent; of a history of many years only the rest is looked through.
    """
    earlier = Q(report__period__ends_on__lt=ends_on)
    found = _newest(rows, earlier & Q(report__period__ends_on__gte=ends_on - RECENT))
    others = [row for row in rows if row.subject not in found]
    return _newest(others, earlier) | found if others else found


def _newest(rows: Sequence[_Owing], earlier: Q) -> dict[_Key, Content]:
    same = Q(report__assignment__in={row.assignment_id for row in rows if row.assignment_id}) | Q(
        report__target__in={row.target_id for row in rows if row.target_id}
    )
    units = {row.unit_id for row in rows}
    keys = ("report__unit", "report__assignment", "report__target")
    sent = Submission.objects.sent().exclude(decision=Decision.RETURNED)
    newest = (
        sent.filter(same, earlier, report__unit__in=units)
        .order_by(*keys, "-report__period__ends_on", "-version")
        .distinct(*keys)
    )
    return {
        (unit, assignment, target): Content(*content)
        for unit, assignment, target, *content in newest.values_list(*keys, *CONTENT)
    }


def _line(row: _Owing, content: Content, last: Content) -> Line:
    is_task = row.about is Subject.TASK
    return Line(
        mark=Mark(row.pk, row.revision, _seen(content, row)),
        plan=row.plan,
        number=row.number or "",
        subject=(row.title if is_task else row.indicator) or "",
        quote=(row.task_quote if is_task else row.target_quote) or "",
        unit_of_measure="%" if is_task else row.measure or "",
        last_figure=_figure(last, is_task),
        last_text=last.progress,
        percent=content.percent,
        value=content.value,
        progress=content.progress,
        problems=content.problems,
        next_steps=content.next_steps,
        no_change=content.no_change,
        explanation=content.explanation,
        open_keys=_open_keys(row),
        unit=row.unit,
    )


def _figure(last: Content, is_task: bool) -> Decimal | None:
    return last.percent if is_task else last.value


def _seen(content: Content, row: _Owing) -> str:
    return "" if content == Content() else seen_of(texts(content, row.about))


def _open_keys(row: _Owing) -> frozenset[str]:
    if not is_writable(ReportState(row.state)) or row.closed_at is not None:
        return frozenset()
    return WORD_KEYS | {"percent" if row.about is Subject.TASK else "value"}
