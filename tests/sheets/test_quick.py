"""What is counted by shapes equals what a parser counts, cell by cell."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from sheets.reader import markup
from sheets.reader.counted import Counted
from sheets.reader.limits import Limits
from sheets.reader.quick import QuickRows
from sheets.reader.refusals import Refused
from sheets.reader.strings import SharedStrings, count_strings
from sheets.reader.worksheet import Worksheet
from tests.sheets.ugly import fuzz, people, table
from tests.sheets.ugly.xml import SHEET, unpacked, workbook

LIMITS = Limits()
PERCENTS = {1, 2}
READABLE = [trap for trap in people.TRAPS if trap.key not in ("X25-g", "X25-h", "X25-j")]


def slowly(part: bytes, lengths: list[int]) -> Counted | str:
    """By the parser; a code where it refuses. The sum of all characters is a limit, not a count."""
    counted = Counted(LIMITS)
    try:
        markup.parse([part], Worksheet(counted, lengths, PERCENTS))
    except Refused as refused:
        return refused.code
    return replace(counted, characters=0)


def quickly(part: bytes, lengths: list[int], *, size: int) -> Counted | str:
    """Fed in pieces of `size`, so that rows are cut anywhere."""
    counted = Counted(LIMITS)
    chunks = (part[start : start + size] for start in range(0, len(part), size))
    try:
        QuickRows(Worksheet(counted, lengths, PERCENTS)).count(chunks)
    except markup.Irregular:
        return slowly(part, lengths)
    except Refused as refused:
        return refused.code
    return replace(counted, characters=0)


def lengths_of(content: bytes) -> list[int]:
    strings = SharedStrings(LIMITS)
    markup.parse([unpacked(content)["xl/sharedStrings.xml"]], strings)
    return strings.lengths


def long_table(*, shared: bool) -> bytes:
    """Rows of several shapes, some of them with nothing, with blanks and with percentages."""
    lines = [
        (
            f"第{n}项", table.Number(f"0.{n}", 1), None, "" if n % 3 else "好", n,
            table.STYLED if n % 5 else table.Formula("A1", f"{n}.5"),
            *(["末"] if n % 7 == 0 else []),
        )
        for n in range(1, 600)
    ]  # fmt: skip
    marked = {5: 'hidden="1"', 7: 'ht="0"', 9: 'ht="15" spans="1:7"'}
    return table.book(table.Sheet(lines, marked=marked), shared=shared)


@pytest.mark.parametrize("trap", READABLE, ids=[trap.key for trap in READABLE])
def test_what_people_do_is_counted_alike(trap) -> None:
    content = trap.make()
    part, lengths = unpacked(content)[SHEET], lengths_of(content)
    assert quickly(part, lengths, size=1 << 18) == slowly(part, lengths)


@pytest.mark.parametrize("size", [1 << 18, 1000, 97])
@pytest.mark.parametrize("shared", [True, False])
def test_a_long_table_is_counted_alike(shared: bool, size: int) -> None:
    content = long_table(shared=shared)
    part, lengths = unpacked(content)[SHEET], lengths_of(content)
    wanted = slowly(part, lengths)
    assert isinstance(wanted, Counted)
    assert wanted.hidden_rows == {5, 7}
    assert len(wanted.percents) == 599
    assert quickly(part, lengths, size=size) == wanted


def by_openpyxl() -> bytes:
    book = Workbook()
    book.active.append(["任务", "进度", "时限"])
    for number in range(300):
        book.active.append([f"第{number}项", number / 8, date(2026, 9, 30)])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def by_libreoffice() -> bytes:
    """A row as LibreOffice writes it, with each attribute that it can have."""
    row = (
        '<row r="{0}" customFormat="false" ht="12.8" hidden="false" customHeight="false"'
        ' outlineLevel="0" collapsed="false"><c r="A{0}" s="0" t="n"><v>1.5</v></c>'
        '<c r="B{0}" s="1" t="n"><f aca="false">SUM(A1:A{0})</f><v>3</v></c></row>'
    )
    return workbook(*[row.format(number) for number in range(1, 300)])


def by_excel() -> bytes:
    row = (
        '<row r="{0}" spans="1:3" s="2" customFormat="1" ht="14.25" x14ac:dyDescent="0.2">'
        '<c r="A{0}" s="1" t="b"><v>1</v></c><c r="B{0}" s="3"/>'
        '<c r="AB{0}"><v>-1.5E-3</v></c></row>'
    )
    return workbook(*[row.format(number) for number in range(1, 300)])


@pytest.mark.parametrize("write", [by_openpyxl, by_libreoffice, by_excel])
def test_rows_as_programs_write_them_need_no_parser(write) -> None:
    part = unpacked(write())[SHEET]
    sheet = Worksheet(Counted(LIMITS), [1] * 1000, PERCENTS)
    quick = QuickRows(sheet)
    quick.count([part])
    assert (quick.parsed, len(sheet.counted.filled)) == (0, sheet.row)
    assert len(quick.shapes) <= 4


def test_spoiled_parts_are_counted_alike_or_refused_by_either_way() -> None:
    """What both ways take, they count alike; a quick refusal of sound rows would be a loss."""
    good = [long_table(shared=True), long_table(shared=False)]
    told = 0
    for number in range(400):
        try:
            entries = unpacked(fuzz.mutated(good, number))
            part, lengths = entries[SHEET], lengths_of(good[0])
        except (*fuzz.UNREADABLE, Refused):
            continue
        wanted, found = slowly(part, lengths), quickly(part, lengths, size=5000)
        if isinstance(wanted, Counted) and isinstance(found, Counted):
            told += 1
            assert found == wanted, number
        elif isinstance(wanted, Counted):
            raise AssertionError((number, found))
    assert told > 50


@pytest.mark.parametrize(
    "item",
    [
        "<si><t>甲</t></si>",
        "<si><r><t>甲</t></r><r><t>乙</t></r></si>",
        '<si><t xml:space="preserve"> </t></si>',
        "<si><t> </t></si>",
        "<si/>",
        "<si><t/></si>",
        "<si><t>&amp;</t></si>",
        '<si><t>甲</t><phoneticPr fontId="1" type="noConversion"/></si>',
    ],
)
def test_shared_texts_are_counted_alike(item: str) -> None:
    part = f'<?xml version="1.0"?>\n<sst xmlns="x" count="9">{item * 3}<si><t>末</t></si></sst>'
    wanted, found = SharedStrings(LIMITS), SharedStrings(LIMITS)
    markup.parse([part.encode()], wanted)
    count_strings([part.encode()[:40], part.encode()[40:]], found)
    assert found.lengths == wanted.lengths
    assert len(found.lengths) == 4
