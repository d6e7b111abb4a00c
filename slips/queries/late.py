"""What a slip can be about now: reports, tasks and stages that are late, targets off their pace."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from indicators.models import Target, TargetVerdict
from indicators.rules import BEHIND
from plans.access import visible_plans
from plans.models import PlanState
from reports.models import Report
from slips import rules
from slips.models import Slip
from slips.rules import ThingKind
from tasks.models import Assignment, AssignmentRole, Milestone, Task
from tasks.rules import HELD_STATES
from units.models import User


def late_reports(*, now: datetime) -> QuerySet[Report]:
    """Adds `answers_id`, the unit that must act, as all of these do."""
    found = Report.objects.overdue(now=now).annotate(answers_id=F("unit"))
    return found.with_subject().order_by("due_at", "pk")


def late_tasks(*, now: datetime) -> QuerySet[Task]:
    """Where completion was asked for, it waits for the office and for nobody else."""
    found = Task.objects.reportable().filter(due_on__lt=_day(now), plan__state=PlanState.ACTIVE)
    found = found.annotate(answers_id=_lead(OuterRef("pk"))).exclude(answers_id=None)
    return found.select_related("plan").defer("plan__source_text").order_by("due_on", "pk")


def missed_stages(*, now: datetime) -> QuerySet[Milestone]:
    held = Q(task__state__in=HELD_STATES, task__plan__state=PlanState.ACTIVE)
    found = Milestone.objects.unsettled().filter(held, due_on__lt=_day(now))
    found = found.exclude(approved_at=None).annotate(answers_id=_lead(OuterRef("task")))
    found = found.exclude(answers_id=None).select_related("task__plan")
    return found.defer("task__plan__source_text").order_by("due_on", "pk")


def targets_off_pace(*, now: datetime) -> QuerySet[Target]:
    """Those whose newest verdict is behind; adds `verdict_id`."""
    newest = TargetVerdict.objects.live().filter(target=OuterRef("pk"), closing_on__lte=_day(now))
    newest = newest.order_by("-closing_on")
    found = Target.objects.filter(plan__state=PlanState.ACTIVE).exclude(lead_unit=None)
    found = found.annotate(
        answers_id=F("lead_unit"),
        verdict_id=Subquery(newest.values("pk")[:1]),
        lamp=Subquery(newest.values("lamp")[:1]),
    )
    found = found.filter(lamp__in=BEHIND).select_related("plan", "indicator")
    return found.defer("plan__source_text").order_by("plan", "position")


LATE: dict[ThingKind, Callable[..., QuerySet[Any]]] = {
    ThingKind.REPORT: late_reports,
    ThingKind.TASK: late_tasks,
    ThingKind.MILESTONE: missed_stages,
    ThingKind.TARGET: targets_off_pace,
}
# From each of them to its plan.
_PLAN = {
    ThingKind.REPORT: "period__plan",
    ThingKind.TASK: "plan",
    ThingKind.MILESTONE: "task__plan",
    ThingKind.TARGET: "plan",
}


def candidates(
    user: User, kind: ThingKind, *, now: datetime, plan: int | None = None, unit: int | None = None
) -> QuerySet[Any]:
    """Late things for which a slip can be drafted now; of one plan or unit where asked.

    Those whose slip is being prepared, waits for an answer in time or has one are left out.
    """
    about = Slip.objects.filter(**{kind.value: OuterRef("pk")}, unit=OuterRef("answers_id"))
    busy = Q(state__in=rules.PREPARED) | Q(state=rules.SlipState.ANSWERED)
    busy |= Q(state__in=rules.WAITING, answer_due_on__gte=_day(now))
    found = LATE[kind](now=now).filter(~Exists(about.filter(busy)))
    found = found.filter(**{f"{_PLAN[kind]}__in": visible_plans(user)})
    if plan is not None:
        found = found.filter(**{_PLAN[kind]: plan})
    if unit is not None:
        found = found.filter(answers_id=unit)
    return found


def _lead(task: OuterRef) -> Subquery:
    """The first-named of the units that lead speaks for the task."""
    leads = Assignment.objects.live().of_units().filter(task=task, role=AssignmentRole.LEAD)
    return Subquery(leads.order_by("order", "pk").values("unit")[:1])


def _day(now: datetime) -> Any:
    return timezone.localtime(now).date()
