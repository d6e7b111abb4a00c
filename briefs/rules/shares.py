"""Shares that add up. Plain Python."""

from collections.abc import Sequence
from decimal import Decimal

TENTHS = 1000
_TENTH = Decimal("0.1")


def shares(counts: Sequence[int]) -> list[Decimal]:
    """What each count is of all, in percent with one decimal; they add up to 100.0.

    By the largest remainder: each share is cut off, and the tenths that are left go to those that
    lost most by it, the first ones where they lost alike. All are 0.0 where there is nothing.
    """
    if any(count < 0 for count in counts):
        raise ValueError("nothing is counted below zero")
    total = sum(counts)
    if not total:
        return [Decimal("0.0") for _count in counts]
    whole = [count * TENTHS // total for count in counts]
    lost = [count * TENTHS % total for count in counts]
    left = TENTHS - sum(whole)
    for place in sorted(range(len(counts)), key=lambda each: (-lost[each], each))[:left]:
        whole[place] += 1
    return [tenths * _TENTH for tenths in whole]
