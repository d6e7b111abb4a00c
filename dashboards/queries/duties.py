"""What one unit answers for, in numbers: the dashboard of a unit."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Sum
from django.utils import translation

from dashboards.queries import kept
from dashboards.queries.coverage import late_reports
from dashboards.queries.lines import (
    TargetLine,
    counted_lamps,
    in_order,
    states_in_order,
    target_lines,
    with_forecasts,
)
from dashboards.queries.scope import Scope
from dashboards.rules import LampCount, StateCount
from indicators.models import Forecast, TargetStanding
from indicators.queries import Judged, forecasts_of, judged_targets, worst_first
from indicators.rules import BEHIND
from reports.models import ReportState, ReportTally
from reports.rules import UNSENT
from tasks.models import TaskStanding
from tasks.rules import OPEN_STATES, PROPOSED_STATES
from units.models import Unit

# What a first look needs; the lists have all.
MOST_BEHIND = 12


@dataclass(frozen=True)
class Duties:
    """A unit's share of the active plans as of a day.

    Targets are those that it leads, tasks those in which it has a part. `unsent` reports are open
    or returned (`returned` of them) and not closed; `late` ones of them are past their deadline.
    Counts add up: `lamps` to `targets`, `states` to `tasks`.
    """

    on: date
    unit_pk: int
    unit: str
    targets: int
    lamps: tuple[LampCount, ...]
    behind: tuple[TargetLine, ...]
    behind_total: int
    tasks: int
    overdue_tasks: int
    states: tuple[StateCount, ...]
    unsent: int
    returned: int
    late: int


@dataclass(frozen=True)
class _Counted:
    lamps: tuple[LampCount, ...]
    behind: list[Judged]
    behind_total: int
    by_state: Counter[str]
    overdue: int
    unsent: int
    returned: int
    late: int


def duties(scope: Scope, unit: Unit) -> Duties:
    """Its queries do not grow with what the unit answers for."""
    if scope.now is None:
        return duties_counted(scope, unit)
    counted = _kept(scope, unit)
    return _told(scope, unit, counted, _forecasts(scope, counted))


def duties_counted(scope: Scope, unit: Unit) -> Duties:
    """From the rows themselves: on a past day, and to hold what is kept against it."""
    counted = _judged(scope, unit)
    return _told(scope, unit, counted, _forecasts(scope, counted))


def duties_in(languages: Iterable[str], scope: Scope, unit: Unit) -> dict[str, Duties]:
    """What it answers for today, in each of these languages, asked of the database once."""
    counted, found = _kept(scope, unit), {}
    forecasts = _forecasts(scope, counted)
    for language in languages:
        with translation.override(language):
            found[language] = _told(scope, unit, counted, forecasts)
    return found


def _kept(scope: Scope, unit: Unit) -> _Counted:
    targets = TargetStanding.objects.filter(unit=unit, plan__in=scope.plans()).order_by()
    lamps = Counter(dict(targets.values_list("lamp").annotate(number=Count("pk"))))
    worst = kept.worst_first(targets.filter(lamp__in=kept.BEHIND_LAMPS))[:MOST_BEHIND]
    parts = scope.parts().filter(unit=unit).values("task")
    tasks = TaskStanding.objects.filter(task__in=parts, plan__in=scope.plans()).order_by()
    tasks = tasks.exclude(state__in=PROPOSED_STATES)
    late = Q(state__in=OPEN_STATES, due_on__lt=scope.on)
    states = tasks.values_list("state").annotate(
        number=Count("pk"), overdue=Count("pk", filter=late)
    )
    rows = list(states)
    reports = _reports(scope, unit)
    return _Counted(
        lamps=in_order(lamps),
        behind=kept.judged_in_order(scope, list(worst.values_list("pk", flat=True))),
        behind_total=sum(lamps[lamp] for lamp in kept.BEHIND_LAMPS),
        by_state=Counter({state: number for state, number, _overdue in rows}),
        overdue=sum(overdue for _state, _number, overdue in rows),
        **reports,
    )


def _reports(scope: Scope, unit: Unit) -> dict[str, int]:
    rows = ReportTally.objects.filter(
        unit=unit,
        due_at__isnull=False,
        period__closed_at=None,
        period__plan__in=scope.plans(),
    )
    return rows.aggregate(
        unsent=Sum("number", default=0),
        returned=Sum("number", default=0, filter=Q(state=ReportState.RETURNED)),
        late=Sum("number", default=0, filter=Q(due_at__lt=scope.until)),
    )


def _judged(scope: Scope, unit: Unit) -> _Counted:
    judged = worst_first(judged_targets(scope.targets().filter(lead_unit=unit), on=scope.on))
    behind = [each for each in judged if each.verdict.lamp in BEHIND]
    tasks = scope.tasks().filter(pk__in=scope.parts().filter(unit=unit).values("task"))
    states = tasks.order_by().values_list(F("known_state"))
    is_open = Q(period__closed_at=None) if scope.now else Q(known_closed=False)
    unsent = scope.reports().filter(is_open, Q(known_state__in=UNSENT), unit=unit)
    returned = unsent.filter(Q(known_state=ReportState.RETURNED))
    return _Counted(
        lamps=counted_lamps(judged),
        behind=behind[:MOST_BEHIND],
        behind_total=len(behind),
        by_state=Counter(dict(states.annotate(number=Count("pk", distinct=True)))),
        overdue=tasks.filter(Q(known_overdue=True)).count(),
        unsent=unsent.count(),
        returned=returned.count(),
        late=late_reports(scope).filter(unit=unit).count(),
    )


def _forecasts(scope: Scope, counted: _Counted) -> dict[int, Forecast]:
    return forecasts_of([each.target.pk for each in counted.behind], known_on=scope.on)


def _told(scope: Scope, unit: Unit, counted: _Counted, forecasts: Mapping[int, Forecast]) -> Duties:
    by_state = counted.by_state
    return Duties(
        on=scope.on,
        unit_pk=unit.pk,
        unit=unit.name,
        targets=sum(each.count for each in counted.lamps),
        lamps=counted.lamps,
        behind=with_forecasts(target_lines(counted.behind), forecasts),
        behind_total=counted.behind_total,
        tasks=by_state.total(),
        overdue_tasks=counted.overdue,
        states=states_in_order(by_state),
        unsent=counted.unsent,
        returned=counted.returned,
        late=counted.late,
    )
