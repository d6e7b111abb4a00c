"""Lists of reports as tables, with the words that the pages have no room for."""

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from core.as_of import Moment
from core.tables import Column, Kind, Table, batches, require_fit
from core.working_days import working_calendar
from reports import queries
from reports.models import Report, ReportQuerySet, Submission
from reports.queries import Line
from tasks.models import AssignmentRole

Read = Callable[[Line], Submission | None]


def _shown(line: Line) -> Submission | None:
    return line.shown


def _newest(line: Line) -> Submission | None:
    return line.newest


def _measure(line: Line) -> str:
    target = line.report.target
    return target.indicator.unit_of_measure if target is not None else "%"


def _role(line: Line) -> str:
    assignment = line.report.assignment
    return str(AssignmentRole(assignment.role).label) if assignment is not None else ""


def _late(line: Line) -> str:
    """In words, because a file has no colours to be read by."""
    if line.late:
        return pgettext("file", "not sent yet")
    return pgettext("file", "sent late") if line.sent_late else ""


ABOUT = (
    Column(gettext_lazy("Unit"), lambda line: line.report.unit.name, 20),
    Column(gettext_lazy("Plan"), lambda line: line.report.period.plan.title, 26),
    Column(gettext_lazy("Task or target"), lambda line: line.report.subject, 34),
    Column(pgettext_lazy("file column", "Part"), _role, 8),
    Column(gettext_lazy("Period"), lambda line: str(line.report.period), 16),
    Column(
        pgettext_lazy("file column", "Closing date"),
        lambda line: line.report.period.ends_on,
        12,
        Kind.DATE,
    ),
    Column(gettext_lazy("Deadline"), lambda line: line.report.due_on, 12, Kind.DATE),
    Column(gettext_lazy("State"), lambda line: line.report.state_words, 14),
    Column(pgettext_lazy("file column", "Late"), _late, 10),
)
# What the lines are made of; a file of thousands reads nothing else.
READ = (
    "state",
    "due_at",
    "unit__name",
    "period__starts_on",
    "period__ends_on",
    "period__plan__title",
    "target__indicator__name",
    "target__indicator__unit_of_measure",
    "assignment__role",
    "assignment__task__number",
    "assignment__task__title",
)


def _told(read: Read) -> tuple[Column, ...]:
    """What a version says, or nothing at all where there is none."""

    def words(name: str) -> Callable[[Line], str]:
        return lambda line: str(getattr(read(line), name, None) or "")

    def figure(line: Line) -> Decimal | None:
        version = read(line)
        return version.figure if version else None

    def sent_at(line: Line) -> datetime | None:
        version = read(line)
        moment = version.submitted_at if version else None
        return timezone.localtime(moment) if moment else None

    return (
        Column(pgettext_lazy("file column", "Unit of measure"), _measure, 10),
        Column(gettext_lazy("Reported"), figure, 12, Kind.NUMBER),
        Column(pgettext_lazy("file column", "Progress"), words("progress"), 40),
        Column(pgettext_lazy("file column", "Problems"), words("problems"), 28),
        Column(pgettext_lazy("file column", "Next steps"), words("next_steps"), 28),
        Column(gettext_lazy("Explanation"), words("explanation"), 24),
        Column(pgettext_lazy("file column", "Reported by"), words("written_by")),
        Column(pgettext_lazy("file column", "Sent at"), sent_at, 17, Kind.MOMENT),
        Column(pgettext_lazy("file column", "Reviewed by"), words("reviewed_by")),
    )


def _returned(line: Line) -> str:
    return line.returned.reason if line.returned else ""


TOLD = _told(_shown)
# A desk is about the version that waits, also where an earlier one counts.
WAITING = (
    *_told(_newest),
    Column(pgettext_lazy("file column", "Doubts"), lambda line: " ".join(line.doubts), 28),
    Column(gettext_lazy("Reason of the return"), _returned, 28),
)


def report_table(reports: ReportQuerySet, moment: Moment, *, now: datetime) -> Table:
    """What the list shows, with everything that was told."""
    title = pgettext("file", "Reports")
    return _table(title, (*ABOUT, *TOLD), reports, moment, now=now)


def desk_table(title: str, reports: ReportQuerySet, *, now: datetime) -> Table:
    """What waits at a desk, today."""
    moment = Moment(timezone.localtime(now).date(), now)
    return _table(title, (*ABOUT, *WAITING), reports, moment, now=now)


def late_table(reports: ReportQuerySet, moment: Moment, *, now: datetime) -> Table:
    """Nothing was told about these."""
    return _table(pgettext("file", "Late reports"), ABOUT, reports, moment, now=now)


def _table(
    title: str,
    columns: tuple[Column, ...],
    reports: ReportQuerySet,
    moment: Moment,
    *,
    now: datetime,
) -> Table:
    require_fit(reports.count())
    works = working_calendar().works

    def lines(batch: list[Report]) -> Iterable[Line]:
        return queries.lines(batch, now=now, works=works, on=moment.past, compared=False)

    rows = batches(reports.only(*READ).iterator(), lines)
    note = _("as of %(day)s") % {"day": date_format(moment.on)}
    return Table(title, columns, rows, note=note, on=moment.on)
