from indicators.queries.amendments import Asked, amendment_list, waiting_amendments
from indicators.queries.before import Before, shown_before
from indicators.queries.catalogue import definition_on, definitions_of, with_definition
from indicators.queries.forecasts import History, forecasts_of, histories_of
from indicators.queries.judged import (
    Judged,
    aim_of,
    as_corrected,
    as_decided,
    judged_targets,
    lamp_counts,
    promise_of,
    worst_first,
)
from indicators.queries.schemes import codes_of, lamp_scheme_of, schemes_by_key
from indicators.queries.trials import Trial, TrialLine, try_scheme
from indicators.queries.verdicts import CourseLine, comparators, recompute, verdict_course

__all__ = [
    "Before",
    "CourseLine",
    "History",
    "Judged",
    "Trial",
    "TrialLine",
    "aim_of",
    "as_corrected",
    "as_decided",
    "Asked",
    "amendment_list",
    "codes_of",
    "comparators",
    "definition_on",
    "definitions_of",
    "forecasts_of",
    "histories_of",
    "judged_targets",
    "lamp_counts",
    "lamp_scheme_of",
    "promise_of",
    "recompute",
    "schemes_by_key",
    "shown_before",
    "try_scheme",
    "verdict_course",
    "waiting_amendments",
    "with_definition",
    "worst_first",
]
