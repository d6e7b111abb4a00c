"""Reports are expected: one for each part of a task and for each target with a lead.

Who owes what is decided here and nowhere else: a report belongs to the period whose rule is the
nearest to its task or target. What was opened under an earlier rule stands, so that nobody owes
two reports for the same days.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from tasks.models import Task

# The periods for which reports are created now: those that have just opened, and those that are
# running, for what came in mid-period. What exists is taken away as one set from another, which
# costs the same whatever the planner believes about either. `fresh` is joined, because a province
# opens thousands of periods and a list of keys beside an OR is compared one by one.
WANTED = """
    WITH wanted AS MATERIALIZED (
        SELECT period.id, period.plan_id, period.due_at, fresh.id IS NOT NULL AS is_fresh,
            rule.task_id, rule.target_id, rule.unit_id,
            num_nonnulls(rule.task_id, rule.target_id, rule.unit_id) = 0 AS is_general,
            (period.ends_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' AS over_at
        FROM reports_period period
        JOIN reports_reportingrule rule ON rule.id = period.rule_id
        LEFT JOIN unnest(%(fresh)s::bigint[]) AS fresh (id) ON fresh.id = period.id
        WHERE period.plan_id = ANY(%(plans)s) AND period.closed_at IS NULL
            AND (fresh.id IS NOT NULL OR (
                period.opened_at IS NOT NULL
                AND period.starts_on <= %(today)s AND period.ends_on >= %(today)s))
    ), known AS (
        SELECT report.period_id, report.assignment_id, report.target_id
        FROM wanted JOIN reports_report report ON report.period_id = wanted.id
        WHERE NOT wanted.is_fresh
        UNION ALL
        SELECT rival.period_id, report.assignment_id, report.target_id
        FROM unnest(%(periods)s::bigint[], %(others)s::bigint[]) AS rival (period_id, other_id)
        JOIN reports_report report ON report.period_id = rival.other_id
        WHERE report.state <> 'withdrawn'
    ), own AS MATERIALIZED (
        SELECT plan_id, task_id, target_id, unit_id FROM reports_reportingrule
        WHERE plan_id = ANY(%(plans)s) AND ended_at IS NULL
            AND num_nonnulls(task_id, target_id, unit_id) > 0
    )
"""
# Pairs of a wanted period and another one of the plan about some of the same days.
RIVALS = """
    SELECT period.id, other.id
    FROM reports_period period
    JOIN reports_period other ON other.plan_id = period.plan_id AND other.rule_id <> period.rule_id
        AND other.starts_on <= period.ends_on AND other.ends_on >= period.starts_on
    LEFT JOIN unnest(%(fresh)s::bigint[]) AS fresh (id) ON fresh.id = period.id
    WHERE period.plan_id = ANY(%(plans)s) AND other.opened_at IS NOT NULL
        AND (fresh.id IS NOT NULL OR (
            period.opened_at IS NOT NULL
            AND period.starts_on <= %(today)s AND period.ends_on >= %(today)s))
"""
EXPECT_ON_TASKS = """
    {wanted}, missing AS (
        SELECT wanted.id AS period_id, assignment.id AS assignment_id
        FROM wanted
        JOIN tasks_task task ON task.plan_id = wanted.plan_id
        JOIN tasks_assignment assignment ON assignment.task_id = task.id
        WHERE task.id IN ({reportable})
            AND assignment.ended_on IS NULL AND assignment.unit_id IS NOT NULL
            AND (assignment.given_at IS NULL OR assignment.given_at < wanted.over_at)
            AND (wanted.task_id = task.id
                OR (task.id NOT IN (SELECT task_id FROM own WHERE task_id IS NOT NULL)
                    AND (wanted.unit_id = assignment.unit_id
                        OR (wanted.is_general AND (task.plan_id, assignment.unit_id) NOT IN (
                            SELECT plan_id, unit_id FROM own WHERE unit_id IS NOT NULL)))))
        EXCEPT
        SELECT period_id, assignment_id FROM known
    )
    INSERT INTO reports_report
        (period_id, unit_id, assignment_id, state, due_at, expected_at, revision)
    SELECT wanted.id, assignment.unit_id, assignment.id, 'open', wanted.due_at,
        CASE WHEN wanted.is_fresh THEN NULL ELSE %(now)s END, 0
    FROM missing
    JOIN wanted ON wanted.id = missing.period_id
    JOIN tasks_assignment assignment ON assignment.id = missing.assignment_id
    ORDER BY wanted.id, assignment.id
    ON CONFLICT DO NOTHING
"""
EXPECT_ON_TARGETS = """
    {wanted}, missing AS (
        SELECT wanted.id AS period_id, target.id AS target_id
        FROM wanted
        JOIN indicators_target target ON target.plan_id = wanted.plan_id
        WHERE target.lead_unit_id IS NOT NULL
            AND (wanted.target_id = target.id
                OR (target.id NOT IN (SELECT target_id FROM own WHERE target_id IS NOT NULL)
                    AND (wanted.unit_id = target.lead_unit_id
                        OR (wanted.is_general AND (target.plan_id, target.lead_unit_id) NOT IN (
                            SELECT plan_id, unit_id FROM own WHERE unit_id IS NOT NULL)))))
        EXCEPT
        SELECT period_id, target_id FROM known
    )
    INSERT INTO reports_report
        (period_id, unit_id, target_id, state, due_at, expected_at, revision)
    SELECT wanted.id, target.lead_unit_id, target.id, 'open', wanted.due_at,
        CASE WHEN wanted.is_fresh THEN NULL ELSE %(now)s END, 0
    FROM missing
    JOIN wanted ON wanted.id = missing.period_id
    JOIN indicators_target target ON target.id = missing.target_id
    ORDER BY wanted.id, target.id
    ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class Opening:
    """One run of the job: the plans it claimed, the periods it opened, and when."""

    plans: Collection[int]
    fresh: Collection[int]
    today: date
    now: datetime


def expect_reports(run: Opening) -> int:
    """Create what is owed and not there yet; how many reports. Three statements."""
    facts: dict[str, Any] = {
        "plans": list(run.plans),
        "fresh": list(run.fresh),
        "today": run.today,
        "now": run.now,
    }
    on_tasks = EXPECT_ON_TASKS.replace("{reportable}", reportable(facts))
    with connection.cursor() as cursor:
        cursor.execute(RIVALS, facts)
        pairs = cursor.fetchall()
        facts |= {"periods": [pair[0] for pair in pairs], "others": [pair[1] for pair in pairs]}
        cursor.execute(EXPECT_ON_TARGETS.replace("{wanted}", WANTED), facts)
        created = cursor.rowcount
        cursor.execute(on_tasks.replace("{wanted}", WANTED), facts)
        return created + cursor.rowcount


def reportable(facts: dict[str, Any]) -> str:
    """The sub-select of the tasks that are reported on; its values join `facts`.

    Tasks alone say which those are, in `TaskQuerySet.reportable`.
    """
    tasks = Task.objects.reportable().order_by().values("pk")
    statement, values = tasks.query.sql_with_params()
    names = {f"task_{number}": value for number, value in enumerate(values)}
    facts |= names
    return statement % tuple(f"%({name})s" for name in names)
