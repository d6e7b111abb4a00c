"""Whether a forecast may be believed: it is tried on the history that it is made from.

From every earlier closing date it is asked what would have been said there about the same distance
ahead, from nothing but what came before; and held against what came.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from indicators.rules.forecasting.fitting import has_seasons, method_for, spread_of
from indicators.rules.forecasting.series import Series
from indicators.rules.forecasts import NOMINAL, Method, Refusal

# Steps that must be known before anything is said.
LEARNED = 4
# Tries without which a share of hits means nothing.
ORIGINS = 5
# The interval is meant to hold in 80 of 100; of so few tries one or two more may fail.
HELD = 0.7
# The error against that of "it stays as it is", for what is to grow or to fall.
CLEARLY = 0.8
# Against the straight line, and of levels against "it stays as it is": not worse.
NOT_WORSE = 1.1

Printed = Callable[[float], float]
TAIL = (100 - NOMINAL) / 200
# Of the smallest difference that reports tell: what only the arithmetic of computers makes.
NOTHING = 1e-6


@dataclass(frozen=True)
class Proof:
    """What came of the tries: how often the interval held, and how far off on average were the
    forecast, those who say that it stays as it is, and those who draw a straight line."""

    origins: int
    hits: int
    error: float
    stays: float
    line: float

    def refusal(self, *, adds: bool) -> Refusal | None:
        """What speaks against the forecast; None where it is good enough."""
        if self.origins < ORIGINS:
            return Refusal.TOO_FAR
        if self.hits < HELD * self.origins:
            return Refusal.NOT_HELD
        if adds:
            better = self.error <= NOT_WORSE * self.line
            better = better and self.error <= CLEARLY * self.stays and self.stays > 0
        else:
            better = self.error <= NOT_WORSE * self.stays
        return None if better else Refusal.NO_BETTER


def proof_of(series: Series, method: Method, *, grain: float, printed: Printed) -> Proof:
    """Tried from every earlier closing date, each time as it would have been done there.

    Seasons are tried only where they were known by then. `printed` is what a page makes of a
    number: hits are counted by what people would have read.
    """
    known = [
        (_until(series, at), series.steps[at : at + series.ahead])
        for at in range(LEARNED, len(series.steps) - series.ahead + 1)
    ]
    seasons = method is Method.SEASONS
    chosen = [
        (before, later, method if seasons else method_for(before))
        for before, later in known
        if not seasons or has_seasons(before)
    ]
    tries = [_Try(before, later, then, grain, printed) for before, later, then in chosen]
    if not tries:
        return Proof(0, 0, 0.0, 0.0, 0.0)
    return Proof(
        origins=len(tries),
        hits=sum(int(each.held) for each in tries),
        error=fmean(each.error for each in tries),
        stays=fmean(each.stays for each in tries),
        line=fmean(each.line for each in tries),
    )


def proved(series: Series, *, grain: float, printed: Printed) -> tuple[Method, Proof]:
    """How the history is forecast: by its seasons, as soon as that could be tried often enough."""
    if has_seasons(series):
        proof = proof_of(series, Method.SEASONS, grain=grain, printed=printed)
        if proof.origins >= ORIGINS:
            return Method.SEASONS, proof
    method = method_for(series)
    return method, proof_of(series, method, grain=grain, printed=printed)


class _Try:
    """What would have been said at an earlier closing date, and what came."""

    def __init__(
        self,
        series: Series,
        later: Sequence[float],
        method: Method,
        grain: float,
        printed: Printed,
    ) -> None:
        spread = spread_of(series, method, grain=grain)
        # Of what adds up the value as it stood, so that it is rounded as a page rounds it.
        stood = sum(series.steps) if series.adds else 0.0
        came = stood + sum(later) if series.adds else later[-1]
        low, high = (printed(stood + spread.quantile(share)) for share in (TAIL, 1 - TAIL))
        near = grain * NOTHING
        self.held = low - near <= came <= high + near
        now = stood if series.adds else series.steps[-1]
        straight = stood + series.ahead * fmean(series.steps) if series.adds else now
        self.error, self.stays, self.line = (
            0.0 if abs(came - said) < near else abs(came - said)
            for said in (stood + spread.expected(), now, straight)
        )


def _until(series: Series, at: int) -> Series:
    """The history as it was known after so many steps."""
    left = len(series.steps) - at
    last = series.last - left * series.rhythm
    return replace(series, steps=series.steps[:at], last=last, skipped=0)
