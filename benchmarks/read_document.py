"""How fast the reader is on one core, and whether a longer document costs more than its length.

`python -m benchmarks.read_document CHARACTERS` measures one length. `measure` does that in a
process of its own for each length, so that no reading finds the memory that another one left.
"""

import json
import resource
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from statistics import mean

from benchmarks.measure import Figure
from intake.reader import read_text
from tests.intake.reader.generator import LAYOUTS, make

ROOT = Path(__file__).resolve().parents[1]
SHORT, LONGER = 10_000, (100_000, 1_000_000, 10_000_000)
LAYOUT = "areas-and-items"
LEAST_SECONDS = 2.0  # what is over sooner is done again
KILOBYTE = 1024


def measure() -> list[Figure]:
    """The cost at each length, with the shortest measured before and after every longer one."""
    figures: list[Figure] = []
    longs, shorts = list[dict[str, float]](), [_in_a_child(SHORT)]
    for size in LONGER:
        longs.append(_in_a_child(size))
        shorts.append(_in_a_child(SHORT))
        figures.append(_speed(size, longs[-1], mean(short["seconds"] for short in shorts[-2:])))
    return [*figures, _memory(*longs[-2:])]


def _speed(size: int, long: dict[str, float], short: float) -> Figure:
    return Figure(
        name="read_document",
        value=round(1 / long["seconds"]),
        unit="characters/s",
        against=f"cost per character at {SHORT} characters",
        ratio=round(long["seconds"] / short, 2),
        size=f"{size} characters",
    )


def _memory(smaller: dict[str, float], largest: dict[str, float]) -> Figure:
    return Figure(
        name="read_document_memory",
        value=round(largest["bytes"]),
        unit="bytes/character at the peak",
        against=f"the same at {LONGER[-2]} characters",
        ratio=round(largest["bytes"] / smaller["bytes"], 2),
        size=f"{LONGER[-1]} characters",
    )


def _in_a_child(size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.read_document", str(size)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


# ---------------------------------------------------------------- in the child


def main(size: int) -> None:
    """Print the seconds of processor time and the bytes of memory that a character costs."""
    text = _text(size)
    read_text(text[:SHORT])  # vocabularies are loaded once
    before, rounds, start = _peak(), 0, time.process_time()
    while time.process_time() - start < LEAST_SECONDS:
        read_text(text)
        rounds += 1
    taken = (time.process_time() - start) / rounds
    told = {"seconds": taken / size, "bytes": (_peak() - before) / size}
    sys.stdout.write(json.dumps(told))


def _text(size: int) -> str:
    """Plans of one layout, one behind the other: the text is of the same kind at every length."""
    plans, length = list[str](), 0
    for seed in count():
        if length >= size:
            return "".join(plans)[:size]
        plans.append(make(LAYOUTS[LAYOUT], seed).text)
        length += len(plans[-1])
    raise AssertionError("count() never ends")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KILOBYTE


if __name__ == "__main__":
    main(int(sys.argv[1]))
