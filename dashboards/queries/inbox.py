"""The inspector's page: what waits by kind, what falls due, and who is silent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.db.models import Count, F, Q

from dashboards import wording
from dashboards.queries import kept
from dashboards.queries.ahead import Deadline, deadlines_within
from dashboards.queries.coverage import (
    expected_reports,
    late_reports,
    parts_of_coverage,
)
from dashboards.queries.scope import Scope
from dashboards.rules import Kind
from indicators.queries import waiting_amendments
from instructions.access import visible_instructions
from instructions.queries import waiting_for as instructions_waiting
from intake.models import Document, Draft
from reports.queries import Filters, to_adopt
from slips.queries import waiting_for as slips_waiting
from tasks.queries import office_counts, to_receive
from tasks.queries.coordination import waiting as coordination_waiting
from tasks.queries.extensions import waiting_for
from units.models import Unit, User
from units.queries import calendar_warning
from units.rules import OFFICE_ROLES, UNIT_ROLES, Role

# As far as an inspector looks ahead each morning.
DAYS_AHEAD = 7


# Which page lists what waits.
PAGES: dict[Kind, tuple[str, dict[str, str]]] = {
    Kind.DOCUMENT: ("intake:index", {"state": "open"}),
    Kind.PENDING: ("tasks:office", {"list": "pending"}),
    Kind.TO_RECEIVE: ("tasks:office", {"list": "waiting"}),
    Kind.REFUSED: ("tasks:office", {"list": "refused"}),
    Kind.OWN_TO_RECEIVE: ("tasks:to-receive", {}),
    Kind.UNSENT: ("dashboards:coverage", {"part": "late-ever"}),
    Kind.TO_REVIEW: ("reports:office-review", {}),
    Kind.COORDINATION: ("tasks:coordinations-waiting", {}),
    Kind.EXTENSION: ("tasks:extensions", {}),
    Kind.AMENDMENT: ("indicators:amendments", {"state": "requested"}),
    Kind.COMPLETION: ("tasks:office", {"list": "completion"}),
    Kind.CLOSING: ("tasks:office", {"list": "closing"}),
    Kind.SLIP: ("slips:list", {}),
    Kind.INSTRUCTION: ("instructions:list", {}),
    Kind.UNANSWERED: ("instructions:list", {"list": "open", "late": "1"}),
}
OFFICE_KINDS = (
    Kind.INSTRUCTION,
    Kind.TO_RECEIVE,
    Kind.UNSENT,
    Kind.TO_REVIEW,
    Kind.EXTENSION,
    Kind.COORDINATION,
    Kind.COMPLETION,
    Kind.REFUSED,
    Kind.AMENDMENT,
    Kind.SLIP,
    Kind.DOCUMENT,
)
# What the head of the office decides.
DECISION_KINDS = (
    Kind.INSTRUCTION,
    Kind.PENDING,
    Kind.EXTENSION,
    Kind.AMENDMENT,
    Kind.COMPLETION,
    Kind.CLOSING,
    Kind.COORDINATION,
    Kind.SLIP,
)
LEADER_KINDS = (
    Kind.INSTRUCTION,
    Kind.UNANSWERED,
    Kind.COORDINATION,
    Kind.EXTENSION,
    Kind.AMENDMENT,
)
UNIT_KINDS = (Kind.OWN_TO_RECEIVE, Kind.SLIP, Kind.COORDINATION, Kind.EXTENSION)


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
    """`calendar` says what is missing in the working calendar; empty where nothing is."""

    waiting: tuple[Waiting, ...]
    deadlines: tuple[Deadline, ...]
    silent: tuple[SilentUnit, ...]
    calendar: str


def inbox(scope: Scope) -> Inbox:
    """Over all plans that are being carried out. Its queries do not grow with them."""
    return Inbox(
        waiting=waiting(scope, OFFICE_KINDS),
        deadlines=deadlines_within(scope, days=DAYS_AHEAD),
        silent=silent_units(scope),
        calendar=calendar_warning(scope.on),
    )


def silent_units(scope: Scope) -> tuple[SilentUnit, ...]:
    """Who sent nothing for any newest closed period, in protocol order. Three queries."""
    found = kept.silent(scope) if scope.now else _counted_silent(scope)
    # Names are read of those who are shown: nearly all units sent something.
    units = Unit.objects.filter(pk__in=found).in_protocol_order().values_list("pk", "name")
    return tuple(SilentUnit(pk, name, *found[pk]) for pk, name in units)


def _counted_silent(scope: Scope) -> dict[int, tuple[int, int]]:
    """On a past day, see `kept.silent`."""
    parts = parts_of_coverage(scope)
    counts = {part: Count("pk", filter=parts[part]) for part in ("due", "late", "received")}
    by_unit = expected_reports(scope).order_by().values("unit_id").annotate(**counts)
    silent = by_unit.filter(Q(received=0)).values_list("unit_id", F("due"), F("late"))
    return {pk: (due, late) for pk, due, late in silent}


def kinds_for(user: User) -> tuple[Kind, ...]:
    """What can wait for a person, by the posts that they hold."""
    kinds = (
        *(LEADER_KINDS if Role.LEADER in user.roles else ()),
        *(OFFICE_KINDS if user.has_role(OFFICE_ROLES) else ()),
        *(DECISION_KINDS if Role.OFFICE_HEAD in user.roles else ()),
        *(UNIT_KINDS if user.has_role(UNIT_ROLES) else ()),
    )
    return tuple(dict.fromkeys(kinds))


def waiting(scope: Scope, kinds: Iterable[Kind]) -> tuple[Waiting, ...]:
    """What waits today, in the order of `kinds`; on a past day nothing waits any more."""
    if scope.now is None:
        return ()
    user, office = scope.user, cache(lambda: office_counts(scope.user))
    counts: dict[Kind, Callable[[], int]] = {
        Kind.DOCUMENT: _documents,
        Kind.PENDING: lambda: office()["pending"],
        Kind.TO_RECEIVE: lambda: office()["waiting"],
        Kind.REFUSED: lambda: office()["refused"],
        Kind.OWN_TO_RECEIVE: to_receive(user).count,
        Kind.UNSENT: late_reports(scope).count,
        Kind.TO_REVIEW: to_adopt(user, Filters()).count,
        Kind.COORDINATION: coordination_waiting(user).count,
        Kind.EXTENSION: waiting_for(user).count,
        Kind.AMENDMENT: waiting_amendments(user).count,
        Kind.COMPLETION: lambda: office()["completion"],
        Kind.CLOSING: lambda: office()["closing"],
        Kind.SLIP: slips_waiting(user).count,
        Kind.INSTRUCTION: instructions_waiting(user, on=scope.on).count,
        Kind.UNANSWERED: visible_instructions(user).overdue(on=scope.on).count,
    }
    return tuple(
        Waiting(kind, str(wording.KINDS[kind]), counts[kind](), *PAGES[kind]) for kind in kinds
    )


def _documents() -> int:
    """Read in, and neither checked nor published."""
    unread, unchecked = Document.objects.filter(draft=None), Draft.objects.filter(plan=None)
    return unread.count() + unchecked.count()
