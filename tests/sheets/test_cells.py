"""Cells as people fill them: every row of cells_table.md, and what holds for all of them."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rules import parse_number
from sheets.rules.cells import (
    Amount,
    Around,
    Cell,
    Reading,
    Unreadable,
    is_note,
    is_total,
    plain,
    proposals_in,
    read_amount,
    read_date,
    read_number,
    read_percent,
    read_text,
    read_tick,
)
from sheets.rules.cells.serials import day_of

TABLE = Path(__file__).with_name("cells_table.md").read_text(encoding="utf-8")
BROKEN = {"error": "#DIV/0!", "infinite": "inf", "long": "12345678901234567000", "formula": ""}
PLAN = Around(year=2026, first_year=2021, last_year=2031)
AROUND = {
    "": PLAN,
    "%": PLAN._replace(percent=True),
    "fractions": PLAN._replace(fractions=True),
    "1904": PLAN._replace(date1904=True),
    "no year": PLAN._replace(year=None),
}


def rows(title: str) -> list[list[str]]:
    """The rows of the table under a heading."""
    section = TABLE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip(" ") for cell in line.strip("|").split("|")] for line in lines]


def written(text: str) -> str:
    return re.sub("<([0-9A-F]{4})>", lambda match: chr(int(match[1], 16)), text)


def cell_of(text: str) -> Cell:
    kind, _space, rest = text.partition(" ")
    if text == "empty":
        return None
    if kind == "number":
        return Decimal(rest)
    if kind == "percent":
        return {"is": "percent", "found": Decimal(rest)}
    if kind == "broken":
        return {"is": rest, "found": BROKEN[rest]}
    if kind in ("date", "truth"):
        return {"is": "date" if kind == "date" else "logical", "found": rest}
    return written(text)


def shown(value: object) -> str:
    """A value as the table writes it."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Amount):
        return value.printed
    return (
        {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )


def told(read: Callable[[Cell, Around], Reading], cell: Cell, around: Around) -> tuple[str, str]:
    """What was read and what was said about it, as the table writes them."""
    try:
        reading = read(cell, around)
    except Unreadable as error:
        return "", f"refused {error.code}"
    said = [reading.nothing.value] if reading.nothing else []
    return shown(reading.value), " ".join([*said, *(doubt.code for doubt in reading.doubts)])


@pytest.mark.parametrize(("cell", "measure", "value", "said"), rows("Figures"))
def test_a_figure_is_read_in_the_measure_of_its_line(
    cell: str, measure: str, value: str, said: str
) -> None:
    assert told(read_number, cell_of(cell), Around(measure)) == (value, said)


@pytest.mark.parametrize(("cell", "around", "value", "said"), rows("Percentages"))
def test_a_percentage_is_read(cell: str, around: str, value: str, said: str) -> None:
    assert told(read_percent, cell_of(cell), AROUND[around]) == (value, said)


@pytest.mark.parametrize(("cell", "measure", "value", "said"), rows("Promises"))
def test_a_promise_keeps_its_comparator(cell: str, measure: str, value: str, said: str) -> None:
    assert told(read_amount, cell_of(cell), Around(measure)) == (value, said)


@pytest.mark.parametrize(("cell", "around", "value", "said"), rows("Days"))
def test_a_day_is_read(cell: str, around: str, value: str, said: str) -> None:
    assert told(read_date, cell_of(cell), AROUND[around]) == (value, said)


@pytest.mark.parametrize(("cell", "_", "value", "said"), rows("Ticks"))
def test_a_tick_is_read(cell: str, _: str, value: str, said: str) -> None:
    assert told(read_tick, cell_of(cell), PLAN) == (value, said)


@pytest.mark.parametrize(("cell", "_", "value", "said"), rows("Words"))
def test_words_are_kept(cell: str, _: str, value: str, said: str) -> None:
    assert told(read_text, cell_of(cell), PLAN) == (written(value), said)


@pytest.mark.parametrize(("text", "measure", "proposed", "_"), rows("Sentences"))
def test_numbers_of_a_sentence_are_proposed(text: str, measure: str, proposed: str, _: str) -> None:
    found = proposals_in(text, Around(measure))
    assert "; ".join(f"{each.kind} {plain(each.value)}{each.measure}" for each in found) == proposed


def test_the_numbers_of_a_sentence_are_told_where_one_is_wanted() -> None:
    with pytest.raises(Unreadable) as caught:
        read_number("完成3家，累计12家，占年度目标60%", Around("家"))
    assert caught.value.wanted == "3家 / 12家 / 60%"
    assert [each.kind for each in caught.value.proposals] == ["period", "total", "share"]


@pytest.mark.parametrize(("cells", "_", "kind", "__"), rows("Lines"))
def test_sums_and_notes_are_told_from_lines(cells: str, _: str, kind: str, __: str) -> None:
    row = {chr(65 + place): cell_of(text) for place, text in enumerate(cells.split("；"))}
    assert (is_total(row), is_note(row)) == (kind == "sum", kind == "note")


def test_the_table_is_long() -> None:
    assert sum(line.startswith("| ") for line in TABLE.splitlines()) > 400


NUMBERS = st.decimals(-(10**17), 10**17, places=6)


@given(NUMBERS)
def test_every_number_is_read_as_it_is_printed(number: Decimal) -> None:
    assert read_number(plain(number)).value == number
    assert read_number(f"{number:,f}家", Around("家")).value == number


@given(st.text("0123456789０１９.．,，%％ -+一千", max_size=12))
def test_whatever_the_page_takes_the_sheet_takes_as_well(text: str) -> None:
    try:
        number = parse_number(text)
    except ValueError:
        return
    assert read_number(text).value == number


READERS = (read_number, read_percent, read_date, read_tick, read_text, read_amount)
PIECES = st.sampled_from(
    [*"0123456789..,,-/年月日季度底前约≥%万亿千百十元家个一二三〇以上至 Qq¥每成分之同上", "\u200b"]
)


@given(st.text(max_size=30) | st.lists(PIECES, max_size=14).map("".join))
def test_no_text_makes_a_reader_stumble(text: str) -> None:
    for read in READERS:
        with suppress(Unreadable):
            read(text, Around("万元", year=2026))


@pytest.mark.parametrize(
    "piece", ["完成", "约", "3万", "1,", "一", "-", " ", "\u200b", "注", "3家，"]
)
def test_a_cell_full_of_the_same_takes_no_time(piece: str) -> None:
    text = piece * (32_767 // len(piece))
    began = perf_counter()
    for read in READERS:
        with suppress(Unreadable):
            read(text, Around("家", year=2026))
    # A hundredth of it on an idle machine; what goes back and forth in a text takes minutes.
    assert perf_counter() - began < 5


@given(st.dates(date(1940, 1, 1), date(2170, 12, 31)))
def test_every_day_has_the_number_that_excel_gives_it(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert read_date(Decimal(serial)).value == day
    assert read_date(str(serial - 1462), Around(date1904=True)).value == day


@pytest.mark.parametrize(
    ("serial", "day"),
    [(0, None), (1, date(1900, 1, 1)), (59, date(1900, 2, 28)), (60, None), (61, date(1900, 3, 1))],
)
def test_excel_believes_that_1900_had_a_29_february(serial: int, day: date | None) -> None:
    assert day_of(serial, date1904=False) == day


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["-", "/", "."]))
def test_every_day_is_read_in_every_notation(day: date, sign: str) -> None:
    texts = [
        f"{day.year}{sign}{day.month}{sign}{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        day.isoformat(),
    ]
    assert {read_date(text).value for text in texts} == {day}
