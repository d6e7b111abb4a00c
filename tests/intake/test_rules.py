"""Corrections lie over a reading; what a plan must not lack is found. No database."""

from decimal import Decimal
from typing import Any

import pytest

from intake import rules
from tests.intake import sample


def entry(**changes: Any) -> dict[str, Any]:
    """A target of a reading."""
    plain: dict[str, Any] = {
        "id": "g1", "clause": None, "task_id": None, "task": None, "indicator": "基地",
        "value": "3", "value_high": None, "unit": "个", "op": "at_least", "due": None,
        "every": None, "quote": "基地3个", "start": 0, "end": 4, "doubts": [],
    }  # fmt: skip
    return plain | changes


def item(**changes: Any) -> dict[str, Any]:
    """A task of a reading."""
    plain: dict[str, Any] = {
        "id": "t1", "clause": None, "number": "1", "title": "建网", "path": [], "due": None,
        "lead_units": ["甲局"], "assist_units": ["乙局"], "quote": "建网", "start": 0, "end": 2,
        "unit_marks": [], "doubts": [],
    }  # fmt: skip
    return plain | changes


def paper(**changes: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "text": "建网", "title": "计划", "issuer": None, "doc_number": None, "issued_on": None,
        "period": {"start": "2026-01-01", "end": "2026-12-31"}, "based_on": [], "clauses": [],
        "tasks": [item()], "targets": [entry()], "doubts": [],
    }  # fmt: skip
    return plain | changes


def codes(**changes: Any) -> set[str]:
    return {fault.code for fault in rules.faults(paper(**changes))}


def open_codes(read: dict[str, Any]) -> list[str]:
    return [doubt.code for doubt in rules.to_settle(read)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, set()),
        ({"title": None}, {"title_missing"}),
        ({"title": "  "}, {"title_missing"}),
        ({"period": {"start": "2027-01-01", "end": "2026-12-31"}}, {"end_before_start"}),
        ({"period": {"start": None, "end": None}}, set()),
        ({"tasks": [], "targets": []}, {"empty_plan"}),
        ({"targets": [entry(value="many")]}, {"no_number"}),
        ({"targets": [entry(value="NaN")]}, {"no_number"}),
        ({"targets": [entry(value="1e30")]}, {"number_too_large"}),
        ({"targets": [entry(value=None)]}, set()),
        ({"targets": [entry(indicator=" ")]}, {"indicator_missing"}),
        ({"targets": [entry(op="range")]}, {"range_without_end"}),
        ({"targets": [entry(op="range", value_high="2")]}, {"range_without_end"}),
        ({"targets": [entry(op="range", value_high="5")]}, set()),
        ({"tasks": [item(title="")]}, {"task_title_missing"}),
    ],
)
def test_what_a_plan_must_not_lack(changes: dict[str, Any], expected: set[str]) -> None:
    assert codes(**changes) == expected


def test_a_correction_lies_over_the_reading_and_leaves_it_alone() -> None:
    read = paper()
    corrections = rules.with_item({}, read, "tasks", "t1", {"title": "建好网"})
    assert rules.corrected(read, corrections)["tasks"][0]["title"] == "建好网"
    assert read["tasks"][0]["title"] == "建网"


def test_a_correction_remembers_the_words_that_it_was_about() -> None:
    corrections = rules.with_item({}, paper(), "targets", "g1", {"value": "4"})
    assert corrections["targets"]["g1"]["quote"] == "基地3个"


def test_the_head_is_corrected_with_its_period() -> None:
    head = rules.head_of(paper()) | {"title": "新计划", "ends_on": "2027-12-31"}
    result = rules.corrected(paper(), rules.with_head({}, head))
    assert result["title"] == "新计划"
    assert result["period"] == {"start": "2026-01-01", "end": "2027-12-31"}


def test_what_was_taken_out_can_be_brought_back() -> None:
    out = rules.without_item({}, paper(), "tasks", "t1")
    assert rules.corrected(paper(), out)["tasks"] == []
    assert [each["id"] for each in rules.removed(paper(), out, "tasks")] == ["t1"]
    back = rules.with_item_back(out, "tasks", "t1")
    assert rules.corrected(paper(), back)["tasks"] == [item(confirmed=[])]


def test_what_was_taken_out_comes_back_as_it_was_corrected() -> None:
    changed = rules.with_item({}, paper(), "tasks", "t1", {"title": "建好网"})
    back = rules.with_item_back(rules.without_item(changed, paper(), "tasks", "t1"), "tasks", "t1")
    assert rules.corrected(paper(), back)["tasks"][0]["title"] == "建好网"


def test_a_target_of_a_task_that_is_gone_stands_in_none() -> None:
    read = paper(targets=[entry(task_id="t1", task="建网")])
    result = rules.corrected(read, rules.without_item({}, read, "tasks", "t1"))
    assert (result["targets"][0]["task_id"], result["targets"][0]["task"]) == (None, None)


def test_added_items_are_numbered_and_changed_and_removed_like_others() -> None:
    one, first = rules.with_new_item({}, "targets", entry(indicator="甲"))
    two, second = rules.with_new_item(one, "targets", entry(indicator="乙"))
    assert (first, second) == ("n1", "n2")
    changed = rules.with_item(two, paper(), "targets", second, {"indicator": "丙"})
    gone = rules.without_item(changed, paper(), "targets", first)
    assert [t["indicator"] for t in rules.corrected(paper(), gone)["targets"]] == ["基地", "丙"]


def test_what_was_saved_counts_as_checked() -> None:
    doubt = {"field": "value", "code": "lost_digits", "sentence": "…"}
    read = paper(targets=[entry(doubts=[doubt])])
    assert [found.code for found in rules.doubts(read)] == ["lost_digits"]
    saved = rules.with_item({}, read, "targets", "g1", {"value": "3"})
    assert rules.doubts(rules.corrected(read, saved)) == []


def test_a_clause_owns_its_words_up_to_its_first_child() -> None:
    text = "一、总则。先说。(一)细则。再说。"
    clauses: list[dict[str, Any]] = [
        {"id": "c1", "parent": None, "start": 0, "end": 17},
        {"id": "c2", "parent": "c1", "start": 8, "end": 17},
    ]
    assert rules.own_texts(text, clauses) == ["一、总则。先说。", "(一)细则。再说。"]


@pytest.mark.parametrize(
    ("indicator", "measure", "op", "every", "quote", "kind"),
    [
        ("高新技术企业", "家", "at_least", None, "达到70家", "stock"),
        ("地区生产总值增长", "%", "at_least", None, "增长6%", "growth_rate"),
        ("研发经费占GDP比重", "%", "at_least", None, "达到2.8%", "ratio"),
        ("光纤通达率", "%", "at_least", None, "达到98%", "ratio"),
        ("贷款不良率", "%", "at_most", None, "控制在1.5%以内", "ceiling"),
        ("审批时限", "天", "at_most", None, "不超过3天", "ceiling"),
        ("现场会", "场", "at_least", "year", "每年2场", "recurring"),
        ("技术合同成交额", "亿元", "at_least", None, "三年累计实现45亿元", "cumulative"),
        ("乡村基站", "座", "at_least", None, "新增300座", "cumulative"),
        ("电商年销售额", "亿元", "at_least", None, "达到6亿元", "flow"),
        ("贷款余额", "亿元", "at_least", None, "达到6亿元", "stock"),
    ],
)
def test_the_likely_kind_of_an_indicator(indicator, measure, op, every, quote, kind) -> None:
    guess = rules.likely_kind(indicator=indicator, measure=measure, op=op, every=every, quote=quote)
    assert guess == kind


@pytest.mark.parametrize(
    ("text", "expected"), [(None, None), ("2.80", Decimal("2.8")), ("1E+2", Decimal(100))]
)
def test_numbers_are_kept_exactly(text: str | None, expected: Decimal | None) -> None:
    assert rules.amount(text) == expected


def test_what_postgresql_cannot_hold_is_replaced_in_its_place() -> None:
    assert rules.storable({"a": ["一\0二", "\ud800x"], "b": 1}) == {
        "a": ["一\ufffd二", "\ufffdx"],
        "b": 1,
    }


def test_the_invented_plan_is_read_as_it_was_meant() -> None:
    read = sample.reading()
    assert [task["title"] for task in read["tasks"]] == ["建好乡村网络", "发展数字农业"]
    assert len(read["targets"]) == 6
    assert rules.unit_names(read) == [
        "市科技局", "市财政局", "各乡镇政府", "市农业农村局", "市委科创办(市科技局)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "end", "quote"),
    [
        ("培育企业。建立后备库,完善名单。其他", 8, "培育企业。建立后备库,完善名单。"),
        ("培育企业\n建立后备库,完善名单。其他", 8, "培育企业\n建立后备库,完善名单。"),
        ("培育企业。", 5, "培育企业。"),
        ("没有句号" + "的长句" * 90, 10, "没有句号的长句的长句"),
    ],
)
def test_a_quote_runs_to_where_its_sentence_ends(text: str, end: int, quote: str):
    item = {"quote": text[:end], "start": 0, "end": end}
    assert rules.to_sentence_end(text, item) == (quote, 0, len(quote))


def test_what_an_official_added_has_no_place_in_the_text():
    item = {"quote": "", "start": None, "end": None}
    assert rules.to_sentence_end("培育企业。", item) == ("", None, None)
