from indicators.queries.judged import (
    Judged,
    aim_of,
    judged_targets,
    lamp_counts,
    promise_of,
    worst_first,
)
from indicators.queries.schemes import lamp_scheme_of, schemes_by_key

__all__ = [
    "Judged",
    "aim_of",
    "judged_targets",
    "lamp_counts",
    "lamp_scheme_of",
    "promise_of",
    "schemes_by_key",
    "worst_first",
]
