"""Kinds of files: what is read, what is refused by its name, and how other programs write."""

import gzip

from tests.sheets.ugly import compound, xml
from tests.sheets.ugly.people import told
from tests.sheets.ugly.table import Formula, Raw, Sheet, book, rows
from tests.sheets.ugly.trap import Read, Refused, Trap

LINES = (("任务", "进度"), ("培育企业", 65), ("建设平台", 12.5))
READ = told(*LINES)
PLAIN = "任务,进度\n培育企业,65%\n"
AS_TEXT = told(("任务", "进度"), ("培育企业", "65%"))
MACROS = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}


def refused(key: str, did: str, how: str, content: bytes, code: str) -> Trap:
    return Trap(key, did, how, lambda: content, Refused(code))


def text(key: str, did: str, content: bytes, *lines: tuple[str | None, ...]) -> Trap:
    """A text file with rows."""
    found = told(*lines) if lines else AS_TEXT
    return Trap(key, did, "bytes of a text", lambda: content, Read(found, book={"format": "csv"}))


OTHERS = [
    refused("X22-a", "Nothing was saved", "no byte", b"", "empty"),
    refused("X22-b", "Blank lines alone", "line ends", b" \r\n\r\n", "empty"),
    refused("X22-c", "A web page named .xls", "HTML", b"<html><table><tr><td>1</td></tr></table>", "html"),
    refused("X22-d", "A page saved in one file", "MIME", b"MIME-Version: 1.0\r\n\r\n<html>", "html"),
    refused("X22-e", "XML spreadsheet 2003", "XML",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "xml"),
    refused("X22-f", "A PDF", "%PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "pdf"),
    refused("X22-g", "A photograph of the table", "JPEG", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "picture"),
    refused("X22-h", "A Word document", "zip", xml.archive({"word/document.xml": b"<w/>"}), "docx"),
    refused("X22-i", "An old Word document", "OLE", compound.container({"WordDocument": b"x"}), "doc"),
    refused("X22-j", "A presentation", "zip", xml.archive({"ppt/presentation.xml": b"<p/>"}), "pptx"),
    refused("X22-k", "An OpenDocument table", "zip",
            xml.archive({"mimetype": b"x", "content.xml": b"<o/>"}), "ods"),
    refused("X22-l", "A binary workbook", "zip", xml.archive({"xl/workbook.bin": b""}), "xlsb"),
    refused("X22-m", "An OFD", "zip", xml.archive({"OFD.xml": b"<o/>"}), "ofd"),
    refused("X22-n", "Workbooks in an archive", "zip", xml.archive({"1.xlsx": b"PK"}), "zip"),
    refused("X22-o", "Another archive", "RAR", b"Rar!\x1a\x07\x01\x00", "zip"),
    refused("X22-p", "A packed text", "gzip", gzip.compress(b"a,b"), "zip"),
    refused("X22-q", "A letter as text", "one column", "关于报送的通知。\n各单位：\n".encode(), "text"),
    refused("X22-r", "Any bytes", "binary", bytes(range(256)) * 4, "unknown"),
    refused("X22-s", "A rich text", "RTF", rb"{\rtf1\ansi 1}", "doc"),
    refused("X22-t", "Half of an upload", "cut in the middle", rows(*LINES)[:700], "damaged"),
    refused("X22-u", "The end is missing", "cut", rows(*LINES)[:-30], "damaged"),
    refused("X22-v", "An empty archive", "zip", xml.archive({}), "damaged"),
    refused("X23-a", "A workbook with a password", "OLE with EncryptedPackage", xml.protected(), "protected"),
    refused("X23-b", "An old workbook with a password", "FILEPASS",
            compound.workbook({"a": compound.sheet([])}, compound.record(0x2F, bytes(6))), "protected"),
    refused("X24-z", "Excel 95", "a stream Book", xml.old_excel(), "xls"),
    refused("X24-y", "Excel 4", "records without a container", b"\x09\x04\x06\x00\x00\x04\x10\x00", "xls"),
    refused("X24-x", "Excel 5 in the newer container", "BOF of version 5",
            compound.workbook({"a": compound.sheet([])}, version=0x0500), "xls"),
]  # fmt: skip

TEXTS = [
    text("C01", "CSV in UTF-8 as Excel saves it", b"\xef\xbb\xbf" + PLAIN.encode()),
    text("C02", "CSV in UTF-8 without a mark", PLAIN.encode()),
    text("C03", "CSV of a Chinese Windows", PLAIN.encode("gb18030")),
    text("C04", "“Unicode text” of Excel", PLAIN.replace(",", "\t").encode("utf-16")),
    text("C05", "The same from a machine with the other byte order",
         b"\xfe\xff" + PLAIN.replace(",", "\t").encode("utf-16-be")),
    text("C06", "Semicolons", PLAIN.replace(",", ";").encode()),
    text("C07", "Bars", PLAIN.replace(",", "|").encode()),
    text("C08", "The delimiter in the first line", b"sep=;\n" + PLAIN.replace(",", ";").encode(),
         (None,), ("任务", "进度"), ("培育企业", "65%")),
    text("C09", "Quotes, commas and line breaks in cells", '任务,进展\n"甲,""乙""","一\n二"\n'.encode(),
         ("任务", "进展"), ('甲,"乙"', "一\n二")),
    text("C10", "Lines of different length", "任务,进度\n甲\n乙,1,2\n丙,3\n".encode(),
         ("任务", "进度"), ("甲",), ("乙", "1", "2"), ("丙", "3")),
    text("C11", "Old line ends", PLAIN.replace("\n", "\r").encode()),
    text("C12", "Commas in amounts, tabs between cells", "任务\t数值\n甲\t1,200\n乙\t3,400\n".encode(),
         ("任务", "数值"), ("甲", "1,200"), ("乙", "3,400")),
    text("C13", "Formulas as text", "任务,数值\n=1+1,@SUM(1)\n".encode(), ("任务", "数值"), ("=1+1", "@SUM(1)")),
    refused("C14", "A CSV that was cut within a character", "GB18030 without its last byte",
            "任务,进度\n培育".encode("gb18030")[:-1], "unknown"),
    refused("C15", "A field of 40,000 characters", "one field", ("任务,进度\n" + "字" * 40_000 + ",1\n").encode(), "long_text"),
    refused("C16", "A CSV with control characters", "bytes 1 to 8", b"a,b\n\x01,\x02\n", "unknown"),
    refused("C17", "A quote that never ends", "an opened quote", ('任务,进度\n"' + "甲,1\n" * 20_000).encode(), "long_text"),
    Trap("C18", "Too many lines for a unit", "25,000 lines", lambda: ("a,b\n" * 25_000).encode(),
         Refused("too_many_lines")),
    Trap("C19", "Many lines for the office", "25,000 lines", lambda: ("a,b\n" * 25_000).encode(),
         Read(count=25_000), lines=200_000),
    Trap("C20", "Three hundred columns", "300 fields", lambda: (",".join(["1"] * 300) + "\n").encode() * 3,
         Refused("stray_cell", "KN1")),
]  # fmt: skip

OLD = compound.sheet([["任务", "进度"], ["培育企业", 65.0], ["建设平台", (0.5, 1)]])
OLD_READ = told(("任务", "进度"), ("培育企业", 65), ("建设平台", ("percent", 0.5)))
STYLES = (0, 9, 14)


def old(key: str, did: str, how: str, content: bytes, expected: Read | Refused) -> Trap:
    return Trap(key, did, how, lambda: content, expected)


def old_book(*more: bytes, **options: object) -> bytes:
    return compound.workbook({"填报": OLD}, *more, formats=STYLES, **options)  # type: ignore[arg-type]  # options of workbook


def one_sheet(rows_: list[list[compound.Value]], *more: bytes) -> bytes:
    return compound.workbook({"填报": compound.sheet(rows_, *more)}, formats=STYLES)


def record(kind: int, *numbers: int) -> bytes:
    return compound.record(kind, b"".join(number.to_bytes(2, "little") for number in numbers))


OLD_BOOKS = [
    old("X24-a", "An old workbook", "BIFF8 in OLE", old_book(), Read(OLD_READ, book={"format": "xls"})),
    old("X24-b", "A workbook of WPS", "the same with WPS's own stream", old_book(streams={"ETExtData": b"x"}),
        Read(OLD_READ, book={"format": "et"})),
    old("X24-b1", "A workbook named .et that is an .xlsx", "a zip archive", rows(*LINES), Read(READ, book={"format": "xlsx"})),
    old("X24-b2", "A workbook of WPS with its pictures' own stream", "streams of WPS",
        old_book(streams={"ETExtData": b"x", "ETCellImageData": b"PK\x03\x04"}), Read(OLD_READ, book={"format": "et"})),
    old("X24-b3", "A workbook named .et that is a text", "GB18030", PLAIN.encode("gb18030"), Read(AS_TEXT, book={"format": "csv"})),
    old("X24-b4", "A document of WPS named .et", "a stream of Word", compound.container({"WordDocument": b"x", "WpsCustomData": b"x"}), Refused("doc")),
    old("X24-b5", "A workbook of WPS with a password", "EncryptedPackage", compound.container({"EncryptedPackage": b"x", "ETExtData": b"x"}), Refused("protected")),
    old("X24-c", "An old workbook with macros", "a storage of macros", old_book(streams={"_VBA_PROJECT_CUR": b"x"}),
        Read(OLD_READ, book={"macros": True})),
    old("X24-d", "An old workbook from 1904", "DATEMODE and a date",
        compound.workbook({"填报": compound.sheet([[(44468.0, 2)]])}, formats=STYLES, date1904=True),
        Read(told((("date", "2025-09-30"),)), book={"date1904": True})),
    old("X24-e", "A hidden row in an old workbook", "ROW with its flag",
        one_sheet([["甲"], ["乙"]], record(0x0208, 1, 0, 1, 255, 0, 0, 0x20, 0)),
        Read(told(("甲",), ("乙",)), page={"hidden_rows": frozenset({2})})),
    old("X24-f", "A hidden column in an old workbook", "COLINFO with its flag",
        one_sheet([["甲", "乙"]], record(0x007D, 1, 1, 2048, 0, 1, 0)),
        Read(told(("甲", "乙")), page={"hidden_columns": frozenset("B")})),
    old("X24-g", "A hidden sheet in an old workbook", "BOUNDSHEET",
        compound.workbook({"填报": OLD, "旧表": compound.sheet([["乙"]])}, formats=STYLES, states=(0, 2)),
        Read(OLD_READ, others={"旧表": 1})),
    old("X24-h", "Merged cells in an old workbook", "MERGEDCELLS",
        one_sheet([["甲", 1.0], [None, 2.0]], record(0x00E5, 1, 0, 1, 0, 0)),
        Read(told(("甲", 1), (None, 2)), page={"merges": ("A1:A2",)})),
    old("X24-i", "A filtered old workbook", "FILTERMODE", one_sheet([["甲"]], record(0x009B)),
        Read(told(("甲",)), page={"filtered": True})),
    old("X24-j", "An error in an old workbook", "BOOLERR",
        one_sheet([["甲", record(0x0205, 0, 1, 0, 0x0107)]]), Read(told(("甲", ("error", "#DIV/0!"))))),
    old("X24-k", "A truth in an old workbook", "BOOLERR", one_sheet([["甲", True]]),
        Read(told(("甲", ("logical", "TRUE"))))),
    old("X24-l", "Links to other workbooks", "SUPBOOK", old_book(record(0x01AE, 1, 5, 0)), Refused("external_links")),
    old("X24-m", "A macro sheet of Excel 4", "BOUNDSHEET of type 1",
        old_book().replace(b"\x00\x00\x02\x01" + "填报".encode("utf-16-le"), b"\x00\x01\x02\x01" + "填报".encode("utf-16-le")),
        Refused("active")),
    old("X24-n", "An object embedded in an old workbook", "a storage MBD…", old_book(streams={"MBD0001": b"x"}),
        Refused("embedded")),
    old("X24-o", "A stray cell in an old workbook", "a cell at IV65536",
        one_sheet([["甲"]], compound.cell(65535, 255, 1.0)), Refused("stray_cell", "IV65536")),
    old("X24-p", "The same cell twice", "two records", one_sheet([["甲"]], compound.cell(0, 0, 1.0)), Refused("disorder", "A1")),
    old("X24-q", "A chain of sectors in a circle", "a forged table", compound.looped(old_book()), Refused("damaged")),
    old("X24-r", "Half of an old workbook", "cut", old_book()[:3000], Refused("damaged")),
    old("X24-s", "A record longer than the stream", "a forged length", one_sheet([["甲"]], b"\x03\x02\xff\xff"), Refused("damaged")),
    old("X24-t", "A text that is not there", "LABELSST 99", one_sheet([["甲", record(0x00FD, 0, 1, 0, 99, 0)]]), Refused("damaged")),
    old("X24-u", "Four billion texts", "SST that says so", old_book(record(0x00FC, 0, 0, 0xFFFF, 0xFFFF)), Refused("too_big")),
    old("X24-v", "A pile of nested beginnings", "BOF within BOF", one_sheet([["甲"]], *[compound.begin(0x10)] * 50), Refused("damaged")),
    old("X24-w", "An OLE file that is none of ours", "another stream", compound.container({"Other": b"x"}), Refused("unknown")),
]  # fmt: skip

WRITERS = [
    Trap("W01", "A server wrote the texts into the cells", "inlineStr",
         lambda: book(Sheet(LINES), shared=False), Read(READ, book={"format": "xlsx"})),
    Trap("W02", "A server wrote an empty text into blank cells", "a shared text of no length",
         lambda: rows(("甲", "", ""), ("", "乙", ""), ("", "", "")), Read(told(("甲",), (None, "乙")))),
    Trap("W03", "Names with a prefix", "<x:c>",
         lambda: xml.workbook(extra={xml.SHEET: (
             f'<x:worksheet xmlns:x="{xml.MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c>'
             "</x:row></x:sheetData></x:worksheet>").encode()}), Read(told((5,)))),
    Trap("W04", "Cells without addresses", "no r", lambda: xml.workbook("<row><c><v>1</v></c><c/><c><v>3</v></c></row>"),
         Read(told((1, None, 3)))),
    Trap("W05", "XML in UTF-16", "another encoding", lambda: xml.workbook(extra={xml.SHEET: (
        f'<?xml version="1.0" encoding="UTF-16"?><worksheet xmlns="{xml.MAIN}"><sheetData><row r="1">'
        '<c r="A1"><v>5</v></c></row></sheetData></worksheet>').encode("utf-16")}), Refused("miscounted")),
    Trap("W06", "Comments between the rows", "<!-- </row> -->", lambda: xml.workbook(
        '<row r="1"><c r="A1"><v>1</v></c><!-- </row> --></row><row r="2"><c r="A2"><v>2</v></c></row>'),
        Read(told((1,), (2,)))),
    Trap("W07", "A byte order mark before the XML", "EF BB BF", lambda: xml.workbook(
        '<row r="1"><c r="A1"><v>5</v></c></row>', head="\ufeff"), Read(told((5,)))),
    Trap("W08", "A chart sheet between the sheets", "a relation of another type", lambda: book(
        Sheet(LINES), extra={"xl/chartsheets/sheet9.xml": b"<chartsheet/>"}), Read(READ)),
    Trap("W09", "Cells of one row in any style and kind", "every attribute that Excel writes", lambda: rows(
        (Raw('<c r="{}" s="1" t="n" cm="1"><v>5</v></c>'), Raw('<c r="{}" s="2"><v>1.5E-3</v></c>'),
         Formula("A1", "7", style=9))),
        Read(told((("percent", 5), ("percent", 0.0015), 7)))),
    Trap("W10", "10,000 lines as Excel saves them", "shared texts", lambda: rows(
        *[(f"第{n}项", n, n / 100, "正在推进") for n in range(10_000)]), Read(count=10_000)),
    Trap("W11", "Entities in texts", "&amp; &#10;", lambda: book(Sheet([("a&b<c>\n\"d'", "&amp;")]), shared=False),
         Read(told(("a&b<c>\n\"d'", "&amp;")))),
]  # fmt: skip

ACTIVE = [
    Trap("X21-a", "A workbook with macros", ".xlsm", lambda: book(Sheet(LINES), extra=MACROS),
         Read(READ, book={"macros": True, "format": "xlsm"})),
    Trap("X21-b", "A workbook for macros without any", "its content type", lambda: book(Sheet(LINES), extra={
        "[Content_Types].xml": b'<Types xmlns="x"><Override PartName="/xl/workbook.xml" ContentType='
                               b'"application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'}),
         Read(READ, book={"macros": False, "format": "xlsm"})),
    *(Trap(f"X21-{letter}", did, part, lambda part=part: book(Sheet(LINES), extra={part: b"<a/>"}), Refused(code))  # type: ignore[misc]  # mypy cannot type a default of a lambda
      for letter, did, part, code in (
        ("c", "ActiveX controls", "xl/activeX/activeX1.xml", "active"),
        ("d", "A macro sheet of Excel 4", "xl/macrosheets/sheet1.xml", "active"),
        ("e", "Links to other workbooks, DDE", "xl/externalLinks/externalLink1.xml", "external_links"),
        ("f", "Data from a database", "xl/connections.xml", "external_links"),
        ("g", "Data from a web page", "xl/queryTables/queryTable1.xml", "external_links"),
        ("h", "A Word document inside", "xl/embeddings/a.docx", "embedded"))),
]  # fmt: skip

TRAPS = [*OTHERS, *TEXTS, *OLD_BOOKS, *WRITERS, *ACTIVE]
