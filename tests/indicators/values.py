"""Values for tests, and what the pages make of them."""

from datetime import date, datetime
from decimal import Decimal

from indicators.models import Measurement, Target, TargetStanding, TargetVerdict
from indicators.queries import Judged, judged_targets
from indicators.services import record_measurement
from tests import make

SEP = date(2026, 9, 30)


def measure(
    target: Target, value: object, *, on: date = SEP, source: str = "", now: datetime = make.NOW
) -> Measurement:
    """Reported for September, as known since the day that tests begin on."""
    return record_measurement(
        target_id=target.pk,
        period_ends_on=on,
        value=Decimal(str(value)),
        origin="test",
        source=source,
        by=None,
        now=now,
    )


def unjudge() -> None:
    """As if nobody had judged yet: what the job finds after an upgrade, or when a day begins."""
    TargetVerdict.objects.all().delete()
    TargetStanding.objects.all().delete()


def judged(target: Target, *, on: date) -> Judged:
    (only,) = judged_targets(Target.objects.filter(pk=target.pk), on=on)
    return only
