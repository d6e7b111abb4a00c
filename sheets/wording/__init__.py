"""The sentences of sheets. Only codes and facts are stored; who reads may read another language."""

from sheets.wording.files import (
    WARNINGS,
    came_before,
    cell,
    column,
    column_fault,
    explanation_fault,
    forbidden,
    no_closing_date,
    note,
    wrong_columns,
)
from sheets.wording.kinds import confirming, saved, stays
from sheets.wording.lines import Change, Doubtful, Told, Trouble, doubts, page_name, told, trouble
from sheets.wording.places import letters_of, table_of
from sheets.wording.refusals import LINE, WORKBOOK, error, refusal

__all__ = [
    "LINE",
    "WARNINGS",
    "WORKBOOK",
    "Change",
    "Doubtful",
    "Offer",
    "Told",
    "Trouble",
    "came_before",
    "cell",
    "column",
    "column_fault",
    "confirming",
    "doubts",
    "error",
    "explanation_fault",
    "forbidden",
    "letters_of",
    "no_closing_date",
    "note",
    "page_name",
    "refusal",
    "table_of",
    "saved",
    "stays",
    "told",
    "trouble",
    "wrong_columns",
]
