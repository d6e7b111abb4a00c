"""Ranks as offices count them. Plain Python."""

from collections.abc import Sequence
from decimal import Decimal


def competition_ranks(results: Sequence[Decimal]) -> list[int]:
    """The best is 1; who is level shares a rank, and the next one counts all before: 1 2 2 4."""
    first: dict[Decimal, int] = {}
    for rank, result in enumerate(sorted(results, reverse=True), 1):
        first.setdefault(result, rank)
    return [first[result] for result in results]
