"""Rhythm, states and contents of reports. Plain Python."""

from reports.rules.contents import (
    PERCENT_PLACES,
    TEXT_LIMIT,
    TEXTS,
    VALUE_BOUND,
    VALUE_PLACES,
    Content,
    Fault,
    Invalid,
    Seen,
    Subject,
    Writing,
    validate,
)
from reports.rules.rhythm import (
    DEADLINE_DAYS,
    Frequency,
    Span,
    first_month_to_open,
    monthly_span,
    spans_to_open,
)
from reports.rules.states import (
    TRANSITIONS,
    UNSENT,
    ReportState,
    Verb,
    after,
    is_writable,
)
from reports.rules.typed import (
    Fresh,
    fresh_sentences,
    parse_number,
)

__all__ = [
    "Content",
    "DEADLINE_DAYS",
    "Fault",
    "Frequency",
    "Fresh",
    "Invalid",
    "PERCENT_PLACES",
    "ReportState",
    "Seen",
    "Span",
    "Subject",
    "TEXTS",
    "TEXT_LIMIT",
    "TRANSITIONS",
    "UNSENT",
    "VALUE_BOUND",
    "VALUE_PLACES",
    "Verb",
    "Writing",
    "after",
    "first_month_to_open",
    "fresh_sentences",
    "is_writable",
    "monthly_span",
    "parse_number",
    "spans_to_open",
    "validate",
]
