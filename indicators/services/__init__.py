from indicators.services.amendments import decide_amendment, request_amendment
from indicators.services.catalogue import classify_indicator, define_indicator
from indicators.services.forecasting import forecast_all, forecast_some
from indicators.services.measuring import Measured, recall_measurements, record_measurements
from indicators.services.schemes import choose_scheme
from indicators.services.targets import (
    NewTarget,
    add_targets,
    enter_comparator,
    record_measurement,
)
from indicators.services.verdicts import override_verdict, record_verdicts, withdraw_override

__all__ = [
    "Measured",
    "NewTarget",
    "add_targets",
    "choose_scheme",
    "classify_indicator",
    "decide_amendment",
    "define_indicator",
    "enter_comparator",
    "forecast_all",
    "forecast_some",
    "override_verdict",
    "recall_measurements",
    "record_measurement",
    "record_measurements",
    "record_verdicts",
    "request_amendment",
    "withdraw_override",
]
