"""Workbooks written as text, opened again by those who read such files."""

import string
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from core.workbooks import (
    LONGEST_TEXT,
    About,
    Check,
    Column,
    Highlight,
    Page,
    Paper,
    Protection,
    Row,
    Style,
    Styles,
    Value,
    Visibility,
    letter_of,
    write_book,
)
from core.workbooks.text import escaped

ABOUT = About("云岭市", made_at=datetime(2026, 10, 14, 2, tzinfo=UTC), maker="市督查室")
MOMENT = datetime(2026, 9, 30, 17, 45, tzinfo=UTC)
# The order that the format prescribes; Excel repairs files that have another.
ORDER = [
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection",
    "autoFilter", "mergeCells", "conditionalFormatting", "dataValidations", "printOptions",
    "pageMargins", "pageSetup", "headerFooter",
]  # fmt: skip


def written(*pages: Page, styles: Styles | None = None) -> bytes:
    buffer = BytesIO()
    write_book(buffer, pages, styles=styles or Styles(), about=ABOUT, locked=True)
    return buffer.getvalue()


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def one_row(values: Sequence[Value]) -> Worksheet:
    row = Row(values, (0,) * len(values))
    return opened(written(Page("一", [Column(10)] * len(values), [row]))).worksheets[0]


def full_page(styles: Styles) -> Page:
    """A page that has everything a page can have."""
    style = styles.place(Style(form='yyyy"年"m"月"', locked=False, border="D1D5DB", fill="F3F4F6"))
    return Page(
        "填报",
        [Column(20, hidden=True), Column(10, style=style)],
        [Row(["标题", "日期"], (0, 0), height=30), Row(["甲", date(2026, 9, 30)], (0, style))],
        kept=1,
        filtered=True,
        checks={0: Check("list", "'字典'!$A$1:$A$2", title="词", prompt="选“√”", error="只能选")},
        highlights=[Highlight((1, 1), "$B{row}<$A{row}", styles.difference(fill="FFF3CD"))],
        protection=Protection(),
        paper=Paper.A3,
        header="科技 & 人才",
    )


@pytest.fixture
def full() -> bytes:
    styles = Styles()
    words = Page("字典", [Column(9)], [Row(["√"], (0,))], head=0, visibility=Visibility.HIDDEN)
    mark = Page("系统", [Column(9)], [], head=0, visibility=Visibility.VERY_HIDDEN)
    return written(full_page(styles), words, mark, styles=styles)


def test_it_keeps_what_a_page_has(full: bytes) -> None:
    book = opened(full)
    sheet = book.worksheets[0]
    assert [each.sheet_state for each in book] == ["visible", "hidden", "veryHidden"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:B2")
    assert (sheet.print_title_rows, sheet.page_setup.orientation) == ("$1:$1", "landscape")
    assert (sheet.oddHeader.center.text, book.properties.creator) == ("科技 && 人才", "市督查室")
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[1].height == 30
    assert book.security.lockStructure


def test_it_keeps_what_a_cell_has(full: bytes) -> None:
    sheet = opened(full).worksheets[0]
    cell = sheet["B2"]
    assert (cell.value.date(), cell.number_format) == (date(2026, 9, 30), 'yyyy"年"m"月"')
    assert (cell.fill.fgColor.rgb, cell.protection.locked) == ("FFF3F4F6", False)
    assert sheet["A2"].protection.locked


def test_it_keeps_what_excel_checks_and_colours(full: bytes) -> None:
    sheet = opened(full).worksheets[0]
    [check] = sheet.data_validations.dataValidation
    assert (check.type, check.formula1, str(check.sqref)) == ("list", "'字典'!$A$1:$A$2", "A2")
    assert (check.prompt, check.error) == ("选“√”", "只能选")
    [(cells, [rule])] = sheet.conditional_formatting._cf_rules.items()
    assert (str(cells.sqref), rule.formula) == ("B2", ["$B2<$A2"])
    # In the format, false allows.
    assert not (sheet.protection.sort or sheet.protection.insertRows)
    assert sheet.protection.sheet


def test_its_elements_stand_in_the_order_of_the_format(full: bytes) -> None:
    with ZipFile(BytesIO(full)) as archive:
        root = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    places = [ORDER.index(etree.QName(child).localname) for child in root]
    assert places == sorted(places)


def test_the_same_pages_give_the_same_bytes() -> None:
    assert written(full_page(styles := Styles()), styles=styles) == written(
        full_page(styles := Styles()), styles=styles
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(1)", "=cmd|'/c calc'!A1"])
def test_no_text_ever_becomes_a_formula(text: str) -> None:
    cell = one_row([text])["A1"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text, True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('a<b>&"c"\'', 'a<b>&"c"\''),
        (" 前后 \n第二行\t", " 前后 \n第二行\t"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("_x0041_", "_x0041_"),
        ("响\x07铃", "响\x07铃"),
        ("半\ud800个", "半\ufffd个"),
        ("😀" * 20_000, "😀" * 16_383 + "…"),
        ("长" * 40_000, "长" * (LONGEST_TEXT - 1) + "…"),
    ],
)
def test_every_text_can_be_read_again(text: str, found: str) -> None:
    read = CalamineWorkbook.from_filelike(BytesIO(written(texts(text)))).get_sheet_by_index(0)
    assert read.to_python() == [[found]]


def texts(text: str) -> Page:
    return Page("一", [Column(10)], [Row([text], (0,))])


@settings(deadline=None)
@given(st.text(st.sampled_from("_x0Aa&<>'\"=\n é中😀") | st.characters(exclude_categories=["Cs"])))
def test_texts_are_xml_whatever_they_are(text: str) -> None:
    root = etree.fromstring(f"<t>{escaped(text)}</t>")
    plain = set(string.printable) - set("\r\x0b\x0c")
    if set(text) <= plain and "_x" not in text:
        assert (root.text or "") == text


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (Decimal("62.50"), 62.5),
        (Decimal("1E+3"), 1000),
        (Decimal("-0.000001"), -0.000001),
        (7, 7),
        (Decimal("1234567890.123456"), "1234567890.123456"),
        (Decimal("NaN"), "NaN"),
        (10**18, "1" + "0" * 18),
        (date(1899, 1, 1), "1899-01-01"),
        (MOMENT, MOMENT.replace(tzinfo=None)),  # Excel knows no zones
        ("", None),
        (None, None),
    ],
)
def test_values_stay_what_they_are(value: Value, found: object) -> None:
    style = Style(form="yyyy-mm-dd hh:mm") if isinstance(value, datetime) else Style()
    styles = Styles()
    row = Row([value], (styles.place(style),))
    book = opened(written(Page("一", [Column(10)], [row]), styles=styles))
    assert book.worksheets[0]["A1"].value == found


def test_an_empty_page_opens() -> None:
    assert opened(written(Page("空", [Column(9)], [], filtered=True))).sheetnames == ["空"]


def test_letters_go_on_after_z() -> None:
    assert [letter_of(n) for n in (0, 25, 26, 701, 702, 16_383)] == [
        "A", "Z", "AA", "ZZ", "AAA", "XFD",
    ]  # fmt: skip
