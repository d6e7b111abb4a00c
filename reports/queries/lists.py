"""What the address of a list asks for, and the lists themselves."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import ClassVar, Self

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.calendar import Works, add_working_days, end_of
from core.keys import key_in
from core.paging import Pieces
from core.working_days import working_calendar
from plans.access import visible_plans
from plans.models import Plan, PlanState
from reports import access, rules, wording
from reports.models import (
    Period,
    Report,
    ReportQuerySet,
    ReportState,
    Submission,
    last_punctual_day,
)
from reports.queries.known import reports_known
from tasks.models import AssignmentRole
from units.models import Unit, User

BY_SUBJECT = ("period__plan", "target__position", "assignment__task__position", "pk")
# Working days that a unit has to mend what was returned.
RETURN_DAYS = 3


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
            plan=key_in(query.get("plan")),
            unit=key_in(query.get("unit")),
            task=key_in(query.get("task")),
            target=key_in(query.get("target")),
            state=state if (state := query.get("state", "")) in ReportState.values else "",
            period=_day(query.get("period", "")),
        )

    def of(self, reports: ReportQuerySet, *, state: str = "state") -> ReportQuerySet:
        """`state` names what the reports' states are told by."""
        wanted = {
            "period__plan": self.plan,
            "unit": self.unit,
            "assignment__task": self.task,
            "target": self.target,
            state: self.state,
            "period__ends_on": self.period,
        }
        return reports.filter(**{name: value for name, value in wanted.items() if value})


@dataclass(frozen=True)
class Choices:
    """What the filters of a page offer to this person."""

    # Keys with their words.
    plans: QuerySet[Plan, tuple[int, str]]
    units: QuerySet[Unit, tuple[int, str]]
    periods: list[date]
    states: list[tuple[str, str]]


def choices(
    user: User, reports: ReportQuerySet, *, chosen: int | None = None, on: date | None = None
) -> Choices:
    """Only what `reports` could answer to, at the end of the past day `on`.

    The plan that was `chosen` stays to be seen, also where it has none of them.
    """
    of_unit = reports.filter(unit=OuterRef("pk"))
    units = Unit.objects.filter(Exists(of_unit))
    of_plan = reports.filter(period__plan=OuterRef("pk"))
    plans = visible_plans(user).filter(Q(Exists(of_plan)) | Q(pk=chosen)).newest_first()
    days = Period.objects.opened().filter(plan__in=visible_plans(user)).order_by("-ends_on")
    if on is not None:
        plans, days = plans.as_known_on(on), days.filter(opened_at__lt=end_of(on))
    return Choices(
        plans=plans.values_list("pk", "title"),
        units=units.in_protocol_order().values_list("pk", "name"),
        periods=list(days.values_list("ends_on", flat=True).distinct()[:36]),
        states=[(state.value, str(state.label)) for state in ReportState],
    )


def to_write(user: User, filters: Filters) -> ReportQuerySet:
    """What the person's units owe over all plans: what was returned first, then by deadline."""
    reports = access.editable_reports(user).filter(period__plan__state=PlanState.ACTIVE)
    # What was sent already is shown only when the address asks for it, and what its period left
    # behind nobody can send any more.
    reports = filters.of(reports if filters.state else reports.sendable())
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
    unsent = reports.sendable().filter(period__plan__state=PlanState.ACTIVE)
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
    works = working_calendar().works
    left = wording.days_left(due_on, on=today, works=works) if due_on else ""
    return Summary(due_on=due_on, left=left, **found)


def to_review(user: User, filters: Filters) -> ReportQuerySet:
    """What waits for the person as its unit's reviewer: the doubtful first, then by deadline."""
    waiting = access.reviewable_reports(user).filter(state=ReportState.SUBMITTED)
    return _desk(waiting, filters)


def to_adopt(user: User, filters: Filters) -> ReportQuerySet:
    """What waits for the supervision office: reports that left their units, and corrections."""
    return _desk(access.decidable_reports(user).for_office(), filters)


def _desk(waiting: ReportQuerySet, filters: Filters) -> ReportQuerySet:
    waiting = filters.of(waiting).with_subject().with_doubts()
    return waiting.order_by(F("doubtful").desc(), "due_at", *BY_SUBJECT)


def waiting_for_review(*, now: datetime) -> ReportQuerySet:
    """Everything that waits for somebody's decision.

    Adds `waits_since` and `waits_for`: `unit` (its reviewer), `lead` (an assisting unit's part),
    `office`. Who is late in deciding is told by the asker, from `waits_since`.
    """
    waiting = Report.objects.filter(state__in=rules.WAITING, period__plan__state=PlanState.ACTIVE)
    newest = Submission.objects.sent().filter(report=OuterRef("pk")).order_by("-version")
    since = newest.annotate(since=Coalesce("forwarded_at", "submitted_at")).values("since")[:1]
    by_unit = When(state=ReportState.SUBMITTED, then=Value(Desk.UNIT))
    by_lead = When(
        state=ReportState.FORWARDED, assignment__role=AssignmentRole.ASSIST, then=Value(Desk.LEAD)
    )
    return waiting.annotate(
        waits_since=Subquery(since),
        waits_for=Case(by_unit, by_lead, default=Value(Desk.OFFICE), output_field=CharField()),
    ).filter(waits_since__lte=now)


class Desk(StrEnum):
    """Whose decision a report waits for."""

    UNIT = "unit"
    LEAD = "lead"
    OFFICE = "office"


def proposed_again_on(*, now: datetime, works: Works | None = None) -> date:
    """By when a returned report is due again, where the reviewer names no other day."""
    today = timezone.localtime(now).date()
    return add_working_days(today, RETURN_DAYS, works=works or working_calendar().works)


def overdue(
    user: User, filters: Filters, *, now: datetime, on: date | None = None
) -> ReportQuerySet:
    """Unsent past the deadline, unit by unit in protocol order; at the end of the past day `on`."""
    late = reports_known(access.visible_reports(user), on=on)
    late = late.overdue(now=now) if on is None else late.filter(Q(known_overdue=True))
    late = filters.of(late, state="known_state").with_subject()
    return late.order_by("unit__protocol_order", "unit__name", F("known_due_at"), *BY_SUBJECT)


@dataclass(frozen=True)
class LateUnit:
    """How many reports a unit is late with, and since when."""

    unit_id: int
    name: str
    reports: int
    due_at: datetime

    @property
    def since(self) -> date:
        return last_punctual_day(self.due_at)


def overdue_by_unit(late: ReportQuerySet) -> list[LateUnit]:
    """Of what `overdue` found; units in protocol order."""
    by_unit = late.order_by("unit__protocol_order", "unit__name").values_list("unit", "unit__name")
    return [LateUnit(*row) for row in by_unit.annotate(n=Count("pk"), due=Min("known_due_at"))]


class LateReports(Pieces[Report]):
    """What `overdue` found, counted by what was found `by_unit`.

    Units stand one after the other, so only those of a page are sorted.
    """

    def __init__(self, late: ReportQuerySet, by_unit: Sequence[LateUnit]) -> None:
        self._late = late
        self._units = [unit.unit_id for unit in by_unit]
        # How many stand before each unit, and at the end how many there are.
        self._before = [0, *accumulate(unit.reports for unit in by_unit)]

    def __len__(self) -> int:
        return self._before[-1]

    def piece(self, wanted: slice) -> list[Report]:
        start, stop, _step = wanted.indices(len(self))
        first, last = bisect_right(self._before, start) - 1, bisect_left(self._before, stop)
        skipped = self._before[first]
        late = self._late.filter(unit__in=self._units[first:last])
        return list(late[start - skipped : stop - skipped])


def all_reports(user: User, filters: Filters, *, on: date | None = None) -> ReportQuerySet:
    """Everything that the person may see, newest period first, as at the end of the day `on`.

    Plan by plan, as the index of periods has them: a page sorts the reports of a few periods.
    """
    known = reports_known(access.visible_reports(user), on=on)
    reports = filters.of(known, state="known_state").with_subject()
    by_unit = ("unit__protocol_order", "unit__name", *BY_SUBJECT[1:])
    return reports.order_by("-period__ends_on", "period__plan", *by_unit)


class Newest(Pieces[Report]):
    """The first lines of a list that may be very long, counted no further.

    Nobody turns two hundred pages; filters lead to the other lines.
    """

    most: ClassVar = 10_000

    def __init__(self, reports: ReportQuerySet) -> None:
        self._reports = reports

    @cached_property
    def _number(self) -> int:
        return self._reports.order_by().values("pk")[: self.most].count()

    def __len__(self) -> int:
        return self._number

    @property
    def is_cut(self) -> bool:
        """Whether there may be more."""
        return len(self) == self.most

    def piece(self, wanted: slice) -> list[Report]:
        return list(self._reports[wanted])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
