"""A reading, what officials change about it, and what a plan made of it must not lack. Pure.

A reading is the object that `python -m intake.reader` prints.
"""

from intake.rules.attaching import attached, untouched
from intake.rules.contradictions import contradictions
from intake.rules.corrections import (
    corrected,
    head_of,
    removed,
    with_confirmed,
    with_head,
    with_item,
    with_item_back,
    with_lost_back,
    with_named_unit,
    with_new_item,
    with_units,
    without_item,
    without_lost,
)
from intake.rules.doubting import UNCERTAIN_BELOW, Contradiction, Doubt, Fault
from intake.rules.judging import doubts, faults, to_settle
from intake.rules.naming import Candidate, Why, candidates, doubtful, parent_of, proposal
from intake.rules.places import Passage, clause_at, find_words, passages, task_at, trimmed
from intake.rules.publishing import (
    Entry,
    entries,
    likely_kind,
    own_texts,
    to_sentence_end,
    unit_names,
)
from intake.rules.shapes import (
    FIELDS,
    HEAD_FIELDS,
    Json,
    Span,
    amount,
    clipped,
    day,
    find,
    mark_of,
    span_of,
    storable,
    unit_mark,
)

__all__ = [
    "Candidate",
    "Contradiction",
    "Doubt",
    "Entry",
    "FIELDS",
    "Fault",
    "HEAD_FIELDS",
    "Json",
    "Passage",
    "Span",
    "UNCERTAIN_BELOW",
    "Why",
    "amount",
    "attached",
    "candidates",
    "clause_at",
    "clipped",
    "contradictions",
    "corrected",
    "day",
    "doubtful",
    "doubts",
    "entries",
    "faults",
    "find",
    "find_words",
    "head_of",
    "likely_kind",
    "mark_of",
    "own_texts",
    "parent_of",
    "passages",
    "proposal",
    "removed",
    "span_of",
    "storable",
    "task_at",
    "to_sentence_end",
    "to_settle",
    "trimmed",
    "unit_mark",
    "unit_names",
    "untouched",
    "with_confirmed",
    "with_head",
    "with_item",
    "with_item_back",
    "with_lost_back",
    "with_named_unit",
    "with_new_item",
    "with_units",
    "without_item",
    "without_lost",
]
