"""Periods open on their first day, and with them the reports that are expected.

Set-based: a city's reports are two statements, a province's as well. Safe to run at any time,
twice, after a weekend of downtime, and by several workers at once: the unique constraints of
periods and reports decide who was first, and the loser inserts nothing.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from core import audit
from core.calendar import Works, end_of, last_day_of_month
from core.working_days import working_calendar
from plans.models import Plan, PlanState
from reports import rules
from reports.models import Period, ReportingRule
from reports.rules import Span
from tasks.services import expand_collectives

# Both are ordered, so that two workers never wait for each other's rows in a ring.
OPEN_PERIODS = """
    INSERT INTO reports_period
        (plan_id, rule_id, starts_on, opens_on, ends_on, due_at, opened_at)
    SELECT rule.plan_id, rule.id, span.starts_on, span.starts_on, span.ends_on, span.due_at, %s
    FROM unnest(%s::bigint[], %s::date[], %s::date[], %s::timestamptz[])
        AS span (rule_id, starts_on, ends_on, due_at)
    JOIN reports_reportingrule rule ON rule.id = span.rule_id
    ORDER BY 1, 5
    ON CONFLICT DO NOTHING
    RETURNING plan_id, ends_on
"""
# A report that exists is passed over before it is tried; the conflict clause is for those that
# another worker is writing at this moment.
EXPECT_ON_TASKS = """
    INSERT INTO reports_report
        (period_id, unit_id, assignment_id, target_id, state, due_at, revision)
    SELECT period.id, assignment.unit_id, assignment.id, NULL, 'open', period.due_at, 0
    FROM reports_period period
    JOIN tasks_task task ON task.plan_id = period.plan_id
    JOIN tasks_assignment assignment ON assignment.task_id = task.id
    WHERE period.id = ANY(%s) AND task.state IN ('dispatched', 'in_progress')
        AND assignment.ended_on IS NULL AND assignment.unit_id IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM reports_report known
            WHERE known.period_id = period.id AND known.assignment_id = assignment.id)
    ORDER BY period.id, assignment.id
    ON CONFLICT DO NOTHING
"""
EXPECT_ON_TARGETS = """
    INSERT INTO reports_report
        (period_id, unit_id, assignment_id, target_id, state, due_at, revision)
    SELECT period.id, target.lead_unit_id, NULL, target.id, 'open', period.due_at, 0
    FROM reports_period period
    JOIN indicators_target target ON target.plan_id = period.plan_id
    WHERE period.id = ANY(%s) AND target.lead_unit_id IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM reports_report known
            WHERE known.period_id = period.id AND known.target_id = target.id)
    ORDER BY period.id, target.id
    ON CONFLICT DO NOTHING
"""


@transaction.atomic
def open_periods(*, now: datetime) -> int:
    """Open what is due to open and expect its reports; how many reports were created.

    The running month of every active plan whose term has begun, and the months since its
    publication that nobody opened. Assignments and targets that appeared since the running
    month opened get their reports as well.
    """
    today = timezone.localtime(now).date()
    _give_default_rule()
    expand_collectives(on=today)
    wanted = _spans_by_plan(today)
    opened = _insert_periods(wanted, now)
    expected = _expect_reports(wanted, today)
    titles = Plan.objects.in_bulk({plan_id for plan_id, _ends_on in opened})
    for ends_on, plan_ids in _by_closing_date(opened).items():
        plans = [titles[plan_id] for plan_id in plan_ids]
        details = {"ends_on": ends_on.isoformat()}
        audit.record_each("plan.period_opened", plans, by=None, now=now, details=details)
    return expected


def _give_default_rule() -> None:
    without = Plan.objects.active().filter(reporting_rules=None)
    rules_ = [ReportingRule(plan_id=pk) for pk in without.values_list("pk", flat=True)]
    ReportingRule.objects.bulk_create(rules_, ignore_conflicts=True)


def _spans_by_plan(today: date) -> dict[int, list[Span]]:
    """What each active plan has not opened yet."""
    plans = Plan.objects.active().defer("source_text")
    own = {rule.plan_id: rule for rule in ReportingRule.objects.own()}
    running = Period.objects.filter(plan__state=PlanState.ACTIVE).order_by().values_list("plan")
    newest = dict(running.annotate(Max("ends_on")))
    works = working_calendar().works
    return {
        plan.pk: _unopened(plan, own[plan.pk], newest.get(plan.pk), today, works)
        for plan in plans.order_by("pk")
    }


def _unopened(
    plan: Plan, rule: ReportingRule, newest_ends_on: date | None, today: date, works: Works
) -> list[Span]:
    published_at = plan.published_at
    since = rules.first_month_to_open(
        today=today,
        published_on=timezone.localtime(published_at).date() if published_at else None,
        starts_on=plan.starts_on,
        newest_ends_on=newest_ends_on,
    )
    if since is None:
        return []
    until = min(today, plan.ends_on or today)
    day = rule.anchor_number or 1
    return rules.spans_to_open(since=since, until=until, deadline_day=day, works=works)


def _insert_periods(wanted: dict[int, list[Span]], now: datetime) -> list[tuple[int, date]]:
    """Plan and closing date of the periods that this worker, and no other one, has opened."""
    rows = [(plan_id, span) for plan_id, spans in wanted.items() for span in spans]
    if not rows:
        return []
    own = dict(ReportingRule.objects.own().values_list("plan", "pk"))
    columns: list[Any] = [
        now,
        [own[plan_id] for plan_id, _span in rows],
        [span.starts_on for _plan_id, span in rows],
        [span.ends_on for _plan_id, span in rows],
        [end_of(span.due_on) for _plan_id, span in rows],
    ]
    with connection.cursor() as cursor:
        cursor.execute(OPEN_PERIODS, columns)
        return cursor.fetchall()


def _expect_reports(wanted: dict[int, list[Span]], today: date) -> int:
    """Create the reports of what was just opened and of the running month."""
    closing = {span.ends_on for spans in wanted.values() for span in spans}
    closing.add(last_day_of_month(today))
    periods = Period.objects.filter(plan__in=list(wanted), ends_on__in=closing)
    pks = [period.pk for period in periods if _is_ours(period, wanted, today)]
    with connection.cursor() as cursor:
        cursor.execute(EXPECT_ON_TASKS, [pks])
        created = cursor.rowcount
        cursor.execute(EXPECT_ON_TARGETS, [pks])
        return created + cursor.rowcount


def _is_ours(period: Period, wanted: dict[int, list[Span]], today: date) -> bool:
    running = period.starts_on <= today <= period.ends_on
    return running or any(span.ends_on == period.ends_on for span in wanted[period.plan_id])


def _by_closing_date(opened: Iterable[tuple[int, date]]) -> dict[date, list[int]]:
    plans: dict[date, list[int]] = defaultdict(list)
    for plan_id, ends_on in opened:
        plans[ends_on].append(plan_id)
    return plans
