"""The verdict on a target: where it stands, its lamp, and everything that it was computed from."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from indicators.rules.schemes import DEFAULT, Band, Distance, Scheme
from indicators.rules.words import Lamp, Measure, Reason, Standing

_NOT_JUDGED = DEFAULT.band_for(Standing.NOT_JUDGED)


@dataclass(frozen=True)
class Reading:
    """What had been reached at the end of a period, as somebody reported it.

    Of a flow or a recurring count: since the beginning of the year (累计), like every other
    number that offices report.
    """

    on: date
    value: Decimal


@dataclass(frozen=True)
class Override:
    """An inspector's own lamp for a verdict. `computed` is the band that the rules had chosen."""

    computed: Band
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Verdict:
    """A lamp with everything that it was computed from.

    `on` is the closing date at which the aim was judged, `measured_on` the one that the newest
    reading is about; it is earlier where a unit has fallen silent.

    `gap` is in percentage points, as circulars quote it, positive when behind: between shares of
    the way, or between percentages that have to hold. `shortfall` is what is missing as a percent
    of what should be reached. `completion` and `expected_share` are percentages of the way from
    the baseline, `rate` the plain reached ÷ promised. All are None where they would mean nothing;
    nothing is ever clipped.
    """

    standing: Standing
    reason: Reason
    on: date
    measure: Measure = Measure.WAY
    wanted: Decimal | None = None
    wanted_high: Decimal | None = None
    actual: Decimal | None = None
    measured_on: date | None = None
    expected: Decimal | None = None
    completion: Decimal | None = None
    expected_share: Decimal | None = None
    rate: Decimal | None = None
    gap: Decimal | None = None
    shortfall: Decimal | None = None
    # Of stages: the date of the oldest one that is overdue.
    stage_on: date | None = None
    days_left: int | None = None
    # Reported periods behind, one after the other, this one included.
    misses: int = 0
    band: Band = _NOT_JUDGED
    raised: bool = False
    override: Override | None = None
    rule_version: int = 0

    @property
    def lamp(self) -> Lamp:
        return self.band.lamp

    @property
    def computed_lamp(self) -> Lamp:
        """What the rules say, also where an inspector decided otherwise."""
        return self.override.computed.lamp if self.override else self.lamp

    @property
    def is_behind(self) -> bool:
        """Whether the target stands behind, whatever its plan's lamps look like."""
        return self.standing in {Standing.BEHIND, Standing.MISSED}

    def distance(self, by: Distance) -> Decimal | None:
        """How far behind, in what a scheme counts.

        A value that must hold has no pace: two points of 7 % are far, two of 95 % are not. So its
        shortfall stands for the points.
        """
        if by is Distance.POINTS and self.measure is Measure.WAY:
            return self.gap
        return self.shortfall


def lit(verdict: Verdict, scheme: Scheme, *, misses: int = 0) -> Verdict:
    """The verdict with its lamp by a scheme."""
    distance = verdict.distance(scheme.distance)
    band = scheme.band_for(verdict.standing, distance, days_left=verdict.days_left)
    shown = scheme.raised(band, misses) if verdict.is_behind else band
    return replace(verdict, band=shown, raised=shown != band, misses=misses)


def overridden(verdict: Verdict, band: Band, *, reason: str, by: str, at: datetime) -> Verdict:
    """The verdict as an inspector decided it; the computed lamp stays with it."""
    computed = verdict.override.computed if verdict.override else verdict.band
    return replace(verdict, band=band, override=Override(computed, reason, by, at))


def points(value: Decimal) -> Decimal:
    """Percentage points to one decimal, as circulars print them."""
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
