"""Shares, texts, states and checks of circulars, as tables of examples."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefs.drawing import bars_xml
from briefs.rules.checks import Clash, contradictions
from briefs.rules.facts import Group
from briefs.rules.shares import shares
from briefs.rules.states import TRANSITIONS, Actor, CircularState, CircularVerb, after, verbs_of
from briefs.rules.texts import (
    Fault,
    Level,
    filled,
    level_of,
    parts_of,
    template_troubles,
    troubles,
)
from core.charts import Bars

KNOWN = {"counted.met", "counted.behind", "targets.behind", "day"}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], []),
        ([0, 0], ["0.0", "0.0"]),
        ([3], ["100.0"]),
        ([1, 1, 1], ["33.4", "33.3", "33.3"]),
        ([2, 1], ["66.7", "33.3"]),
        ([1, 2, 4], ["14.3", "28.6", "57.1"]),
        ([1, 999], ["0.1", "99.9"]),
        ([1, 9999], ["0.0", "100.0"]),
        ([5, 0, 5], ["50.0", "0.0", "50.0"]),
    ],
)
def test_shares_are_rounded_by_the_largest_remainder(counts, expected):
    assert list(map(str, shares(counts))) == expected


# How long the first examples take depends on what else the machine does.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 10**6), max_size=12), st.integers(1, 10**6))
def test_shares_always_add_up(some, last):
    counts = [*some, last]
    found = shares(counts)
    assert sum(found) == Decimal("100.0")
    for share, count in zip(found, counts, strict=True):
        assert abs(share - Decimal(100) * count / sum(counts)) < Decimal("0.1")


def test_nothing_is_counted_below_zero():
    with pytest.raises(ValueError, match="below zero"):
        shares([1, -1])


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("", Fault.EMPTY),
        ("达到{counted.met}项，共12项。", Fault.TYPED),
        ("占比８５．５％。", Fault.TYPED),
        ("达到{counted.mett}项。", Fault.UNKNOWN),
        ("达到{counted.met项。", Fault.BRACE),
        ("字" * 2001, Fault.LONG),
        ("行\n" * 201, Fault.MANY),
    ],
)
def test_a_text_that_is_refused(body, fault):
    assert [trouble.fault for trouble in troubles(body, KNOWN)] == [fault]


@pytest.mark.parametrize(
    "body",
    [
        "达到{counted.met}项。",
        "截至2026年9月30日，按照云政办〔2026〕12号文件，见附件1和第3期。",
        "1.市科技局要在10月20日前报送。",
        "“十四五”规划和《2026年计划》提出“新增100家”。",
    ],
)
def test_days_documents_and_quotations_are_no_figures(body):
    assert troubles(body, KNOWN) == []


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、总体情况", Level.CHAPTER),
        ("（二）存在的问题", Level.SECTION),
        ("一、总体较好。但有差距", Level.TEXT),
        ("请各单位抓紧", Level.TEXT),
    ],
)
def test_headings_are_known_by_their_numbers(line, level):
    assert level_of(line) is level


def test_a_line_is_made_of_words_and_figures():
    parts = parts_of("达到{counted.met}项。", {"counted.met": "7"})
    assert [(part.text, part.figure) for part in parts] == [
        ("达到", ""),
        ("7", "counted.met"),
        ("项。", ""),
    ]


def test_a_template_leaves_out_what_is_zero_and_writes_out_its_blocks():
    template = "[counted.met] 好。\n[!counted.met] 差。\n[counted.behind] 慢。\n{behind.targets}"
    values = {"counted.met": 0, "counted.behind": 2}
    blocks = {"behind.targets": ["target:1", "target:2"]}
    assert filled(template, values, blocks) == "差。\n慢。\n{target:1}\n{target:2}"


@pytest.mark.parametrize(
    ("listed", "judged", "told"), [(0, 0, ""), (3, 0, "均未评判。"), (3, 2, "评判如下。")]
)
def test_a_line_may_ask_for_several_things(listed, judged, told):
    template = "[tasks.judged] 评判如下。\n[tasks.listed] [!tasks.judged] 均未评判。"
    values = {"tasks.listed": listed, "tasks.judged": judged}
    assert filled(template, values, {}) == told


def test_headings_are_numbered_anew_where_one_is_left_out():
    template = "一、甲\n[x]（一）乙：\n（二）丙：\n（三）丁：\n[x]二、戊\n三、己\n（一）庚："
    kept = "一、甲\n（一）丙：\n（二）丁：\n二、己\n（一）庚："
    assert filled(template, {"x": 0}, {}) == kept
    assert filled(template, {"x": 1}, {}) == template.replace("[x]", "")


def test_an_offices_own_numbers_stay_where_no_heading_is_left_out():
    assert filled("三、甲\n[x] 乙。\n（四）丙：", {"x": 0}, {}) == "三、甲\n（四）丙："


def test_headings_are_numbered_beyond_ten():
    template = "\n".join(["[x]一、略", *(f"{number}、目" for number in ["一"] * 21)])
    lines = filled(template, {"x": 0}, {}).split("\n")
    assert [lines[at] for at in (9, 10, 18, 19, 20)] == [
        "十、目", "十一、目", "十九、目", "二十、目", "二十一、目",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("[no.such] 好。", Fault.UNKNOWN),
        ("[counted.met] [!no.such] 好。", Fault.UNKNOWN),
        ("如下：{behind.targets}", Fault.BLOCK),
        ("共9项。", Fault.TYPED),
    ],
)
def test_a_template_that_is_refused(body, fault):
    assert fault in [trouble.fault for trouble in template_troubles(body, KNOWN)]


def test_what_is_not_in_the_table_is_refused():
    known = set(TRANSITIONS)
    for state in CircularState:
        for verb in CircularVerb:
            assert (after(state, verb) is None) == ((state, verb) not in known)
    assert verbs_of(CircularState.SUBMITTED, {Actor.INSPECTOR}) == []


def content(**values):
    """A circular without anything in it, but for these figures."""
    parts = {"listed": 0, "judged": 0, "unknown": 0, "annual": 0, "met": 0, "behind": 0, "done": 0}
    zero: dict[str, object] = {f"{group}.{part}": 0 for group in Group for part in parts}
    zero |= {f"{name}_share": "0.0" for name in list(zero)}
    zero |= dict.fromkeys(("reports.due", "reports.received", "reports.missing"), 0)
    zero |= dict.fromkeys(("reports.received_share", "reports.missing_share"), "0.0")
    figures = {name: {"value": value} for name, value in (zero | values).items()}
    return {"figures": figures, "annex": {"targets": [], "tasks": [], "units": []}}


@pytest.mark.parametrize(
    ("values", "clashes"),
    [
        ({}, set()),
        ({"reports.due": 2, "reports.received": 1}, {Clash.SUM, Clash.SHARES, Clash.UNITS}),
        ({"tasks.done": 1}, {Clash.SUM, Clash.ANNEX}),
        ({"target:7": {"standing": "behind"}}, {Clash.NAMED}),
    ],
)
def test_a_contradiction_is_found(values, clashes):
    assert {found.clash for found in contradictions(content(**values))} == clashes


def test_words_in_a_chart_cannot_break_its_xml():
    bars = Bars("题", "项", ["<市科技局> & 市财政局"], ["达到"], [[3]])
    assert "&lt;市科技局&gt; &amp; 市财政局" in bars_xml(bars.as_json)
