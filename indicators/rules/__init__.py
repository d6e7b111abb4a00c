"""The arithmetic of pace and lamps. Plain Python.

The published practice (序时进度): what should be reached is the share of months elapsed at the
closing date of the reported period, and gaps are told in percentage points. An indicator that
cannot be judged before its due date stays out of the count instead of turning red.
"""

from indicators.rules.lamps import (
    RULE_VERSION,
    Reading,
    Verdict,
    closing_date,
    judge,
    judge_readings,
    lamp_for_gap,
    points,
    reached,
)
from indicators.rules.pace import Aim, expected_value, measure_of, span_of, this_year, time_share
from indicators.rules.words import (
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
)

__all__ = [
    "BEHIND",
    "LAMPS",
    "RULE_VERSION",
    "Aim",
    "Comparator",
    "Kind",
    "Lamp",
    "Measure",
    "Nature",
    "PaceRule",
    "Reading",
    "Reason",
    "Recurrence",
    "Verdict",
    "closing_date",
    "expected_value",
    "judge",
    "judge_readings",
    "lamp_for_gap",
    "measure_of",
    "points",
    "reached",
    "span_of",
    "this_year",
    "time_share",
]
