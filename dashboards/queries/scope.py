"""What a page is about: for whom, as of which day, of which plan and of whose units."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db.models import F, Q

from core.as_of import EVERYTHING
from core.calendar import end_of
from core.keys import key_in
from dashboards.queries.filters import NO_FILTERS, Filters
from indicators.access import visible_targets
from indicators.models import TargetQuerySet
from plans.access import visible_plans
from plans.models import Plan, PlanQuerySet, PlanState
from reports.access import visible_reports
from reports.models import ReportQuerySet
from tasks.access import visible_tasks
from tasks.models import Assignment, AssignmentQuerySet, TaskQuerySet
from tasks.queries import tasks_now, tasks_on
from tasks.rules import PROPOSED_STATES
from units.models import User
from units.queries import watched_unit_ids
from units.rules import Role

# Where an address may ask for a leader's field and for a unit. An overview tells of a unit with all
# units below it; a list does so where `below` is asked for, so that it can tell of one alone.
LISTS = frozenset(f"dashboards:{name}" for name in ("targets", "tasks", "coverage"))
OVERVIEWS = frozenset(f"dashboards:{name}" for name in ("leader", "results", "meeting"))
FILTERED_PAGES = LISTS | OVERVIEWS


@dataclass(frozen=True)
class Scope:
    """Everything below it answers as it was known at the end of the day `on`.

    `now` is the moment of asking where the day is today: then the rows themselves are what is
    known. `field` are the units that a leader watches, None for those who watch all;
    `everything` when the leader wants to see more than that. `filters` say of whose units else.
    """

    user: User
    on: date
    now: datetime | None = None
    plan: Plan | None = None
    field: frozenset[int] | None = None
    everything: bool = False
    filters: Filters = NO_FILTERS

    @classmethod
    def read(
        cls, user: User, query: Mapping[str, str], *, on: date, now: datetime | None = None
    ) -> Self:
        """By what the address asks for; what makes no sense asks for nothing."""
        everything = query.get("field") == EVERYTHING
        return cls(user, on, now, plan_in(user, query), watched_units(user), everything)

    @property
    def among(self) -> tuple[frozenset[int], ...]:
        """The units that the page is about have to be in each of these; none for all units.

        Who asks for the field of a named leader is not held back by the own one.
        """
        unit = self.filters.unit
        asked = (self.field_shown, unit.units if unit else None)
        return tuple(units for units in asked if units is not None)

    @property
    def field_shown(self) -> frozenset[int] | None:
        """The field of the leader who was named, or else the reader's own."""
        if self.filters.leader is not None:
            return self.filters.leader.units
        return None if self.everything else self.field

    def kept(self, page: str) -> dict[str, str]:
        """What a link to another page takes along of the filters, see `core.templatetags.known`."""
        if page not in FILTERED_PAGES:
            return {}
        asked = self.asked
        if page not in LISTS:
            asked.pop("below", None)
        return {name: asked[name] for name in ("leader", "unit", "below") if name in asked}

    @property
    def asked(self) -> dict[str, str]:
        """The filters as the address names them."""
        filters, unit = self.filters, self.filters.unit
        told = {
            "plan": self.plan and self.plan.pk,
            "leader": filters.leader and filters.leader.pk,
            "unit": unit and unit.pk,
            "below": 1 if unit and unit.below else None,
            "period": filters.period,
        }
        return {name: str(value) for name, value in told.items() if value is not None}

    @property
    def past(self) -> date | None:
        """The day where it is not today any more."""
        return self.on if self.now is None else None

    @property
    def until(self) -> datetime:
        """The first moment that the page knows nothing of."""
        return self.now or end_of(self.on)

    def plans(self) -> PlanQuerySet:
        """The plan that was asked for, or else all that are being carried out."""
        if self.plan is not None:
            return visible_plans(self.user).filter(pk=self.plan.pk)
        return self.all_plans().filter(Q(known_state=PlanState.ACTIVE))

    def all_plans(self) -> PlanQuerySet:
        """Those that were published, with `known_state`."""
        plans = visible_plans(self.user)
        return plans.as_known_now() if self.now else plans.as_known_on(self.on)

    def state_of(self, plan: Plan) -> str:
        """One query on a past day."""
        if self.now is not None:
            return plan.state
        known = self.all_plans().filter(pk=plan.pk).values_list(F("known_state"), flat=True)
        return known.get()

    def targets(self) -> TargetQuerySet:
        targets = self.all_targets().filter(plan__in=self.plans())
        return self.own_targets(targets).in_document_order()

    def all_targets(self) -> TargetQuerySet:
        """Those that the portal knew of, of all plans."""
        targets = visible_targets(self.user)
        return targets if self.now else targets.recorded_by(self.on)

    def as_promised(self, targets: TargetQuerySet) -> TargetQuerySet:
        """Adds `known_value`, `known_value_high` and `known_due_on`."""
        return targets.as_known_now() if self.now else targets.as_known_on(self.on)

    def own_targets(self, targets: TargetQuerySet) -> TargetQuerySet:
        """Those of the leader's field."""
        for units in self.among:
            targets = targets.filter(lead_unit__in=units)
        return targets

    def tasks(self) -> TaskQuerySet:
        """With what was known of them, see `as_known`; without those that are only proposed."""
        return agreed(self._tasks())

    def proposed_tasks(self) -> TaskQuerySet:
        """Those that nobody has agreed to yet."""
        return self._tasks().filter(Q(known_state__in=PROPOSED_STATES))

    def _tasks(self) -> TaskQuerySet:
        tasks = self.as_known(visible_tasks(self.user).filter(plan__in=self.plans()))
        return self.own_tasks(tasks).in_document_order()

    def own_tasks(self, tasks: TaskQuerySet) -> TaskQuerySet:
        """Those in which units of the leader's field have a part."""
        for units in self.among:
            tasks = tasks.filter(pk__in=self.parts().filter(unit__in=units).values("task"))
        return tasks

    def as_known(self, tasks: TaskQuerySet) -> TaskQuerySet:
        """Adds `known_state`, `known_due_on`, `known_overdue`, `known_percent` and its date."""
        if self.now is None:
            return tasks_on(tasks, self.on)
        return tasks_now(tasks, on=self.on)

    def parts(self) -> AssignmentQuerySet:
        """Who had a part in a task."""
        every = Assignment.objects.all()
        return every.live() if self.now else every.as_known_on(self.on)

    def reports(self) -> ReportQuerySet:
        """What was expected, with `known_state` and `known_due_at`."""
        return self.own_reports(self.all_reports().filter(period__plan__in=self.plans()))

    def own_reports(self, reports: ReportQuerySet) -> ReportQuerySet:
        """Those of the units that the page is about."""
        for units in self.among:
            reports = reports.filter(unit__in=units)
        return reports

    def all_reports(self) -> ReportQuerySet:
        """The same over all plans."""
        reports = visible_reports(self.user)
        if self.now is None:
            return reports.as_known_on(self.on)
        return reports.as_known_now()


def agreed(tasks: TaskQuerySet) -> TaskQuerySet:
    """Of tasks with `known_state`: what is only proposed counts nowhere."""
    return tasks.exclude(Q(known_state__in=PROPOSED_STATES))


def watched_units(user: User) -> frozenset[int] | None:
    """The units of a leader's field; None where the leader watches all, and for all others."""
    watched = watched_unit_ids(user) if Role.LEADER in user.roles else None
    return None if watched is None else frozenset(watched)


def plan_in(user: User, query: Mapping[str, str]) -> Plan | None:
    key = key_in(query.get("plan"))
    return visible_plans(user).defer("source_text").filter(pk=key).first() if key else None
