"""Lines that several pages show alike: a target with its lamp, a task with its units, counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Prefetch, QuerySet

from dashboards.queries.scope import Scope
from dashboards.rules import FamilyStanding, LampCount, StateCount
from indicators import wording
from indicators.models import Forecast, Target
from indicators.queries import Judged, forecasts_of
from indicators.rules import LAMPS, Band, Counts, Family, PaceCount, counts_as
from reports.queries import Reason, reasons_of_targets, reasons_of_tasks
from tasks.models import AssignmentRole, Task, TaskQuerySet, TaskState
from tasks.queries import JudgedTask, judged_tasks
from tasks.rules import PROPOSED_STATES
from tasks.wording.pace import task_sentence


@dataclass(frozen=True)
class Origin:
    """Where in a plan's text something stands; `mark` is `START-END`, empty if added by hand."""

    plan_pk: int
    plan: str
    clause: str
    position: int | None
    mark: str
    quote: str


@dataclass(frozen=True)
class Probable:
    """What is probably reached, see `indicators.models.Forecast`.

    `brief` says it in a few words and `sentence` in full, in the reader's language.
    """

    ends_on: date | None
    wanted: Decimal | None
    at_most: bool
    point: Decimal | None
    low: Decimal | None
    high: Decimal | None
    probability: Decimal | None
    method: str
    origins: int
    hits: int
    measured_on: date | None
    brief: str
    sentence: str


@dataclass(frozen=True)
class TargetLine:
    """A target as a table shows it. `value` is what was reached, `expected` what should be.

    Both count from the year's beginning where the promise recurs or is a year's flow. `gap` is
    in percentage points, positive when behind; `sentence` explains `lamp`.
    """

    pk: int
    name: str
    promise: str
    unit_of_measure: str
    nature: str
    due_on: date | None
    unit_pk: int | None
    unit: str
    origin: Origin
    value: Decimal | None
    measured_on: date | None
    expected: Decimal | None
    gap: Decimal | None
    lamp: str
    band: Band
    reason: str
    sentence: str
    family: str
    # What the unit itself says stands in the way, and what is probably reached; only where a page
    # asked for it.
    problems: Reason | None = None
    forecast: Probable | None = None


@dataclass(frozen=True)
class UnitPart:
    """A unit or collective in a task, as the document names it; `pk` is None for a collective."""

    pk: int | None
    name: str
    role: str


@dataclass(frozen=True)
class TaskLine:
    """A task as a table shows it; `parts` has its leads first, each in the document's order.

    `asked_due_on` is the later date that somebody asked for, while nobody has decided on it.
    """

    pk: int
    number: str
    title: str
    origin: Origin
    parts: tuple[UnitPart, ...]
    percent: Decimal | None
    percent_on: date | None
    due_on: date | None
    asked_due_on: date | None
    overdue: bool
    state: str
    state_words: str
    lamp: str
    band: Band
    sentence: str
    # As of a target.
    problems: Reason | None = None

    @property
    def leads(self) -> tuple[UnitPart, ...]:
        return tuple(part for part in self.parts if part.role == AssignmentRole.LEAD)

    @property
    def assists(self) -> tuple[UnitPart, ...]:
        return tuple(part for part in self.parts if part.role == AssignmentRole.ASSIST)


def target_lines(judged: Iterable[Judged]) -> tuple[TargetLine, ...]:
    return tuple(target_line(each) for each in judged)


def judged_lines(scope: Scope, judged: Sequence[Judged]) -> tuple[TargetLine, ...]:
    """Each with what it probably reaches. One query."""
    forecasts = forecasts_of([each.target.pk for each in judged], known_on=scope.on)
    return with_forecasts(target_lines(judged), forecasts)


def with_reasons(scope: Scope, lines: Sequence[TargetLine]) -> tuple[TargetLine, ...]:
    """The same targets, each with what its unit says stands in the way. One query."""
    told = reasons_of_targets(scope.user, [line.pk for line in lines], on=scope.past)
    return tuple(replace(line, problems=told.get(line.pk)) for line in lines)


def with_forecasts(
    lines: Sequence[TargetLine], forecasts: Mapping[int, Forecast]
) -> tuple[TargetLine, ...]:
    """The same targets, each with what it probably reaches where that may be told."""

    shown = {pk: row for pk, row in forecasts.items() if row.shown}
    return tuple(
        replace(line, forecast=_probable(shown[line.pk], line)) if line.pk in shown else line
        for line in lines
    )


def _probable(row: Forecast, line: TargetLine) -> Probable:
    return Probable(
        ends_on=row.ends_on,
        wanted=row.wanted,
        at_most=row.at_most,
        point=row.point,
        low=row.low,
        high=row.high,
        probability=row.probability,
        method=row.method,
        origins=row.origins,
        hits=row.hits,
        measured_on=row.measured_on,
        brief=wording.forecast_brief(row, line.unit_of_measure),
        sentence=wording.forecast_sentence(row, line.unit_of_measure),
    )


def tasks_with_reasons(scope: Scope, lines: Sequence[TaskLine]) -> tuple[TaskLine, ...]:
    """The same for tasks."""
    told = reasons_of_tasks(scope.user, [line.pk for line in lines], on=scope.past)
    return tuple(replace(line, problems=told.get(line.pk)) for line in lines)


def target_line(judged: Judged) -> TargetLine:
    target, verdict = judged.target, judged.verdict
    measure = target.indicator.unit_of_measure
    expected = verdict.expected
    return TargetLine(
        pk=target.pk,
        name=target.indicator.name,
        promise=wording.promise(target),
        unit_of_measure=measure,
        nature=target.get_nature_display(),
        due_on=target.due_on,
        unit_pk=target.lead_unit_id,
        unit=target.lead_unit.name if target.lead_unit else "",
        origin=origin_of(target),
        value=verdict.actual,
        measured_on=verdict.measured_on,
        expected=None if expected is None else wording.rounded(expected),
        gap=verdict.gap,
        lamp=verdict.lamp.value,
        band=verdict.band,
        reason=verdict.reason.value,
        sentence=wording.sentence(verdict, measure),
        family=target.indicator.family,
    )


def task_lines(scope: Scope, tasks: Iterable[Task]) -> tuple[TaskLine, ...]:
    """Of these tasks, in their order; the number of queries does not grow with them."""
    pks = [task.pk for task in tasks]
    judged = judged_tasks(loaded_tasks(scope, Task.objects.filter(pk__in=pks)), on=scope.on)
    by_pk = {each.task.pk: task_line(each) for each in judged}
    return tuple(by_pk[pk] for pk in pks if pk in by_pk)


def loaded_tasks(scope: Scope, tasks: TaskQuerySet) -> TaskQuerySet:
    """With everything that `task_line` reads."""
    named = scope.parts().as_document().select_related("unit", "group")
    together = tasks.prefetch_related(Prefetch("assignments", named, to_attr="named"))
    return together.select_related("clause").defer("clause__text")


def task_line(judged: JudgedTask) -> TaskLine:
    """Of a task of `loaded_tasks`."""
    task, verdict = judged.task, judged.verdict
    facts, known = verdict.facts, vars(task)
    return TaskLine(
        pk=task.pk,
        number=task.number,
        title=task.title,
        origin=origin_of(task),
        parts=tuple(UnitPart(part.unit_id, part.as_written, part.role) for part in known["named"]),
        percent=facts.percent,
        percent_on=facts.percent_on,
        due_on=facts.due_on,
        asked_due_on=facts.asked_due_on,
        overdue=known["known_overdue"],
        state=facts.state.value,
        state_words=str(TaskState(facts.state).label),
        lamp=verdict.lamp.value,
        band=verdict.band,
        sentence=task_sentence(verdict),
    )


def origin_of(thing: Target | Task) -> Origin:
    """Of a target or task whose plan and clause are loaded."""
    start, end, clause = thing.quote_start, thing.quote_end, thing.clause
    return Origin(
        plan_pk=thing.plan_id,
        plan=thing.plan.title,
        clause=str(clause) if clause else "",
        position=clause.position if clause else None,
        mark="" if start is None or end is None else f"{start}-{end}",
        quote=thing.quote,
    )


def counted_lamps(judged: Sequence[Judged]) -> tuple[LampCount, ...]:
    """Every lamp, worst first, so that the counts add up to all targets."""
    return in_order(Counter(each.verdict.lamp.value for each in judged))


def counted_families(judged: Sequence[Judged]) -> tuple[FamilyStanding, ...]:
    """Both families, each with its lamps."""
    found = {
        family: [each for each in judged if each.target.indicator.family == family]
        for family in Family
    }
    return tuple(
        family_standing(
            family,
            Counter(each.verdict.lamp.value for each in some),
            Counter(counts_as(each.verdict).value for each in some),
        )
        for family, some in found.items()
    )


def family_standing(
    family: str, lamps: Mapping[str, int], counts: Mapping[str, int]
) -> FamilyStanding:
    """`counts` is by `rules.Counts`."""
    return FamilyStanding(family, in_order(lamps), pace_of(counts))


def added_up(families: Iterable[FamilyStanding]) -> tuple[LampCount, ...]:
    """The lamps of all of them together."""
    total: Counter[str] = Counter()
    for each in families:
        total.update({lamp.lamp: lamp.count for lamp in each.lamps})
    return in_order(total)


def pace_of(counts: Mapping[str, int]) -> PaceCount:
    kinds = (Counts.ANNUAL, Counts.UNKNOWN, Counts.MET)
    return PaceCount(sum(counts.values()), *(counts.get(kind.value, 0) for kind in kinds))


def in_order(lamps: Mapping[str, int]) -> tuple[LampCount, ...]:
    """The same of counts by lamp."""
    return tuple(LampCount(lamp.value, lamps.get(lamp.value, 0)) for lamp in LAMPS)


def counted_states(tasks: QuerySet[Task]) -> tuple[StateCount, ...]:
    """Every state that counts, in the order of a task's life; they add up to all tasks."""
    rows = (
        tasks.order_by().values_list(F("known_state")).annotate(number=Count("pk", distinct=True))
    )
    return states_in_order(dict(rows))


def states_in_order(counts: Mapping[str, int]) -> tuple[StateCount, ...]:
    """The same of counts by state; tasks that are only proposed count nowhere."""
    return tuple(
        StateCount(state.value, str(state.label), counts.get(state.value, 0))
        for state in TaskState
        if state.value not in PROPOSED_STATES
    )
