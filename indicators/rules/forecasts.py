"""What a forecast says, and why there is none: the words, without the statistics.

`indicators.rules.forecasting` computes them; its library takes seconds to load, which only the job
that computes has to pay.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

# The interval is meant to hold so often, in percent.
NOMINAL = 80
# Another number wherever the same history would give another forecast.
FORECAST_VERSION = 1


class Method(StrEnum):
    """How a history goes on."""

    # At the pace of its months, the newest of them first where the pace changes.
    PACE = "pace"
    # Each month as the same months of earlier years.
    SEASONS = "seasons"
    # Nothing for months, then many at once: certificates, buildings, events.
    BATCHES = "batches"
    # Around a level that moves slowly: a rate, a limit to keep.
    LEVEL = "level"


class Refusal(StrEnum):
    """Why there is no forecast; `indicators.wording` has the sentence for each."""

    NO_NUMBER = "no_number"
    NO_DATE = "no_date"
    # Stages are reached or not; they do not grow.
    STAGES = "stages"
    # It hangs on what others reach.
    RELATIVE = "relative"
    OVER = "over"
    NO_VALUES = "no_values"
    # Counts that cannot fall: the promise is kept whatever comes.
    REACHED = "reached"
    REDEFINED = "redefined"
    TOO_FEW = "too_few"
    # There is a history, but not one so long that a forecast over such a time could be tested.
    TOO_FAR = "too_far"
    # In the back-test the interval held too seldom.
    NOT_HELD = "not_held"
    # In the back-test it was not clearly better than what anybody can see.
    NO_BETTER = "no_better"
    # The computation itself broke; the log says how.
    FAILED = "failed"


@dataclass(frozen=True)
class Forecast:
    """The probable value at `ends_on`, or a `refusal` in place of it.

    The `probability` is that of reaching `wanted`, or of keeping to it where `at_most`. `low` to
    `high` is meant to hold in `NOMINAL` of 100 cases; of `origins` earlier closing dates
    from which it was tried, it held `hits` times. `error` is how far off the middle was there,
    `naive` how far off were those who said that nothing changes.
    """

    refusal: Refusal | None = None
    ends_on: date | None = None
    wanted: Decimal | None = None
    at_most: bool = False
    measured_on: date | None = None
    method: Method | None = None
    point: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    probability: Decimal | None = None
    origins: int = 0
    hits: int = 0
    error: Decimal | None = None
    naive: Decimal | None = None
