"""Closing dates to choose from: as of which day the reports for each had to be there."""

from datetime import date

from django.db.models import Max

from dashboards.queries.scope import Scope
from plans.access import visible_plans
from plans.models import PlanState
from reports.models import Period, PeriodQuerySet, last_punctual_day

# Two years of months; who looks further back names a day.
MOST_DATES = 24


def closing_dates(scope: Scope, *, today: date) -> list[date]:
    """Of the plan, or of all that are being carried out; the newest first."""
    days = _closed(scope, today=today).order_by("-ends_on").values_list("ends_on", flat=True)
    return list(days.distinct()[:MOST_DATES])


def day_of(scope: Scope, closing_on: date, *, today: date) -> date | None:
    """The day on which the last reports for it were due, at most today; None for what is no
    closing date of the plan, or of any that is being carried out."""
    periods = _closed(scope, today=today).filter(ends_on=closing_on)
    due_at = periods.aggregate(last=Max("due_at"))["last"]
    return None if due_at is None else min(today, last_punctual_day(due_at))


def _closed(scope: Scope, *, today: date) -> PeriodQuerySet:
    """Of the plans themselves: what has a rhythm of its own closes on other days."""
    plans = visible_plans(scope.user).filter(state=PlanState.ACTIVE)
    if scope.plan is not None:
        plans = visible_plans(scope.user).filter(pk=scope.plan.pk)
    own = Period.objects.opened().filter(rule__task=None, rule__target=None, rule__unit=None)
    return own.filter(plan__in=plans, ends_on__lte=today)
