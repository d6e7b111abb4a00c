from instructions.views.giving import tick, write
from instructions.views.instructions import act, instruction, instructions, instructions_file

__all__ = ["act", "instruction", "instructions", "instructions_file", "tick", "write"]
