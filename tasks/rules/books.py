"""The rules of a task's lamp as they were at each version, so that an old verdict can be computed
again. Whoever changes what a verdict says of the same facts adds a version here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RuleBook:
    """What differs between versions; everything else is common to all."""

    version: int
    # In so many last days before the due date, who is behind is held against the whole task.
    near_days: int


BOOKS = {1: RuleBook(1, near_days=15)}
CURRENT = BOOKS[1]
RULE_VERSION = CURRENT.version
