"""The office sets and ends rules of reporting. What has opened keeps its dates."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import audit
from core.errors import RuleBroken
from core.working_days import working_calendar
from reports import rules
from reports.models import Period, ReportingRule, ReviewSteps
from reports.queries.courses import Scope, begins_on
from reports.rules import Rule
from reports.services.periods import lock_plans, plan_periods
from reports.wording import rhythm as wording
from units.models import User


@transaction.atomic
def set_rule(
    *, scope: Scope, rule: Rule, review: ReviewSteps | None = None, by: User, now: datetime
) -> ReportingRule:
    """Let this rule count for the plan, or for one task, target or unit of it.

    Periods that are open keep their deadlines; units have planned by them. `review` belongs to
    the whole plan's rule; None leaves it as it is.
    """
    lock_plans([scope.plan.pk])
    require_possible(rule)
    old = ReportingRule.objects.live().filter(**scope.fields).first()
    if old is not None and old.as_rule == rule:
        return _set_review(old, review, by=by, now=now)
    new = _replace(old, scope, rule, now=now)
    new.review = review or (old.review if old else ReviewSteps.UNIT)
    new.save()
    plan_periods(plans=[scope.plan.pk], now=now)
    details = {"rule": told(rule), "before": told(old.as_rule) if old else {}}
    audit.record("rhythm.set", scope.subject, by=by, now=now, details=details)
    return new


@transaction.atomic
def end_rule(*, rule_id: int, by: User, now: datetime) -> ReportingRule:
    """Let the plan's rule, or the unit's, count again for what had one of its own."""
    plan_id = ReportingRule.objects.values_list("plan", flat=True).get(pk=rule_id)
    lock_plans([plan_id])
    rule = ReportingRule.objects.select_related("task", "target", "unit").get(pk=rule_id)
    if rule.ended_at is not None:
        raise RuleBroken(wording.rule_is_over())
    subject = rule.task or rule.target or rule.unit
    if subject is None:
        raise RuleBroken(wording.plan_needs_a_rule())
    _end(rule, now=now)
    details = {"rule": told(rule.as_rule)}
    audit.record("rhythm.ended", subject, by=by, now=now, details=details)
    return rule


def require_possible(rule: Rule) -> None:
    """Raises RuleBroken with the first thing that is wrong with a rule."""
    for fault in rules.faults(rule).values():
        raise RuleBroken(wording.rule_fault(fault, rule))


def _replace(
    old: ReportingRule | None, scope: Scope, rule: Rule, *, now: datetime
) -> ReportingRule:
    today = timezone.localtime(now).date()
    first = begins_on(scope, rule, on=today, works=working_calendar().works)
    if first is None:
        raise RuleBroken(wording.rule_without_dates(scope.plan))
    if old is not None:
        _end(old, now=now)
    return ReportingRule(**scope.fields, **asdict(rule), begins_on=first)


def _end(rule: ReportingRule, *, now: datetime) -> None:
    rule.ended_at = now
    rule.save(update_fields=["ended_at"])
    Period.objects.filter(rule=rule, opened_at=None).delete()


def _set_review(
    rule: ReportingRule, review: ReviewSteps | None, *, by: User, now: datetime
) -> ReportingRule:
    if review is None or rule.review == review:
        return rule
    details = {"review": str(review), "before": rule.review}
    rule.review = review
    rule.save(update_fields=["review"])
    audit.record("rhythm.review_set", rule.plan, by=by, now=now, details=details)
    return rule


def told(rule: Rule) -> dict[str, Any]:
    """A rule as the audit trail keeps it."""
    return {name: str(value) for name, value in asdict(rule).items() if value is not None}
