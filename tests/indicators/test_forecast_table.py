"""The forecast table: every line of `forecast_table.md` as a person can check it. No database."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from core.calendar import ONE_DAY, add_months, last_day_of_month
from indicators.rules import Aim, Comparator, Forecast, Kind, Method, Reading, Recurrence, Refusal
from indicators.rules.forecasting import forecast
from tests.indicators.test_pace_table import KINDS


class Line(NamedTuple):
    case: str
    kind: str
    value: str
    span: str
    baseline: str
    every: str
    since: str
    values: str
    method: str
    point: str
    low: str
    high: str
    chance: str
    refusal: str


def lines() -> list[Line]:
    text = Path(__file__).with_name("forecast_table.md").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row.startswith("| ")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return [Line(*row) for row in cells if row[0] not in {"情形", "---"}]


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def month(text: str) -> date | None:
    return last_day_of_month(date.fromisoformat(f"{text}-01")) if text else None


def aim(line: Line) -> Aim:
    begins, ends = line.span.split("~")
    kind, starts_on = KINDS[line.kind], month(begins)
    return Aim(
        kind=kind,
        comparator=Comparator.AT_MOST if kind is Kind.CEILING else Comparator.AT_LEAST,
        value=number(line.value),
        due_on=month(ends),
        # A baseline is taken at the end of its month.
        starts_on=starts_on
        and (starts_on + ONE_DAY if line.baseline else starts_on.replace(day=1)),
        baseline=number(line.baseline),
        every=Recurrence.YEAR if line.every == "每年" else None,
        percent=line.every == "%",
    )


def readings(line: Line) -> tuple[list[Reading], date]:
    """The values, and the last day that is about."""
    first, step = date.fromisoformat(f"{line.since}-01"), 3 if line.every == "每季" else 1
    texts = line.values.split()
    days = [last_day_of_month(add_months(first, place * step)) for place in range(len(texts))]
    told = zip(days, texts, strict=True)
    return [Reading(day, Decimal(text)) for day, text in told if text != "."], days[-1]


def told(line: Line) -> Forecast:
    known, on = readings(line)
    return forecast(aim(line), known, on=on)


@pytest.mark.parametrize("line", lines(), ids=lambda line: line.case)
def test_line(line: Line) -> None:
    said = told(line)
    assert (said.refusal or "") == line.refusal
    if line.refusal:
        assert said.point is said.low is said.high is said.probability is None
        return
    assert said.method == line.method
    assert said.point == number(line.point)
    assert not line.low or said.low == number(line.low)
    assert not line.high or said.high == number(line.high)
    least, _, most = line.chance.partition("~")
    assert said.probability is not None
    assert Decimal(least) <= said.probability * 100 <= Decimal(most or least)


def test_the_table_meets_every_method_and_every_reason() -> None:
    every = [told(line) for line in lines()]
    assert {each.method for each in every} - {None} == set(Method)
    # Another definition and a computation that breaks have tests of their own.
    own = {Refusal.REDEFINED, Refusal.FAILED, Refusal.NOT_HELD}
    assert {each.refusal for each in every} - {None} == set(Refusal) - own
