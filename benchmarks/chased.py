"""A portal in which a quarter of what lead units owe is one working day late.

What was owed before is sent, and so is what was opened for targets and assisting units.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction

from benchmarks.worlds import Size, empty, fill
from benchmarks.worlds.sizes import NOW as OPENING
from core.calendar import add_working_days, end_of
from core.working_days import fill_calendar, working_calendar
from reports.services import open_periods

OPENS_ON = "2026-09-01"
DUE_ON = datetime.fromisoformat("2026-09-03T12:00+08:00").date()
SENT_BEFORE = "UPDATE reports_report SET state = 'approved' WHERE state IN ('open', 'submitted')"
LATE = """
    UPDATE reports_report AS report SET due_at = %s,
        state = CASE WHEN part.task_id %% 4 = 0 THEN 'open' ELSE 'approved' END
    FROM tasks_assignment AS part, reports_period AS period
    WHERE part.id = report.assignment_id AND part.role = 'lead'
        AND period.id = report.period_id AND period.opens_on = %s
"""
ADDRESSES = "UPDATE units_user SET email = username || '@example.org'"
OWED = """
    SELECT count(*) FROM reports_report AS report
    JOIN tasks_assignment AS part ON part.id = report.assignment_id AND part.role = 'lead'
    JOIN reports_period AS period ON period.id = report.period_id AND period.opens_on = %s
"""


def fill_chased(size: Size) -> datetime:
    """Fill an empty database with such a portal; returns a moment at which people are told."""
    empty()
    fill(size)
    fill_calendar(now=OPENING)
    open_periods(now=OPENING)
    with transaction.atomic(), connection.cursor() as cursor:
        # As when the portal is filled: the history of millions of changes is read by nobody.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(ADDRESSES)
        cursor.execute(SENT_BEFORE)
        cursor.execute(LATE, [end_of(DUE_ON), OPENS_ON])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    works = working_calendar().works
    return end_of(add_working_days(DUE_ON, 1, works=works)) - timedelta(hours=8)


def owed() -> int:
    """How many reports lead units owe since tonight, late or sent."""
    with connection.cursor() as cursor:
        cursor.execute(OWED, [OPENS_ON])
        return int(cursor.fetchone()[0])
