"""What somebody does who wants to harm: reliability of the reader against each threat."""

from tests.sheets.ugly import compound, xml
from tests.sheets.ugly.people import told
from tests.sheets.ugly.table import Formula, Number, Raw, Sheet, book, rows
from tests.sheets.ugly.trap import Expected, Read, Refused, Trap
from tests.sheets.ugly.xml import SHEET, archive, parts, text_cell, unpacked, workbook

X = text_cell("A1", "x")
ONE = f'<row r="1">{X}</row>'
ENTITIES = "".join(f'<!ENTITY l{n} "{(f"&l{n - 1};" if n else "ha") * 10}">' for n in range(10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE w [{ENTITIES}]>'
QUADRATIC = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "{"a" * 50_000}">]>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
REMOTE = '<?xml version="1.0"?><!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">'


MERGES = "<mergeCells>" + '<mergeCell ref="A1:A2"/>' * 42_000 + "</mergeCells>"


def trap(
    key: str, did: str, how: str, content: bytes, expected: Expected, *, lines: int = 20_000
) -> Trap:
    return Trap(key, did, how, lambda: content, expected, lines)


def sized(reference: str, *row_xml: str) -> bytes:
    """A sheet that declares a size."""
    sheet = unpacked(workbook(*row_xml))[SHEET]
    declared = f'<dimension ref="{reference}"/><sheetData>'.encode()
    return workbook(extra={SHEET: sheet.replace(b"<sheetData>", declared)})


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def numbered(address: str, value: object = 1) -> str:
    return f'<c r="{address}"><v>{value}</v></c>'


def styled_empties() -> bytes:
    """A million rows with a style and nothing else, below one line."""
    rest = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(2, 1_048_577))
    return workbook(ONE, rest)


def styled_cells() -> bytes:
    """Two million cells with a style and nothing else."""
    rest = "".join(
        row(n, *(f'<c r="{letter}{n}" s="1"/>' for letter in "ABCDEFGHIJ"))
        for n in range(2, 200_000)
    )
    return workbook(ONE, rest)


def padded(part: str, filler: bytes, before: bytes, behind: bytes) -> bytes:
    """A part with a gigabyte of one thing in it."""
    return xml.padded(
        {**parts(), SHEET: unpacked(workbook(ONE))[SHEET]}, part, filler, before, behind
    )


def strings(*items: str, cells: str = "") -> bytes:
    """A workbook with the shared texts as given."""
    sst = f'<sst xmlns="{xml.MAIN}">{"".join(items)}</sst>'.encode()
    return book(Sheet([(Raw(cells),)] if cells else []), extra={"xl/sharedStrings.xml": sst})


# The first fifty columns.
NAMES = [chr(65 + n // 26 - 1) * (n >= 26) + chr(65 + n % 26) for n in range(50)]
SIZES = [
    trap("X01", "The sheet claims to be as large as possible", "<dimension>",
         sized("A1:XFD1048576", row(1, X), row(2, numbered("B2", 2))), Read({1: {"A": "x"}, 2: {"B": 2}})),
    trap("X02-a", "Two cells as far apart as can be", "A1 and XFD1048576", xml.stray_cell(), Refused("stray_cell", "XFD1048576")),
    trap("X02-b", "A stray cell below the table", "A30000", workbook(ONE, row(30_000, numbered("A30000"))), Refused("stray_cell", "A30000")),
    trap("X02-c", "A stray cell beside the table", "ZZ1", workbook(row(1, X, numbered("ZZ1"))), Refused("stray_cell", "ZZ1")),
    trap("X02-d", "A row that hides a cell far below", "cell A1048576 in row 5",
         workbook(ONE, row(5, numbered("A1048576"))), Refused("disorder", "A1048576")),
    trap("X02-e", "A cell that claims a row ending in the same digit", "cell A1000006 in row 6",
         workbook(ONE, row(5, numbered("A5")), row(6, numbered("A1000006"))), Refused("disorder", "A1000006")),
    trap("X02-f", "A few cells in a huge rectangle", "A1, IV2, A200000 for the office",
         workbook(ONE, row(2, numbered("IV2")), row(200_000, numbered("A200000"))), Refused("stray_cell", "A200000"), lines=200_000),
    trap("X03", "The sheet claims to have one cell", "<dimension ref=A1> and ten rows",
         sized("A1", *(row(n, numbered(f"A{n}", n)) for n in range(1, 11))), Read({n: {"A": n} for n in range(1, 11)})),
    Trap("X04", "A million rows with a style", "the whole sheet was formatted", styled_empties, Read({1: {"A": "x"}})),
    Trap("X05-a", "Two million cells with a style", "the whole sheet was formatted", styled_cells, Read({1: {"A": "x"}})),
    Trap("X05-b", "A border drawn to the last column", "16,384 styled cells",
         lambda: workbook(row(1, X, *(f'<c r="{name}1" s="1"/>' for name in ("B", "ZZ", "XFD")))), Read({1: {"A": "x"}})),
    Trap("X06-a", "A gigabyte of spaces", "in the sheet", lambda: padded(SHEET, b" ", b"<worksheet>", b"</worksheet>"), Refused("too_big")),
    Trap("X06-b", "A gigabyte of zeros", "in the sheet", xml.bomb, Refused("too_big")),
    Trap("X07-a", "A comment of a gigabyte", "in the sheet", lambda: padded(SHEET, b"-a", b"<worksheet><!--", b"--></worksheet>"), Refused("too_big")),
    Trap("X07-b", "The directory tells a small size", "a forged directory", xml.understating_bomb, Refused("damaged")),
    Trap("X07-c", "A gigabyte in a part that nobody reads", "a media file", lambda: padded("xl/media/a.png", b"\0", b"", b""), Refused("too_big")),
    Trap("X08-a", "A shared text of 60 MB", "one text", lambda: strings(f"<si><t>{'a' * 60_000_000}</t></si>", cells='<c r="{}" t="s"><v>0</v></c>'), Refused("long_text", "A1")),
    Trap("X08-b", "Two million shared texts", "empty texts", lambda: strings("<si><t>a</t></si>" * 2_000_000), Refused("too_big")),
    Trap("X08-c", "One long text in many cells", "a shared text of 30,000 characters in 5,000 cells",
         lambda: rows(*[("字" * 30_000,)] * 5_000), Refused("too_big")),
    Trap("X08-d", "Twenty-five million characters in cells", "inlineStr", lambda: book(Sheet([("字" * 25_000,)] * 1_000), shared=False), Refused("too_big")),
    Trap("X08-e", "Too many cells", "600,000 numbers", lambda: workbook(*(
        row(n, *(numbered(f"{name}{n}") for name in NAMES)) for n in range(1, 12_001))), Refused("too_big")),
    Trap("X08-f", "Too many lines for a unit", "25,000 lines", lambda: rows(*[("甲", 1)] * 25_000), Refused("too_many_lines")),
    Trap("X08-g", "Many lines for the office", "25,000 lines", lambda: rows(*[("甲", 1)] * 25_000), Read(count=25_000), lines=200_000),
]  # fmt: skip

XML = [
    trap("X09-a", "A billion laughs in the sheet", "nested entities", workbook(ONE, head=LAUGHS), Refused("dtd")),
    trap("X09-b", "A billion laughs in the shared texts", "nested entities",
         book(Sheet([("甲",)]), extra={"xl/sharedStrings.xml": f"{LAUGHS}<sst>&l9;</sst>".encode()}), Refused("dtd")),
    trap("X09-c", "One long entity, often", "a quadratic blow-up", workbook(ONE, head=QUADRATIC), Refused("dtd")),
    trap("X09-d", "A document type in the styles", "DOCTYPE", book(Sheet([("甲",)]), extra={"xl/styles.xml": f"{LAUGHS}<a/>".encode()}), Refused("dtd")),
    trap("X10-a", "A file of the server as an entity", "SYSTEM", workbook(ONE, head=OUTSIDE), Refused("dtd")),
    trap("X10-b", "A document type in the workbook part", "SYSTEM", archive({**parts(), SHEET: b"<worksheet/>", "xl/workbook.xml": OUTSIDE.encode() + b"<workbook/>"}), Refused("dtd")),
    trap("X10-c", "A document type from elsewhere", "http", workbook(ONE, head=REMOTE), Refused("dtd")),
    trap("X10-d", "A document type in a part that nobody reads", "docProps", workbook(ONE, extra={"docProps/app.xml": LAUGHS.encode() + b"<a/>"}), Refused("dtd")),
    trap("X10-e", "An entity that is not declared", "&x;", workbook(row(1, '<c r="A1" t="str"><v>&x;</v></c>')), Refused("damaged")),
    trap("X10-f", "Broken XML", "a row that does not end", workbook("<row"), Refused("damaged")),
    trap("X10-g", "XML that breaks behind the rows", "<oops>", rows(("甲",), behind="<oops>"), Refused("damaged")),
    trap("X10-h", "A sheet that ends twice", "rows behind the rows", workbook(ONE, "</sheetData><sheetData>", row(2, numbered("A2"))), Refused("miscounted")),
]  # fmt: skip

ARCHIVES = [
    trap("X11-a", "A part that climbs out of the archive", "../../tmp/evil.txt", workbook(ONE, extra={"../../tmp/evil.txt": b"x"}), Refused("damaged")),
    trap("X11-b", "Six hundred parts", "entries", workbook(ONE, extra={f"x/{n}": b"" for n in range(600)}), Refused("too_big")),
    Trap("X11-c", "A hundred thousand parts", "entries", lambda: workbook(ONE, extra={f"x/{n}": b"" for n in range(100_000)}), Refused("too_big")),
    trap("X11-d", "The same part twice", "names that differ in case", workbook(ONE, extra={"xl/Workbook.xml": b"<a/>"}), Refused("damaged")),
    trap("X11-e", "A workbook in the workbook", "xl/embeddings", workbook(ONE, extra={"xl/embeddings/a.zip": b"x"}), Refused("embedded")),
    trap("X11-f", "A path from the root", "/etc/x", workbook(ONE, extra={"/etc/x": b"x"}), Refused("damaged")),
    trap("X11-g", "A path of Windows", "..\\x", workbook(ONE, extra={"..\\x": b"x"}), Refused("damaged")),
    trap("X11-h", "The sheet is missing", "no worksheet part", archive(parts()), Refused("damaged")),
    trap("X11-i", "Two sheets in one part", "two relations to it", xml.shared_part(), Refused("damaged")),
    trap("X11-j", "Two sheets of one name", "<sheet> twice", book(Sheet([("甲",)]), Sheet([("乙",)])), Refused("damaged")),
]  # fmt: skip

CELLS = [
    trap("X12-a", "A row beyond the sheet", "99999999", workbook('<row r="99999999"/>'), Refused("bad_address", "A99999999")),
    trap("X12-b", "A column beyond the sheet", "ZZZZ1", workbook(row(1, numbered("ZZZZ1"))), Refused("bad_address", "ZZZZ1")),
    trap("X12-c", "An address that is none", "1A", workbook(row(1, numbered("1A"))), Refused("bad_address", "1A")),
    trap("X13-a", "A merge of the whole sheet", "A1:XFD1048576",
         rows(("甲",), ("乙", 1), behind='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
         Read(told(("甲",), ("乙", 1)), page={"merges": ("A1:B2",)})),
    trap("X13-e", "A merge of the whole sheet, around a table", "A1:XFD1048576",
         rows(("任务", "进度"), ("甲", 5), ("乙", 6), behind='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
         Read(told(("任务", "进度"), ("甲", 5), ("乙", 6)), page={"merges": ("A1:B3",)})),
    trap("X13-f", "A merge of all columns, and one of all rows", "A:A and 1:1", rows(("甲", 1), ("乙", 2),
         behind='<mergeCells><mergeCell ref="A1:A1048576"/><mergeCell ref="B1:XFD1"/></mergeCells>'),
         Read(told(("甲", 1), ("乙", 2)), page={"merges": ("A1:A2",)})),
    trap("X13-b", "42,000 merges", "mergeCell", rows(("甲",), behind=MERGES), Refused("too_big")),
    trap("X13-c", "Merges of nonsense", "mergeCell", rows(("甲", 1), behind='<mergeCells><mergeCell ref="??"/></mergeCells>'), Refused("damaged")),
    trap("X13-d", "Merges of one cell and upside down", "mergeCell", rows(("甲", 1), behind='<mergeCells><mergeCell ref="A1"/><mergeCell ref="B9:A1"/></mergeCells>'),
         Read(told(("甲", 1)), page={"merges": ()})),
    *(trap(f"X15-{letter}", "Numbers that are none", word, rows((Number(word),)), Read(told((found,))))
      for letter, word, found in (
        ("a", "NaN", ("infinite", "nan")), ("b", "1e400", ("infinite", "inf")), ("c", "-1e400", ("infinite", "-inf")),
        ("d", "12345678901234567890", ("long", "12345678901234567168")), ("e", "1e15", ("long", "1000000000000000")),
        ("f", "999999999999999", 999999999999999), ("g", "-0", 0), ("h", "1.5E-07", 1.5e-07))),
    trap("X15-i", "A word as a number", "abc", rows((Number("abc"),)), Read(told(("abc",)))),
    trap("X15-j", "A number of 40,000 digits", "digits", rows((Number("1" * 40_000),)), Refused("long_text", "A1")),
    trap("X19-a", "Escaped characters", "_x0041_", rows(("_x0041_", "_x005F_x0041_")), Read(told(("A", "_x0041_")))),
    trap("X19-b", "An escaped NUL", "_x0000_", rows(("甲_x0000_乙",)), Read(told(("甲乙",)))),
    trap("X19-p", "Nothing but an escaped NUL", "_x0000_", rows(("_x0000_", "甲"), ("_x0000_",)), Read({1: {"B": "甲"}, 2: {}})),
    trap("X19-q", "An escaped NUL in a formula's text", "_x0000_", rows((Formula('"a"', "甲_x0000_", "str"), 1)), Read(told(("甲", 1)))),
    trap("X19-r", "An escaped NUL in the name of a sheet", "_x0000_", book(Sheet([("甲",)], name="填_x0000_报")), Read(told(("甲",)), page={"name": "填_x0000_报"})),
    trap("X19-s", "A NUL in a text of an old workbook", "a character 0", compound.workbook({"填报": compound.sheet([["甲\0乙", 1.0]])}), Read(told(("甲乙", 1)))),
    trap("X19-t", "A NUL in the name of a sheet of an old workbook", "a character 0", compound.workbook({"填\0报": compound.sheet([["甲"]])}), Refused("miscounted")),
    trap("X19-c", "A NUL in the XML", "byte 0", workbook(row(1, '<c r="A1" t="str"><v>a\0b</v></c>')), Refused("damaged")),
    trap("X19-d", "A control character in the XML", "byte 1", workbook(row(1, '<c r="A1" t="str"><v>a\x01b</v></c>')), Refused("damaged")),
    trap("X19-e", "A text longer than Excel allows", "32,768 characters", workbook(row(1, text_cell("A1", "字" * 32_768))), Refused("long_text", "A1")),
    trap("X19-f", "The same as a shared text", "32,768 characters", rows(("a", "字" * 32_768)), Refused("long_text", "B1")),
    trap("X19-g", "Half of a character", "an unpaired surrogate as an entity", workbook(row(1, '<c r="A1" t="str"><v>&#xD800;</v></c>')), Refused("damaged")),
    *(trap(f"X19-{letter}", "A character that XML forbids, as a number", text, workbook(row(1, f'<c r="A1" t="inlineStr"><is><t>a&#{text};</t></is></c>')), Refused("damaged"))
      for letter, text in (("i", "0"), ("j", "31"), ("k", "55296"), ("l", "57343"), ("m", "65535"), ("n", "1114112"))),
    trap("X19-o", "Every character as a number", "&#20219;", workbook(row(1, '<c r="A1" t="inlineStr"><is><t>&#20219;&#10;&#128077;</t></is></c>')), Read(told(("任\n👍",)))),
    trap("X19-h", "Bytes that are no UTF-8", "FF", xml.spoiled(), Refused("damaged")),
    *(trap(f"X20-{letter}", "A formula as a text", text, rows((text,)), Read(told((text,))))
      for letter, text in zip("abcdefgh", ["=cmd|'/c calc'!A1", "+1", "-1", "@SUM(1)", "\t=1+1", "＝1+1", "=1+1", "<script>alert(1)</script>"], strict=True)),
    trap("X26-a", "The same cell twice", "A1, A1", workbook(row(1, numbered("A1"), numbered("A1", 2))), Refused("disorder", "A1")),
    trap("X26-b", "Rows out of order", "2, 1", workbook(row(2, numbered("A2")), row(1, numbered("A1"))), Refused("disorder", "A1")),
    trap("X26-c", "The same row twice", "1, 1", workbook(ONE, ONE), Refused("disorder", "A1")),
    trap("X26-d", "Cells out of order", "B1, A1", workbook(row(1, numbered("B1"), numbered("A1"))), Refused("disorder", "A1")),
    trap("X26-e", "Two rows that swapped their cells", "A2 in row 1", workbook(row(1, numbered("A2")), row(2, numbered("A1"))), Refused("disorder", "A2")),
    trap("X26-f", "A shared text that is not there", "index 99", rows((Raw('<c r="{}" t="s"><v>99</v></c>'),)), Refused("damaged")),
    trap("X34", "Templates, links, quotes and lines of a log as text", "text",
         rows(("{{7*7}}", "javascript:alert(1)", "'; DROP TABLE x;--", "a\nERROR x")), Read(told(("{{7*7}}", "javascript:alert(1)", "'; DROP TABLE x;--", "a\nERROR x")))),
]  # fmt: skip

TRAPS = [*SIZES, *XML, *ARCHIVES, *CELLS]
