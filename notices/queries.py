"""Page-shaped reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, QuerySet
from django.http import QueryDict
from django.utils import timezone

from core.calendar import working_days_between
from core.work import WorkState
from core.working_days import working_calendar
from notices import access, mail_files, rules
from notices.models import WAITING, Delivery, Notice
from reports.models import Report
from units.models import Unit, User

# What `Report.subject` and the lines around it read.
SUBJECT = ("unit", "period__plan", "assignment__task", "target__indicator")
# The whole policy document hangs on each plan.
DOCUMENT = "period__plan__source_text"


def inbox(user: User) -> QuerySet[Notice]:
    """What waits for the person first, then the newest; 1 query a page, however many lines."""
    waits = ExpressionWrapper(WAITING, output_field=BooleanField())
    notices = access.visible_notices(user).annotate(waits=waits)
    notices = notices.select_related(*(f"report__{path}" for path in SUBJECT))
    return notices.defer(f"report__{DOCUMENT}").order_by("-waits", "-written_at", "-pk")


@dataclass(frozen=True)
class LateReport:
    """A line of the board: a report that is late now, and who was told what about it."""

    report: Report
    due_on: date
    working_days: int
    notices: list[Notice]


def late_reports(query: QueryDict, *, now: datetime) -> QuerySet[Report]:
    """The longest late first; `?unit=` and `?failed=1` narrow it."""
    reports = Report.objects.overdue(now=now).select_related(*SUBJECT).defer(DOCUMENT)
    if (unit := query.get("unit", "")).isdecimal() and len(unit) < 19:
        reports = reports.filter(unit=int(unit))
    if query.get("failed"):
        failed = Delivery.objects.filter(notice__report=OuterRef("pk"), work_state=WorkState.FAILED)
        reports = reports.filter(Exists(failed))
    told = Notice.objects.select_related("person").order_by("written_at", "step", "pk")
    deliveries = Delivery.objects.order_by("-channel")
    return reports.prefetch_related(
        Prefetch("notices", told), Prefetch("notices__deliveries", deliveries)
    ).order_by("due_at", "unit__protocol_order", "pk")


def board_lines(reports: Iterable[Report], *, now: datetime) -> list[LateReport]:
    """One page of `late_reports` as lines of the board."""
    today = timezone.localtime(now).date()
    works = working_calendar().works
    lines = []
    for report in reports:
        due_on = rules.deadline_day(timezone.localtime(report.due_at))
        late = working_days_between(due_on, today, works=works)
        lines.append(LateReport(report, due_on, late, list(report.notices.all())))
    return lines


def late_units(*, now: datetime) -> QuerySet[Unit]:
    """Units with something on the board, for its filter."""
    late = Report.objects.overdue(now=now).values("unit")
    return Unit.objects.filter(pk__in=late).in_protocol_order()


@dataclass(frozen=True)
class MailFile:
    name: str
    letters: list[mail_files.Letter]


def mail_lines(names: Iterable[str]) -> list[MailFile]:
    """One page of mail files with what they hold."""
    return [MailFile(name, mail_files.read(name)) for name in names]
