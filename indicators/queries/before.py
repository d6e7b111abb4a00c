"""What was shown at the closing date before the one that counts."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from indicators.models import StoredVerdict

# The newest row before; what an inspector decided is what was shown.
BEFORE = """
    SELECT DISTINCT ON (verdict.{thing}) verdict.{thing}, CASE verdict.override_band
        WHEN '' THEN verdict.lamp
        ELSE (
            SELECT each ->> 'lamp' FROM jsonb_array_elements(verdict.scheme -> 'bands') AS each
            WHERE each ->> 'code' = verdict.override_band
        ) END, verdict.reason, verdict.closing_on
    FROM unnest(%s::bigint[], %s::date[]) AS asked(thing, closing_on)
    JOIN {verdicts} AS verdict ON verdict.{thing} = asked.thing
        AND verdict.closing_on < asked.closing_on AND {known}
    ORDER BY verdict.{thing}, verdict.closing_on DESC
"""
LIVE = "verdict.superseded_at IS NULL"
KNOWN = """
    verdict.recorded_at < %s AND (verdict.superseded_at IS NULL OR verdict.superseded_at >= %s)
"""


class Before(NamedTuple):
    """The lamp, the reason that the rules had for theirs, and the closing date."""

    lamp: str
    reason: str
    on: date


def shown_before(
    verdicts: type[StoredVerdict],
    thing: str,
    asked: Collection[tuple[int, date]],
    *,
    until: datetime | None = None,
) -> dict[int, Before]:
    """Of things and the closing dates that count: how they stood at the one before, if there is
    any; as it is known now, or was known before the moment `until`. One query."""
    if not asked:
        return {}
    known = LIVE if until is None else KNOWN
    sql = BEFORE.format(thing=thing, verdicts=verdicts._meta.db_table, known=known)
    facts: list[Any] = [[pk for pk, _day in asked], [day for _pk, day in asked]]
    with connection.cursor() as cursor:
        cursor.execute(sql, facts if until is None else [*facts, until, until])
        return {pk: Before(*row) for pk, *row in cursor.fetchall()}
