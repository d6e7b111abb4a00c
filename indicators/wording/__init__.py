"""The sentences that explain lamps, and numbers as people write them."""

from indicators.wording.amendments import (
    amended,
    amendment_forbidden,
    amendment_need,
    promise_words,
)
from indicators.wording.amounts import (
    amount,
    by_language,
    closing_words,
    day_words,
    figure,
    promise,
    promised,
    rounded,
)
from indicators.wording.forecasts import (
    chance,
    forecast_brief,
    forecast_name,
    forecast_sentence,
    interval,
    interval_name,
)
from indicators.wording.schemes import band_word, fault, limits, made_up, scheme_name
from indicators.wording.verdicts import pace_count_sentence, sentence

__all__ = [
    "amended",
    "amendment_forbidden",
    "amendment_need",
    "amount",
    "band_word",
    "by_language",
    "chance",
    "closing_words",
    "day_words",
    "fault",
    "figure",
    "forecast_brief",
    "forecast_name",
    "forecast_sentence",
    "interval",
    "interval_name",
    "limits",
    "made_up",
    "pace_count_sentence",
    "promise",
    "promise_words",
    "promised",
    "rounded",
    "scheme_name",
    "sentence",
]
