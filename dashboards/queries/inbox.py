"""The inspector's page: what waits by kind, what falls due, and who is silent."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q

from core.working_days import working_calendar
from dashboards import wording
from dashboards.queries.ahead import Deadline, deadlines_within
from dashboards.queries.coverage import (
    expected_reports,
    late_reports,
    newest_closed_periods,
    parts_of_coverage,
)
from dashboards.queries.scope import Scope
from dashboards.rules import Kind
from intake.models import Document, Draft
from reports.access import visible_reports
from reports.models import ReportState
from tasks.queries.coordination import waiting as coordination_waiting

# As far as an inspector looks ahead each morning.
DAYS_AHEAD = 7
# The notice of the coming year's working days appears in November.
CALENDAR_MONTH = 11


# Which page lists what waits.
PAGES: dict[Kind, tuple[str, dict[str, str]]] = {
    Kind.UNSENT: ("dashboards:coverage", {"part": "late-ever"}),
    Kind.TO_REVIEW: ("reports:list", {"state": "forwarded"}),
    Kind.COORDINATION: ("tasks:coordinations-waiting", {}),
    Kind.DOCUMENT: ("intake:index", {}),
}


@dataclass(frozen=True)
class Waiting:
    """One kind of thing that waits for somebody: how many, and which page lists them."""

    kind: Kind
    words: str
    count: int
    page: str
    query: dict[str, str]


@dataclass(frozen=True)
class SilentUnit:
    """A unit that sent nothing for the newest closed periods; `late` is part of `due`."""

    pk: int
    name: str
    due: int
    late: int


@dataclass(frozen=True)
class Inbox:
    waiting: tuple[Waiting, ...]
    deadlines: tuple[Deadline, ...]
    silent: tuple[SilentUnit, ...]
    missing_year: int | None


def inbox(scope: Scope) -> Inbox:
    """Over all plans that are being carried out. Its queries do not grow with them."""
    return Inbox(
        waiting=tuple(_waiting(scope)),
        deadlines=deadlines_within(scope, days=DAYS_AHEAD),
        silent=silent_units(scope),
        missing_year=missing_year(scope),
    )


def silent_units(scope: Scope) -> tuple[SilentUnit, ...]:
    """Who sent nothing for any newest closed period, in protocol order."""
    parts = parts_of_coverage(scope)
    counts = {part: Count("pk", filter=parts[part]) for part in ("due", "late", "received")}
    reports = expected_reports(scope, newest_closed_periods(scope))
    by_unit = reports.values("unit_id", "unit__name").annotate(**counts).filter(Q(received=0))
    rows = by_unit.order_by("unit__protocol_order", "unit__name")
    return tuple(
        SilentUnit(pk, name, due, late)
        for pk, name, due, late in rows.values_list("unit_id", "unit__name", F("due"), F("late"))
    )


def missing_year(scope: Scope) -> int | None:
    """The year whose working days the portal does not know though they are needed by now."""
    year = scope.on.year + (scope.on.month >= CALENDAR_MONTH)
    return None if working_calendar().knows(year) else year


def _waiting(scope: Scope) -> Iterable[Waiting]:
    counts = {
        Kind.UNSENT: late_reports(scope).count(),
        Kind.TO_REVIEW: visible_reports(scope.user).filter(state=ReportState.FORWARDED).count(),
        Kind.COORDINATION: coordination_waiting(scope.user).count(),
        Kind.DOCUMENT: _documents(),
    }
    for kind, count in counts.items():
        page, query = PAGES[kind]
        yield Waiting(kind, str(wording.KINDS[kind]), count, page, query)


def _documents() -> int:
    """Read in, and neither checked nor published."""
    return Document.objects.filter(draft=None).count() + Draft.objects.filter(plan=None).count()
