"""The periods that reports come in for now, and what was expected for them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from plans.models import PlanQuerySet
from reports.models import Period, PeriodQuerySet, ReportQuerySet
from reports.rules import EXCUSED


def newest_closed(plans: PlanQuerySet, *, on: date, until: datetime) -> list[Period]:
    """Of each rhythm the period that closed last by `on`, as known before the moment `until`."""
    return list(newest_of_rhythms(plans, on=on, until=until).with_subject())


def newest_of_rhythms(plans: PlanQuerySet, *, on: date, until: datetime) -> PeriodQuerySet:
    """The same as rows.

    A plan has one rhythm, and some of its tasks, targets or units may have their own.
    """
    closed = Period.objects.opened().filter(plan__in=plans, ends_on__lte=on)
    running = Q(rule__ended_at=None) | Q(rule__ended_at__gte=until)
    own = ("plan", "rule__task", "rule__target", "rule__unit")
    # The plan's rhythm goes on under another rule; one of its own is over when its rule is.
    of_plan = Q(rule__task=None, rule__target=None, rule__unit=None)
    newest = closed.filter(running | of_plan, opened_at__lt=until)
    return newest.order_by(*own, "-ends_on").distinct(*own)


def expected_for(reports: ReportQuerySet, periods: Iterable[int]) -> ReportQuerySet:
    """What was due for the periods with these keys, of reports with `known_state`."""
    due = reports.filter(period__in=list(periods))
    return due.exclude(Q(known_state__in=EXCUSED))
