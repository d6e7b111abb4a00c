"""How fast the reader is on one core, and whether a longer document costs more than its length."""

from pathlib import Path

from benchmarks.measure import Figure, interleaved
from intake.reader import read_text

SAMPLE = Path(__file__).resolve().parents[1] / "samples/documents/innovation-2025-2027.txt"
SHORT, LONG = 10_000, 500_000


def measure() -> list[Figure]:
    once = SAMPLE.read_text(encoding="utf-8")
    short, long = (once * (size // len(once) + 1) for size in (SHORT, LONG))
    short, long = short[:SHORT], long[:LONG]
    quick, slow = interleaved(lambda: read_text(short), lambda: read_text(long), rounds=3)
    return [
        Figure(
            name="read_document",
            value=round(LONG / slow),
            unit="characters/s",
            against=f"cost per character at {SHORT} characters",
            ratio=round((slow / LONG) / (quick / SHORT), 2),
            size=f"{LONG} characters",
        )
    ]
