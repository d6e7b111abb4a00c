"""How targets stand now, kept with every verdict."""

from collections.abc import Sequence

from django.db import connection

from indicators.models import TargetStanding
from indicators.queries import Judged
from indicators.rules import counts_as

# What is shown of the newest closing date before the one that counts.
BEFORE = """
    SELECT DISTINCT ON (verdict.target_id) verdict.target_id, CASE verdict.override_band
        WHEN '' THEN verdict.lamp
        ELSE (
            SELECT each ->> 'lamp' FROM jsonb_array_elements(verdict.scheme -> 'bands') AS each
            WHERE each ->> 'code' = verdict.override_band
        ) END
    FROM unnest(%s::bigint[], %s::date[]) AS asked(target_id, closing_on)
    JOIN indicators_targetverdict AS verdict ON verdict.target_id = asked.target_id
        AND verdict.closing_on < asked.closing_on AND verdict.superseded_at IS NULL
    ORDER BY verdict.target_id, verdict.closing_on DESC
"""
SAID = ("plan_id", "unit_id", "closing_on", "lamp", "was", "missing", "counts")


def keep_standings(judged: Sequence[Judged]) -> None:
    """Write down how these targets stand; those that stand as before are not touched.

    Their rows are locked by the caller.
    """
    if not judged:
        return
    known = TargetStanding.objects.in_bulk([each.target.pk for each in judged])
    before = _before(judged)
    rows = [_standing(each, before.get(each.target.pk)) for each in judged]
    changed = [row for row in rows if _said(row) != _said(known.get(row.target_id))]
    TargetStanding.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["target"], update_fields=SAID
    )


def _before(judged: Sequence[Judged]) -> dict[int, str]:
    asked = [(each.target.pk, each.verdict.on) for each in judged]
    with connection.cursor() as cursor:
        cursor.execute(BEFORE, [list(column) for column in zip(*asked, strict=True)])
        return dict(cursor.fetchall())


def _standing(judged: Judged, was: str | None) -> TargetStanding:
    target, verdict = judged.target, judged.verdict
    missing = verdict.distance(judged.scheme.distance)
    return TargetStanding(
        target=target,
        plan_id=target.plan_id,
        unit_id=target.lead_unit_id,
        closing_on=verdict.on,
        lamp=verdict.lamp.value,
        was=was or verdict.lamp.value,
        missing=None if missing is None else round(missing, 6),
        counts=counts_as(verdict),
    )


def _said(row: TargetStanding | None) -> tuple[object, ...] | None:
    return None if row is None else tuple(getattr(row, name) for name in SAID)
