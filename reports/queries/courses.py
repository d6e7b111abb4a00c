"""From when to when a rule asks for reports: what the plan and earlier periods leave to it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from core.calendar import ONE_DAY, Works, shift
from indicators.models import Target
from plans.models import Plan
from reports import rules
from reports.models import Period, Report, ReportingRule
from reports.rules import Rule, Span
from tasks.models import Assignment, Task
from units.models import Unit


@dataclass(frozen=True)
class Scope:
    """What a rule is about: a task, a target or a unit of the plan, or the whole plan."""

    plan: Plan
    task: Task | None = None
    target: Target | None = None
    unit: Unit | None = None

    @property
    def subject(self) -> Plan | Task | Target | Unit:
        return self.task or self.target or self.unit or self.plan

    @property
    def fields(self) -> dict[str, object]:
        return {"plan": self.plan, "task": self.task, "target": self.target, "unit": self.unit}


def scope_of(plan: Plan, named: Mapping[str, int | None]) -> Scope:
    """The first of `task`, `target` and `unit` that is named; Http404 where the plan has none."""
    if task := named.get("task"):
        return Scope(plan, task=get_object_or_404(Task, pk=task, plan=plan))
    if target := named.get("target"):
        targets = Target.objects.select_related("indicator")
        return Scope(plan, target=get_object_or_404(targets, pk=target, plan=plan))
    if unit := named.get("unit"):
        return Scope(plan, unit=get_object_or_404(units_of(plan), pk=unit))
    return Scope(plan)


def units_of(plan: Plan) -> QuerySet[Unit]:
    """The units that have a part in a plan, in protocol order."""
    parts = Assignment.objects.live().of_units().filter(task__plan=plan)
    targets = Target.objects.filter(plan=plan)
    named = Q(pk__in=parts.values("unit")) | Q(pk__in=targets.values("lead_unit"))
    return Unit.objects.filter(named).in_protocol_order()


@dataclass(frozen=True)
class Course:
    """The stretch of a rule between two days. Rules that take the same course share their dates.

    `settled_on` is the last day for which reports were opened before.
    """

    rule: Rule
    since: date
    until: date
    settled_on: date | None = None

    def spans(self, works: Works) -> list[Span]:
        if self.settled_on is not None:
            return rules.spans_after(
                self.rule, settled=self.settled_on, until=self.until, works=works
            )
        found = rules.spans(self.rule, since=self.since, until=self.until, works=works)
        # Nobody owes what could not have been sent in time.
        return [
            replace(span, opens_on=max(span.opens_on, self.since))
            for span in found
            if span.due_on >= self.since
        ]


def course_of(rule: ReportingRule, *, settled: date | None, on: date, until: date) -> Course:
    """What the rule asks for behind the newest period that opened, within the plan's term."""
    since = first_day(rule.plan, on=on)
    until = min(until, rule.plan.ends_on or until)
    if rule.begins_on is not None and rule.begins_on > since:
        settled = max(settled or date.min, rule.begins_on - ONE_DAY)
    return Course(rule.as_rule, since, until, settled)


def first_day(plan: Plan, *, on: date) -> date:
    """Periods before the plan's publication or term are nobody's debt."""
    published_on = timezone.localtime(plan.published_at).date() if plan.published_at else on
    return max(published_on, plan.starts_on or date.min)


def begins_on(scope: Scope, rule: Rule, *, on: date, works: Works) -> date | None:
    """Where a rule that is set today begins; None where it has no date left.

    Behind what was opened about the same subject, and with the period that is running: months
    that nobody asked for remain unasked.
    """
    settled = settled_on(scope)
    begin = shift(settled, 1) if settled else date.min
    since = max(first_day(scope.plan, on=on), on, begin)
    # Long enough for a yearly rhythm, whatever it skips.
    until = max(shift(since, 800), rule.once_on or date.min)
    coming = rules.spans(rule, since=since, until=until, works=works)
    first = next((span for span in coming if span.due_on >= on and span.ends_on >= since), None)
    if first is None or _is_after_term(scope.plan, rule):
        return None
    return max(first.starts_on, begin)


def _is_after_term(plan: Plan, rule: Rule) -> bool:
    """Whether the only day of a rule lies behind the plan's last one."""
    return bool(rule.once_on and plan.ends_on and rule.once_on > plan.ends_on)


def settled_on(scope: Scope) -> date | None:
    """The last day for which reports about this were opened."""
    if scope.subject is scope.plan:
        whole = Period.objects.opened().filter(plan=scope.plan)
        opened = whole.filter(rule__task=None, rule__target=None, rule__unit=None)
        return opened.aggregate(last=Max("ends_on"))["last"]
    reports = Report.objects.filter(period__plan=scope.plan)
    if scope.task is not None:
        reports = reports.filter(assignment__task=scope.task)
    elif scope.target is not None:
        reports = reports.filter(target=scope.target)
    else:
        reports = reports.filter(unit=scope.unit)
    return reports.aggregate(last=Max("period__ends_on"))["last"]
