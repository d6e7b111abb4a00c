"""Tables of a circular's annexes as Word writes them: their head stands on every page."""

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from briefs import layout, rules
from briefs.paper import CENTRE, LEFT, Type, element, run

_LINE = 14
_SIZE = 10.5
STYLES = {
    "AnnexHead": Type(layout.BLACK, _SIZE, CENTRE, _LINE),
    "AnnexText": Type(layout.BODY, _SIZE, LEFT, _LINE),
    "AnnexCentred": Type(layout.BODY, _SIZE, CENTRE, _LINE),
}
# Twentieths of a point to the millimetre.
TWIPS = 1440 / 25.4
# The last column of a table that says how something stands is never by colour alone.
Column = tuple[str, int, bool]


def add_table(document: Any, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """`columns` have a head, their millimetres, and whether their text is centred."""
    table = document.add_table(0, len(columns), "Table Grid")
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    margins.extend(element(f"w:{side}", w="40", type="dxa") for side in ("left", "right"))
    # Word is strict about the order of these.
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
    for grid, (_head, millimetres, _centred) in zip(table.columns, columns, strict=True):
        grid.width = Mm(millimetres)
    heads = [_cell(head, "AnnexHead", width) for head, width, _centred in columns]
    table._tbl.append(_row(heads, head=True))
    for row in rows:
        cells = [
            _cell(text, "AnnexCentred" if centred else "AnnexText", width)
            for text, (_head, width, centred) in zip(row, columns, strict=True)
        ]
        table._tbl.append(_row(cells))
    # Word wants a paragraph behind a table; it must not open another page.
    document.add_paragraph(style="AnnexText").paragraph_format.line_spacing = Pt(1)


def _row(cells: list[Any], *, head: bool = False) -> Any:
    row, properties = OxmlElement("w:tr"), OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    row.append(properties)
    row.extend(cells)
    return row


def _cell(text: str, style: str, millimetres: int) -> Any:
    cell, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    properties.append(element("w:tcW", w=str(round(millimetres * TWIPS)), type="dxa"))
    properties.append(element("w:vAlign", val="center"))
    cell.append(properties)
    paragraph, kind = OxmlElement("w:p"), OxmlElement("w:pPr")
    kind.append(element("w:pStyle", val=style))
    if style == "AnnexCentred":
        # Days and shares are short and stand close: no gap between letters and figures.
        kind.extend(element(f"w:{gap}", val="0") for gap in ("autoSpaceDE", "autoSpaceDN"))
    paragraph.append(kind)
    if words := rules.plain(text):
        paragraph.append(run(words))
    cell.append(paragraph)
    return cell
