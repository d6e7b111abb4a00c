"""Units of measure made comparable: 1.2 亿元 and 12000 万元, 20 家 and 20 个."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from intake.superior.words import WORDS

PREFIXES = {
    "": Decimal(1),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "万亿": Decimal(10**12),
}
# unit -> (family, how many of the family's first unit)
UNITS = {
    unit: (family if size else unit, Decimal(size or 1))
    for family, units in WORDS["measures"].items()
    for unit, size in units.items()
}
PREFIX = re.compile("^(万亿|百万|千万|[百千万亿])?(.+)$")


@dataclass(frozen=True)
class Measure:
    """What kind of thing is counted, and by what a number of it is multiplied."""

    family: str
    factor: Decimal


@lru_cache(maxsize=1_000)
def measure_of(unit: str | None) -> Measure:
    """The measure of a printed unit; one that nobody knows is comparable with itself only."""
    printed = (unit or "").strip().replace("％", "%").replace("人民币", "")
    if printed in UNITS:
        family, factor = UNITS[printed]
        return Measure(family, factor)
    parts = PREFIX.match(printed)
    if parts and parts[1] and parts[2] in UNITS:
        family, factor = UNITS[parts[2]]
        return Measure(family, factor * PREFIXES[parts[1]])
    if printed in PREFIXES and printed:
        return Measure("", PREFIXES[printed])
    return Measure(printed, Decimal(1))


def common(ours: str | None, theirs: str | None) -> tuple[Measure, Measure] | None:
    """Both measures where numbers of one can be held against numbers of the other, else None.

    A missing unit is taken for the other's: tables leave it away where a column says it.
    """
    one, other = measure_of(ours or theirs), measure_of(theirs or ours)
    return (one, other) if one.family == other.family else None
