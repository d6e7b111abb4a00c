"""What can happen to a workbook and its lines, and how cells are read. Plain Python."""

from sheets.rules.outcomes import Outcome

__all__ = ["Outcome"]
