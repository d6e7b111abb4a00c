"""The leader's page: how do we stand, what is behind, who must do what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import translation

from dashboards import wording
from dashboards.queries import kept
from dashboards.queries.changes import Changes, changes_now, changes_then
from dashboards.queries.course import Course, course_of
from dashboards.queries.coverage import (
    UnitCount,
    coverage_of,
    cut_off,
    late_units,
)
from dashboards.queries.inbox import LEADER_KINDS, Waiting, waiting
from dashboards.queries.lines import (
    TargetLine,
    TaskLine,
    added_up,
    counted_families,
    counted_states,
    target_line,
    target_lines,
    task_lines,
    tasks_with_reasons,
    with_forecasts,
    with_reasons,
)
from dashboards.queries.results import UnitResult, unit_results
from dashboards.queries.scope import Scope
from dashboards.rules import Coverage, FamilyStanding, LampCount, StateCount
from indicators.models import Forecast
from indicators.queries import Judged, forecasts_of, judged_targets, worst_first
from indicators.rules import BEHIND, Family
from tasks.models import Task
from tasks.queries import judged_tasks
from tasks.queries import worst_first as worst_tasks_first
from tasks.rules import OPEN_STATES

# What fits on one page; the whole list is one click away.
MOST_BEHIND = 12
MOST_TASKS = 10
MOST_UNITS = 20
MOST_COURSES = 200


@dataclass(frozen=True)
class LeaderOverview:
    """Everything that the leader's page and the API's dashboard resource tell.

    Plain values throughout: str, int, Decimal, date and tuples of frozen dataclasses of these.
    Counts add up: `lamps` to `targets` and those of the `families` to `lamps`, `states` to
    `tasks`, `coverage.received` and `.missing` to `.due`.

    - `on`: the day as of which it was asked; `cut_off_on`: the newest closing date by then.
    - `plan_pk`: the plan it is limited to; None for all plans that are being carried out.
    - `leader_pk`, `unit_pk`: whose field, and which unit with all below it; None for all units.
    - `period`: the closing date whose reports it is about, where one was asked for.
    - `verdict`: the whole in one sentence, in the reader's language.
    - `coverage`: reports of each plan's newest closed period.
    - `behind`: targets below pace, worst first, at most `MOST_BEHIND` of `behind_total`, each with
      what is probably reached where that may be told.
    - `overdue_tasks`: part of `tasks`: not completed though their day has passed.
    - `late`: reports of any period that are not sent though their deadline passed; `late_units`
      are the `MOST_UNITS` of `late_units_total` that owe most of them.
    """

    on: date
    cut_off_on: date | None
    plan_pk: int | None
    leader_pk: int | None
    unit_pk: int | None
    period: date | None
    verdict: str
    coverage: Coverage
    targets: int
    lamps: tuple[LampCount, ...]
    families: tuple[FamilyStanding, ...]
    behind: tuple[TargetLine, ...]
    behind_total: int
    tasks: int
    overdue_tasks: int
    states: tuple[StateCount, ...]
    late: int
    late_units: tuple[UnitCount, ...]
    late_units_total: int


@dataclass(frozen=True)
class LeaderPage:
    """The overview with what changed, and the course of one target among those on offer.

    At most `MOST_COURSES`, worst first; every other target draws its course on its own page.
    """

    overview: LeaderOverview
    # Those of the overview, with what their units say.
    behind: tuple[TargetLine, ...]
    waiting: tuple[Waiting, ...]
    behind_tasks: tuple[TaskLine, ...]
    behind_tasks_total: int
    # The first `MOST_UNITS` by their results, of so many.
    results: tuple[UnitResult, ...]
    results_by: Family
    results_total: int
    changes: Changes
    chosen: TargetLine | None
    course: Course | None
    courses: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class _Standing:
    """What the overview is made of, wherever it was counted."""

    cut_off_on: date | None
    coverage: Coverage
    families: tuple[FamilyStanding, ...]
    behind: list[Judged]
    behind_total: int
    states: tuple[StateCount, ...]
    overdue: int
    late_units: tuple[UnitCount, ...]
    late_units_total: int
    late: int


@dataclass(frozen=True)
class _Beside:
    """What only the page shows."""

    behind_tasks: list[int]
    behind_tasks_total: int
    changes: Changes
    courses: list[tuple[int, str]]


def leader_overview(scope: Scope) -> LeaderOverview:
    """How the active plans, or one plan, stand as of a day. Its queries do not grow with them."""
    return _told(scope, _kept(scope, *_figures(scope))) if scope.now else overview_counted(scope)


def overview_counted(scope: Scope) -> LeaderOverview:
    """From the rows themselves: on a past day, and to hold what is kept against it."""
    return _told(scope, _counted(scope, _judged(scope)))


def overview_in(languages: Iterable[str], scope: Scope) -> dict[str, LeaderOverview]:
    """How they stand today, in each of these languages, asked of the database once."""
    standing, found = _kept(scope, *_figures(scope)), {}
    forecasts = _forecasts(scope, standing)
    for language in languages:
        with translation.override(language):
            found[language] = _overview(scope, standing, forecasts)
    return found


def leader_page(scope: Scope, *, target_pk: int | None) -> LeaderPage:
    """The overview, and the course of one of its targets: the chosen one, or else the worst."""
    if scope.now:
        figures = _figures(scope)
        standing, beside = _kept(scope, *figures), _kept_beside(scope, *figures)
    else:
        judged = _judged(scope)
        standing, beside = _counted(scope, judged), _counted_beside(scope, judged)
    chosen = _chosen(scope, beside.courses, target_pk)
    forecasts = _forecasts(scope, standing, *([chosen] if chosen else []))
    overview = _overview(scope, standing, forecasts)
    offered = beside.courses
    if chosen and chosen.target.pk not in dict(offered):
        offered = [(chosen.target.pk, chosen.target.indicator.name), *offered]
    results = unit_results(scope)
    late_lines = task_lines(scope, [Task(pk=pk) for pk in beside.behind_tasks])
    return LeaderPage(
        overview=overview,
        behind=with_reasons(scope, overview.behind),
        waiting=waiting(scope, LEADER_KINDS),
        behind_tasks=tasks_with_reasons(scope, late_lines),
        behind_tasks_total=beside.behind_tasks_total,
        results=tuple(results.units[:MOST_UNITS]),
        results_by=results.by,
        results_total=len(results.units),
        changes=beside.changes,
        chosen=target_line(chosen) if chosen else None,
        course=_course(scope, chosen, forecasts) if chosen else None,
        courses=tuple(offered),
    )


def _course(scope: Scope, chosen: Judged, forecasts: Mapping[int, Forecast]) -> Course:
    target = chosen.target
    return course_of(target, on=scope.on, forecast=forecasts.get(target.pk))


def _chosen(scope: Scope, courses: list[tuple[int, str]], pk: int | None) -> Judged | None:
    """The target that was asked for, or else the first of those on offer."""
    first = next((key for key, _name in courses), None)
    asked = scope.targets().filter(pk__in=[key for key in (pk, first) if key])
    found = {each.target.pk: each for each in judged_targets(asked, on=scope.on)}
    return found.get(pk or 0) or found.get(first or 0)


def _figures(scope: Scope) -> tuple[kept.TargetFigures, kept.TaskFigures]:
    return kept.TargetFigures(scope), kept.TaskFigures(scope)


def _kept(scope: Scope, targets: kept.TargetFigures, tasks: kept.TaskFigures) -> _Standing:
    """Today, from what is kept."""
    late = kept.late_by_unit(scope)
    return _Standing(
        cut_off_on=cut_off(scope),
        coverage=kept.coverage(scope),
        families=targets.families(),
        behind=kept.judged_in_order(scope, kept.worst_targets(scope, most=MOST_BEHIND)),
        behind_total=targets.behind,
        states=tasks.states(),
        overdue=tasks.overdue,
        late_units=kept.named(late[:MOST_UNITS]),
        late_units_total=len(late),
        late=sum(number for _unit, number in late),
    )


def _kept_beside(scope: Scope, targets: kept.TargetFigures, tasks: kept.TaskFigures) -> _Beside:
    keys = kept.first_targets(scope, most=MOST_COURSES)
    names = kept.names(keys)
    return _Beside(
        behind_tasks=kept.worst_tasks(scope, most=MOST_TASKS),
        behind_tasks_total=tasks.behind,
        changes=changes_now(scope, targets.turns),
        courses=[(key, names[key]) for key in keys],
    )


def _judged(scope: Scope) -> list[Judged]:
    """On a past day everything is judged as it was known then; worst first."""
    return worst_first(judged_targets(scope.targets(), on=scope.on))


def _counted(scope: Scope, judged: list[Judged]) -> _Standing:
    behind = [each for each in judged if each.verdict.lamp in BEHIND]
    tasks, late = scope.tasks(), late_units(scope)
    return _Standing(
        cut_off_on=cut_off(scope),
        coverage=coverage_of(scope),
        families=counted_families(judged),
        behind=behind[:MOST_BEHIND],
        behind_total=len(behind),
        states=counted_states(tasks),
        overdue=tasks.filter(Q(known_overdue=True)).count(),
        late_units=late[:MOST_UNITS],
        late_units_total=len(late),
        late=sum(unit.count for unit in late),
    )


def _counted_beside(scope: Scope, judged: list[Judged]) -> _Beside:
    tasks = _behind_tasks(scope)
    return _Beside(
        behind_tasks=tasks[:MOST_TASKS],
        behind_tasks_total=len(tasks),
        changes=changes_then(scope, judged),
        courses=[(each.target.pk, each.target.indicator.name) for each in judged[:MOST_COURSES]],
    )


def _behind_tasks(scope: Scope) -> list[int]:
    """Their keys, worst first."""
    open_tasks = scope.tasks().filter(Q(known_state__in=OPEN_STATES))
    judged = worst_tasks_first(judged_tasks(open_tasks, on=scope.on))
    return [each.task.pk for each in judged if each.verdict.lamp in BEHIND]


def _told(scope: Scope, standing: _Standing) -> LeaderOverview:
    return _overview(scope, standing, _forecasts(scope, standing))


def _forecasts(scope: Scope, standing: _Standing, *more: Judged) -> dict[int, Forecast]:
    """Of those below pace and of some more, by target. One query."""
    keys = {each.target.pk for each in (*standing.behind, *more)}
    return forecasts_of(keys, known_on=scope.on)


def _overview(
    scope: Scope, standing: _Standing, forecasts: Mapping[int, Forecast]
) -> LeaderOverview:
    cut_off_on, coverage = standing.cut_off_on, standing.coverage
    families, states, overdue = standing.families, standing.states, standing.overdue
    filters = scope.filters
    return LeaderOverview(
        on=scope.on,
        cut_off_on=cut_off_on,
        plan_pk=scope.plan.pk if scope.plan else None,
        leader_pk=filters.leader.pk if filters.leader else None,
        unit_pk=filters.unit.pk if filters.unit else None,
        period=filters.period,
        verdict=wording.verdict(cut_off_on, families, states, overdue, coverage),
        coverage=coverage,
        targets=sum(each.targets for each in families),
        lamps=added_up(families),
        families=families,
        behind=with_forecasts(target_lines(standing.behind), forecasts),
        behind_total=standing.behind_total,
        tasks=sum(state.count for state in states),
        overdue_tasks=overdue,
        states=states,
        late=standing.late,
        late_units=standing.late_units,
        late_units_total=standing.late_units_total,
    )
