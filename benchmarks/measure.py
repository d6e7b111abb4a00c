"""How a measurement is taken and told."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One line of `make bench`. `ratio` compares `value` with what `against` names."""

    name: str
    value: float
    unit: str
    against: str
    ratio: float
    size: str

    def tell(self) -> None:
        print(json.dumps(asdict(self), ensure_ascii=False), flush=True)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def interleaved(
    *works: Callable[[], object], rounds: int = 5, between: Callable[[], object] | None = None
) -> list[float]:
    """The median seconds of each, taken in turns so that a noisy moment meets all alike.

    `between` runs after each work and is not counted: it removes what the work left behind.
    """
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for taken, work in zip(times, works, strict=True):
            taken.append(seconds(work))
            if between is not None:
                between()
    return [median(taken) for taken in times]
