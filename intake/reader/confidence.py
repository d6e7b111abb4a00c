"""How sure each field is, by how it was told."""

from collections.abc import Mapping

from .vocabulary import words

SHARES: Mapping[str, Mapping[str, float]] = words("confidence")


def sure(field: str, how: str) -> float:
    """The share (0 to 1) of fields told that way that were right."""
    return SHARES[field][how]


def confidence(evidence: Mapping[str, str]) -> dict[str, float]:
    """The same for every field of an entry."""
    return {field: sure(field, how) for field, how in evidence.items()}
