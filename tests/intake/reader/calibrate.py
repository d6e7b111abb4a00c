"""`python -m tests.intake.reader.calibrate` counts how often each kind of evidence was right.

Every field of a reading says by a number of intake/reader/vocabulary/confidence.toml how sure it
is. This reads all documents whose truth is known, and prints for each of those numbers how many
fields were told that way and which share of them was right, so that the numbers can be set by it.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intake.reader import confidence, read_text

from .agreement import letters, matched_targets, matched_tasks

Json = dict[str, Any]
Way = tuple[str, str]  # the field, and how it was told
Answer = tuple[Way, bool]

PAPERS = Path(__file__).parent / "papers"
# Real documents lie beside the project, not in it.
REAL = Path(__file__).parents[4] / "shared" / "extraction" / "dev"
HEAD = ("title", "issuer", "doc_number", "issued_on", "period", "based_on")
TASK = ("number", "title", "due")
TARGET = ("indicator", "value", "value_high", "unit", "op", "due", "every")
ENOUGH, FAR = 30, 0.1


@dataclass(frozen=True)
class Share:
    """How often fields that were told in one way were right, and what the vocabulary states."""

    field: str
    how: str
    stated: float
    right: int
    count: int

    @property
    def counted(self) -> float | None:
        return self.right / self.count if self.count else None

    @property
    def is_off(self) -> bool:
        """Whether enough cases say something else than the vocabulary does."""
        return self.count >= ENOUGH and abs(self.right / self.count - self.stated) >= FAR


def documents(*folders: Path) -> Iterator[tuple[str, Json]]:
    """The texts with their truth."""
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            truths = path.with_suffix(".json"), path.with_suffix(".gold.json")
            truth = next((file for file in truths if file.exists()), None)
            if truth:
                yield path.read_text("utf-8"), json.loads(truth.read_text("utf-8"))


def shares(papers: Iterable[tuple[str, Json]]) -> list[Share]:
    """One line for each number of confidence.toml."""
    stated = {
        (field, how): share
        for field, ways in confidence.SHARES.items()
        for how, share in ways.items()
    }
    right, count = Counter[Way](), Counter[Way]()
    with _numbered(list(stated)) as ways:
        for text, truth in papers:
            for way, is_right in _answers(read_text(text).as_json(), truth, ways):
                count[way] += 1
                right[way] += is_right
    return [Share(*way, share, right[way], count[way]) for way, share in stated.items()]


@contextmanager
def _numbered(ways: list[Way]) -> Iterator[dict[float, Way]]:
    """While this holds, every confidence is the number of the way that it was told in."""
    before = confidence.SHARES
    numbers = {way: float(number) for number, way in enumerate(ways)}
    confidence.SHARES = {
        field: {how: numbers[field, how] for how in all_ways} for field, all_ways in before.items()
    }
    try:
        yield {number: way for way, number in numbers.items()}
    finally:
        confidence.SHARES = before


# ---------------------------------------------------------------- what was right


def _answers(found: Json, truth: Json, ways: dict[float, Way]) -> Iterator[Answer]:
    """Every field of a reading with whether it was right."""
    yield from _fields(found, truth, HEAD, ways)
    tasks = dict(matched_tasks(found["tasks"], truth["tasks"]))
    for index, task in enumerate(found["tasks"]):
        partner = truth["tasks"][tasks[index]] if index in tasks else None
        if partner is None:
            yield ways[task["confidence"]["title"]], False
            continue
        # Titles that agree for the most part are the same title.
        yield from _fields(task | {"title": partner["title"]}, partner, TASK, ways)
        for mark in task["unit_marks"]:
            names = {letters(name) for name in partner[f"{mark['role']}_units"]}
            yield ways[mark["confidence"]], letters(mark["name"]) in names
    yield from _target_answers(found["targets"], truth["targets"], ways)


def _target_answers(
    found: list[Json], truth: list[Json], ways: dict[float, Way]
) -> Iterator[Answer]:
    """A target that nobody else sees has a wrong indicator and a wrong value; the rest is moot."""
    plain = [_with_numbers(target) for target in found]
    pairs = dict(matched_targets(plain, truth))
    left = [index for index in range(len(truth)) if index not in pairs.values()]
    for index, target in enumerate(plain):
        if index in pairs:
            partner = truth[pairs[index]]
            yield from _fields(target | {"indicator": partner["indicator"]}, partner, TARGET, ways)
            continue
        near = next((at for at in left if _is_near(target, truth[at])), None)
        if near is None:
            yield ways[target["confidence"]["indicator"]], False
            yield ways[target["confidence"]["value"]], False
        else:
            left.remove(near)
            yield from _fields(target, truth[near], TARGET, ways)


def _is_near(target: Json, other: Json) -> bool:
    """Whether both speak of the same words, however differently they read them."""
    one, two = letters(target["quote"]), letters(other["quote"])
    same = target["value"] == other["value"] or (
        letters(target["indicator"]) == letters(other["indicator"])
    )
    return same and (one in two or two in one)


def _with_numbers(target: Json) -> Json:
    values = {key: target[key] for key in ("value", "value_high")}
    return target | {key: None if one is None else float(one) for key, one in values.items()}


def _fields(
    found: Json, truth: Json, names: tuple[str, ...], ways: dict[float, Way]
) -> Iterator[Answer]:
    for name in names:
        if name in found["confidence"]:
            yield ways[found["confidence"][name]], _same(found[name], truth[name])


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return letters(one) == letters(other)
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(letters, one)) == sorted(map(letters, other))
    return one == other


# ---------------------------------------------------------------- the table


def main() -> None:
    papers = list(documents(PAPERS, REAL))
    lines = [f"{len(papers)} documents", "field       how           right  of    counted  stated"]
    for share in shares(papers):
        counted = "-" if share.counted is None else f"{share.counted:.2f}"
        off = "  <- set anew" if share.is_off else ""
        lines.append(
            f"{share.field:11} {share.how:13} {share.right:5} {share.count:4}"
            f"     {counted:7}  {share.stated:.2f}{off}"
        )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
