"""From what a target promises and what was reported to its forecast."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import floor, log10

from core.calendar import last_day_of_month
from indicators.rules.aims import Aim, settled, span_of
from indicators.rules.books import CURRENT
from indicators.rules.forecasting.fitting import spread_of
from indicators.rules.forecasting.proving import LEARNED, ORIGINS, TAIL, proved
from indicators.rules.forecasting.series import Series, series_of
from indicators.rules.forecasting.spreads import BoundedSpread, Spread
from indicators.rules.forecasts import Forecast, Refusal
from indicators.rules.lamps import reached
from indicators.rules.verdicts import Reading
from indicators.rules.words import Kind

# What the tables have room for.
BIGGEST = 10**18
MOST_PLACES = 6
CHANCE_PLACES = 4
HUNDRED = 100.0
GROWING = frozenset({Kind.FLOW, Kind.CUMULATIVE, Kind.RECURRING})


def forecast(
    aim: Aim, readings: Sequence[Reading], *, on: date, since: date | None = None
) -> Forecast:
    """What a target probably reaches at its end, as known on a day; or why nothing can be said.

    `since` is the day from which on it is counted as it is today.
    """
    refusal, span = _no_question(aim), span_of(aim, on=on)
    if refusal is not None or span is None:
        return Forecast(refusal or Refusal.NO_DATE)
    end = span[1]
    whole = settled(aim, on=end, book=CURRENT)
    known = sorted(readings, key=lambda reading: reading.on)
    said = Forecast(
        ends_on=end,
        wanted=whole.value,
        at_most=whole.falls,
        measured_on=known[-1].on if known else None,
    )
    if on >= end or (known and last_day_of_month(known[-1].on) >= end):
        return replace(said, refusal=Refusal.OVER)
    alike = [each for each in known if since is None or each.on >= since]
    told = _from_history(said, whole, alike)
    if told.refusal is None:
        return told
    if _is_reached(whole, known, on=end):
        return replace(told, refusal=Refusal.REACHED)
    short = told.refusal in {Refusal.NO_VALUES, Refusal.TOO_FEW, Refusal.TOO_FAR}
    return replace(told, refusal=Refusal.REDEFINED) if short and alike != known else told


def _no_question(aim: Aim) -> Refusal | None:
    if aim.kind is Kind.MILESTONE:
        return Refusal.STAGES
    if aim.kind is Kind.RELATIVE:
        return Refusal.RELATIVE
    return Refusal.NO_NUMBER if aim.value is None else None


def _from_history(said: Forecast, aim: Aim, known: Sequence[Reading]) -> Forecast:
    """With its figures where the history bears them, else with the reason against it."""
    assert said.ends_on is not None
    series = series_of(aim, known, end=said.ends_on)
    if series is None:
        return replace(said, refusal=Refusal.NO_VALUES)
    if len(series.steps) < LEARNED + ORIGINS:
        return replace(said, refusal=Refusal.TOO_FEW)
    places = _places(known)
    grain = 10.0**-places
    method, proof = proved(series, grain=grain, printed=lambda value: round(value, places))
    said = replace(said, method=method, origins=proof.origins, hits=proof.hits)
    if proof.origins:
        said = replace(said, error=_number(proof.error, MOST_PLACES))
        said = replace(said, naive=_number(proof.stays, MOST_PLACES))
    refusal = proof.refusal(adds=series.adds)
    if refusal is not None:
        return replace(said, refusal=refusal)
    return _with_figures(said, aim, series, grain)


def _with_figures(said: Forecast, aim: Aim, series: Series, grain: float) -> Forecast:
    assert said.method is not None
    spread = _bounded(aim, series, spread_of(series, said.method, grain=grain))
    low, high = spread.quantile(TAIL), spread.quantile(1 - TAIL)
    # Of rare great batches the average may lie above nine tenths of what may come.
    point = min(max(spread.expected(), low), high)
    places = min(round(-log10(grain)), _telling(high - low))
    return replace(
        said,
        low=_number(low, places),
        point=_number(point, places),
        high=_number(high, places),
        probability=_number(_chance(aim, spread, grain), CHANCE_PLACES),
    )


def _telling(width: float) -> int:
    """So many places say something beside an interval so wide; below zero tens and hundreds."""
    return 1 - floor(log10(width)) if width > 0 else MOST_PLACES


def _bounded(aim: Aim, series: Series, spread: Spread) -> Spread:
    """Counts that cannot fall do not, and no share exceeds the whole."""
    if series.adds:
        spread = spread.moved(series.base)
    low: float | None = None
    if aim.kind is not Kind.GROWTH_RATE and min(series.base, *series.steps) >= 0:
        low = 0.0
    if aim.kind in GROWING and min(series.steps) >= 0:
        low = series.base
    shares = aim.kind is Kind.RATIO and aim.percent
    high = HUNDRED if shares and max(series.base, float(aim.value or 0)) <= HUNDRED else None
    return BoundedSpread(spread, low, high)


def _chance(aim: Aim, spread: Spread, grain: float) -> float:
    """How probable the promise is kept, to within what reports tell."""
    wanted = float(aim.value or 0)
    if aim.falls:
        return 1 - spread.above(wanted + grain / 2)
    return spread.above(wanted - grain / 2)


def _is_reached(aim: Aim, known: Sequence[Reading], *, on: date) -> bool:
    """Reached, by a count that cannot fall again."""
    value = reached(aim, known, on=on)
    if aim.kind not in GROWING or aim.falls or value is None or aim.value is None:
        return False
    return value >= aim.value


def _places(known: Sequence[Reading]) -> int:
    """Behind the point, as many as the most exact report has."""
    exponents = [each.value.normalize().as_tuple().exponent for each in known]
    return min(max(-min(int(each) for each in exponents), 0), MOST_PLACES)


def _number(value: float, places: int) -> Decimal:
    if abs(value) >= BIGGEST:
        raise OverflowError(value)
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
