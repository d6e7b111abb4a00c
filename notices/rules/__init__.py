"""Matters, ladders and the moments of letters. Plain Python."""

from notices.rules.ladders import (
    FURTHEST,
    MOST_STEPS,
    Fault,
    Preset,
    Step,
    faults_of,
    preset,
    reached,
)
from notices.rules.matters import CHAIN, UPWARD, WITH_DEADLINE, Channel, Matter, Party, Trouble
from notices.rules.moments import Hours, daily_slot, may_go, next_try, urgent_slot

__all__ = [
    "CHAIN",
    "FURTHEST",
    "MOST_STEPS",
    "UPWARD",
    "WITH_DEADLINE",
    "Channel",
    "Fault",
    "Hours",
    "Matter",
    "Party",
    "Preset",
    "Step",
    "Trouble",
    "daily_slot",
    "faults_of",
    "may_go",
    "next_try",
    "preset",
    "reached",
    "urgent_slot",
]
