"""Reports that need not be sent: waived by the office, or no longer owed.

Each step is one statement over all plans of a run. Rows are locked in one order, as people's own
writing locks them, so that nobody waits in a ring; whoever has sent meanwhile keeps what they sent.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from core import audit
from reports import rules
from reports.models import Report
from reports.rules import Verb
from reports.services.expecting import Opening, reportable
from reports.services.locking import STATE_BEFORE
from units.models import User

# A target that gets another lead takes along what is not late yet.
HAND_ON = """
    WITH moved AS MATERIALIZED (
        SELECT report.id, target.lead_unit_id
        FROM reports_report report
        JOIN reports_period period ON period.id = report.period_id
        JOIN indicators_target target ON target.id = report.target_id
        WHERE period.plan_id = ANY(%(plans)s) AND period.closed_at IS NULL
            AND (report.state = ANY(%(states)s) OR report.state = 'withdrawn')
            AND report.due_at > %(now)s AND target.lead_unit_id <> report.unit_id
        ORDER BY report.id FOR UPDATE OF report
    )
    UPDATE reports_report report
    SET unit_id = moved.lead_unit_id, revision = revision + 1
    FROM moved WHERE moved.id = report.id
    RETURNING report.id
"""
# All that wait for their units, less those that are owed: as sets, for the same reason as in
# `expecting`.
WITHDRAW = """
    WITH unsent AS MATERIALIZED (
        SELECT report.id, report.unit_id, report.assignment_id, report.target_id
        FROM reports_report report
        JOIN reports_period period ON period.id = report.period_id
        WHERE period.plan_id = ANY(%(plans)s) AND period.closed_at IS NULL
            AND report.state = ANY(%(states)s)
    ), lost AS MATERIALIZED (
        SELECT id FROM unsent
        EXCEPT
        SELECT unsent.id FROM unsent
        JOIN tasks_assignment assignment ON assignment.id = unsent.assignment_id
            AND assignment.unit_id = unsent.unit_id AND assignment.ended_on IS NULL
        WHERE assignment.task_id IN ({reportable})
        EXCEPT
        SELECT unsent.id FROM unsent
        JOIN indicators_target target ON target.id = unsent.target_id
            AND target.lead_unit_id = unsent.unit_id
    ), locked AS MATERIALIZED (
        SELECT report.id FROM reports_report report JOIN lost USING (id)
        WHERE report.state = ANY(%(states)s)
        ORDER BY report.id FOR UPDATE OF report
    )
    UPDATE reports_report report
    SET state = 'withdrawn', excused_at = %(now)s, revision = revision + 1
    FROM locked WHERE locked.id = report.id
    RETURNING report.id
"""
RESTORED = """
        ORDER BY report.id FOR UPDATE OF report
    )
    UPDATE reports_report report
    SET waiver_id = NULL, excused_at = NULL, revision = revision + 1, state = {before}
    FROM owed WHERE owed.id = report.id
    RETURNING report.id
""".replace("{before}", STATE_BEFORE)
RESTORE_WITHDRAWN = """
    WITH owed AS MATERIALIZED (
        SELECT report.id
        FROM reports_report report
        JOIN reports_period period ON period.id = report.period_id
        LEFT JOIN (
            SELECT assignment.id, assignment.unit_id FROM tasks_assignment assignment
            WHERE assignment.ended_on IS NULL AND assignment.task_id IN ({reportable})
        ) part ON part.id = report.assignment_id AND part.unit_id = report.unit_id
        LEFT JOIN indicators_target target
            ON target.id = report.target_id AND target.lead_unit_id = report.unit_id
        WHERE period.plan_id = ANY(%(plans)s) AND period.closed_at IS NULL
            AND report.state = 'withdrawn' AND report.due_at > %(now)s
            AND (part.id IS NOT NULL OR target.id IS NOT NULL)
        {restored}
"""
RESTORE_WAIVED = """
    WITH owed AS MATERIALIZED (
        SELECT report.id
        FROM reports_report report
        JOIN reports_period period ON period.id = report.period_id
        WHERE report.waiver_id = %(waiver)s AND report.state = 'waived'
            AND period.closed_at IS NULL AND report.due_at > %(now)s
        {restored}
"""
WAIVE = """
    WITH covered AS MATERIALIZED (
        SELECT report.id, waiver.id AS waiver_id
        FROM reports_waiver waiver
        JOIN reports_period period ON period.plan_id = waiver.plan_id
            AND period.ends_on >= waiver.starts_on
            AND (waiver.ends_on IS NULL OR period.ends_on <= waiver.ends_on)
        JOIN reports_report report ON report.period_id = period.id
        LEFT JOIN tasks_assignment assignment ON assignment.id = report.assignment_id
        WHERE waiver.ended_at IS NULL AND waiver.plan_id = ANY(%(plans)s)
            AND period.closed_at IS NULL AND report.state = ANY(%(states)s)
            AND (waiver.task_id IS NULL OR waiver.task_id = assignment.task_id)
            AND (waiver.target_id IS NULL OR waiver.target_id = report.target_id)
            AND (waiver.unit_id IS NULL OR waiver.unit_id = report.unit_id)
        ORDER BY report.id FOR UPDATE OF report
    )
    UPDATE reports_report report
    SET state = 'waived', waiver_id = oldest.waiver_id, excused_at = %(now)s,
        revision = revision + 1
    FROM (SELECT id, min(waiver_id) AS waiver_id FROM covered GROUP BY id) oldest
    WHERE oldest.id = report.id
    RETURNING report.id
"""


def keep_in_step(run: Opening) -> None:
    """Withdraw what is no longer owed, and bring back what is owed again.

    What was sent already stays with those for whom it waits: it is work that was done.
    """
    facts: dict[str, Any] = {"plans": list(run.plans), "now": run.now}
    part = reportable(facts)
    unsent = {"states": list(rules.UNSENT)}
    steps = [
        ("report.handed_on", HAND_ON, unsent),
        ("report.withdrawn", WITHDRAW, unsent),
        ("report.restored", RESTORE_WITHDRAWN, {}),
    ]
    for verb, statement, more in steps:
        found = _execute(statement.replace("{reportable}", part), facts | more)
        _record(verb, found, by=None, now=run.now)


def waive_covered(*, plans: Collection[int], by: User | None, now: datetime) -> int:
    """Waive what waits for its unit and is covered by a waiver; how many reports."""
    states = list(rules.states_before(Verb.WAIVE))
    found = _execute(WAIVE, {"plans": list(plans), "states": states, "now": now})
    _record("report.waived", found, by=by, now=now)
    return len(found)


def restore_waived(*, waiver_id: int, by: User, now: datetime) -> int:
    """Ask again for what this waiver covered and what is not due yet; how many reports."""
    found = _execute(RESTORE_WAIVED, {"waiver": waiver_id, "now": now})
    _record("report.restored", found, by=by, now=now)
    return len(found)


def _execute(statement: str, facts: dict[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("{restored}", RESTORED), facts)
        return [row[0] for row in cursor.fetchall()]


def _record(verb: str, pks: Iterable[int], *, by: User | None, now: datetime) -> None:
    if pks:
        about = Report.objects.with_subject().filter(pk__in=pks).order_by("pk")
        audit.record_each(verb, about, by=by, now=now)
