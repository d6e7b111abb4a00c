"""The sweep: what waits is held against the ladders, and who has not been told is told."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from core.calendar import ONE_DAY, Works, end_of
from core.working_days import working_calendar
from notices import queries
from notices.rules import CHAIN, FURTHEST, Matter, Step, daily_slot, urgent_slot
from units.rules import OFFICE_ROLES, UNIT_ROLES

# How far back working days are counted one by one; what is older has reached every step.
PAST = timedelta(days=400)
# Days ahead among which there are FURTHEST working days whatever the holidays.
AHEAD = timedelta(days=FURTHEST * 2 + 14)

# One statement for each matter, whatever the number of things: what waits, the highest step that
# each has reached, who answers for it, and who of them was not told this or a higher step yet.
# What was told and waits no more, or is not the person's business any more, is settled beside.
SWEEP = """
WITH days AS (
    SELECT day, number FROM unnest(%(days)s::date[], %(numbers)s::integer[]) AS known(day, number)
), steps AS (
    SELECT step.*, lead(days, 1, 32767) OVER (PARTITION BY plan_id ORDER BY days) AS until
    FROM jsonb_to_recordset(%(steps)s) AS step(
        plan_id bigint, days integer, "to" text[], "by" text[], urgent boolean
    )
), waiting AS MATERIALIZED (
    {waiting}
), counted AS (
    SELECT waiting.*, {counted} AS number
    FROM waiting LEFT JOIN days
        ON days.day = ((due_at - interval '1 microsecond') AT TIME ZONE %(zone)s)::date
), reached AS MATERIALIZED (
    SELECT counted.*, step.days AS step, step."to", step."by", step.urgent
    FROM counted JOIN steps AS step
        ON counted.number >= step.days AND counted.number < step.until
        AND step.plan_id IS NOT DISTINCT FROM
            CASE WHEN counted.plan_id = ANY(%(own)s) THEN counted.plan_id END
), people AS (
    SELECT membership.id AS membership_id, membership.unit_id, membership.user_id AS person_id,
        membership.role::text, array_position(%(chain)s, membership.role::text) AS link,
        person.email <> '' AS has_mail
    FROM units_membership AS membership
    JOIN units_user AS person ON person.id = membership.user_id AND person.is_active
    WHERE membership.ended_on IS NULL
), asked AS (
    SELECT DISTINCT unit_id, acts, "to" FROM reached
), answering AS (
    SELECT asked.*, people.person_id, people.role, people.link, people.has_mail,
        'holder' = ANY("to") AND (
            people.role = ANY(acts)
            -- Nobody holds the role that must act: the next one up stands in its place.
            OR people.link = min(people.link) FILTER (WHERE people.link >= (
                SELECT min(array_position(%(chain)s, act)) FROM unnest(acts) AS act
            )) OVER (PARTITION BY asked.unit_id, acts, "to")
        ) AS is_duty
    FROM asked JOIN people ON
        people.role = ANY(%(of_units)s) AND people.unit_id = asked.unit_id
        -- The office answers for every unit; requests that a unit of its own holds are its own.
        OR people.role = ANY(%(of_office)s)
        OR people.role = 'leader' AND CASE
            WHEN 'leader' = ANY(acts) AND asked.unit_id IS NOT NULL
                THEN people.unit_id = asked.unit_id
            ELSE asked.unit_id IS NULL OR NOT EXISTS (
                SELECT FROM units_membership_watched_units AS watched
                WHERE watched.membership_id = people.membership_id
            ) OR EXISTS (
                SELECT FROM units_membership_watched_units AS watched
                WHERE watched.membership_id = people.membership_id
                    AND watched.unit_id = asked.unit_id
            )
        END
), told AS (
    SELECT DISTINCT ON (reached.thing_id, answering.person_id) reached.*, answering.person_id,
        answering.role, answering.is_duty, answering.has_mail
    FROM reached JOIN answering ON answering.unit_id IS NOT DISTINCT FROM reached.unit_id
        AND answering.acts = reached.acts AND answering."to" = reached."to"
    WHERE answering.is_duty OR answering.role = ANY(reached."to")
    -- In one order, so that two workers never wait for each other's rows in a ring.
    ORDER BY reached.thing_id, answering.person_id, answering.is_duty DESC, answering.link
), written AS (
    INSERT INTO notices_notice (
        matter, thing_id, place_id, subject, plan_id, unit_id, due_at, step, person_id, role,
        is_duty, is_urgent, goes_out, written_at
    )
    SELECT %(matter)s, thing_id, place_id, left(subject, 300), plan_id, unit_id, due_at, step,
        person_id, role, is_duty, urgent, 'email' = ANY("by") AND has_mail, %(now)s
    FROM told
    WHERE NOT EXISTS (
        SELECT FROM notices_notice AS known
        WHERE known.matter = %(matter)s AND known.thing_id = told.thing_id
            AND known.due_at = told.due_at AND known.person_id = told.person_id
            AND known.step >= told.step
    )
    ON CONFLICT DO NOTHING
    RETURNING id
), settled AS (
    UPDATE notices_notice AS notice SET settled_at = %(now)s
    WHERE notice.matter = %(matter)s AND notice.settled_at IS NULL AND (
        NOT EXISTS (
            SELECT FROM waiting
            WHERE waiting.thing_id = notice.thing_id AND waiting.due_at = notice.due_at
        ) OR NOT EXISTS (
            SELECT FROM people
            WHERE people.person_id = notice.person_id AND people.role = notice.role
                AND (people.role <> ALL(%(of_units)s) OR people.unit_id = notice.unit_id)
        )
    )
)
SELECT count(*) FROM written
"""


# What lies before the days that are counted has waited longer than any step asks for.
WORKING_DAYS = "%(today)s - COALESCE(days.number, 0)"

# Whoever has something to be told that no letter has taken along gets a letter at the next slot.
# A letter that is on its way already may have been packed; then this makes the one after it.
PLAN_LETTERS = """
INSERT INTO notices_message
    (person_id, channel, slot_at, is_urgent, work_state, attempts, not_before, work_error)
SELECT DISTINCT person_id, 'email', slot.at, is_urgent, 'queued', 0, slot.at, ''
FROM notices_notice AS notice
CROSS JOIN LATERAL (
    SELECT CASE WHEN is_urgent THEN %(urgent)s ELSE %(daily)s END AS at
) AS slot
WHERE goes_out AND message_id IS NULL AND settled_at IS NULL AND person_id IS NOT NULL
    AND NOT EXISTS (
        SELECT FROM notices_message AS known
        WHERE known.person_id = notice.person_id AND known.work_state IN ('queued', 'running')
            AND known.is_urgent = notice.is_urgent AND known.slot_at <= slot.at
    )
ORDER BY person_id
ON CONFLICT DO NOTHING
"""


@transaction.atomic
def find_waiting(*, now: datetime) -> int:
    """Write down who is to be told about what; returns how many notices that makes.

    Safe to run at any time, twice, at once in many workers, or after a week of silence: only the
    highest step reached is told, once.
    """
    calendar = working_calendar()
    today = timezone.localtime(now).date()
    facts = _facts(today, now=now, works=calendar.works)
    ladders = queries.ladders()
    told = 0
    with connection.cursor() as cursor:
        for matter in Matter:
            steps = list(_steps(ladders, matter))
            own = {"matter": matter.value, "steps": json.dumps(steps), "own": _own(ladders)}
            cursor.execute(_sweep(matter), facts | own)
            told += cursor.fetchone()[0]
    return told


@transaction.atomic
def plan_letters(*, now: datetime) -> int:
    """A letter for everybody who has something to be told by mail; how many are new."""
    works = working_calendar().works
    hours = queries.manner().hours
    with connection.cursor() as cursor:
        cursor.execute(
            PLAN_LETTERS,
            {
                "daily": daily_slot(now, hours, works=works),
                "urgent": urgent_slot(now, hours, works=works),
            },
        )
        planned: int = cursor.rowcount
    return planned


def _sweep(matter: Matter) -> str:
    counted = "waiting.counted" if matter is Matter.PACE else WORKING_DAYS
    return SWEEP.replace("{waiting}", queries.WAITING[matter]).replace("{counted}", counted)


def _facts(today: date, *, now: datetime, works: Works) -> dict[str, Any]:
    days = [today - PAST + ONE_DAY * count for count in range((PAST + AHEAD).days)]
    numbers, number = [], 0
    for day in days:
        number += works(day)
        numbers.append(number)
    return queries.FACTS | {
        "now": now,
        "until": end_of(days[-1]),
        "days": days,
        "numbers": numbers,
        "today": numbers[days.index(today)],
        "chain": [role.value for role in CHAIN],
        "of_units": [role.value for role in UNIT_ROLES],
        "of_office": [role.value for role in OFFICE_ROLES],
    }


def _own(ladders: dict[int | None, tuple[Step, ...]]) -> list[int]:
    return [plan for plan in ladders if plan is not None]


def _steps(
    ladders: dict[int | None, tuple[Step, ...]], matter: Matter
) -> Iterator[dict[str, object]]:
    for plan, steps in ladders.items():
        for step in steps:
            if step.matter is matter:
                yield {
                    "plan_id": plan,
                    "days": step.days,
                    "to": sorted(step.to),
                    "by": sorted(step.by),
                    "urgent": step.urgent,
                }
