"""How a history goes on: statistics over equal steps. Floats only.

Everything is a linear regression of statsmodels: on a level that may follow the newest steps, or on
the seasons of the year. What comes in batches is drawn from the batches that there were.
"""

from collections.abc import Sequence

import numpy as np
from statsmodels.regression.linear_model import OLS, RegressionResults

from indicators.rules.forecasting.series import Series
from indicators.rules.forecasting.spreads import DrawnSpread, Floats, Spread, StudentSpread
from indicators.rules.forecasts import Method

# How much of what is new a level takes over at each step; 0 is the plain average. What is added
# follows slowly, or a single good month would be the pace of the whole year.
SPEEDS = {Method.PACE: (0.0, 0.1, 0.2, 0.3, 0.4, 0.5), Method.LEVEL: (0.0, 0.25, 0.5, 0.75, 1.0)}
# A livelier level has to fit better by so much, or chance would choose it.
LIVELIER = 0.98
# Steps without anything, of which batches are made.
EMPTY = 1 / 3
# How improbable the seasons must be without there being any.
SIGNIFICANT = 0.05
DRAWS = 2000
# Any number: the same history is to give the same forecast.
SEED = 20250101


def method_for(series: Series) -> Method:
    """What kind of history this is, seasons apart."""
    if not series.adds:
        return Method.LEVEL
    steps = np.array(series.steps)
    one_way = bool((steps >= 0).all() or (steps <= 0).all())
    some = bool((steps != 0).any())
    return Method.BATCHES if one_way and some and (steps == 0).mean() >= EMPTY else Method.PACE


def has_seasons(series: Series) -> bool:
    """Two whole years at least, in which the same times of the year are alike."""
    count, seasons = len(series.steps), series.per_year
    if not series.adds or seasons < 2 or count < 2 * seasons:
        return False
    steps = np.array(series.steps)
    fit = OLS(steps, _dummies(series, range(count))).fit()
    plain = OLS(steps, np.ones((count, 1))).fit()
    if fit.ssr <= plain.ssr * 1e-12:
        return bool(plain.ssr > 0)
    return bool(fit.compare_f_test(plain)[1] < SIGNIFICANT)


def spread_of(series: Series, method: Method, *, grain: float) -> Spread:
    """What is added over all the steps ahead, or the value at the end of them.

    `grain` is the smallest difference that reports tell: nothing is known more exactly.
    """
    steps, ahead = np.array(series.steps, dtype=np.float64), series.ahead
    if method is Method.SEASONS:
        return _of_seasons(series, steps, grain)
    if method is Method.BATCHES:
        return _of_batches(steps, ahead)
    return _of_level(steps, ahead, SPEEDS[method], adds=series.adds, grain=grain)


def _of_level(
    steps: Floats, ahead: int, speeds: Sequence[float], *, adds: bool, grain: float
) -> Spread:
    """Exponential smoothing: at each speed a regression on the level that it began with."""
    best, speed, level = _smoothed(steps, speeds, least=len(steps) * grain**2 / 12)
    freedom = max(float(best.df_resid) - (speed > 0), 1.0)
    noise = max(float(best.ssr) / freedom, grain**2 / 12)
    began = (1 - speed) ** len(steps)
    unsure = began**2 / float(best.model.exog[:, 0] @ best.model.exog[:, 0])
    later = np.arange(ahead)
    if adds:
        share = float(((1 + later * speed) ** 2).sum()) + ahead**2 * unsure
        return StudentSpread(ahead * level, float(np.sqrt(noise * share)), freedom)
    share = 1 + (ahead - 1) * speed**2 + unsure
    return StudentSpread(level, float(np.sqrt(noise * share)), freedom)


def _smoothed(
    steps: Floats, speeds: Sequence[float], *, least: float
) -> tuple[RegressionResults, float, float]:
    """The speed that fits best, with the level at the end. Nobody misses by less than `least`."""
    found: tuple[RegressionResults, float, float] | None = None
    for speed in speeds:
        missed, level = _followed(steps, speed)
        kept = (1 - speed) ** np.arange(len(steps))
        fit = OLS(missed, kept[:, None]).fit()
        if found is None or max(fit.ssr, least) < max(found[0].ssr, least) * LIVELIER:
            found = fit, speed, level + float(fit.params[0]) * (1 - speed) ** len(steps)
    assert found is not None
    return found


def _followed(steps: Floats, speed: float) -> tuple[Floats, float]:
    """By how much each step misses a level that begins at nothing, and where the level ends."""
    level, missed = 0.0, np.empty(len(steps))
    for place, step in enumerate(steps):
        missed[place] = step - level
        level += speed * missed[place]
    return missed, level


def _of_seasons(series: Series, steps: Floats, grain: float) -> Spread:
    count = len(steps)
    fit = OLS(steps, _dummies(series, range(count))).fit()
    first = count + series.skipped
    ahead = _dummies(series, range(first, first + series.ahead)).sum(axis=0)
    sure = fit.t_test(ahead)
    noise = max(float(fit.scale), grain**2 / 12)
    unsure = float(ahead @ fit.normalized_cov_params @ ahead)
    width = float(np.sqrt(noise * (series.ahead + unsure)))
    return StudentSpread(float(sure.effect.item()), width, float(fit.df_resid))


def _dummies(series: Series, places: Sequence[int]) -> Floats:
    rows = np.zeros((len(places), series.per_year))
    rows[np.arange(len(places)), [series.season(place) for place in places]] = 1
    return rows


def _of_batches(steps: Floats, ahead: int) -> Spread:
    """Each step ahead is one of those that were, and how often each comes is not sure either."""
    chance = np.random.default_rng(SEED)
    weights = chance.dirichlet(np.ones(len(steps)), DRAWS).cumsum(axis=1)
    picks = chance.random((DRAWS, ahead))
    places = (picks[:, :, None] > weights[:, None, :]).sum(axis=2)
    drawn = steps[np.minimum(places, len(steps) - 1)].sum(axis=1)
    return DrawnSpread(np.sort(drawn))
