"""The leader's page: how do we stand, what is behind, who must do what."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dashboards import wording
from dashboards.queries.changes import Changes, changes_since
from dashboards.queries.course import Course, course_of
from dashboards.queries.coverage import (
    UnitCount,
    coverage_of,
    cut_off,
    late_units,
    newest_closed_periods,
)
from dashboards.queries.inbox import LEADER_KINDS, Waiting, waiting
from dashboards.queries.lines import (
    TargetLine,
    TaskLine,
    counted_lamps,
    counted_states,
    target_line,
    target_lines,
    task_lines,
    tasks_with_reasons,
    with_reasons,
)
from dashboards.queries.scope import Scope
from dashboards.rules import Coverage, LampCount, StateCount
from indicators.queries import Judged, judged_targets, worst_first
from indicators.rules import BEHIND, pace_count
from indicators.wording import pace_count_sentence
from reports.models import Period
from tasks.queries import JudgedTask, judged_tasks
from tasks.queries import worst_first as worst_tasks_first
from tasks.rules import OPEN_STATES

# What fits on one page; the whole list is one click away.
MOST_BEHIND = 12
MOST_TASKS = 10
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
    """The overview with what changed, and the course of one target among those on offer.

    At most `MOST_COURSES`, worst first; every other target draws its course on its own page.
    """

    overview: LeaderOverview
    # How many targets are on pace, as circulars count them; empty where none is judged.
    pace: str
    # Those of the overview, with what their units say.
    behind: tuple[TargetLine, ...]
    waiting: tuple[Waiting, ...]
    behind_tasks: tuple[TaskLine, ...]
    behind_tasks_total: int
    changes: Changes
    chosen: TargetLine | None
    course: Course | None
    courses: tuple[tuple[int, str], ...]


def leader_overview(scope: Scope) -> LeaderOverview:
    """How the active plans, or one plan, stand as of a day. Its queries do not grow with them."""
    periods = newest_closed_periods(scope)
    return _overview(scope, periods, worst_first(judged_targets(scope.targets(), on=scope.on)))


def leader_page(scope: Scope, *, target_pk: int | None) -> LeaderPage:
    """The overview, and the course of one of its targets: the chosen one, or else the worst."""
    periods = newest_closed_periods(scope)
    judged = worst_first(judged_targets(scope.targets(), on=scope.on))
    chosen = next((each for each in judged if each.target.pk == target_pk), None)
    chosen = chosen or next(iter(judged), None)
    offered = judged[:MOST_COURSES]
    if chosen and chosen not in offered:
        offered = [chosen, *offered]
    overview, late = _overview(scope, periods, judged), behind_tasks(scope)
    late_lines = task_lines(scope, [each.task for each in late[:MOST_TASKS]])
    return LeaderPage(
        overview=overview,
        behind=with_reasons(scope, overview.behind),
        pace=pace_count_sentence(pace_count(each.verdict for each in judged)) if judged else "",
        waiting=waiting(scope, LEADER_KINDS),
        behind_tasks=tasks_with_reasons(scope, late_lines),
        behind_tasks_total=len(late),
        changes=changes_since(scope, judged, since=cut_off(periods)),
        chosen=target_line(chosen) if chosen else None,
        course=course_of(chosen.target, on=scope.on) if chosen else None,
        courses=tuple((each.target.pk, each.target.indicator.name) for each in offered),
    )


def behind_tasks(scope: Scope) -> list[JudgedTask]:
    """Worst first."""
    open_tasks = scope.tasks().filter(Q(known_state__in=OPEN_STATES))
    judged = worst_tasks_first(judged_tasks(open_tasks, on=scope.on))
    return [each for each in judged if each.verdict.lamp in BEHIND]


def _overview(scope: Scope, periods: list[Period], judged: list[Judged]) -> LeaderOverview:
    behind = [each for each in judged if each.verdict.lamp in BEHIND]
    late, tasks = late_units(scope), scope.tasks()
    states, lamps = counted_states(tasks), counted_lamps(judged)
    overdue, coverage = tasks.filter(Q(known_overdue=True)).count(), coverage_of(scope, periods)
    cut_off_on = cut_off(periods)
    return LeaderOverview(
        on=scope.on,
        cut_off_on=cut_off_on,
        plan_pk=scope.plan.pk if scope.plan else None,
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
