"""Real documents lie beside the project, not in it; where they are missing this is skipped."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from intake.reader.files import read_file

SHARED = Path(__file__).parents[4] / "shared" / "extraction"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not here")


def scored(name: str, folder: Path) -> float:
    (source,) = (SHARED / "dev").glob(f"{name}*.txt")
    predicted = folder / "predicted.json"
    predicted.write_text(json.dumps(read_file(source).as_format(), ensure_ascii=False), "utf-8")
    gold = source.with_suffix(".gold.json")
    score = [sys.executable, str(SHARED / "score.py"), str(gold), str(predicted)]
    return float(subprocess.run(score, capture_output=True, text=True).stdout.split()[-1])


@pytest.mark.parametrize("name", ["000", "002", "003", "004", "02", "04-"])
def test_a_real_plan_is_read_nearly_without_fault(name: str, tmp_path: Path):
    assert scored(name, tmp_path) >= 0.97


def test_the_repeated_promises_of_a_real_plan_are_counted_once():
    (source,) = (SHARED / "dev").glob("003*.txt")
    reading = read_file(source)
    assert (len(reading.targets), len(reading.promises())) == (34, 27)
