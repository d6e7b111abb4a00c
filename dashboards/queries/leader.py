"""The leader's page: how do we stand, what is behind, who must do what."""

from dataclasses import dataclass
from datetime import date

from dashboards import wording
from dashboards.queries.course import Course, course_of
from dashboards.queries.coverage import (
    UnitCount,
    coverage_of,
    late_units,
    newest_closed_periods,
)
from dashboards.queries.lines import (
    TargetLine,
    counted_lamps,
    counted_states,
    plans_in_view,
    target_line,
    target_lines,
)
from dashboards.rules import Coverage, LampCount, StateCount
from indicators.access import visible_targets
from indicators.queries import Judged, judged_targets, worst_first
from indicators.rules import BEHIND
from plans.models import Plan
from tasks.access import visible_tasks
from units.models import User

# What fits on one page; the whole list is one click away.
MOST_BEHIND = 12
MOST_COURSES = 200


@dataclass(frozen=True)
class LeaderOverview:
    """Everything that the leader's page and the API's dashboard resource tell.

    Plain values throughout: str, int, Decimal, date and tuples of frozen dataclasses of these.
    Counts add up: `lamps` to `targets`, `states` to `tasks`, `coverage.received` and `.missing`
    to `.due`, `late_units` to `late`.

    - `on`: the day as of which it was asked; `cut_off_on`: the newest closing date by then.
    - `plan_pk`: the plan it is limited to; None for all plans that are being carried out.
    - `verdict`: the whole in one sentence, in the reader's language.
    - `coverage`: reports of each plan's newest closed period.
    - `behind`: targets below pace, worst first, at most `MOST_BEHIND` of `behind_total`.
    - `overdue_tasks`: part of `tasks`: not completed though their day has passed.
    - `late_units`, `late`: reports of any period that are not sent though their deadline passed.
    """

    on: date
    cut_off_on: date | None
    plan_pk: int | None
    verdict: str
    coverage: Coverage
    targets: int
    lamps: tuple[LampCount, ...]
    behind: tuple[TargetLine, ...]
    behind_total: int
    tasks: int
    overdue_tasks: int
    states: tuple[StateCount, ...]
    late: int
    late_units: tuple[UnitCount, ...]


@dataclass(frozen=True)
class LeaderPage:
    """The overview with the course of one target, and those whose course may be chosen instead.

    At most `MOST_COURSES`, worst first; every other target draws its course on its own page.
    """

    overview: LeaderOverview
    chosen: TargetLine | None
    course: Course | None
    courses: tuple[tuple[int, str], ...]


def leader_overview(user: User, *, plan: Plan | None, on: date) -> LeaderOverview:
    """How the active plans, or one plan, stand as of a day. Its queries do not grow with them."""
    return _overview(user, plan, _judged(user, plan, on), on)


def leader_page(user: User, *, plan: Plan | None, on: date, target_pk: int | None) -> LeaderPage:
    """The overview, and the course of one of its targets: the chosen one, or else the worst."""
    judged = _judged(user, plan, on)
    chosen = next((each for each in judged if each.target.pk == target_pk), None)
    chosen = chosen or next(iter(judged), None)
    offered = judged[:MOST_COURSES]
    if chosen and chosen not in offered:
        offered = [chosen, *offered]
    return LeaderPage(
        overview=_overview(user, plan, judged, on),
        chosen=target_line(chosen) if chosen else None,
        course=course_of(chosen.target, on=on) if chosen else None,
        courses=tuple((each.target.pk, each.target.indicator.name) for each in offered),
    )


def _judged(user: User, plan: Plan | None, on: date) -> list[Judged]:
    targets = visible_targets(user).filter(plan__in=plans_in_view(user, plan=plan))
    return worst_first(judged_targets(targets.in_document_order(), on=on))


def _overview(user: User, plan: Plan | None, judged: list[Judged], on: date) -> LeaderOverview:
    plans = plans_in_view(user, plan=plan)
    tasks = visible_tasks(user).filter(plan__in=plans)
    behind = [each for each in judged if each.verdict.lamp in BEHIND]
    periods = newest_closed_periods(plans, on=on)
    late = late_units(user, plan=plan, on=on)
    states, lamps = counted_states(tasks), counted_lamps(judged)
    overdue, coverage = tasks.overdue(on=on).count(), coverage_of(user, periods, on=on)
    cut_off_on = max((period.ends_on for period in periods), default=None)
    return LeaderOverview(
        on=on,
        cut_off_on=cut_off_on,
        plan_pk=plan.pk if plan else None,
        verdict=wording.verdict(cut_off_on, lamps, states, overdue, coverage),
        coverage=coverage,
        targets=len(judged),
        lamps=lamps,
        behind=target_lines(behind[:MOST_BEHIND]),
        behind_total=len(behind),
        tasks=sum(state.count for state in states),
        overdue_tasks=overdue,
        states=states,
        late=sum(unit.count for unit in late),
        late_units=late,
    )
