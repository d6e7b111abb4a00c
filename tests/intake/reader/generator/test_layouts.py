"""Documents in every layout are read as they were meant."""

from functools import cache
from typing import Any

import pytest

from intake.reader import read_text
from tests.intake.reader.agreement import agreement, letters, matched_targets, matched_tasks

from . import LAYOUTS, Document, make

SEEDS = range(3)
EACH, ALL, DETAILS = 0.98, 0.995, 0.97
Json = dict[str, Any]

layout = pytest.mark.parametrize("name", LAYOUTS)


@cache
def document(name: str, seed: int) -> Document:
    return make(LAYOUTS[name], seed)


@cache
def found(name: str, seed: int) -> Json:
    return read_text(document(name, seed).text).as_format()


def agreed(name: str) -> float:
    shares = [agreement(found(name, seed), document(name, seed).truth) for seed in SEEDS]
    return sum(shares) / len(shares)


@layout
def test_a_layout_is_read_as_it_was_meant(name: str):
    assert agreed(name) >= EACH


def test_all_layouts_are_read_as_they_were_meant():
    shares = [agreed(name) for name in LAYOUTS]
    assert sum(shares) / len(shares) >= ALL


@layout
def test_numbers_headings_deadlines_and_quotes_of_tasks_are_right(name: str):
    right = [
        same
        for seed in SEEDS
        for one, other in tasks_beside_each_other(name, seed)
        for same in details(one, other)
    ]
    assert sum(right) >= DETAILS * len(right) > 0


def tasks_beside_each_other(name: str, seed: int) -> list[tuple[Json, Json]]:
    ours, theirs = found(name, seed)["tasks"], document(name, seed).truth["tasks"]
    return [(ours[one], theirs[other]) for one, other in matched_tasks(ours, theirs)]


def details(one: Json, other: Json) -> list[bool]:
    """A table's rows stand below a heading or not; a deadline counts where one was printed."""
    quoted = "".join(one["quote"].split()), "".join(other["quote"].split())
    return [
        one["number"] == other["number"],
        not other["path"] or list(map(letters, one["path"])) == list(map(letters, other["path"])),
        other["due"] is None or one["due"] == other["due"],
        quoted[0][:20] == quoted[1][:20],
    ]


@layout
def test_a_target_is_quoted_from_its_own_words(name: str):
    for seed in SEEDS:
        ours, theirs = found(name, seed)["targets"], document(name, seed).truth["targets"]
        for one, other in matched_targets(ours, theirs):
            assert ours[one]["quote"].strip("，。；、") in theirs[other]["quote"] or (
                theirs[other]["quote"] in ours[one]["quote"]
            )


# ---------------------------------------------------------------- the generator itself


@layout
def test_the_truth_is_quoted_from_the_document(name: str):
    for seed in SEEDS:
        made = document(name, seed)
        entries = made.truth["tasks"] + made.truth["targets"]
        assert all(entry["quote"] and entry["quote"] in made.text for entry in entries)
        assert len(entries) > 10


def test_a_seed_makes_the_same_document_again_and_another_one_another():
    layout = LAYOUTS["areas-and-items"]
    assert make(layout, 1) == make(layout, 1) != make(layout, 2)


def test_a_reading_without_the_layout_s_units_agrees_less():
    made = document("areas-and-items", 0)
    bare = [task | {"lead_units": [], "assist_units": []} for task in made.truth["tasks"]]
    assert agreement(made.truth | {"tasks": bare}, made.truth) < EACH
