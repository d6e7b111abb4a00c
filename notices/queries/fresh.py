"""Who is to be told what at a moment, and was not told yet: the ladders held against what waits.

Written once, for the sweep that tells them and for the rehearsal that only says who it would be.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from core.calendar import ONE_DAY, Works, end_of
from core.working_days import working_calendar
from notices.queries.ladders import ladders
from notices.queries.waiting import FACTS, WAITING
from notices.rules import CHAIN, FURTHEST, Matter, Step
from units.rules import OFFICE_ROLES, UNIT_ROLES

# How far back working days are counted one by one; what is older has reached every step.
PAST = timedelta(days=400)
# Days ahead among which there are FURTHEST working days whatever the holidays.
AHEAD = timedelta(days=FURTHEST * 2 + 14)

# For one matter, whatever the number of things: what waits, the highest step that each has
# reached, who answers for it, and who of them was not told this or a higher step yet.
FRESH = """
WITH days AS (
    SELECT day, number FROM unnest(%(days)s::date[], %(numbers)s::integer[]) AS known(day, number)
), steps AS (
    SELECT step.*, lead(days, 1, 32767) OVER (PARTITION BY plan_id ORDER BY days) AS until
    FROM jsonb_to_recordset(%(steps)s) AS step(
        plan_id bigint, days integer, "to" text[], "by" text[], urgent boolean, words text
    )
), waiting AS MATERIALIZED (
    {waiting}
), counted AS MATERIALIZED (
    SELECT waiting.*, {counted} AS number
    FROM waiting LEFT JOIN days
        ON days.day = ((due_at - interval '1 microsecond') AT TIME ZONE %(zone)s)::date
), reached AS MATERIALIZED (
    SELECT counted.*, step.days AS step, step."to", step."by", step.urgent,
        step.words
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
), office AS MATERIALIZED (
    SELECT DISTINCT link FROM people WHERE role = ANY(%(of_office)s)
), asked AS (
    SELECT DISTINCT unit_id, acts, "to" FROM reached
), lowest AS MATERIALIZED (
    SELECT asked.*, (SELECT min(array_position(%(chain)s, act)) FROM unnest(acts) AS act) AS lowest
    FROM asked
), manned AS MATERIALIZED (
    -- Whose post it is: the lowest from the one that must act upward that somebody holds.
    SELECT lowest.*, COALESCE(
        min(people.link), (SELECT min(office.link) FROM office WHERE office.link >= lowest), 0
    ) AS first
    FROM lowest LEFT JOIN people ON people.unit_id = lowest.unit_id
        AND people.role = ANY(%(of_units)s) AND people.link >= lowest
    GROUP BY lowest.unit_id, acts, "to", lowest
), above AS MATERIALIZED (
    SELECT kind.*, people.* FROM (SELECT DISTINCT acts, "to", first FROM manned) AS kind
    JOIN people ON people.role <> ALL(%(of_units)s) AND (
        role = ANY("to") OR 'holder' = ANY("to") AND (role = ANY(acts) OR link = first)
    )
), able AS (
    SELECT manned.*, membership_id, person_id, role, link, has_mail
    FROM manned JOIN people ON people.unit_id = manned.unit_id AND role = ANY(%(of_units)s)
    UNION ALL
    SELECT manned.*, membership_id, person_id, role, link, has_mail
    FROM manned JOIN above ON above.acts = manned.acts AND above."to" = manned."to"
        AND above.first = manned.first
    -- The office answers for every unit; requests that a unit of its own holds are its own.
    WHERE role = ANY(%(of_office)s) OR role = 'leader' AND CASE
        WHEN 'leader' = ANY(manned.acts) AND manned.unit_id IS NOT NULL
            THEN above.unit_id = manned.unit_id
        ELSE manned.unit_id IS NULL OR NOT EXISTS (
            SELECT FROM units_membership_watched_units AS watched
            WHERE watched.membership_id = above.membership_id
        ) OR EXISTS (
            SELECT FROM units_membership_watched_units AS watched
            WHERE watched.membership_id = above.membership_id
                AND watched.unit_id = manned.unit_id
        )
    END
), answering AS (
    -- Who holds several posts is told once, and as a duty where it is one.
    SELECT DISTINCT ON (unit_id, acts, "to", person_id) *
    FROM (
        SELECT able.*, 'holder' = ANY("to") AND (role = ANY(acts) OR link = first) AS is_duty
        FROM able
    ) AS able
    WHERE is_duty OR role = ANY("to")
    ORDER BY unit_id, acts, "to", person_id, is_duty DESC, link
), told AS (
    SELECT reached.*, answering.person_id, answering.role, answering.is_duty, answering.has_mail
    -- Without a unit it is the office, and no unit has the key 0.
    FROM reached JOIN answering ON COALESCE(answering.unit_id, 0) = COALESCE(reached.unit_id, 0)
        AND answering.acts = reached.acts AND answering."to" = reached."to"
), fresh AS (
    SELECT * FROM told WHERE NOT EXISTS (
        SELECT FROM notices_notice AS known
        WHERE known.matter = %(matter)s AND known.thing_id = told.thing_id
            AND known.due_at = told.due_at AND known.person_id = told.person_id
            AND known.step >= told.step
    )
    -- In one order, so that two workers never wait for each other's rows in a ring.
    ORDER BY thing_id, person_id
), outlets AS (
    SELECT id AS outlet_id, unit_id FROM notices_outlet WHERE is_active
), fresh_outlets AS (
    -- The office's own hear of every unit, a unit's of that unit.
    SELECT reached.*, outlets.outlet_id
    FROM reached JOIN outlets
        ON outlets.unit_id IS NULL OR outlets.unit_id = reached.unit_id
    WHERE 'group' = ANY(reached."by") AND NOT EXISTS (
        SELECT FROM notices_notice AS known
        WHERE known.matter = %(matter)s AND known.thing_id = reached.thing_id
            AND known.due_at = reached.due_at AND known.outlet_id = outlets.outlet_id
            AND known.step >= reached.step
    )
    ORDER BY reached.thing_id, outlets.outlet_id
)
"""
# What lies before the days that are counted has waited longer than any step asks for.
WORKING_DAYS = "%(today)s - COALESCE(days.number, 0)"
# Of `fresh`: whether the person is told by mail as well. Duties cannot be muted.
GOES_OUT = """'email' = ANY("by") AND has_mail AND (is_duty OR NOT EXISTS (
    SELECT FROM notices_mute AS mute
    WHERE mute.person_id = fresh.person_id AND mute.matter = %(matter)s
))"""

# The matters of which something waits, or waited when it was told: most of them are idle.
BUSY_MATTER = """
    SELECT '{matter}' WHERE EXISTS ({waiting}) OR EXISTS (
        SELECT FROM notices_notice WHERE matter = '{matter}' AND settled_at IS NULL
    )
"""
BUSY = " UNION ALL ".join(
    BUSY_MATTER.replace("{matter}", matter).replace("{waiting}", waiting)
    for matter, waiting in WAITING.items()
)

Statement = tuple[str, dict[str, Any]]


def fresh(*, at: datetime, then: str) -> Iterator[Statement]:
    """One statement with its facts for each busy matter: `then` goes on where FRESH ends."""
    works = working_calendar().works
    facts = _facts(timezone.localtime(at).date(), works=works)
    climbs = ladders()
    facts["own"] = [plan for plan in climbs if plan is not None]
    for matter in _busy(facts):
        steps = json.dumps(list(_steps(climbs, matter)))
        counted = "waiting.counted" if matter is Matter.PACE else WORKING_DAYS
        sql = FRESH.replace("{waiting}", WAITING[matter]).replace("{counted}", counted)
        yield sql + then, facts | {"matter": matter.value, "steps": steps, "now": at}


def _busy(facts: dict[str, Any]) -> list[Matter]:
    with connection.cursor() as cursor:
        cursor.execute(BUSY, facts)
        return [Matter(matter) for (matter,) in cursor.fetchall()]


def _facts(today: date, *, works: Works) -> dict[str, Any]:
    days = [today - PAST + ONE_DAY * count for count in range((PAST + AHEAD).days)]
    numbers, number = [], 0
    for day in days:
        number += works(day)
        numbers.append(number)
    return FACTS | {
        "until": end_of(days[-1]),
        # As text: an array of so many values takes the driver longer than the database the rest.
        "days": f"{{{','.join(map(str, days))}}}",
        "numbers": f"{{{','.join(map(str, numbers))}}}",
        "today": numbers[days.index(today)],
        "chain": [role.value for role in CHAIN],
        "of_units": [role.value for role in UNIT_ROLES],
        "of_office": [role.value for role in OFFICE_ROLES],
    }


def _steps(
    climbs: dict[int | None, tuple[Step, ...]], matter: Matter
) -> Iterator[dict[str, object]]:
    for plan, steps in climbs.items():
        for step in steps:
            if step.matter is matter:
                yield {
                    "plan_id": plan,
                    "days": step.days,
                    "to": sorted(step.to),
                    "by": sorted(step.by),
                    "urgent": step.urgent,
                    "words": step.words,
                }
