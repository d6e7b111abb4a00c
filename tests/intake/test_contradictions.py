"""What a document says twice and differently, and in which order doubts are looked at."""

from typing import Any

import pytest

from intake import rules
from tests.intake import doubtful
from tests.intake.test_rules import entry, item, open_codes, paper

TWO = "社区食堂60家。另建社区食堂80家。"
ONE = "社区食堂60家,力争80家。"


def canteen(at: int, **changes: Any) -> dict[str, Any]:
    fields: dict[str, Any] = {"id": f"g{at}", "indicator": "社区食堂", "unit": "家", "start": at}
    return entry(**(fields | {"end": at + 3, "due": "2026-12-31"} | changes))


def found(**changes: Any) -> list[tuple[str, str]]:
    return [(each.code, each.item) for each in rules.contradictions(paper(**changes))]


@pytest.mark.parametrize(
    ("text", "first", "second", "expected"),
    [
        (TWO, {}, {}, True),
        (ONE, {}, {}, False),  # an ambition in the same sentence
        (TWO, {}, {"due": "2027-12-31"}, False),
        (TWO, {}, {"unit": "个"}, False),
        (TWO, {}, {"indicator": "社区 食堂"}, True),
        (TWO, {}, {"indicator": "省级社区食堂"}, False),  # another scope
        (TWO, {}, {"value": None}, False),
        (TWO, {}, {"value": "many"}, False),
        (TWO, {}, {"value": "60.0"}, False),
        (TWO, {"value": "0.6", "unit": "万家"}, {"value": "6000"}, False),
        (TWO, {}, {"op": "at_most"}, False),  # from 60 to 80
        (TWO, {"op": "at_most"}, {}, True),  # at most 60, at least 80
        (TWO, {}, {"op": "range", "value_high": "90"}, False),
        (TWO, {"every": "year", "task_id": "t1"}, {"every": "year", "task_id": "t2"}, False),
        (TWO, {"every": "year", "task_id": "t1"}, {"every": "year", "task_id": "t1"}, True),
    ],
)
def test_one_indicator_with_two_values(text, first, second, expected) -> None:
    one, two = {"value": "60"} | first, {"value": "80"} | second
    targets = [canteen(0, **one), canteen(10, **two)]
    assert (("two_values", "g10") in found(text=text, targets=targets)) == expected


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ({}, []),
        ({"lead_units": []}, ["no_lead"]),
        ({"lead_units": [], "doubts": [{"code": "no_units"}]}, []),
        ({"due": "2027-06-30"}, ["due_after_end"]),
        ({"due": "2026-12-31"}, []),
        ({"assist_units": ["乙局", "甲局"]}, ["both_roles"]),
        ({"assist_units": ["甲 局"]}, ["both_roles"]),
    ],
)
def test_what_a_task_contradicts(task: dict[str, Any], expected: list[str]) -> None:
    assert found(tasks=[item(**task)], targets=[]) == [(code, "t1") for code in expected]


@pytest.mark.parametrize(
    ("due", "deadline", "expected"),
    [
        ("2026-12-31", "2026-06-30", [("due_after_task", "g1")]),
        ("2026-06-30", "2026-06-30", []),
        (None, "2026-06-30", []),
        ("2026-12-31", None, []),
        ("2027-12-31", None, [("due_after_end", "g1")]),
    ],
)
def test_a_target_and_the_deadline_of_its_task(due, deadline, expected) -> None:
    read = {"tasks": [item(due=deadline)], "targets": [entry(task_id="t1", due=due)]}
    assert found(**read) == expected


def test_both_places_are_shown() -> None:
    read = rules.corrected(doubtful.reading(), {})
    two, late = (
        next(each for each in rules.contradictions(read) if each.code == code)
        for code in ("two_values", "due_after_end")
    )
    words = [read["text"][start:end] for start, end in (*two.places, *late.places)]
    assert words[:3] == ["60", "80", "2029年6月底前"]


# --- What is to settle ----------------------------------------------------------------------------


def test_what_blocks_comes_first_and_what_is_least_sure_next() -> None:
    unsure = [
        entry(id=f"g{share}", confidence={"value": share / 100, "unit": 0.98}, indicator=str(share))
        for share in (70, 30, 74, 75)
    ]
    read = rules.corrected(paper(targets=unsure, tasks=[item(title="", lead_units=[])]), {})
    shown = [(doubt.code, doubt.item) for doubt in rules.to_settle(read)]
    assert shown == [
        ("task_title_missing", "t1"),
        ("uncertain", "g30"),
        ("no_lead", "t1"),
        ("uncertain", "g70"),
        ("uncertain", "g74"),
    ]


def test_a_reason_stands_for_the_low_share_of_its_field() -> None:
    doubt = {"field": "value", "code": "lost_digits"}
    unsure = entry(doubts=[doubt], confidence={"value": 0.3, "due": 0.5})
    settle = rules.to_settle(rules.corrected(paper(targets=[unsure]), {}))
    assert [(each.code, each.field, each.confidence) for each in settle] == [
        ("lost_digits", "value", 0.3),
        ("uncertain", "due", 0.5),
    ]


def test_a_name_of_which_the_reader_is_not_sure_is_a_doubt() -> None:
    marks = [
        {"name": "甲局", "role": "lead", "start": 0, "end": 2, "confidence": 0.97},
        {"name": "乙局", "role": "assist", "start": 3, "end": 5, "confidence": 0.55},
    ]
    settle = rules.to_settle(rules.corrected(paper(tasks=[item(unit_marks=marks)]), {}))
    assert [(each.field, each.places) for each in settle] == [("assist_units", ((3, 5),))]


def test_an_old_reading_without_shares_is_judged_by_its_reasons() -> None:
    doubt = {"field": "value", "code": "lost_digits"}
    read = rules.corrected(paper(targets=[entry(doubts=[doubt])]), {})
    assert open_codes(read) == ["lost_digits"]


def test_what_was_confirmed_is_settled_and_another_doubt_is_not() -> None:
    read = paper(tasks=[item(lead_units=[])])
    kept = rules.with_confirmed({}, "tasks", "t1", ["no_lead:lead_units"])
    assert open_codes(rules.corrected(read, kept)) == []
    late = rules.with_item(kept, read, "tasks", "t1", {"due": "2027-06-30"})
    assert open_codes(rules.corrected(read, late)) == ["due_after_end"]


def test_what_blocks_cannot_be_confirmed_away() -> None:
    read = paper(tasks=[item(title="")])
    kept = rules.with_confirmed({}, "tasks", "t1", ["task_title_missing:title"])
    assert open_codes(rules.corrected(read, kept)) == ["task_title_missing"]


def test_naming_a_unit_settles_only_that_nobody_was_named() -> None:
    doubts = [{"field": "lead_units", "code": "no_units"}, {"field": "due", "code": "uncertain"}]
    read = paper(tasks=[item(lead_units=[], assist_units=[], doubts=doubts)])
    mark = {"name": "丙局", "role": "lead", "start": 0, "end": 2}
    result = rules.corrected(read, rules.with_named_unit({}, read, "t1", mark))
    assert open_codes(result) == ["uncertain"]
    assert rules.unit_mark(result["tasks"][0], "丙局", "lead") == (0, 2)


def test_a_unit_that_had_the_other_role_changes_it() -> None:
    mark = {"name": "乙局", "role": "lead", "start": 0, "end": 2}
    task = rules.corrected(paper(), rules.with_named_unit({}, paper(), "t1", mark))["tasks"][0]
    assert (task["lead_units"], task["assist_units"]) == (["甲局", "乙局"], [])
