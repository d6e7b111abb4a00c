"""Page-shaped reads on instructions."""

from instructions.queries.boxes import Box, box_about
from instructions.queries.lists import (
    LISTS,
    Filters,
    InstructionLine,
    lines,
    listed,
    plans_of,
    waiting_for,
)
from instructions.queries.sheet import PLACES, Feedback, InstructionSheet, instruction_sheet

__all__ = [
    "LISTS",
    "PLACES",
    "Box",
    "Feedback",
    "Filters",
    "InstructionLine",
    "InstructionSheet",
    "box_about",
    "instruction_sheet",
    "lines",
    "listed",
    "plans_of",
    "waiting_for",
]
