"""What people do to their sheets in Excel and WPS, and what must be read all the same."""

from typing import Any

from tests.sheets.ugly import table
from tests.sheets.ugly.table import Formula, Number, Raw, Sheet, book, error, rows
from tests.sheets.ugly.trap import Read, Trap

HEAD = ("序号", "任务", "单位", "进度")
HEAD_ROW = dict(zip("ABCD", HEAD, strict=True))


def told(*lines: tuple[Any, ...], start: int = 1) -> dict[int, dict[str, Any]]:
    """Rows as they are read: without what is empty."""
    found = {
        number: {chr(65 + n): value for n, value in enumerate(line) if value is not None}
        for number, line in enumerate(lines, start=start)
    }
    return {number: cells for number, cells in found.items() if cells}


def same(key: str, did: str, *lines: tuple[Any, ...], **page: Any) -> Trap:
    """Rows that are read as they stand there."""
    return Trap(key, did, "plain cells", lambda: rows(*lines), Read(told(*lines), page=page))


def value(key: str, did: str, cell: Any, found: Any, how: str = "one cell below a heading") -> Trap:
    """One cell below a heading."""
    lines = (("任务", "数值"), ("培育企业", cell))
    return Trap(key, did, how, lambda: rows(*lines), Read(told(lines[0], ("培育企业", found))))


TITLES = [
    same("D01-a", "Title, unit and closing date above the heading",
         ("重点任务推进情况表",), ("填报单位：市科技局", None, "截至2026年9月30日"), HEAD,
         (1, "培育企业", "市科技局", 65)),
    same("D01-b", "Three blank rows above the heading", (), (), (), HEAD, (1, "甲", "乙", 2)),
    same("D01-c", "The table begins in column C", (None, None, "任务", "进度"),
         (None, None, "甲", 5)),
    same("D01-d", "The heading alone", HEAD),
    Trap("D01-e", "A sheet with nothing in it", "no row at all", lambda: rows(), Read({})),
    same("D01-g", "A line of zeros", ("任务", "进度"), (0, 0), ("甲", 0)),
    same("D01-f", "Blank rows between the lines", HEAD, (1, "甲"), (), (), (2, "乙")),
    same("D02-a", "Heading words of the office's own", ("牵头部门", "时间节点", "落实情况"),
         ("市科技局", "年底前", "正在推进")),
    same("D02-b", "Line breaks and spaces inside heading words", ("牵头\n单位", "完成 时限"),
         ("甲", "乙")),
    Trap("D03-a", "The category is merged across its rows", "one cell and <mergeCell>",
         lambda: rows(("类别", "任务"), ("工业", "甲"), (None, "乙"), (None, "丙"),
                      behind='<mergeCells><mergeCell ref="A2:A4"/></mergeCells>'),
         Read(told(("类别", "任务"), ("工业", "甲"), (None, "乙"), (None, "丙")),
              page={"merges": ("A2:A4",)})),
    Trap("D03-b", "A heading of two merged rows", "merges across rows and columns",
         lambda: rows(("任务", "完成情况", None), (None, "数值", "比例"), ("甲", 5, 6),
                      behind='<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/>'
                             "</mergeCells>"),
         Read(told(("任务", "完成情况"), (None, "数值", "比例"), ("甲", 5, 6)),
              page={"merges": ("A1:A2", "B1:C1")})),
    Trap("D03-c", "The title is merged across the whole width of the sheet", "A1:XFD1",
         lambda: rows(("标题",), ("甲", 5), behind='<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>'),
         Read(told(("标题",), ("甲", 5)), page={"merges": ("A1:B1",)})),
]  # fmt: skip

AMOUNTS = [
    value(f"D04-{number:02d}", "The unit of measure stands in the cell", text, text)
    for number, text in enumerate(
        ["200家", "1,200 家", "19亿元", "５０％", "约50个", "≥3.2%", "20-25人", "2.2件/万人",
         "10000万", "１２３．５", "−5", "²", "½", "٣", "3.2‰", "超额完成", "50+"], start=1)
]  # fmt: skip

PERCENTS = [
    value("D05-a", "0.65 without a format", 0.65, 0.65),
    value("D05-b", "65 without a format", 65, 65),
    value("D05-c", "65 % as Excel stores it", Number("0.65", table.PERCENT), ("percent", 0.65)),
    value("D05-d", "65 % with a decimal", Number("0.655", table.PERCENT_1), ("percent", 0.655)),
    value("D05-e", "A literal sign behind a number", Number("65", table.LITERAL_PERCENT), 65),
    value("D05-f", "65% as a text", "65%", "65%"),
    value("D05-g", "A wide sign", "65％", "65％"),
    value("D05-h", "A sentence around the number", "已完成65%", "已完成65%"),
    value("D05-i", "Noise behind the 15th digit", Number("0.65000000000000002"), 0.65),
    value("D05-j", "100 % of a sum", Formula("SUM(A1:A1)", "1", style=table.PERCENT),
          ("percent", 1)),
]  # fmt: skip

DATES = [
    *(value(f"D06-{number:02d}", "A date in words", text, text) for number, text in enumerate(
        ["2025年3月底", "3月底前", "上半年", "年底前", "长期", "持续推进", "2025.3.5", "2025-3-5",
         "2025/13/45", "45930", "二〇二六年三月", "3.5"], start=1)),
    value("D06-13", "A date as a number of eight digits", 20250305, 20250305),
    value("D06-14", "A serial number without a format", 45930, 45930),
    value("D06-15", "A date as Excel stores it", Number("45930", table.DAY), ("date", "2025-09-30")),
    value("D06-16", "A month as Excel stores it", Number("45930", table.MONTH),
          ("date", "2025-09-30")),
    value("D06-17", "A moment", Number("45930.25", table.MOMENT), ("date", "2025-09-30T06:00:00")),
    value("D06-18", "Hours beyond a day", Number("1.5", table.HOURS), ("date", "1 day, 12:00:00")),
    Trap("D06-19", "A workbook that counts days from 1904", "date1904 and a date",
         lambda: book(Sheet([("时限",), (Number("44468", table.DAY),)]), date1904=True),
         Read(told(("时限",), (("date", "2025-09-30"),)), book={"date1904": True})),
    value("D06-20", "The day that never was, 29 February 1900", Number("60", table.DAY),
          ("date", "1900-02-28")),
    value("D06-24", "The day before all days, 0 January 1900", Number("0", table.DAY),
          ("date", "00:00:00")),
    Trap("D06-25", "Day 60 of a workbook that counts from 1904", "date1904 and 60",
         lambda: book(Sheet([("时限",), (Number("60", table.DAY),)]), date1904=True),
         Read(told(("时限",), (("date", "1904-03-01"),)), book={"date1904": True})),
    value("D06-21", "A date before all dates", Number("-1", table.DAY), ("date", "00:00:00")),
    value("D06-22", "A date behind the year 9999", Number("2958466", table.DAY), 2958466),
    Trap("D06-23", "A date as ISO text", 't="d"', lambda: rows((Raw('<c r="{}" t="d"><v>2026-09-30</v></c>'),)),
         Read(told((("date", "2026-09-30"),)))),
]  # fmt: skip

WORDS = [
    *(value(f"D07-{number}", "Several units in one cell", text, text) for number, text in enumerate(
        ["市科技局、市财政局", "市科技局\n市财政局", "市科技局 市财政局", "市科技局（市财政局）",
         "市科技局市财政局", "市科技局；市财政局等"], start=1)),
    value("D08-1", "Numbers in a sentence", "完成3家，累计12家，占年度目标60%",
          "完成3家，累计12家，占年度目标60%"),
    *(value(f"D09-{number}", "Same as above, none and not applicable", text, text)
      for number, text in enumerate(["同上", "〃", "—", "/", "无", "ー", "一"], start=1)),
    value("D09-8", "Nothing", None, None),
    value("D10-1", "An apostrophe before a number", Raw('<c r="{}" s="8" t="inlineStr"><is><t>0123</t></is></c>'),
          "0123"),
    value("D10-2", "Spaces around a number", " 95 ", " 95 "),
    value("D10-3", "Non-breaking and wide spaces", "\u00a095\u3000", "\u00a095\u3000"),
    value("D10-4", "Zero-width characters in a name", "市教育局\u200b", "市教育局\u200b"),
    value("D10-5", "A soft hyphen and a mark of direction", "局\u00ad\u202e", "局\u00ad\u202e"),
    value("D10-6", "Composed and decomposed letters", "é e\u0301", "é e\u0301"),
    value("D10-7", "Compatibility ideographs", "\uf900\uf9ff", "\uf900\uf9ff"),
    value("D10-8", "Line breaks", "一\n二\r三", "一\n二\n三", "the XML parser makes \\r a \\n"),
    value("D10-9", "Emoji", "完成👍", "完成👍"),
    value("D10-10", "Nothing but blanks", "  ", "  "),
    value("D10-11", "Blanks that the file says do not matter", Raw('<c r="{}" t="inlineStr"><is><t>  </t></is></c>'), None),
    value("D10-12", "Two formats in one text", Raw('<c r="{}" t="inlineStr"><is><r><t>正在</t></r><r><t>推进</t></r></is></c>'),
          "正在推进"),
    value("D10-13", "A reading above the characters", Raw(
        '<c r="{}" t="inlineStr"><is><t>重庆</t><rPh sb="0" eb="2"><t>chongqing</t></rPh></is></c>'), "重庆"),
    value("D10-14", "The longest text that Excel takes", "字" * 32_767, "字" * 32_767),
]  # fmt: skip

SUMS = [
    Trap("D11-a", "Sub-totals and a total with formulas", "SUM with results, all kinds of shared",
         lambda: rows(("单位", "数值"), ("甲", 1), ("乙", 2), ("小计", Formula("SUM(B2:B3)", "3")),
                      ("合计", Raw('<c r="{}"><f t="shared" ref="B5:B6" si="0">SUM(B2:B3)</f><v>3</v></c>')),
                      ("总计", Raw('<c r="{}"><f t="shared" si="0"/><v>3</v></c>'))),
         Read(told(("单位", "数值"), ("甲", 1), ("乙", 2), ("小计", 3), ("合计", 3), ("总计", 3)))),
    same("D11-b", "Notes under the table", HEAD, (1, "甲", "乙", 5), (),
         ("注：1.数据截至9月底。\n2.单位为万元。",), ("填表人：张三", None, "联系电话：0000-1234567")),
    value("D12-a", "A formula that was never calculated", Formula("B1*2"), ("formula", "")),
    value("D12-b", "The same with an empty result", Formula("B1*2", ""), ("formula", "")),
    value("D12-c", "A formula that yields nothing", Formula('IF(1,"","")', "", "str"), None),
    value("D12-d", "A formula that yields a text", Formula('"a"&"b"', "ab", "str"), "ab"),
    value("D12-e", "A formula that yields a truth", Formula("1=1", "1", "b"), ("logical", "TRUE")),
    *(value(f"D12-{letter}", "A formula that fails", error(word), ("error", word))
      for letter, word in zip("fghij", ["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#NAME?"], strict=True)),
]  # fmt: skip

HIDDEN = [
    Trap("X25-a", "Rows are hidden", 'hidden="1"',
         lambda: rows(("甲", 1), ("乙", 2), ("丙", 3), marked={2: 'hidden="1"'}),
         Read(told(("甲", 1), ("乙", 2), ("丙", 3)), page={"hidden_rows": frozenset({2})})),
    Trap("X25-b", "A row is pulled shut", 'ht="0"',
         lambda: rows(("甲", 1), ("乙", 2), marked={2: 'ht="0" customHeight="1"', 1: 'ht="15"'}),
         Read(told(("甲", 1), ("乙", 2)), page={"hidden_rows": frozenset({2})})),
    Trap("X25-c", "Columns are hidden", '<col hidden="1">',
         lambda: rows(("甲", 1, 2, 3), before='<cols><col min="2" max="3" hidden="1"/></cols>'),
         Read(told(("甲", 1, 2, 3)), page={"hidden_columns": frozenset("BC")})),
    Trap("X25-d", "A column is pulled shut", '<col width="0">',
         lambda: rows(("甲", 1), before='<cols><col min="2" max="16384" width="0"/></cols>'),
         Read(told(("甲", 1)), page={"hidden_columns": frozenset("B")})),
    Trap("X25-e", "A filter hides rows", "<autoFilter> with a column and a hidden row",
         lambda: rows(("甲", 1), ("乙", 2), marked={2: 'hidden="true"'},
                      behind='<autoFilter ref="A1:B2"><filterColumn colId="0"><filters>'
                             '<filter val="甲"/></filters></filterColumn></autoFilter>'),
         Read(told(("甲", 1), ("乙", 2)),
              page={"hidden_rows": frozenset({2}), "filtered": True})),
    Trap("X25-f", "A filter that hides nothing", "<autoFilter> alone",
         lambda: rows(("甲", 1), behind='<autoFilter ref="A1:B1"/>'),
         Read(told(("甲", 1)), page={"filtered": False})),
    Trap("X25-g", "A hidden sheet", 'state="hidden"',
         lambda: book(Sheet([("甲",)]), Sheet([("乙",), ("丙",)], name="旧表", state="hidden")),
         Read(told(("甲",)), others={"旧表": 2})),
    Trap("X25-h", "A sheet that only code can show", 'state="veryHidden"',
         lambda: book(Sheet([("乙",)], name="标记", state="veryHidden"), Sheet([("甲",)])),
         Read(told(("乙",)), page={"state": "veryHidden"}, others={"填报": 1})),
    Trap("X25-i", "The million rows below the table are hidden", "hidden rows without content",
         lambda: rows(("甲", 1), *[()] * 500, marked=dict.fromkeys(range(2, 500), 'hidden="1"')),
         Read(told(("甲", 1)), page={"hidden_rows": frozenset()})),
    Trap("X25-j", "Sheets by month and by unit", "three sheets",
         lambda: book(*(Sheet([("甲",)] * n, name=f"{n}月") for n in (1, 2, 3))),
         Read(told(("甲",)), others={"2月": 2, "3月": 3})),
    Trap("D13-a", "The sheet is protected", "<sheetProtection>",
         lambda: rows(("甲", 1), behind='<sheetProtection password="ABCD" sheet="1"/>'),
         Read(told(("甲", 1)))),
    Trap("D13-b", "Colours, comments, links, drop-downs and frozen panes", "parts behind the rows",
         lambda: rows(("甲", 1), before='<sheetViews><sheetView><pane ySplit="1"/></sheetView></sheetViews>',
                      behind='<conditionalFormatting sqref="A1"><cfRule type="cellIs"/></conditionalFormatting>'
                             '<dataValidations><dataValidation type="list" sqref="B1"><formula1>"是,否"</formula1>'
                             '</dataValidation></dataValidations><hyperlinks><hyperlink ref="A1" r:id="h"/></hyperlinks>',
                      relations=table.relation("h", "hyperlink", "http://example.invalid/") ),
         Read(told(("甲", 1)))),
]  # fmt: skip

TRAPS = [*TITLES, *AMOUNTS, *PERCENTS, *DATES, *WORDS, *SUMS, *HIDDEN]
