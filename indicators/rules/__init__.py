"""The arithmetic of pace and lamps. Plain Python.

The published practice (序时进度): what should be reached is the share of months elapsed at the
closing date of the reported period, and gaps are told in percentage points. An indicator that
cannot be judged before its due date stays out of the count instead of turning red.

`lamps.judge` says where a target stands; a lamp scheme (`schemes`) says what that is called.
"""

from indicators.rules.aims import Aim, counts_anew, measure_of, settled, span_of
from indicators.rules.amendments import (
    TRANSITIONS,
    AmendmentActor,
    AmendmentNeed,
    AmendmentState,
    AmendmentVerb,
    Change,
    Promise,
    Transition,
    promise_on,
    step,
)
from indicators.rules.books import BOOKS, CURRENT, RULE_VERSION, RuleBook
from indicators.rules.counts import Counts, PaceCount, counts_as, counts_of, made_up_on, pace_count
from indicators.rules.families import Family, family_of
from indicators.rules.forecasts import FORECAST_VERSION, NOMINAL, Forecast, Method, Refusal
from indicators.rules.inputs import (
    Inputs,
    inputs_as_json,
    inputs_from_json,
    recompute,
    scheme_as_json,
    scheme_from_json,
)
from indicators.rules.lamps import closing_date, judge, judge_readings, reached
from indicators.rules.pace import expected_value, time_share
from indicators.rules.ranks import competition_ranks
from indicators.rules.schemes import (
    DEFAULT,
    PRESETS,
    SHAPES,
    Band,
    Distance,
    Fault,
    Scheme,
    faults,
)
from indicators.rules.verdicts import Override, Reading, Verdict, overridden, points
from indicators.rules.words import (
    AMOUNTS,
    BEHIND,
    LAMPS,
    Comparator,
    Kind,
    Lamp,
    Measure,
    Nature,
    PaceRule,
    Reason,
    Recurrence,
    Standing,
)

__all__ = [
    "AMOUNTS",
    "BEHIND",
    "BOOKS",
    "CURRENT",
    "DEFAULT",
    "LAMPS",
    "PRESETS",
    "RULE_VERSION",
    "SHAPES",
    "TRANSITIONS",
    "Aim",
    "AmendmentActor",
    "AmendmentNeed",
    "AmendmentState",
    "AmendmentVerb",
    "Band",
    "Change",
    "Comparator",
    "Distance",
    "FORECAST_VERSION",
    "Family",
    "Fault",
    "Forecast",
    "Inputs",
    "Kind",
    "Lamp",
    "Measure",
    "Method",
    "NOMINAL",
    "Nature",
    "Override",
    "Counts",
    "PaceCount",
    "PaceRule",
    "Promise",
    "Reading",
    "Reason",
    "Recurrence",
    "Refusal",
    "RuleBook",
    "Scheme",
    "Standing",
    "Transition",
    "Verdict",
    "closing_date",
    "counts_anew",
    "expected_value",
    "family_of",
    "faults",
    "inputs_as_json",
    "inputs_from_json",
    "judge",
    "judge_readings",
    "made_up_on",
    "measure_of",
    "overridden",
    "competition_ranks",
    "counts_as",
    "counts_of",
    "pace_count",
    "points",
    "promise_on",
    "reached",
    "recompute",
    "scheme_as_json",
    "scheme_from_json",
    "settled",
    "span_of",
    "step",
    "time_share",
]
