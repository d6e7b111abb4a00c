"""Small builders of workbooks that no good program would write."""

import zipfile
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

from tests.sheets.ugly import compound

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def text_cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def workbook(*rows: str, head: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """A workbook of one sheet whose rows are given as XML."""
    sheet = f'{head}<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    return archive(parts() | {SHEET: sheet.encode()} | (extra or {}))


def parts() -> dict[str, bytes]:
    """The parts that a workbook of one sheet needs besides the sheet."""
    relation = f'<Relationship Id="r1" Type="{OFFICE}/%s" Target="%s"/>'
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">{relation}</Relationships>'
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="填报" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>'.encode(),
        "_rels/.rels": (relations % ("officeDocument", "xl/workbook.xml")).encode(),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": (relations % ("worksheet", "worksheets/sheet1.xml")).encode(),
    }


def archive(entries: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return buffer.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def stray_cell() -> bytes:
    """Two cells as far apart as the format allows: 2 KB that ask calamine for 500 GB."""
    first = f'<row r="1">{text_cell("A1", "x")}</row>'
    return workbook(first, f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>')


def padded(
    entries: dict[str, bytes], part: str, filler: bytes, before: bytes = b"", behind: bytes = b""
) -> bytes:
    """A workbook with a gigabyte of `filler` in one of its parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, content in entries.items():
            if name != part:
                packed.writestr(name, content)
        with packed.open(part, "w", force_zip64=True) as sheet:
            sheet.write(before)
            block = filler * ((1 << 20) // len(filler))
            for _ in range(1024):
                sheet.write(block)
            sheet.write(behind)
    return buffer.getvalue()


@cache
def bomb() -> bytes:
    """A sheet of 1 GB zeros in 4 MB."""
    return padded(parts(), SHEET, b"\0")


def understating_bomb() -> bytes:
    """The same with a directory that claims 1,000 bytes."""
    return bomb().replace((1 << 30).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def shared_part() -> bytes:
    """Two sheets whose relations lead to the same part."""
    entries = unpacked(workbook('<row r="1"><c r="A1"><v>1</v></c></row>'))
    for name, old, new in (
        ("xl/workbook.xml", b"</sheets>", b'<sheet name="b" sheetId="2" r:id="r2"/></sheets>'),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", _second_relation()),
    ):
        entries[name] = entries[name].replace(old, new)
    return archive(entries)


def _second_relation() -> bytes:
    target = 'Target="worksheets/sheet1.xml"'
    return f'<Relationship Id="r2" Type="{OFFICE}/worksheet" {target}/></Relationships>'.encode()


def spoiled() -> bytes:
    """A text whose bytes are no UTF-8."""
    entries = unpacked(workbook(f'<row r="1">{text_cell("A1", "spoiled")}</row>'))
    entries[SHEET] = entries[SHEET].replace(b"spoiled", b"\xff\xfe\xff")
    return archive(entries)


def protected() -> bytes:
    """An encrypted workbook: an OLE container with the package in a stream of its own."""
    return compound.container({"EncryptionInfo": b"\x04", "EncryptedPackage": b"\x01" * 5000})


def old_excel() -> bytes:
    """A workbook of Excel 95."""
    return compound.container({"Book": b"\x09\x08\x08\x00" + bytes(5000)})
