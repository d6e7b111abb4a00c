"""Portals of two sizes, made of nothing but a number: deterministic, believable, loaded by COPY."""

from benchmarks.worlds.filling import empty, fill
from benchmarks.worlds.sizes import CITY, PROVINCE, SIZES, Size

__all__ = ["CITY", "PROVINCE", "SIZES", "Size", "empty", "fill"]
