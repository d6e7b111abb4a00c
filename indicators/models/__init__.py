from indicators.models.amendments import Amendment, AmendmentQuerySet
from indicators.models.catalogue import Indicator, IndicatorDefinition
from indicators.models.forecasts import Forecast, ForecastMethod
from indicators.models.known import Known, KnownQuerySet, known_on
from indicators.models.schemes import LampBand, LampChoice, LampScheme
from indicators.models.standings import (
    IS_BEHIND,
    KeptStanding,
    LampTally,
    TargetStanding,
    TargetTally,
)
from indicators.models.targets import (
    AMOUNT,
    ComparatorValue,
    Measurement,
    PlannedValue,
    Target,
    TargetQuerySet,
)
from indicators.models.verdicts import StoredVerdict, TargetVerdict
from indicators.models.words import (
    PERCENT,
    AmendmentState,
    Comparator,
    Distance,
    Family,
    Kind,
    Lamp,
    Nature,
    PaceRule,
    Recurrence,
    Standing,
)

__all__ = [
    "AMOUNT",
    "PERCENT",
    "Amendment",
    "AmendmentQuerySet",
    "AmendmentState",
    "Comparator",
    "ComparatorValue",
    "Distance",
    "Family",
    "Forecast",
    "ForecastMethod",
    "Indicator",
    "IndicatorDefinition",
    "Kind",
    "IS_BEHIND",
    "KeptStanding",
    "Known",
    "KnownQuerySet",
    "Lamp",
    "LampBand",
    "LampChoice",
    "LampScheme",
    "LampTally",
    "Measurement",
    "Nature",
    "PaceRule",
    "PlannedValue",
    "Recurrence",
    "Standing",
    "StoredVerdict",
    "Target",
    "TargetQuerySet",
    "TargetStanding",
    "TargetTally",
    "TargetVerdict",
    "known_on",
]
