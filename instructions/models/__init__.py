from instructions.models.instruction import (
    Instruction,
    InstructionQuerySet,
    StateChoice,
    UrgencyChoice,
)
from instructions.models.steps import InstructionStep
from instructions.models.ticks import Tick

__all__ = [
    "Instruction",
    "InstructionQuerySet",
    "InstructionStep",
    "StateChoice",
    "Tick",
    "UrgencyChoice",
]
