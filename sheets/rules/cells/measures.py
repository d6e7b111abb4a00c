"""Units of measure: what is the same, what can be turned into what."""

import re
from collections.abc import Mapping
from decimal import Context, Decimal, Inexact, Overflow, localcontext
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple

from sheets.rules.words import file

# Figures are kept with so many places; what would need more is not turned.
PLACES = 6
_HALF = str.maketrans("％／（）·　", "%/()· ")


class Measure(NamedTuple):
    """`base` is the measure without 万 and the like, of which one is `scale` times `size`."""

    scale: Fraction
    size: Fraction
    base: str


@lru_cache(maxsize=4096)
def factor(found: str, wanted: str) -> Fraction | None:
    """By what a number in one measure becomes one in the other; None where that is nonsense."""
    if (found := normal(found)) == (wanted := normal(wanted)):
        return Fraction(1)
    found_top, *found_below = found.split("/")
    wanted_top, *wanted_below = wanted.split("/")
    if not found_top or (not found_below and not _measure(found_top).base):
        # 19亿 for 万元: the measure itself is understood. Nobody says 2万 of a percentage.
        if _measure(wanted_top).base in file("conversions")["counting"]["shares"]:
            return None
        return _measure(found_top).scale / _measure(wanted_top).scale
    if len(found_below) != len(wanted_below):
        return None
    result = _ratio(found_top, wanted_top)
    for one, other in zip(found_below, wanted_below, strict=True):
        below = _ratio(one, other)
        result = result / below if result is not None and below else None
    return result


@cache
def normal(measure: str) -> str:
    """A measure as it is compared."""
    bare = "".join(measure.translate(_HALF).lower().split())
    per = re.fullmatch(r"(?P<top>[^/每]+)每(?P<below>[^/每]+)", bare)
    return f"{per['top']}/{per['below']}" if per else bare.replace("/每", "/")


def _ratio(found: str, wanted: str) -> Fraction | None:
    one, other = _measure(found), _measure(wanted)
    if one.base == other.base or _counts_anything(one.base, other.base):
        return one.scale * one.size / (other.scale * other.size)
    return None


def _counts_anything(one: str, other: str) -> bool:
    """个 stands for any counting word, but for nothing that is weighed or measured."""
    neutral = file("conversions")["counting"]["any"]
    return (one in neutral and other in _counted()) or (other in neutral and one in _counted())


@cache
def _measure(text: str) -> Measure:
    if text in sizes():
        return Measure(Fraction(1), *sizes()[text])
    scales = file("conversions")["scales"]
    scale = Fraction(1)
    # 亿千瓦时 is 亿 and 千瓦时: as little as possible is taken for a scale.
    for place, sign in enumerate(text, start=1):
        if sign not in scales:
            break
        scale *= Fraction(scales[sign])
        if text[place:] in sizes() or place == len(text):
            return Measure(scale, *sizes().get(text[place:], (Fraction(1), "")))
    return Measure(Fraction(1), Fraction(1), text)


@cache
def sizes() -> Mapping[str, tuple[Fraction, str]]:
    """Known measure -> its size and the measure that it is told in."""
    known = {normal(word): (Fraction(1), normal(word)) for word in file("measures")["words"]}
    words = file("conversions")
    for first, others in words["same"].items():
        known |= {normal(word): (Fraction(1), normal(first)) for word in (first, *others)}
    for group in words["convert"]:
        base = normal(next(iter(group)))
        known |= {normal(word): (Fraction(size), base) for word, size in group.items()}
    return known


@cache
def _counted() -> frozenset[str]:
    """Bases of measures that count things one by one."""
    words = file("conversions")
    weighed = {normal(next(iter(group))) for group in words["convert"]}
    return _bases() - weighed - set(words["counting"]["never"])


def known_part(text: str, wanted: str = "") -> str:
    """The measure with which a text begins, the longest known one: 家 of 家企业; else empty."""
    bare, wanted = normal(text), normal(wanted)
    if is_known(bare) or bare == wanted:
        return bare
    if wanted and bare.startswith(wanted):
        return wanted
    return next((bare[:end] for end in range(len(bare) - 1, 0, -1) if is_known(bare[:end])), "")


@cache
def is_known(measure: str) -> bool:
    """Whether it is a unit of measure, with 万 before it or not, or 万 alone."""
    parts = normal(measure).split("/")
    measures = [_measure(part) for part in parts]
    return all(each.base in _bases() or not each.base for each in measures) and all(parts)


@cache
def _bases() -> frozenset[str]:
    return frozenset(base for _size, base in sizes().values())


def without_scale(measure: str) -> str:
    """万元 is 元, and 万千瓦 is 千瓦."""
    bare = normal(measure)
    while bare not in sizes() and bare[:1] in file("conversions")["scales"]:
        bare = bare[1:]
    return bare


def turned(value: Decimal, by: Fraction) -> Decimal | None:
    """The number in the other measure; None where it would have to be rounded."""
    if by == 1:
        return value
    with localcontext(Context(prec=60, traps=[Inexact, Overflow])):
        try:
            result = value * by.numerator / by.denominator
            return result if result == result.quantize(Decimal(1).scaleb(-PLACES)) else None
        except ArithmeticError:
            return None
