"""A list that goes out as .xlsx and as .csv says the same in both, and nothing in it runs."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from core.errors import RuleBroken
from core.tables import MOST_LINES, Column, Kind, Table, batches, file_of, require_fit
from core.tables.csv_file import plain
from core.tables.xlsx_file import sheet_name
from core.workbooks import Value

NOW = datetime(2026, 10, 14, 17, tzinfo=UTC)
DAY = date(2026, 9, 30)


def told(*lines: tuple[Value, ...], title: str = "台账") -> Table:
    columns = (
        Column("事项", lambda line: line[0], 30),
        Column("数值", lambda line: line[1], kind=Kind.NUMBER),
        Column("时限", lambda line: line[2], kind=Kind.DATE),
    )
    return Table(title, columns, iter(lines), note="截至")


def content(table: Table, ending: str) -> bytes:
    return b"".join(file_of(table, ending, now=NOW))


def test_both_files_have_the_same_lines() -> None:
    lines = [("甲,乙\n“丙”", Decimal("62.50"), DAY), ("丁", None, None)]
    book = load_workbook(io.BytesIO(content(told(*lines), "xlsx")))
    sheet = [[cell.value for cell in row] for row in book["台账"]]
    rows = list(csv.reader(io.StringIO(content(told(*lines), "csv").decode("utf-8-sig"))))
    assert sheet[0] == rows[0] == ["事项", "数值", "时限"]
    assert [sheet[1][0], rows[1][0]] == ["甲,乙\n“丙”"] * 2
    assert (sheet[1][1], rows[1][1]) == (62.5, "62.50")
    assert (sheet[1][2].date(), rows[1][2]) == (DAY, "2026-09-30")
    assert (sheet[2][1:], rows[2]) == ([None, None], ["丁", "", ""])


def test_excel_takes_the_csv_for_chinese() -> None:
    assert content(told(("甲", None, None)), "csv").startswith(b"\xef\xbb\xbf\xe4\xba\x8b")


def test_the_file_is_called_by_its_title_and_the_local_day() -> None:
    answer = file_of(told(title="台 账\n甲"), "csv", now=NOW)
    # It is the fifteenth already where the portal is.
    assert "%E5%8F%B0%20%E8%B4%A6%20%E7%94%B2%202026-10-15.csv" in answer["Content-Disposition"]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1+1", "\r=1+1", " =1", "＝1+1", "＋1", "\x00=1"]
)
def test_no_text_of_a_csv_is_taken_for_a_formula(text: str) -> None:
    assert plain(text) == "'" + text.replace("\x00", "")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("1-1", "1-1"),
        ("市科技局", "市科技局"),
        (Decimal(-5), "-5"),
        ("", ""),
        (7, "7"),
        (DAY, "2026-09-30"),
    ],
)
def test_what_runs_nothing_stays_as_it_is(value: Value, found: str) -> None:
    assert plain(value) == found


def test_no_cell_of_an_xlsx_is_a_formula() -> None:
    table = told(("=1+1", Decimal(-1), DAY), ("@SUM(1)", None, None))
    book = load_workbook(io.BytesIO(content(table, "xlsx")))
    assert not [cell for row in book.worksheets[0] for cell in row if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("title", "name"), [("甲/乙: [丙]?*", "甲 乙   丙"), ("长" * 40, "长" * 31), ("'", "1")]
)
def test_a_sheet_gets_a_name_that_excel_takes(title: str, name: str) -> None:
    assert sheet_name(title) == name


def test_lines_are_made_many_at_a_time() -> None:
    sizes: list[int] = []

    def make(rows: list[int]) -> Iterable[int]:
        sizes.append(len(rows))
        return rows

    assert list(batches(range(1200), make)) == list(range(1200))
    assert sizes == [500, 500, 200]


def test_nothing_is_sent_of_a_list_that_breaks_off() -> None:
    lines = (1 / (3 - number) for number in range(5))
    table = Table("坏", [Column("数", lambda line: str(line))], lines)
    with pytest.raises(ZeroDivisionError):
        file_of(table, "csv", now=NOW)


def test_an_endless_list_is_refused_with_what_to_do() -> None:
    require_fit(MOST_LINES)
    with pytest.raises(RuleBroken, match="50001"):
        require_fit(MOST_LINES + 1)
