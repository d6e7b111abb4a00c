"""How things stand now, kept with every verdict on them."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from indicators.models import Indicator, KeptStanding, TargetStanding, TargetVerdict
from indicators.queries import Before, Judged, shown_before
from indicators.rules import Distance, Reason, counts_as, counts_of

Row = TypeVar("Row", bound=KeptStanding)


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


def standings_of(judged: Sequence[Judged], rows: Mapping[int, int]) -> list[TargetStanding]:
    """`rows` is target -> the live verdict."""
    asked = [(each.target.pk, each.verdict.on) for each in judged]
    before = shown_before(TargetVerdict, "target_id", asked)
    return [_standing(each, before.get(each.target.pk), rows[each.target.pk]) for each in judged]


def keep_family(indicator: Indicator) -> None:
    """After the office moved an indicator, whose targets are locked by the caller."""
    standings = TargetStanding.objects.filter(target__indicator=indicator)
    standings.exclude(family=indicator.family).update(family=indicator.family)


def _standing(judged: Judged, before: Before | None, row: int) -> TargetStanding:
    target, verdict = judged.target, judged.verdict
    missing = verdict.distance(Distance.POINTS)
    return TargetStanding(
        target=target,
        plan_id=target.plan_id,
        unit_id=target.lead_unit_id,
        closing_on=verdict.on,
        lamp=verdict.lamp.value,
        was=before.lamp if before else verdict.lamp.value,
        verdict_id=row,
        missing=None if missing is None else round(missing, 6),
        family=target.indicator.family,
        counts=counts_as(verdict).value,
        counted=counts_of(Reason(before.reason)).value if before else "",
    )
