"""Whole invented documents, each in another layout, against what they say (papers/*.toml)."""

import tomllib
from pathlib import Path

import pytest

from intake.reader import Reading
from intake.reader.files import read_file

PAPERS = sorted((Path(__file__).parent / "papers").glob("*.txt"))
HEAD = ("title", "issuer", "doc_number", "issued_on")

paper = pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)


def truth(path: Path) -> dict:
    return tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))


def text(value: object) -> str:
    return "" if value is None else str(value)


@paper
def test_the_head_is_read(path: Path):
    found, said = read_file(path).as_format(), truth(path)
    assert {key: found[key] for key in HEAD} == {key: said.get(key) for key in HEAD}
    assert [text(day) for day in found["period"].values()] == said["period"]
    assert found["based_on"] == said["based_on"]


@paper
def test_every_task_has_its_units(path: Path):
    found = [
        [text(task.number), task.title, [*task.lead_units], [*task.assist_units], text(task.due)]
        for task in read_file(path).tasks
    ]
    assert found == truth(path)["tasks"]


@paper
def test_every_promised_number_is_found_and_no_other(path: Path):
    reading = read_file(path)
    order = {task.id: index for index, task in enumerate(reading.tasks, 1)}
    keys = ("indicator", "value", "value_high", "unit", "op", "due", "every")
    found = [
        [*(text(getattr(target, key)) for key in keys), order.get(target.task_id or "", 0)]
        for target in reading.targets
    ]
    assert found == truth(path)["targets"]


@paper
def test_every_place_points_at_the_words_it_was_read_from(path: Path):
    reading = read_file(path)
    for target in reading.targets:
        assert reading.text[target.start : target.end] == target.quote
    for task in reading.tasks:
        assert reading.text[task.start : task.end] == task.quote
        for mark in task.unit_marks:
            assert squeezed(reading.text[mark.start : mark.end]) == squeezed(mark.name)


def squeezed(words: str) -> str:
    return "".join(words.split())


@paper
def test_reading_twice_gives_the_same(path: Path):
    assert read_file(path).as_json() == read_file(path).as_json()


def test_clauses_nest_and_cover_their_tasks():
    reading: Reading = read_file(PAPERS[0])
    by_id = {clause.id: clause for clause in reading.clauses}
    for clause in reading.clauses:
        above = by_id.get(clause.parent or "")
        assert above is None or above.start < clause.start <= clause.end <= above.end
    for task in reading.tasks:
        if task.clause:
            assert by_id[task.clause].start < task.start < by_id[task.clause].end
