"""Verbs on targets and their values."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from core import audit
from indicators.models import Measurement, Target
from units.models import User


@transaction.atomic
def record_measurement(
    *,
    target_id: int,
    period_ends_on: date,
    value: Decimal,
    origin: str,
    by: User | None,
    now: datetime,
) -> Measurement:
    """Note what a target had reached at the end of a period; an earlier value is superseded.

    `origin` names the row it comes from (`report 17`). The same value again writes nothing.
    """
    # The lock keeps two corrections of one period from both finding the same live value.
    target = Target.objects.select_for_update().select_related("indicator").get(pk=target_id)
    live = target.measurements.live().filter(period_ends_on=period_ends_on)
    known = live.first()
    if known is not None and known.value == value:
        return known
    live.update(superseded_at=now)
    measurement = Measurement.objects.create(
        target=target,
        period_ends_on=period_ends_on,
        value=value,
        recorded_at=now,
        origin=origin,
    )
    details = {"value": str(value), "period_ends_on": period_ends_on.isoformat(), "origin": origin}
    audit.record("target.measured", target, by=by, now=now, details=details)
    return measurement
