"""The pace table: every line of `pace_table.md` as an official can check it by hand. No database.

Each line is a promise, what was reached and a closing date; and what follows: the share of the way
that should be reached, the share reached, the plain quotient of reached and promised, the gap in
percentage points, the lamp of the default scheme and the sentence. An empty cell is a figure that
would mean nothing and is not shown.
"""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from django.utils import translation

from indicators.rules import (
    Aim,
    Comparator,
    Counts,
    Kind,
    PaceRule,
    Reason,
    Recurrence,
    Standing,
    Verdict,
    counts_of,
    judge,
)
from indicators.wording import sentence

PROMISE = re.compile(r"(≥|≤|≈)?(-?[\d.]+)(?:~([\d.]+))?(.*)")
SIGNS = {"≥": Comparator.AT_LEAST, "≤": Comparator.AT_MOST, "≈": Comparator.ABOUT}
RULES = {
    "按日": PaceRule.LINEAR_DAY,
    "曲线": PaceRule.PLANNED_VALUES,
    "阶梯": PaceRule.STEPS,
    "直接比较": PaceRule.VALUE,
    "年度": PaceRule.NONE,
}
EVERY = {
    "每年": Recurrence.YEAR,
    "每半年": Recurrence.HALF_YEAR,
    "每季": Recurrence.QUARTER,
    "每月": Recurrence.MONTH,
}
KINDS = {
    "存量": Kind.STOCK,
    "人均": Kind.PER_CAPITA,
    "流量": Kind.FLOW,
    "累计": Kind.CUMULATIVE,
    "比率": Kind.RATIO,
    "增速": Kind.GROWTH_RATE,
    "频次": Kind.RECURRING,
    "上限": Kind.CEILING,
    "节点": Kind.MILESTONE,
    "相对": Kind.RELATIVE,
}
LAMPS = {"蓝": "blue", "绿": "green", "黄": "yellow", "橙": "orange", "红": "red", "灰": "grey"}


class Line(NamedTuple):
    case: str
    kind: str
    promise: str
    span: str
    baseline: str
    how: str
    actual: str
    closing: str
    expected: str
    completion: str
    rate: str
    gap: str
    lamp: str
    sentence: str


def lines() -> list[Line]:
    text = Path(__file__).with_name("pace_table.md").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row.startswith("| ")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return [Line(*row) for row in cells if row[0] != "情形"]


def aim(line: Line) -> tuple[Aim, str]:
    """The promise of a line and its unit of measure."""
    sign, value, high, unit = PROMISE.fullmatch(line.promise).groups() if line.promise else _NONE
    starts_on, due_on = (day(text) for text in line.span.split("~"))
    how = line.how.split()
    rule = next((RULES[word] for word in how if word in RULES), PaceRule.LINEAR_MONTH)
    points = [word.split("=") for word in how if re.match(r"\d{4}-", word)]
    others = next((word.removeprefix("比较值=") for word in how if "比较值=" in word), "")
    promise = Aim(
        kind=KINDS[line.kind],
        comparator=Comparator.RANGE if high else SIGNS.get(sign, Comparator.AT_LEAST),
        value=number(value),
        value_high=number(high),
        starts_on=starts_on,
        due_on=due_on,
        baseline=number(line.baseline),
        every=next((EVERY[word] for word in how if word in EVERY), None),
        pace_rule=rule,
        planned=tuple((date.fromisoformat(on), Decimal(amount)) for on, amount in points),
        percent=unit == "%",
        reference=number(others),
    )
    return promise, unit


_NONE = ("", "", "", "")


def number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def judged(line: Line) -> tuple[Verdict, str]:
    promise, unit = aim(line)
    return judge(promise, number(line.actual), on=date.fromisoformat(line.closing)), unit


@pytest.mark.parametrize("line", lines(), ids=lambda line: f"{line.case} {line.closing}")
def test_line(line: Line) -> None:
    verdict, unit = judged(line)
    done = verdict.reason is Reason.REACHED  # what is done has nothing missing to tell
    assert verdict.completion == number(line.completion)
    assert verdict.rate == number(line.rate)
    assert (None if done else verdict.expected_share) == number(line.expected)
    assert (None if done else verdict.gap) == number(line.gap)
    assert verdict.lamp == LAMPS[line.lamp]
    with translation.override("zh-hans"):
        assert sentence(verdict, unit) == line.sentence


def test_the_table_is_long_enough_and_says_nothing_twice() -> None:
    inputs = [line[1:8] for line in lines()]
    assert len(inputs) >= 120
    assert len(set(inputs)) == len(inputs)


def test_the_table_meets_every_kind_every_rule_and_every_reason() -> None:
    aims = [aim(line)[0] for line in lines()]
    assert {each.kind for each in aims} == set(Kind)
    assert {each.pace_rule for each in aims} == set(PaceRule)
    assert {each.comparator for each in aims} == set(Comparator)
    assert {judged(line)[0].reason for line in lines()} == set(Reason)


def test_the_reason_alone_says_how_a_verdict_counts() -> None:
    met = {Standing.DONE, Standing.AHEAD, Standing.ON_PACE}
    for line in lines():
        verdict = judged(line)[0]
        assert (counts_of(verdict.reason) is Counts.MET) is (verdict.standing in met), line.case
        assert (counts_of(verdict.reason) is Counts.MISSED) is verdict.is_behind, line.case
