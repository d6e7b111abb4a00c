"""How everything stands today, from what is kept: no page has to judge or count it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Case, F, Min, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from core.calendar import end_of
from dashboards.queries.coverage import UnitCount, newest_keys, newest_periods
from dashboards.queries.lines import family_standing, states_in_order
from dashboards.queries.scope import Scope
from dashboards.rules import Coverage, FamilyStanding, StateCount, Turn, turn
from indicators.models import KeptStanding, Target, TargetStanding, TargetTally
from indicators.queries import Judged, judged_targets
from indicators.rules import BEHIND, LAMPS, Family, Lamp
from plans.models import PlanState
from reports.models import ReportTally
from reports.rules import EXCUSED, UNSENT
from tasks.models import TaskQuerySet, TaskStanding, TaskTally
from tasks.rules import OPEN_STATES, PROPOSED_STATES
from units.models import Unit

BEHIND_LAMPS = tuple(lamp.value for lamp in LAMPS if lamp in BEHIND)
BY_MISSING = (F("missing").desc(nulls_last=True), "target")
BY_DUE_DATE = (F("due_on").asc(nulls_last=True), F("missing").desc(nulls_last=True), "task")
Row = TypeVar("Row", bound=KeptStanding)


class TargetFigures:
    """How many targets of a scope have which lamp, had which, and count how. One query."""

    def __init__(self, scope: Scope) -> None:
        tallies = _of_field(TargetTally.objects.all(), scope)
        self.by_lamp: Counter[str] = Counter()
        self.turns: Counter[Turn] = Counter()
        self._lamps: dict[str, Counter[str]] = defaultdict(Counter)
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        for family, lamp, was, counts, number in _tallied(
            tallies, "family", "lamp", "was", "counts"
        ):
            self.by_lamp[lamp] += number
            self._lamps[family][lamp] += number
            self._counts[family][counts] += number
            if lamp != was:
                self.turns[turn(Lamp(was), Lamp(lamp))] += number

    @property
    def behind(self) -> int:
        return sum(self.by_lamp[lamp] for lamp in BEHIND_LAMPS)

    def behind_by_family(self) -> dict[Family, int]:
        return {
            family: sum(self._lamps[family][lamp] for lamp in BEHIND_LAMPS) for family in Family
        }

    def families(self) -> tuple[FamilyStanding, ...]:
        return tuple(
            family_standing(family, self._lamps[family], self._counts[family]) for family in Family
        )


def lamps_of_plans(scope: Scope, plans: Sequence[int]) -> dict[int, Counter[str]]:
    """Of each of these plans, how many of its targets have which lamp. One query."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    tallies = _of_field(TargetTally.objects.filter(plan__in=plans), scope)
    for plan, lamp, number in _tallied(tallies, "plan_id", "lamp"):
        found[plan][lamp] = number
    return found


def targets_by_unit(scope: Scope) -> Iterable[tuple[int, str, str, str, str, int]]:
    """Unit, family, lamp, how it counts, how it counted before, and number. One query."""
    led = _of_field(TargetTally.objects.exclude(unit=None), scope)
    return _tallied(led, "unit_id", "family", "lamp", "counts", "counted")


class TaskFigures:
    """How many tasks are in which state, how many of them overdue or behind. One query."""

    def __init__(self, scope: Scope) -> None:
        self.by_state: Counter[str] = Counter()
        self.overdue = self.behind = 0
        for state, lamp, due_on, number in _task_rows(scope):
            self.by_state[state] += number
            is_open = state in OPEN_STATES
            self.overdue += number if is_open and due_on and due_on < scope.on else 0
            self.behind += number if is_open and lamp in BEHIND_LAMPS else 0

    def states(self) -> tuple[StateCount, ...]:
        return states_in_order(self.by_state)


def _task_rows(scope: Scope) -> Iterable[tuple[str, str, date | None, int]]:
    keys = ("state", "lamp", "due_on")
    if not scope.among:
        tallies = TaskTally.objects.filter(plan__in=scope.plans())
        return _tallied(tallies.exclude(state__in=PROPOSED_STATES), *keys)
    # A tally knows who leads; a field has its part in others' tasks as well.
    standings = _task_standings(scope).exclude(state__in=PROPOSED_STATES)
    return standings.order_by().values_list(*keys).annotate(number=Sum(1))


def worst_targets(scope: Scope, *, most: int) -> list[int]:
    """Keys of those below pace."""
    return _first(standings(scope), BEHIND_LAMPS, BY_MISSING, most)


def first_targets(scope: Scope, *, most: int) -> list[int]:
    """Keys of all, the worst first."""
    return _first(standings(scope), tuple(LAMPS), BY_MISSING, most)


def names(keys: Collection[int]) -> dict[int, str]:
    """Of targets. One query."""
    return dict(Target.objects.filter(pk__in=keys).values_list("pk", "indicator__name"))


def worst_tasks(scope: Scope, *, most: int) -> list[int]:
    """Keys of the open ones below pace."""
    return [pk for _lamp, pk in tasks_by_lamp(scope, most=most)]


def targets_by_lamp(scope: Scope, *, family: Family, most: int) -> list[tuple[str, int]]:
    """Lamp and key of those of a family that are below pace, the worst first."""
    rows = standings(scope).filter(family=family.value)
    return _first_by_lamp(rows, BEHIND_LAMPS, BY_MISSING, most)


def tasks_by_lamp(scope: Scope, *, most: int) -> list[tuple[str, int]]:
    """The same of the open ones."""
    rows = _task_standings(scope).filter(state__in=OPEN_STATES)
    return _first_by_lamp(rows, BEHIND_LAMPS, BY_DUE_DATE, most)


def standings(scope: Scope) -> QuerySet[TargetStanding]:
    return _of_field(TargetStanding.objects.all(), scope)


def worst_first(rows: QuerySet[TargetStanding]) -> QuerySet[TargetStanding]:
    return rows.order_by(_place_of("lamp"), *BY_MISSING)


def worst_tasks_first(tasks: TaskQuerySet) -> TaskQuerySet:
    return tasks.order_by(
        _place_of("standing__lamp"),
        F("due_on").asc(nulls_last=True),
        F("standing__missing").desc(nulls_last=True),
        "pk",
    )


def _place_of(lamp: str) -> Case:
    places = [When(**{lamp: each.value}, then=Value(place)) for place, each in enumerate(LAMPS)]
    return Case(*places)


def turned(how: Turn) -> Q:
    """Has another lamp than at the closing date before."""
    pairs = ((was, lamp) for was in LAMPS for lamp in LAMPS if was is not lamp)
    wanted = (Q(was=was, lamp=lamp) for was, lamp in pairs if turn(was, lamp) is how)
    # Most have the lamp that they had, and need not be held against each pair.
    return ~Q(was=F("lamp")) & reduce(or_, wanted)


def turned_targets(scope: Scope, turns: Mapping[Turn, int], *, most: int) -> list[tuple[int, Turn]]:
    """Key, and how its lamp turned; the worst turns first.

    One query; none where `turns`, which counts them, knows of none. What those before fill up is
    not looked for.
    """
    found, left = [], most
    for how in Turn:
        if turns.get(how) and left > 0:
            rows = standings(scope).filter(turned(how)).order_by(*BY_MISSING)[:most]
            found.append(rows.values_list(Value(how.value), "pk"))
            left -= turns[how]
    if not found:
        return []
    told = found[0].union(*found[1:], all=True)
    order = list(Turn)
    by_turn = sorted(told, key=lambda row: order.index(Turn(row[0])))
    return [(pk, Turn(how)) for how, pk in by_turn[:most]]


def compared(scope: Scope) -> bool:
    """Whether any target was judged at an earlier closing date as well."""
    return standings(scope).exclude(counted="").exists()


def next_turn(scope: Scope) -> datetime:
    """When time alone changes what is told: a deadline of a report passes, or the day."""
    midnight = end_of(scope.on)
    rows = ReportTally.objects.filter(due_at__gt=scope.until, due_at__lt=midnight)
    return rows.aggregate(next=Min("due_at"))["next"] or midnight


def coverage(scope: Scope) -> Coverage:
    """Of each rhythm's newest closed period. One query."""
    rows = _report_tallies(scope).filter(period__in=newest_periods(scope).values("pk"))
    due = missing = late = 0
    counted = rows.exclude(state__in=EXCUSED).values_list("state", "due_at")
    for state, due_at, number in counted.annotate(total=Sum("number")):
        due += number
        missing += number if state in UNSENT else 0
        late += number if due_at and due_at < scope.until else 0
    return Coverage(due, due - missing, missing, late)


def silent(scope: Scope) -> dict[int, tuple[int, int]]:
    """Of units that sent nothing for any newest closed period, how many reports were due and how
    many of these are late. Two queries."""
    # As keys: the database has no idea how few periods are the newest ones.
    rows = _report_tallies(scope).filter(period__in=newest_keys(scope))
    by_unit = rows.exclude(state__in=EXCUSED).values_list("unit_id").annotate(due=Sum("number"))
    sent = Coalesce(Sum("number", filter=~Q(state__in=UNSENT)), 0)
    late = Coalesce(Sum("number", filter=Q(due_at__lt=scope.until)), 0)
    found = by_unit.annotate(sent=sent, late=late).filter(sent=0, due__gt=0)
    return {pk: (due, late) for pk, due, late in found.values_list("unit_id", "due", "late")}


def late_by_unit(scope: Scope) -> list[tuple[int, int]]:
    """Unit and how many of its reports of any period are late, most first."""
    rows = _report_tallies(scope).filter(due_at__lt=scope.until, period__closed_at=None)
    active = scope.plans().filter(state=PlanState.ACTIVE)
    late = rows.filter(period__plan__in=active).values_list("unit_id")
    told = late.annotate(total=Sum("number")).filter(total__gt=0)
    return list(told.order_by("-total", "unit__protocol_order", "unit_id"))


def named(rows: Sequence[tuple[int, int]]) -> tuple[UnitCount, ...]:
    """One query."""
    names = dict(Unit.objects.filter(pk__in=[pk for pk, _n in rows]).values_list("pk", "name"))
    return tuple(UnitCount(pk, names[pk], number) for pk, number in rows)


def _report_tallies(scope: Scope) -> QuerySet[ReportTally]:
    rows = ReportTally.objects.order_by()
    for units in scope.among:
        rows = rows.filter(unit__in=units)
    return rows


def _tallied(rows: QuerySet[Any], *keys: str) -> Iterable[Any]:
    return rows.order_by().values_list(*keys).annotate(total=Sum("number")).filter(total__gt=0)


def _of_field(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    rows = rows.filter(plan__in=scope.plans())
    for units in scope.among:
        rows = rows.filter(unit__in=units)
    return rows


def _task_standings(scope: Scope) -> QuerySet[TaskStanding]:
    standings = TaskStanding.objects.filter(plan__in=scope.plans())
    for units in scope.among:
        standings = standings.filter(task__in=scope.parts().filter(unit__in=units).values("task"))
    return standings


def _first(rows: QuerySet[Row], lamps: Sequence[str], order: Sequence[Any], most: int) -> list[int]:
    return [pk for _lamp, pk in _first_by_lamp(rows, lamps, order, most)]


def _first_by_lamp(
    rows: QuerySet[Row], lamps: Sequence[str], order: Sequence[Any], most: int
) -> list[tuple[str, int]]:
    """Lamp by lamp, so that an index gives the first of each at once. One query."""
    each = [
        rows.filter(lamp=lamp).order_by(*order).values_list("lamp", "pk")[:most] for lamp in lamps
    ]
    found = sorted(each[0].union(*each[1:], all=True), key=lambda row: lamps.index(row[0]))
    return found[:most]


def judged(scope: Scope, keys: Collection[int]) -> dict[int, Judged]:
    """By key."""
    targets = scope.all_targets().filter(pk__in=keys)
    return {each.target.pk: each for each in judged_targets(targets, on=scope.on)}


def judged_in_order(scope: Scope, keys: Sequence[int]) -> list[Judged]:
    found = judged(scope, keys)
    return [found[key] for key in keys if key in found]
