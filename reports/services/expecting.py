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
# running, for what came in mid-period. `rivals` are reports of other rules about the same days.
WANTED = """
    WITH wanted AS MATERIALIZED (
        SELECT period.id, period.plan_id, period.due_at, period.id = ANY(%(fresh)s) AS is_fresh,
            rule.task_id, rule.target_id, rule.unit_id,
            (period.ends_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' AS over_at
        FROM reports_period period
        JOIN reports_reportingrule rule ON rule.id = period.rule_id
        WHERE period.plan_id = ANY(%(plans)s) AND period.closed_at IS NULL
            AND (period.id = ANY(%(fresh)s) OR (
                period.opened_at IS NOT NULL
                AND period.starts_on <= %(today)s AND period.ends_on >= %(today)s))
    ), rivals AS MATERIALIZED (
        SELECT rival.period_id, known.assignment_id, known.target_id
        FROM unnest(%(periods)s::bigint[], %(others)s::bigint[]) AS rival (period_id, other_id)
        JOIN reports_report known ON known.period_id = rival.other_id
        WHERE known.state <> 'withdrawn'
    )
    INSERT INTO reports_report (period_id, unit_id, assignment_id, target_id, state, due_at,
        expected_at, revision)
"""
RIVALS = """
    SELECT period.id, other.id
    FROM reports_period period
    JOIN reports_period other ON other.plan_id = period.plan_id AND other.rule_id <> period.rule_id
        AND other.starts_on <= period.ends_on AND other.ends_on >= period.starts_on
    WHERE period.plan_id = ANY(%(plans)s) AND other.opened_at IS NOT NULL
        AND (period.id = ANY(%(fresh)s) OR (
            period.opened_at IS NOT NULL
            AND period.starts_on <= %(today)s AND period.ends_on >= %(today)s))
"""
# A report that exists is passed over before it is tried; the conflict clause is the last guard.
EXPECT_ON_TASKS = """
    {wanted}
    SELECT wanted.id, assignment.unit_id, assignment.id, NULL, 'open', wanted.due_at,
        CASE WHEN wanted.is_fresh THEN NULL ELSE %(now)s END, 0
    FROM wanted
    JOIN tasks_task task ON task.plan_id = wanted.plan_id
    JOIN tasks_assignment assignment ON assignment.task_id = task.id
    LEFT JOIN reports_reportingrule of_task
        ON of_task.task_id = task.id AND of_task.ended_at IS NULL
    LEFT JOIN reports_reportingrule of_unit
        ON of_unit.plan_id = task.plan_id AND of_unit.unit_id = assignment.unit_id
        AND of_unit.ended_at IS NULL
    WHERE task.id IN ({reportable})
        AND assignment.ended_on IS NULL AND assignment.unit_id IS NOT NULL
        AND (assignment.given_at IS NULL OR assignment.given_at < wanted.over_at)
        AND wanted.target_id IS NULL
        AND wanted.task_id IS NOT DISTINCT FROM of_task.task_id
        AND wanted.unit_id IS NOT DISTINCT FROM
            CASE WHEN of_task.id IS NULL THEN of_unit.unit_id END
        AND NOT EXISTS (
            SELECT FROM reports_report known
            WHERE known.period_id = wanted.id AND known.assignment_id = assignment.id)
        AND NOT EXISTS (
            SELECT FROM rivals
            WHERE rivals.period_id = wanted.id AND rivals.assignment_id = assignment.id)
    ORDER BY wanted.id, assignment.id
    ON CONFLICT DO NOTHING
"""
EXPECT_ON_TARGETS = """
    {wanted}
    SELECT wanted.id, target.lead_unit_id, NULL, target.id, 'open', wanted.due_at,
        CASE WHEN wanted.is_fresh THEN NULL ELSE %(now)s END, 0
    FROM wanted
    JOIN indicators_target target ON target.plan_id = wanted.plan_id
    LEFT JOIN reports_reportingrule of_target
        ON of_target.target_id = target.id AND of_target.ended_at IS NULL
    LEFT JOIN reports_reportingrule of_unit
        ON of_unit.plan_id = target.plan_id AND of_unit.unit_id = target.lead_unit_id
        AND of_unit.ended_at IS NULL
    WHERE target.lead_unit_id IS NOT NULL
        AND wanted.task_id IS NULL
        AND wanted.target_id IS NOT DISTINCT FROM of_target.target_id
        AND wanted.unit_id IS NOT DISTINCT FROM
            CASE WHEN of_target.id IS NULL THEN of_unit.unit_id END
        AND NOT EXISTS (
            SELECT FROM reports_report known
            WHERE known.period_id = wanted.id AND known.target_id = target.id)
        AND NOT EXISTS (
            SELECT FROM rivals
            WHERE rivals.period_id = wanted.id AND rivals.target_id = target.id)
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
