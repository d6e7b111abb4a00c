"""Word documents → text: paragraphs and tables in order, with the numbers that Word makes."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from .numbering import Numbering
from .tabular import table_line
from .unreadable import Unreadable

LARGEST_UNPACKED = 300 * 1024 * 1024
P, TABLE, ROW, CELL, SDT, CONTENT = (
    qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "sdt", "sdtContent")
)
DELETED = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:instrText"),
    qn("w:txbxContent"),
    qn("w:pict"),
    qn("w:drawing"),
}
BREAKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def docx_text(data: bytes) -> str:
    """The text of a .docx file; refused when it is damaged or a bomb."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > LARGEST_UNPACKED:
                raise Unreadable("bomb")
        document = docx.Document(BytesIO(data))
        return "\n".join(_blocks(document, document.element.body, Numbering(document)))
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
    ) as error:
        raise Unreadable("damaged") from error


def _blocks(document: Document, parent: etree._Element, numbering: Numbering) -> Iterator[str]:
    for child in parent:
        if child.tag == P:
            text = paragraph_text(child)
            yield numbering.number(child) + text if text.strip() else ""
        elif child.tag == TABLE:
            yield from _table(document, child, numbering)
        elif child.tag == SDT:
            for content in child.findall(CONTENT):
                yield from _blocks(document, content, numbering)


def paragraph_text(paragraph: etree._Element) -> str:
    """What a paragraph prints: without deleted words and without the text of drawings."""
    pieces: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        if element.tag in DELETED:
            continue
        if element.tag == qn("w:t"):
            pieces.append(element.text or "")
        elif element.tag in BREAKS:
            pieces.append(BREAKS[element.tag])
        else:
            stack.extend(reversed(element))
    return "".join(pieces)


def _table(document: Document, table: etree._Element, numbering: Numbering) -> Iterator[str]:
    """One line a row; a table of one column only frames its paragraphs."""
    rows = [row.findall(CELL) for row in table.findall(ROW)]
    if all(len(cells) <= 1 for cells in rows):
        for cells in rows:
            for cell in cells:
                yield from _blocks(document, cell, numbering)
        return
    above: dict[int, str] = {}
    for cells in rows:
        line: list[str] = []
        column = 0
        for cell in cells:
            text = "\n".join(numbering.number(part) + paragraph_text(part) for part in cell.iter(P))
            text = above.get(column, "") if _continues(cell) else text
            above[column] = text
            line.append(text)
            column += _width(cell)
        yield table_line(line)


def _continues(cell: etree._Element) -> bool:
    """Whether the cell only continues the one above it."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _width(cell: etree._Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    value = span.get(qn("w:val")) if span is not None else None
    return int(value) if value and value.isdigit() else 1
