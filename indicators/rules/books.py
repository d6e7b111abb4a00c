"""The rules of pace as they were at each version, so that an old verdict can be computed again."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RuleBook:
    """What differs between versions of the arithmetic; everything else is common to all."""

    version: int
    # Recurring promises are due by whole occurrences, not by fractions of one.
    whole_occurrences: bool
    # Between two drawn month ends the way is straight by months, as 序时 counts, not by days.
    curve_by_months: bool
    # How far a value is from zero is no percentage, so it chooses the mildest lamp, never red.
    zero_has_no_distance: bool
    # A milestone's planned values are dated stages; those of a rate or ceiling hold in their time.
    slices: bool


BOOKS = {
    1: RuleBook(1, False, False, False, False),
    2: RuleBook(2, True, True, True, True),
}
CURRENT = BOOKS[2]
RULE_VERSION = CURRENT.version
