"""Periods open on their day, and with them the reports that are expected.

Set-based: a city's reports are a handful of statements, a province's are the same ones. Safe to
run at any time, twice, after a weekend of downtime, with a clock that jumps back, and by several
workers at once: each plan is one worker's at a time, and the unique constraints of reports stand
behind that.
"""

from collections.abc import Collection
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from core import audit
from plans.models import Plan
from reports.models import ReportingRule
from reports.services.excusing import keep_in_step, waive_covered
from reports.services.expecting import Opening, expect_reports
from reports.services.periods import lock_plans, plan_periods
from tasks.services import expand_collectives

OPEN_PERIODS = """
    UPDATE reports_period period SET opened_at = %(now)s
    FROM reports_reportingrule rule
    WHERE rule.id = period.rule_id AND rule.ended_at IS NULL
        AND period.opened_at IS NULL AND period.opens_on <= %(today)s
        AND period.plan_id = ANY(%(plans)s)
    RETURNING period.id, period.plan_id
"""


@transaction.atomic
def open_periods(*, now: datetime) -> int:
    """Open what is due to open and expect its reports; how many reports were created.

    What came in mid-period gets its reports as well, and what is no longer owed is withdrawn.
    """
    today = timezone.localtime(now).date()
    plans = lock_plans()
    _give_default_rule(plans)
    expand_collectives(on=today)
    plan_periods(plans=plans, now=now)
    opened = _open(plans, today, now)
    run = Opening(plans, [period for period, _plan in opened], today, now)
    # First what exists, so that a province's new reports are not looked through once more.
    keep_in_step(run)
    expected = expect_reports(run)
    waive_covered(plans=plans, by=None, now=now)
    with_news = Plan.objects.filter(pk__in={plan for _period, plan in opened}).order_by("pk")
    details = {"opened_on": today.isoformat()}
    if opened:
        about = with_news.only("title")
        audit.record_each("plan.period_opened", about, by=None, now=now, details=details)
    return expected


def _give_default_rule(plans: Collection[int]) -> None:
    without = Plan.objects.filter(pk__in=plans).exclude(
        reporting_rules__in=ReportingRule.objects.own()
    )
    rules = [ReportingRule(plan_id=pk) for pk in without.values_list("pk", flat=True)]
    ReportingRule.objects.bulk_create(rules, ignore_conflicts=True)


def _open(plans: Collection[int], today: date, now: datetime) -> list[tuple[int, int]]:
    """The periods that this worker, and no other one, has opened, each with its plan."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN_PERIODS, {"now": now, "today": today, "plans": list(plans)})
        return cursor.fetchall()
