"""Invented documents in every layout against what their writers say that they say.

The truth (papers/*.json) was written by people who had never seen the reader at work.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from intake.reader import Reading, read_text
from intake.reader.reading import Target, Task

from .agreement import agreement

PAPERS = sorted((Path(__file__).parent / "papers").glob("*.txt"))
EACH, ALL = 0.9, 0.96

paper = pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)


@cache
def reading_of(path: Path) -> Reading:
    return read_text(path.read_text(encoding="utf-8"))


def truth_of(path: Path) -> dict[str, Any]:
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


@paper
def test_a_document_is_read_as_its_writer_meant_it(path: Path):
    assert agreement(reading_of(path).as_format(), truth_of(path)) >= EACH


def test_documents_are_read_as_their_writers_meant_them():
    shares = [agreement(reading_of(path).as_format(), truth_of(path)) for path in PAPERS]
    assert sum(shares) / len(shares) >= ALL


def test_a_reading_that_lost_its_units_agrees_less():
    path = next(path for path in PAPERS if path.stem == "labels-one-a-line")
    found, truth = reading_of(path).as_format(), truth_of(path)
    bare = [task | {"lead_units": [], "assist_units": []} for task in found["tasks"]]
    assert agreement(found | {"tasks": bare}, truth) < agreement(found, truth) - 0.1


@paper
def test_every_place_points_at_the_words_it_was_read_from(path: Path):
    reading = reading_of(path)
    for target in reading.targets:
        assert reading.text[target.start : target.end] == target.quote
    for task in reading.tasks:
        assert reading.text[task.start : task.end] == task.quote
        for mark in task.unit_marks:
            assert squeezed(mark.name) in squeezed(reading.text[mark.start : mark.end] + mark.name)


@paper
def test_every_field_that_is_printed_points_into_the_text(path: Path):
    reading = reading_of(path)
    entries: list[Task | Target] = [*reading.tasks, *reading.targets]
    for entry in entries:
        for field, place in entry.marks.items():
            assert place is None or 0 <= place[0] < place[1] <= len(reading.text), field
            assert 0 <= entry.confidence.get(field, 1) <= 1


def squeezed(words: str) -> str:
    return "".join(words.split())


@paper
def test_reading_twice_gives_the_same(path: Path):
    text = path.read_text(encoding="utf-8")
    assert read_text(text).as_json() == read_text(text).as_json()


@paper
def test_clauses_nest(path: Path):
    by_id = {clause.id: clause for clause in reading_of(path).clauses}
    for clause in by_id.values():
        above = by_id.get(clause.parent or "")
        assert above is None or above.start < clause.start <= clause.end <= above.end
