"""The reader as a process: every ugly file gets its code, nothing gets lost, nothing dies."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sheets.reader.__main__ import read_workbook
from tests.sheets import ugly
from tests.sheets.ugly import text_cell

ROOT = Path(__file__).resolve().parents[2]
DTD = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]>'
ONE_ROW = f'<row r="1">{text_cell("A1", "x")}</row>'


def refusal(content: bytes) -> dict[str, Any]:
    lines = read_workbook(content)
    assert len(lines) == 1
    return lines[0]


def row(number: int, content: str) -> str:
    return f'<row r="{number}">{content}</row>'


def cells(*row_cells: str) -> dict[str, Any]:
    """The cells of line 7 as the reader gives them."""
    first, last = read_workbook(ugly.workbook(f'<row r="7">{"".join(row_cells)}</row>'))
    assert (last["end"], first[0]) == (1, 7)
    return {chr(65 + n): value for n, value in enumerate(first[1]) if value != ""}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \r\n ", "empty"),
        (b"<html><table></table></html>", "html"),
        (b"%PDF-1.7", "pdf"),
        (b"\x00\x01\x02", "unknown"),
        (ugly.protected(), "protected"),
        (ugly.old_excel(), "xls"),
        (ugly.archive({"word/document.xml": b"<w/>"}), "docx"),
        (ugly.archive({"content.xml": b"<w/>", "mimetype": b"x"}), "ods"),
        (ugly.archive({"xl/workbook.bin": b""}), "xlsb"),
        (ugly.archive({"photo.jpg": b""}), "zip"),
        (ugly.workbook(ONE_ROW)[:-40], "damaged"),
        (ugly.workbook("<row"), "damaged"),
        (ugly.archive(ugly.parts()), "damaged"),
        (ugly.workbook(ONE_ROW, head=DTD), "dtd"),
        (ugly.workbook(ONE_ROW, extra={"docProps/app.xml": DTD.encode() + b"<a/>"}), "dtd"),
        (
            ugly.workbook(ONE_ROW, extra={"xl/externalLinks/externalLink1.xml": b"<a/>"}),
            "external_links",
        ),
        (ugly.workbook(ONE_ROW, extra={"xl/embeddings/a.zip": b"x"}), "embedded"),
        (ugly.workbook(ONE_ROW, extra={"../../tmp/evil.txt": b"x"}), "damaged"),
        (ugly.workbook(ONE_ROW, extra={f"x/{n}": b"" for n in range(600)}), "too_big"),
        (ugly.workbook(ONE_ROW, extra={"xl/Workbook.xml": b"<a/>"}), "damaged"),
    ],
)
def test_a_file_that_is_no_plain_workbook_is_named(content: bytes, code: str) -> None:
    assert refusal(content)["refused"] == code


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        (row(1, "<c><v>1</v></c>") + row(30_000, "<c/><c><v>1</v></c>"), "stray_cell", "B30000"),
        (row(1, '<c r="ZZ1"><f>1+1</f></c>'), "stray_cell", "ZZ1"),
        ('<row r="99999999"/>', "bad_address", "A99999999"),
        (row(1, '<c r="ZZZZ1"><v>1</v></c>'), "bad_address", "ZZZZ1"),
        (row(1, '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>'), "disorder", "A1"),
        (row(2, "<c><v>1</v></c>") + row(1, "<c><v>2</v></c>"), "disorder", "A1"),
        (row(1, text_cell("A1", "字" * 32_768)), "long_text", "A1"),
    ],
)
def test_a_cell_out_of_place_is_refused_with_its_address(rows: str, code: str, cell: str) -> None:
    found = refusal(ugly.workbook(rows))
    assert (found["refused"], found["cell"]) == (code, cell)


def test_a_stray_cell_in_the_last_corner_kills_nothing() -> None:
    content = ugly.stray_cell()
    assert len(content) < 3_000
    assert refusal(content) == {"refused": "stray_cell", "cell": "XFD1048576"}


def test_a_bomb_of_a_gigabyte_is_refused_whether_or_not_it_admits_its_size() -> None:
    assert refusal(ugly.bomb())["refused"] == "too_big"
    assert refusal(ugly.understating_bomb())["refused"] == "damaged"


def test_a_sheet_that_understates_its_size_loses_no_row() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 11))
    content = ugly.workbook(rows)
    sheet = ugly.unpacked(content)[ugly.SHEET].replace(
        b"<sheetData>", b'<dimension ref="A1"/><sheetData>'
    )
    lines = read_workbook(ugly.workbook(extra={ugly.SHEET: sheet}))
    assert lines[0] == [1, *([number] for number in range(1, 11))]


def test_empty_rows_that_only_have_a_style_count_for_nothing() -> None:
    empty = "".join(f'<row r="{n}" s="1"><c r="XFD{n}" s="1"/></row>' for n in range(2, 30_000))
    lines = read_workbook(
        ugly.workbook(ONE_ROW, empty, '<row r="1048576"><c r="A1048576" s="1"/></row>')
    )
    assert (lines[0], lines[-1]["end"]) == ([1, ["x"]], 1)


def test_columns_left_empty_do_not_shift_the_others() -> None:
    assert cells('<c r="C7"><v>5</v></c>') == {"C": 5.0}


def test_cells_without_an_address_stand_beside_the_one_before() -> None:
    assert cells('<c r="B7"><v>1</v></c>', "<c><v>2</v></c>") == {"B": 1.0, "C": 2.0}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A7"><v>0.30000000000000004</v></c>', 0.3),
        ('<c r="A7"><v>1e400</v></c>', {"is": "infinite", "found": "inf"}),
        ('<c r="A7"><v>NaN</v></c>', {"is": "infinite", "found": "nan"}),
        ('<c r="A7"><v>1234567890123456</v></c>', {"is": "long", "found": "1234567890123456"}),
        ('<c r="A7"><f>SUM(A1:A6)</f></c>', {"is": "formula", "found": ""}),
        ('<c r="A7"><f>SUM(A1:A6)</f><v></v></c>', {"is": "formula", "found": ""}),
        ('<c r="A7"><f>1+1</f><v>2</v></c>', 2.0),
        ('<c r="A7" t="e"><v>#DIV/0!</v></c>', {"is": "error", "found": "#DIV/0!"}),
        ('<c r="A7" t="b"><v>1</v></c>', {"is": "logical", "found": "TRUE"}),
        ('<c r="A7" t="d"><v>2026-09-30</v></c>', {"is": "date", "found": "2026-09-30"}),
        (text_cell("A7", "=cmd|'/c calc'!A1"), "=cmd|'/c calc'!A1"),
        (text_cell("A7", "  "), "  "),
    ],
)
def test_odd_cells_say_what_they_are(cell: str, value: object) -> None:
    assert cells(cell) == {"A": value}


def test_a_percentage_is_told_by_the_format_of_its_cell() -> None:
    codes = {170: "0.0%", 171: "0&quot;%&quot;"}
    formats = "".join(f'<numFmt numFmtId="{n}" formatCode="{c}"/>' for n, c in codes.items())
    xfs = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 9, 170, 171))
    styles = f'<styleSheet xmlns="{ugly.MAIN}">{formats}<cellXfs>{xfs}</cellXfs></styleSheet>'
    row = "".join(f'<c r="{letter}1" s="{n}"><v>0.5</v></c>' for n, letter in enumerate("ABCD"))
    lines = read_workbook(
        ugly.workbook(f'<row r="1">{row}</row>', extra={"xl/styles.xml": styles.encode()})
    )
    half = {"is": "percent", "found": 0.5}
    assert lines[0] == [1, [0.5, half, half, 0.5]]


def test_the_process_prints_json_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(ugly.workbook(ONE_ROW))
    command = [sys.executable, "-m", "sheets.reader", str(file)]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60).stdout
    lines = [json.loads(line) for line in printed.splitlines()]
    assert (lines[0], lines[-1]["end"]) == ([1, ["x"]], 1)
