"""Verbs on instructions."""

from instructions.services.giving import give_instruction, tick_as_read
from instructions.services.moving import Papers, move_instruction

__all__ = ["Papers", "give_instruction", "move_instruction", "tick_as_read"]
