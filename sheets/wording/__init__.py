"""The sentences of sheets. Only codes and facts are stored; who reads may read another language."""

from sheets.wording.files import (
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
from sheets.wording.lines import Change, Told, Trouble, told, trouble
from sheets.wording.refusals import LINE, WORKBOOK, error, refusal

__all__ = [
    "LINE",
    "WORKBOOK",
    "Change",
    "Told",
    "Trouble",
    "came_before",
    "cell",
    "column",
    "column_fault",
    "error",
    "explanation_fault",
    "forbidden",
    "no_closing_date",
    "note",
    "refusal",
    "told",
    "trouble",
    "wrong_columns",
]
