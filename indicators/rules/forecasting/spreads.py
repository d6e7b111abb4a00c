"""How probable which value is. Floats only."""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

Floats = NDArray[np.float64]


class Spread(Protocol):
    """Where a value may come to lie."""

    def expected(self) -> float:
        """The average over all that may come."""

    def quantile(self, share: float) -> float:
        """The value below which so great a share lies."""

    def above(self, value: float) -> float:
        """How probable it is that at least this value comes."""

    def moved(self, by: float) -> "Spread": ...


@dataclass(frozen=True)
class StudentSpread:
    """Around a middle, as wide as so few observations must leave it."""

    middle: float
    width: float
    freedom: float

    def expected(self) -> float:
        return self.middle

    def quantile(self, share: float) -> float:
        return self.middle + self.width * float(stdtrit(self.freedom, share))

    def above(self, value: float) -> float:
        if self.width == 0:
            return float(self.middle >= value)
        return float(stdtr(self.freedom, (self.middle - value) / self.width))

    def moved(self, by: float) -> "StudentSpread":
        return replace(self, middle=self.middle + by)


@dataclass(frozen=True)
class DrawnSpread:
    """What came of many draws, in ascending order."""

    draws: Floats

    def expected(self) -> float:
        return float(self.draws.mean())

    def quantile(self, share: float) -> float:
        return float(np.quantile(self.draws, share))

    def above(self, value: float) -> float:
        return 1 - float(np.searchsorted(self.draws, value, side="left")) / len(self.draws)

    def moved(self, by: float) -> "DrawnSpread":
        return DrawnSpread(self.draws + by)


@dataclass(frozen=True)
class BoundedSpread:
    """Nothing lies outside of the bounds; what would lie there lies on them."""

    inside: Spread
    low: float | None
    high: float | None

    def expected(self) -> float:
        return self._kept_in(self.inside.expected())

    def quantile(self, share: float) -> float:
        return self._kept_in(self.inside.quantile(share))

    def _kept_in(self, value: float) -> float:
        value = value if self.low is None else max(value, self.low)
        return value if self.high is None else min(value, self.high)

    def above(self, value: float) -> float:
        if self.low is not None and value <= self.low:
            return 1.0
        if self.high is not None and value > self.high:
            return 0.0
        return self.inside.above(value)

    def moved(self, by: float) -> "BoundedSpread":
        low = None if self.low is None else self.low + by
        high = None if self.high is None else self.high + by
        return BoundedSpread(self.inside.moved(by), low, high)
