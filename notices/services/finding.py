"""The sweep: who has not been told is told, and what waits no more is settled."""

import logging
from collections.abc import Mapping
from datetime import datetime

from django.db import DatabaseError, connection, transaction

from core.working_days import working_calendar
from notices import queries
from notices.rules import daily_slot, urgent_slot

log = logging.getLogger(__name__)

# What was told and waits no more, or is not the person's business any more, is settled beside.
TELL = """
, written AS (
    INSERT INTO notices_notice (
        matter, thing_id, place_id, subject, plan_id, unit_id, due_at, step, person_id, outlet_id,
        role, is_duty, is_urgent, words, goes_out, written_at
    )
    SELECT %(matter)s, thing_id, place_id, left(subject, 300), plan_id, unit_id, due_at, step,
        person_id, NULL::bigint, role, is_duty, urgent, words, {goes_out}, %(now)s
    FROM fresh
    UNION ALL
    SELECT %(matter)s, thing_id, place_id, left(subject, 300), plan_id, unit_id, due_at, step,
        NULL, outlet_id, '', false, urgent, '', true, %(now)s
    FROM fresh_outlets
    ON CONFLICT DO NOTHING
    RETURNING id
), settled AS (
    UPDATE notices_notice AS notice SET settled_at = %(now)s
    WHERE notice.matter = %(matter)s AND notice.settled_at IS NULL AND (
        NOT EXISTS (
            SELECT FROM waiting
            WHERE waiting.thing_id = notice.thing_id AND waiting.due_at = notice.due_at
        ) OR notice.outlet_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM outlets
            WHERE outlets.outlet_id = notice.outlet_id
                AND (outlets.unit_id IS NULL OR outlets.unit_id = notice.unit_id)
        ) OR notice.person_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM people
            -- Equal keys alone, which a hash can be made of: a post in a unit, or any of the rest.
            WHERE people.person_id = notice.person_id AND people.role = notice.role
                AND CASE WHEN people.role = ANY(%(of_units)s) THEN people.unit_id ELSE 0 END
                    = CASE WHEN notice.role = ANY(%(of_units)s) THEN notice.unit_id ELSE 0 END
        )
    )
)
SELECT count(*) FROM written
""".replace("{goes_out}", queries.GOES_OUT)

# Whoever has something to be told that no message has taken along gets one at the next slot.
# A message that is on its way already may have been packed; then this makes the one after it.
PLAN_MESSAGES = """
INSERT INTO notices_message (
    person_id, outlet_id, channel, slot_at, is_urgent, is_trial, work_state, attempts, not_before,
    work_error
)
SELECT DISTINCT person_id, outlet_id, CASE WHEN outlet_id IS NULL THEN 'email' ELSE 'group' END,
    slot.at, is_urgent, false, 'queued', 0, slot.at, ''
FROM notices_notice AS notice
CROSS JOIN LATERAL (
    SELECT CASE WHEN is_urgent THEN %(urgent)s ELSE %(daily)s END AS at
) AS slot
WHERE goes_out AND message_id IS NULL AND settled_at IS NULL
    AND NOT EXISTS (
        SELECT FROM notices_message AS known
        -- One key for both, which a hash can be made of.
        WHERE COALESCE(known.person_id, -known.outlet_id)
                = COALESCE(notice.person_id, -notice.outlet_id)
            AND known.work_state IN ('queued', 'running') AND NOT known.is_trial
            AND known.is_urgent = notice.is_urgent AND known.slot_at <= slot.at
    )
ORDER BY person_id, outlet_id
ON CONFLICT DO NOTHING
"""


class Unfound(Exception):
    """Of these matters nobody could be told; everything else was told."""

    def __init__(self, errors: Mapping[str, DatabaseError]) -> None:
        # Databases quote the row that they refused on the lines after the first.
        said = (f"{matter}: {str(error).splitlines()[0]}" for matter, error in errors.items())
        super().__init__("; ".join(said))


def find_waiting(*, now: datetime) -> int:
    """Write down who is to be told about what; returns how many notices that makes.

    One statement for each matter, whatever the number of things. Safe to run at any time, twice,
    at once in many workers, or after a week of silence: only the highest step reached is told,
    once. A matter that the database refuses holds up no other: raises Unfound when all are done.
    """
    told, failed = 0, dict[str, DatabaseError]()
    with transaction.atomic(), connection.cursor() as cursor:
        # Whole cities are sorted and hashed at once.
        cursor.execute("SET LOCAL work_mem = '64MB'")
        for sql, facts in queries.fresh(at=now, then=TELL):
            try:
                with transaction.atomic():
                    cursor.execute(sql, facts)
                    told += cursor.fetchone()[0]
            except DatabaseError as error:
                log.exception("nobody is told of %s", facts["matter"])
                failed[facts["matter"]] = error
    if failed:
        raise Unfound(failed)
    return told


@transaction.atomic
def plan_letters(*, now: datetime) -> int:
    """A letter for everybody who has something to be told by mail, a message for each outlet; how
    many are new."""
    works = working_calendar().works
    hours = queries.manner().hours
    with connection.cursor() as cursor:
        cursor.execute(
            PLAN_MESSAGES,
            {
                "daily": daily_slot(now, hours, works=works),
                "urgent": urgent_slot(now, hours, works=works),
            },
        )
        planned: int = cursor.rowcount
    return planned
