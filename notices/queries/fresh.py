"""Who is to be told what at a moment, and was not told yet: the ladders held against what waits.

Written once, for the sweep that tells them and for the rehearsal that only says who it would be.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

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
), counted AS (
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
    -- The office is 0 here: what may be NULL cannot be hashed.
    FROM reached JOIN answering ON COALESCE(answering.unit_id, 0) = COALESCE(reached.unit_id, 0)
        AND answering.acts = reached.acts AND answering."to" = reached."to"
    WHERE answering.is_duty OR answering.role = ANY(reached."to")
    -- In one order, so that two workers never wait for each other's rows in a ring.
    ORDER BY reached.thing_id, answering.person_id, answering.is_duty DESC, answering.link
), fresh AS (
    SELECT * FROM told WHERE NOT EXISTS (
        SELECT FROM notices_notice AS known
        WHERE known.matter = %(matter)s AND known.thing_id = told.thing_id
            AND known.due_at = told.due_at AND known.person_id = told.person_id
            AND known.step >= told.step
    )
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

Statement = tuple[str, dict[str, Any]]


def fresh(*, at: datetime, then: str) -> Iterator[Statement]:
    """One statement with its facts for each matter: `then` goes on where FRESH ends."""
    works = working_calendar().works
    facts = _facts(timezone.localtime(at).date(), works=works)
    climbs = ladders()
    facts["own"] = [plan for plan in climbs if plan is not None]
    for matter in Matter:
        steps = json.dumps(list(_steps(climbs, matter)))
        counted = "waiting.counted" if matter is Matter.PACE else WORKING_DAYS
        sql = FRESH.replace("{waiting}", WAITING[matter]).replace("{counted}", counted)
        yield sql + then, facts | {"matter": matter.value, "steps": steps, "now": at}


def _facts(today: date, *, works: Works) -> dict[str, Any]:
    days = [today - PAST + ONE_DAY * count for count in range((PAST + AHEAD).days)]
    numbers, number = [], 0
    for day in days:
        number += works(day)
        numbers.append(number)
    return FACTS | {
        "until": end_of(days[-1]),
        "days": days,
        "numbers": numbers,
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
