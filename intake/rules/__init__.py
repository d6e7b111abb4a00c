"""A reading, what officials change about it, and what a plan made of it must not lack. Pure.

A reading is the object that `python -m intake.reader` prints.
"""

from intake.rules.corrections import (
    corrected,
    head_of,
    removed,
    with_head,
    with_item,
    with_item_back,
    with_new_item,
    with_unit,
    without_item,
)
from intake.rules.judging import Doubt, Fault, doubts, faults
from intake.rules.publishing import (
    Entry,
    entries,
    likely_kind,
    own_texts,
    to_sentence_end,
    unit_names,
)
from intake.rules.shapes import FIELDS, HEAD_FIELDS, Json, amount, clipped, day, find, storable

__all__ = [
    "Doubt",
    "Entry",
    "FIELDS",
    "Fault",
    "HEAD_FIELDS",
    "Json",
    "amount",
    "clipped",
    "corrected",
    "day",
    "doubts",
    "entries",
    "faults",
    "find",
    "head_of",
    "likely_kind",
    "own_texts",
    "removed",
    "storable",
    "to_sentence_end",
    "unit_names",
    "with_head",
    "with_item",
    "with_item_back",
    "with_new_item",
    "with_unit",
    "without_item",
]
