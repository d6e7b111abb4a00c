"""The probable value of a target at its due date, from its own history. Plain Python.

A forecast is made from the history as it is known, tried from the earlier closing dates of the same
history, and given only where it would have been right often enough there (`proving`).

Importing this takes seconds: see `indicators.rules.forecasts`.
"""

from indicators.rules.forecasting.outlook import forecast
from indicators.rules.forecasting.proving import Proof, proof_of
from indicators.rules.forecasting.series import Series, series_of
from indicators.rules.forecasting.spreads import Spread

__all__ = ["Proof", "Series", "Spread", "forecast", "proof_of", "series_of"]
