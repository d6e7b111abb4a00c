"""A department's own workbook comes back with its troubles marked, and otherwise as it was."""

import base64
from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from sheets.marker import places, splicing
from sheets.marker.marking import mark
from sheets.marker.troubles import MOST_NOTES, Mark
from sheets.reader.refusals import Refused
from sheets.writing import Severity, Trouble, mark_up
from tests import make
from tests.sheets.books import saved

RED, YELLOW = "FFFECACA", "FFFEF08A"
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def sheet_of(*rows: Iterable[object]) -> Worksheet:
    book = Workbook()
    book.active.title = "台账"
    for row in rows:
        book.active.append(row)
    return book.active


def marked(content: bytes, *troubles: Trouble) -> Workbook:
    return load_workbook(BytesIO(mark_up(content, troubles, now=make.NOW)))


def colour(sheet: Worksheet, cell: str) -> str | None:
    fill = sheet[cell].fill
    return fill.fgColor.rgb if fill.fill_type else None


@pytest.fixture
def own() -> Worksheet:
    """Two lines; the second has a gap and a bold word."""
    sheet = sheet_of(["任务", "完成"], ["甲", 62.5], ["乙", None, "备注"])
    sheet["A3"].font = Font(bold=True)
    return sheet


def test_a_cell_gets_its_colour_and_its_sentence(own: Worksheet) -> None:
    error = Trouble("台账", "B2", "不是数字。")
    warning = Trouble("台账", "A3", "与上期相同。", Severity.WARNING)
    sheet = marked(saved(own.parent), error, warning)["台账"]
    assert (colour(sheet, "B2"), sheet["B2"].comment.text) == (RED, "不是数字。")
    assert (colour(sheet, "A3"), sheet["A3"].comment.text) == (YELLOW, "与上期相同。")
    assert colour(sheet, "A2") is None
    # What the cell was stays: its value, and how it looked.
    assert (sheet["B2"].value, sheet["A3"].font.bold) == (62.5, True)


def test_a_cell_that_nobody_wrote_can_be_marked(own: Worksheet) -> None:
    places = ["A1", "B3", "D3", "C5", "A9"]
    sheet = marked(saved(own.parent), *(Trouble("台账", each, "缺。") for each in places))["台账"]
    assert [colour(sheet, each) for each in places] == [RED] * 5
    assert [cell.value for cell in sheet[3]] == ["乙", None, "备注", None]


def test_an_empty_sheet_and_an_empty_row_can_be_marked() -> None:
    content = saved(sheet_of().parent)
    assert colour(marked(content, Trouble("台账", "B2", "缺。"))["台账"], "B2") == RED
    plain = edited(saved(sheet_of(["甲"], ["乙"]).parent), b'<row r="2"', b'<row r="2"/><row r="3"')
    plain = edited(plain, b'<c r="A2"', b'<c r="A3"')
    assert colour(marked(plain, Trouble("台账", "B2", "缺。"))["台账"], "B2") == RED


def test_several_sentences_about_a_cell_stand_in_one_note(own: Worksheet) -> None:
    troubles = (
        Trouble("台账", "B2", "一。", Severity.WARNING),
        Trouble("台账", "B2", "二。"),
    )
    sheet = marked(saved(own.parent), *troubles)["台账"]
    assert (colour(sheet, "B2"), sheet["B2"].comment.text) == (RED, "一。\n二。")


def test_their_own_notes_stay(own: Worksheet) -> None:
    own["B2"].comment = Comment("问过李工", "王")
    own["A1"].comment = Comment("表头", "王")
    troubles = (Trouble("台账", "B2", "不是数字。"), Trouble("台账", "A2", "重复。"))
    sheet = marked(saved(own.parent), *troubles)["台账"]
    assert sheet["A1"].comment.text == "表头"
    assert "问过李工" in sheet["B2"].comment.text
    assert "不是数字。" in sheet["B2"].comment.text
    assert sheet["A2"].comment.text == "重复。"


def test_what_was_said_in_an_earlier_copy_is_not_said_again(own: Worksheet) -> None:
    own["A2"].comment = Comment("问过李工", "王")
    once = mark_up(saved(own.parent), both_told("一。"), now=make.NOW)
    sheet = marked(once, *both_told("二。"))["台账"]
    assert sheet["B2"].comment.text == "二。"
    assert "问过李工" in sheet["A2"].comment.text
    assert "一。" not in sheet["A2"].comment.text


def both_told(sentence: str) -> list[Trouble]:
    return [Trouble("台账", cell, sentence) for cell in ("A2", "B2")]


def test_a_word_can_be_put_into_an_empty_cell_only(own: Worksheet) -> None:
    own["E3"].font = Font(bold=True)
    cells = ["B2", "B3", "E3", "D5"]
    told = [Trouble("台账", each, "说明。", Severity.WARNING, "<因&>") for each in cells]
    sheet = marked(saved(own.parent), *told)["台账"]
    assert [sheet[each].value for each in cells] == [62.5, *["<因&>"] * 3]
    assert sheet["E3"].font.bold


@pytest.mark.parametrize(
    "cell", [b'<c r="D2" s="0"/>', b'<c r="D2" t="s"></c>', b'<c r="D2"> </c>']
)
def test_an_empty_cell_is_known_however_it_is_written(own: Worksheet, cell: bytes) -> None:
    content = edited(saved(own.parent), b"</row>", cell + b"</row>", count=2)
    sheet = marked(content, Trouble("台账", "D2", "说明。", Severity.WARNING, "因为。"))["台账"]
    assert sheet["D2"].value == "因为。"


def test_what_has_no_column_comes_beside_everything(own: Worksheet) -> None:
    # Formatted to the very end, as some sheets are.
    own["XFD2"].font = Font(bold=True)
    told = [Trouble("台账", "+1", "栏。", written="说明"), Trouble("台账", "+3", "写。")]
    sheet = marked(saved(own.parent), *told, Trouble("台账", "A3", "错。"))["台账"]
    assert (sheet["D1"].value, colour(sheet, "D3"), colour(sheet, "A3")) == ("说明", RED, RED)


def test_where_there_is_no_room_beside_nothing_is_added(own: Worksheet) -> None:
    own["XFD2"] = "尾"
    told = [Trouble("台账", "+1", "栏。", written="说明"), Trouble("台账", "A3", "错。")]
    assert colour(marked(saved(own.parent), *told)["台账"], "A3") == RED


def test_everything_else_comes_back_byte_for_byte(own: Worksheet) -> None:
    """Pictures in cells, charts, macros: whatever this portal knows nothing of."""
    content = with_part(saved(own.parent), "xl/media/image1.png", PICTURE)
    content = with_part(content, "xl/cellimages.xml", b"<etc:cellImages/>")
    again = mark_up(content, [Trouble("台账", "B2", "不是数字。")], now=make.NOW)
    old, new = parts(content), parts(again)
    changed = {name for name in old if new[name] != old[name]}
    assert changed <= {"xl/styles.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"}
    assert new["xl/media/image1.png"] == PICTURE


def test_sheets_without_troubles_are_left_alone(own: Worksheet) -> None:
    own.parent.create_sheet("另表")["A1"] = "甲"
    content = saved(own.parent)
    again = mark_up(
        content, [Trouble("另表", "A1", "甲。"), Trouble("没有", "A1", "乙。")], now=make.NOW
    )
    assert parts(again)["xl/worksheets/sheet1.xml"] == parts(content)["xl/worksheets/sheet1.xml"]
    assert load_workbook(BytesIO(again))["另表"]["A1"].comment.text == "甲。"


def test_a_text_file_comes_back_as_a_workbook() -> None:
    content = "任务,完成,编号\r\n=甲,六成,007\r\n\r\n乙,\r\n".encode("gb18030")
    [sheet] = marked(content, Trouble("", "B2", "不是数字。"))
    assert (colour(sheet, "B2"), sheet["B2"].comment.text) == (RED, "不是数字。")
    assert [cell.value for cell in sheet[2]] == ["=甲", "六成", "007"]
    assert sheet["A2"].data_type == "s"


def test_sentences_may_hold_whatever_a_cell_held(own: Worksheet) -> None:
    sheet = marked(saved(own.parent), Trouble("台账", "B2", "“\x07<b>&”"))["台账"]
    assert sheet["B2"].comment.text == "“<b>&”"


def test_not_more_notes_than_excel_can_draw() -> None:
    content = saved(sheet_of(*([number] for number in range(MOST_NOTES + 10))).parent)
    marks = [Mark(row, 1, Severity.ERROR, "错。") for row in range(1, MOST_NOTES + 11)]
    target = BytesIO()
    mark(BytesIO(content), {"台账": marks}, target)
    sheet = load_workbook(target)["台账"]
    noted = [row[0].coordinate for row in sheet.iter_rows() if row[0].comment]
    assert len(noted) == MOST_NOTES
    # The rest is coloured all the same.
    assert colour(sheet, f"A{MOST_NOTES + 10}") == RED


@pytest.mark.parametrize("size", [1, 7, 64])
def test_it_matters_not_where_a_piece_of_the_file_ends(
    own: Worksheet, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    content = saved(own.parent)
    marks = {"台账": [Mark(2, 2, Severity.ERROR, "甲。"), Mark(3, 4, Severity.WARNING, "乙。")]}
    whole, pieces = BytesIO(), BytesIO()
    mark(BytesIO(content), marks, whole)
    monkeypatch.setattr(places, "CHUNK", size)
    monkeypatch.setattr(splicing, "CHUNK", size)
    mark(BytesIO(content), marks, pieces)
    assert parts(pieces.getvalue()) == parts(whole.getvalue())


@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_documents_with_a_prefix_are_marked_in_their_own_words(
    own: Worksheet, prefix: bytes
) -> None:
    content = saved(own.parent)
    if prefix:
        sheet = parts(content)["xl/worksheets/sheet1.xml"]
        words = [b"worksheet", b"sheetData", b"row", b"c", b"v", b"sheetViews", b"sheetView",
                 b"sheetPr", b"outlinePr", b"pageSetUpPr", b"dimension", b"selection",
                 b"sheetFormatPr", b"pageMargins", b"is", b"t"]  # fmt: skip
        for word in words:
            for before in (b"<", b"</"):
                for after in (b" ", b">", b"/"):
                    sheet = sheet.replace(before + word + after, before + prefix + word + after)
        sheet = sheet.replace(b"xmlns=", b"xmlns:x=")
        content = with_part(content, "xl/worksheets/sheet1.xml", sheet)
    sheet = marked(content, Trouble("台账", "B2", "甲。"), Trouble("台账", "E9", "乙。"))["台账"]
    assert (colour(sheet, "B2"), colour(sheet, "E9")) == (RED, RED)
    assert sheet["E9"].comment.text == "乙。"


def test_a_file_that_cannot_be_marked_is_refused() -> None:
    with pytest.raises(Refused):
        mark_up(b"PK\x03\x04 nothing else", [Trouble("台账", "A1", "甲。")], now=make.NOW)


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with one part more, or another one in its place."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for each, old in (parts(content) | {name: part}).items():
            archive.writestr(each, old)
    return buffer.getvalue()


def edited(content: bytes, old: bytes, new: bytes, *, count: int = -1) -> bytes:
    sheet = parts(content)["xl/worksheets/sheet1.xml"]
    assert old in sheet
    return with_part(content, "xl/worksheets/sheet1.xml", sheet.replace(old, new, count))
