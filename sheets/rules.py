"""What can happen to a sheet and to each of its lines. Plain Python."""

from enum import StrEnum


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"
