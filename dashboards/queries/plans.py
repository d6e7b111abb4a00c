"""Plans: the list, and the page of one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dashboards.queries.lines import (
    TargetLine,
    TaskLine,
    counted_lamps,
    counted_states,
    target_lines,
    task_lines,
)
from dashboards.queries.scope import Scope, agreed
from dashboards.rules import (
    LampCount,
    StateCount,
    choice_in,
    words_in,
)
from indicators.models import Target
from indicators.queries import judged_targets
from plans.access import visible_plans
from plans.models import Plan, PlanQuerySet, PlanState
from tasks.access import visible_tasks
from tasks.models import Task
from units.models import User

# What fits on one page; the whole list is one click away.
MOST_LINES = 100


@dataclass(frozen=True)
class PlanSheet:
    """A plan with its targets and tasks. Lists hold at most `MOST_LINES`; counts count all."""

    plan: Plan
    # As it was known; the plan itself is what it is today.
    state_words: str
    superior: tuple[tuple[int, str], ...]
    # Cited by the document, whether or not the portal has these plans.
    based_on: tuple[str, ...]
    targets: tuple[TargetLine, ...]
    targets_total: int
    lamps: tuple[LampCount, ...]
    tasks: tuple[TaskLine, ...]
    tasks_total: int
    states: tuple[StateCount, ...]


@dataclass(frozen=True)
class Sought:
    """Which plans the address asks for, by words of title or number and by state; nonsense asks
    for all of them."""

    words: str
    state: str

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Self:
        state = choice_in(query.get("state"), PlanState.values)
        return cls(words=words_in(query.get("q")), state=state)


def plan_list(scope: Scope, sought: Sought) -> PlanQuerySet:
    """Newest first, with counts of targets and tasks."""
    plans = scope.all_plans()
    if words := sought.words:
        plans = plans.filter(Q(title__icontains=words) | Q(doc_number__icontains=words))
    if sought.state:
        plans = plans.filter(Q(known_state=sought.state))
    targets = scope.own_targets(scope.all_targets())
    tasks = scope.own_tasks(agreed(scope.as_known(visible_tasks(scope.user))))
    plans = plans.annotate(target_count=_count(targets), task_count=_count(tasks))
    return plans.select_related("issuer").defer("source_text").newest_first()


def published_at(plan_pk: int) -> datetime | None:
    """Before that moment nobody knew anything of the plan."""
    return Plan.objects.values_list("published_at", flat=True).get(pk=plan_pk)


def plan_choices(scope: Scope) -> list[tuple[int, str]]:
    """What a filter by plan offers: the plans that were being carried out."""
    active = scope.all_plans().filter(Q(known_state=PlanState.ACTIVE))
    return list(active.newest_first().values_list("pk", "title"))


def plan_sheet(scope: Scope, plan: Plan) -> PlanSheet:
    """Its queries do not grow with the plan."""
    scope = replace(scope, plan=plan)
    tasks = scope.tasks()
    judged, states = judged_targets(scope.targets(), on=scope.on), counted_states(tasks)
    return PlanSheet(
        plan=plan,
        state_words=str(PlanState(scope.state_of(plan)).label),
        superior=tuple(_superior(scope.user, plan)),
        based_on=tuple(str(title) for title in plan.based_on),
        targets=target_lines(judged[:MOST_LINES]),
        targets_total=len(judged),
        lamps=counted_lamps(judged),
        tasks=task_lines(scope, tasks[:MOST_LINES]),
        tasks_total=sum(state.count for state in states),
        states=states,
    )


def _superior(user: User, plan: Plan) -> QuerySet[Plan, tuple[int, str]]:
    above = visible_plans(user).filter(local_plans=plan)
    return above.newest_first().values_list("pk", "title")


def _count(things: QuerySet[Target] | QuerySet[Task]) -> Coalesce:
    """Counted beside the plan: a join of targets with tasks would multiply both."""
    of_plan = things.filter(plan=OuterRef("pk")).order_by().values("plan")
    return Coalesce(Subquery(of_plan.annotate(number=Count("pk")).values("number")), 0)
