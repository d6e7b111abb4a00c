"""Each line is a report that an official could have written, and what should be looked at twice."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from indicators.rules import Kind
from reports import wording
from reports.rules import Background, Content, Doubt, Subject, doubts

TASK, TARGET = Subject.TASK, Subject.TARGET


def figures(*values: str) -> tuple[tuple[date, Decimal], ...]:
    """Values at the ends of the months before September 2026."""
    months = range(9 - len(values), 9)
    return tuple(
        (date(2026, month, 28), Decimal(value)) for month, value in zip(months, values, strict=True)
    )


def on_target(value: str, *before: str, kind: Kind = Kind.STOCK, **known) -> set[str]:
    background = Background(
        about=TARGET,
        today=date(2026, 10, 14),
        closing_on=date(2026, 9, 30),
        kind=kind,
        **({"measure": "家", "course": figures(*before)} | known),
    )
    content = Content(value=Decimal(value), progress="第三批已组织申报。")
    return {doubt.value for doubt in doubts(content, background)}


def on_task(percent: str | None, text: str = "完成主体工程。", *before: str, **known) -> set[str]:
    defaults: dict[str, Any] = {"course": figures(*before), "has_evidence": True}
    background = Background(
        about=TASK,
        today=date(2026, 10, 14),
        closing_on=date(2026, 9, 30),
        **(defaults | known),
    )
    content = Content(percent=None if percent is None else Decimal(percent), progress=text)
    return {doubt.value for doubt in doubts(content, background)}


@pytest.mark.parametrize(
    ("value", "before", "kind", "found"),
    [
        ("152", ("150",), Kind.STOCK, set()),
        ("148", ("150",), Kind.STOCK, set()),  # certificates lapse
        ("148", ("150",), Kind.CUMULATIVE, {"falls"}),
        ("148", ("150",), Kind.FLOW, {"falls"}),
        ("7", ("150",), Kind.FLOW, {"falls"}),  # this month's number in the column of sums
        ("150", ("150",), Kind.CUMULATIVE, set()),
        ("4.2", ("4.5",), Kind.RATIO, set()),
        ("-1.2", ("0.8",), Kind.GROWTH_RATE, set()),
        ("-5", (), Kind.STOCK, {"negative"}),
        ("-5", ("150",), Kind.FLOW, {"negative"}),
        ("-0.5", ("4.5",), Kind.RATIO, {"negative"}),
        ("-5", (), Kind.CEILING, {"negative"}),
        ("-5", ("-3",), Kind.STOCK, set()),  # a balance that was below nothing before
        ("0", (), Kind.STOCK, set()),
        ("140", ("100", "110", "120", "130"), Kind.STOCK, set()),
        ("160", ("100", "110", "120", "130"), Kind.STOCK, set()),  # three times the usual step
        ("161", ("100", "110", "120", "130"), Kind.STOCK, {"jumps"}),
        ("90", ("100", "110", "120", "130"), Kind.STOCK, {"jumps"}),
        ("161", ("120", "130"), Kind.STOCK, set()),  # one step is no habit
        ("161", ("130", "130", "130", "130"), Kind.STOCK, set()),  # nothing ever moved
        ("31", ("1", "2", "2", "3"), Kind.STOCK, {"jumps"}),
        ("1500000", ("150",), Kind.STOCK, {"slipped"}),  # 万 forgotten
        ("1650000", ("150",), Kind.CUMULATIVE, {"slipped"}),
        ("0.0155", ("150",), Kind.CUMULATIVE, {"slipped"}),  # 万 written twice
        ("15000", ("150",), Kind.STOCK, set()),  # a hundred is no slip among enterprises
        ("0", ("150",), Kind.STOCK, set()),
    ],
)
def test_figures_of_targets(value: str, before: tuple[str, ...], kind: Kind, found: set) -> None:
    assert on_target(value, *before, kind=kind) == found


@pytest.mark.parametrize(
    ("value", "last", "measure", "slipped"),
    [
        ("0.65", "62", "%", True),
        ("65", "0.62", "%", True),
        ("65000", "62", "吨", True),
        ("0.065", "62", "千瓦", True),
        ("6500", "62", "亩", True),
        ("6500", "62", "项", False),
        ("650000", "62", "万元", True),
        ("200", "62", "万元", False),
    ],
)
def test_slips_of_measures_that_come_in_pairs(value, last, measure, slipped) -> None:
    assert ("slipped" in on_target(value, last, measure=measure)) is slipped


def test_a_yearly_sum_begins_anew_with_the_year() -> None:
    course = ((date(2025, 12, 31), Decimal(900)),)
    assert on_target("30", kind=Kind.FLOW, course=course) == set()
    assert on_target("30", kind=Kind.CUMULATIVE, course=course) == {"falls"}


@pytest.mark.parametrize(
    ("value", "known", "found"),
    [
        ("99", {"baseline": Decimal(100)}, {"below_baseline"}),
        ("100", {"baseline": Decimal(100)}, set()),
        ("99", {"baseline": Decimal(100), "more_is_better": False}, set()),
        ("99", {"baseline": Decimal(100), "kind": Kind.CEILING}, set()),
        ("1010000", {"baseline": Decimal(100)}, {"slipped"}),  # the first report of all
        ("99", {}, set()),
    ],
)
def test_values_are_held_against_the_baseline(value: str, known: dict, found: set) -> None:
    assert on_target(value, **known) == found


@pytest.mark.parametrize(
    ("percent", "text", "before", "found"),
    [
        ("60", "完成主体工程。", ("45",), set()),
        ("40", "完成主体工程。", ("45",), {"falls"}),
        ("90", "完成主体工程。", ("10", "15", "20", "25"), {"jumps"}),
        ("0.6", "完成主体工程。", ("45",), {"slipped"}),
        (None, "完成主体工程。", ("45",), set()),
        ("100", "已建成投用。", ("95",), set()),
        ("100", "正在推进主体工程。", ("95",), {"done_but_going_on"}),
        ("100", "相关手续尚未办结。", ("95",), {"done_but_going_on"}),
        ("99", "正在推进主体工程。", ("95",), set()),
        ("100", "Construction is in progress.", ("95",), {"done_but_going_on"}),
    ],
)
def test_figures_and_words_of_tasks(percent, text, before, found) -> None:
    assert on_task(percent, text, *before) == found


def test_a_hundred_per_cent_asks_for_a_file() -> None:
    assert on_task("100", has_evidence=False) == {"done_without_evidence"}
    assert on_task("99", has_evidence=False) == set()


SAID = "召开推进会，印发实施方案，落实责任分工。"


@pytest.mark.parametrize(
    ("text", "known", "found"),
    [
        (SAID, {"last_text": SAID}, {"same_text"}),
        (SAID.replace("，", "， "), {"last_text": SAID.rstrip("。")}, {"same_text"}),
        (SAID + "新入库12家。", {"last_text": SAID}, set()),
        (SAID, {"elsewhere": {SAID: "培育企业"}}, {"same_as_other"}),
        ("按计划推进。", {"elsewhere": {"按计划推进。": "培育企业"}}, set()),  # too short to tell
        ("已于2026年11月3日完成验收。", {}, {"date_ahead"}),
        ("11月3日已完成验收。", {}, {"date_ahead"}),
        ("已于2026-12-01印发。", {}, {"date_ahead"}),
        ("已于10月14日完成验收。", {}, set()),
        ("将于2026年11月3日验收。", {}, set()),
        ("已完成评审。将于11月3日验收。", {}, set()),
        ("已于2026年13月45日、0年0月0日完成。", {}, set()),  # no days at all
    ],
)
def test_texts(text: str, known: dict, found: set) -> None:
    assert on_task("60", text, **known) == found


def test_who_says_that_nothing_changed_repeats_nothing() -> None:
    background = Background(TASK, date(2026, 10, 14), date(2026, 9, 30), last_text=SAID)
    content = Content(percent=Decimal(60), progress=SAID, no_change=True)
    assert doubts(content, background) == {}


def test_facts_are_texts_that_the_database_keeps() -> None:
    background = Background(
        TASK, date(2026, 10, 14), date(2026, 9, 30), course=figures("45.50"), has_evidence=True
    )
    found = doubts(Content(percent=Decimal("40.00")), background)
    assert found == {Doubt.FALLS: {"figure": "40", "last": "45.5"}}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("code", Doubt)
def test_each_doubt_has_a_sentence_with_its_facts(code: Doubt, language: str) -> None:
    names = ("figure", "last", "step", "usual", "factor", "baseline", "other", "words", "day")
    facts = {name: f"<{name}>" for name in names}
    with override(language):
        sentence = wording.doubt(code, facts)
    assert sentence.endswith((".", "。"))
    assert "%(" not in sentence
