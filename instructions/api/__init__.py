from instructions.api.instructions import InstructionViewSet
from instructions.api.ticks import TickViewSet

__all__ = ["InstructionViewSet", "TickViewSet"]
