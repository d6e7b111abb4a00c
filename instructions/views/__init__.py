from instructions.views.giving import tick, write
from instructions.views.instructions import act, instruction, instructions

__all__ = ["act", "instruction", "instructions", "tick", "write"]
