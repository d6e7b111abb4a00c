"""Good files spoiled by chance: refused with a code or read with every cell, and nothing dies."""

import json
import sys

import pytest

from core.child import MB, End, run_child
from sheets.book import SECONDS
from tests.sheets.ugly import fuzz

MUTATIONS = 2_000
CHILDREN = 4
EACH = MUTATIONS // CHILDREN


@pytest.mark.parametrize("first", range(0, MUTATIONS, EACH))
def test_no_mutation_kills_the_reader_or_loses_a_cell(first: int) -> None:
    command = [sys.executable, "-m", "tests.sheets.ugly.fuzz", str(first), str(first + EACH)]
    child = run_child(command, seconds=10 * SECONDS, memory=900 * MB)
    told = [json.loads(line) for line in child.output.splitlines()]
    # The last number that was printed is the mutation that it died of.
    assert child.end is End.EXITED and child.code == 0, (told[-1:], child.errors[-600:])
    assert told[::2] == list(range(first, first + EACH))
    assert [pair for pair in zip(told[::2], told[1::2], strict=True) if not_clean(pair[1])] == []


def not_clean(outcome: str) -> bool:
    return outcome != "read" and not outcome.startswith("refused ")


def test_some_mutations_are_read_and_some_refused_in_many_ways() -> None:
    """A fuzz test whose files are all refused at the door proves nothing about what is behind."""
    good = fuzz.bases()
    outcomes = [fuzz.outcome(fuzz.mutated(good, number)) for number in range(300)]
    assert outcomes.count("read") > 40
    assert len(set(outcomes)) > 6
