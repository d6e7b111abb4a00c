"""How things stand now, kept with every verdict on them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeVar

from django.db import connection

from indicators.models import KeptStanding, StoredVerdict, TargetStanding, TargetVerdict
from indicators.queries import Judged
from indicators.rules import Distance, counts_as

Row = TypeVar("Row", bound=KeptStanding)
# What is shown of the newest closing date before the one that counts.
BEFORE = """
    SELECT DISTINCT ON (verdict.{thing}) verdict.{thing}, CASE verdict.override_band
        WHEN '' THEN verdict.lamp
        ELSE (
            SELECT each ->> 'lamp' FROM jsonb_array_elements(verdict.scheme -> 'bands') AS each
            WHERE each ->> 'code' = verdict.override_band
        ) END
    FROM unnest(%s::bigint[], %s::date[]) AS asked(thing, closing_on)
    JOIN {verdicts} AS verdict ON verdict.{thing} = asked.thing
        AND verdict.closing_on < asked.closing_on AND verdict.superseded_at IS NULL
    ORDER BY verdict.{thing}, verdict.closing_on DESC
"""


def keep_standings(rows: Sequence[Row]) -> None:
    """Write these down; what stands as before is not touched.

    The things themselves are locked by the caller.
    """
    if not rows:
        return
    model = type(rows[0])
    known = model._default_manager.in_bulk([row.pk for row in rows])
    told = model.told()

    def says(row: Row | None) -> list[object] | None:
        return None if row is None else [getattr(row, name) for name in told]

    model._default_manager.bulk_create(
        [row for row in rows if says(row) != says(known.get(row.pk))],
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=told,
    )


def lamps_before(
    verdicts: type[StoredVerdict], thing: str, asked: Collection[tuple[int, date]]
) -> dict[int, str]:
    """Of things and the closing dates that count: the lamp at the one before, if there is any."""
    if not asked:
        return {}
    sql = BEFORE.format(thing=thing, verdicts=verdicts._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(column) for column in zip(*asked, strict=True)])
        return dict(cursor.fetchall())


def standings_of(judged: Sequence[Judged], rows: Mapping[int, int]) -> list[TargetStanding]:
    """`rows` is target -> the live verdict."""
    asked = [(each.target.pk, each.verdict.on) for each in judged]
    before = lamps_before(TargetVerdict, "target_id", asked)
    return [_standing(each, before.get(each.target.pk), rows[each.target.pk]) for each in judged]


def _standing(judged: Judged, was: str | None, row: int) -> TargetStanding:
    target, verdict = judged.target, judged.verdict
    missing = verdict.distance(Distance.POINTS)
    return TargetStanding(
        target=target,
        plan_id=target.plan_id,
        unit_id=target.lead_unit_id,
        closing_on=verdict.on,
        lamp=verdict.lamp.value,
        was=was or verdict.lamp.value,
        verdict_id=row,
        missing=None if missing is None else round(missing, 6),
        counts=counts_as(verdict).value,
    )
