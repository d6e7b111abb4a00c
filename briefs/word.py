"""The breakdown as a Word document in the layout that offices use."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from briefs import layout, paper, rules, wording
from briefs.paper import CENTRE, LEFT, Type, element, run
from briefs.rules import Breakdown, Heading, Item

# Twentieths of a point to the millimetre.
TWIPS = 1440 / 25.4
# A row with more lines than this may break over two pages; a shorter one stays whole.
MOST_LINES = 12

_LINE = layout.LINE_POINTS
STYLES = {
    "BriefTitle": Type(layout.TITLE, layout.TITLE_POINTS, CENTRE),
    "BriefNote": Type(layout.ITALIC, layout.NOTE_POINTS, CENTRE),
    "BriefHead": Type(layout.BLACK, layout.TEXT_POINTS, CENTRE, _LINE),
    "BriefChapter": Type(layout.BLACK, layout.TEXT_POINTS, LEFT, _LINE),
    "BriefSection": Type(layout.ITALIC, layout.TEXT_POINTS, LEFT, _LINE),
    "BriefText": Type(layout.BODY, layout.TEXT_POINTS, LEFT, _LINE),
    "BriefCentred": Type(layout.BODY, layout.TEXT_POINTS, CENTRE, _LINE),
}


def write_document(breakdown: Breakdown, *, now: datetime) -> bytes:
    """The finished .docx file, in the language of the person who asked for it."""
    document = paper.new_document(layout.TABLE, STYLES)
    title = document.add_paragraph(breakdown.title, "BriefTitle")
    title.paragraph_format.space_after = Pt(layout.NOTE_POINTS / 2)
    if breakdown.note:
        note = document.add_paragraph(breakdown.note, "BriefNote")
        note.paragraph_format.space_after = Pt(layout.NOTE_POINTS / 2)
    _add_table(document, breakdown)
    return paper.finished(document, title=breakdown.title, author=breakdown.issuer, now=now)


# --- The table ------------------------------------------------------------------------------------
# Its rows are written as XML: the library's own cells look the whole table through for each one.


def _add_table(document: Any, breakdown: Breakdown) -> None:
    table = document.add_table(0, len(layout.WIDTHS), "Table Grid")
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    margins.extend(element(f"w:{side}", w="40", type="dxa") for side in ("top", "bottom"))
    # Word is strict about the order of these.
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
    for column, millimetres in zip(table.columns, layout.WIDTHS, strict=True):
        column.width = Mm(millimetres)
    head = [_cell(text, "BriefHead", column) for column, text in enumerate(wording.columns())]
    rows = [_row(head, "w:cantSplit", "w:tblHeader")]
    rows += [
        _heading(each) if isinstance(each, Heading) else _item(each) for each in breakdown.rows
    ]
    if not breakdown.rows:
        rows.append(_heading(Heading(1, _("This plan has no tasks."))))
    for row in rows:
        table._tbl.append(row)
    # Word wants a paragraph behind a table; it must not open another page.
    document.add_paragraph(style="BriefText").paragraph_format.line_spacing = Pt(1)


def _heading(heading: Heading) -> Any:
    style = "BriefChapter" if heading.level == 1 else "BriefSection"
    row = _row([_cell(heading.text, style, 0, span=len(layout.WIDTHS))], "w:cantSplit")
    for properties in row.iter(qn("w:pPr")):
        # Never the last line of a page.
        properties.insert(1, OxmlElement("w:keepNext"))
    return row


def _item(item: Item) -> Any:
    """A row that may break over two pages begins at its top, a short one stays whole."""
    texts = (str(item.number), item.title, item.work, item.leads, item.assists, item.due)
    room = layout.WIDTHS[2] / (layout.TEXT_POINTS * 25.4 / 72)
    short = len(rules.wrapped(item.work, room=room)) <= MOST_LINES
    cells = [
        _cell(
            text,
            "BriefCentred" if layout.CENTRED[column] else "BriefText",
            column,
            vertical="center" if short else "top",
        )
        for column, text in enumerate(texts)
    ]
    return _row(cells, *(["w:cantSplit"] if short else []))


def _row(cells: list[Any], *marks: str) -> Any:
    row, properties = OxmlElement("w:tr"), OxmlElement("w:trPr")
    for mark in marks:
        properties.append(OxmlElement(mark))
    row.append(properties)
    row.extend(cells)
    return row


def _cell(text: str, style: str, column: int, *, span: int = 1, vertical: str = "center") -> Any:
    cell, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    twips = round(sum(layout.WIDTHS[column : column + span]) * TWIPS)
    properties.append(element("w:tcW", w=str(twips), type="dxa"))
    if span > 1:
        properties.append(element("w:gridSpan", val=str(span)))
    properties.append(element("w:vAlign", val=vertical))
    cell.append(properties)
    cell.extend(_paragraph(line, style) for line in text.split("\n"))
    return cell


def _paragraph(text: str, style: str) -> Any:
    paragraph, properties = OxmlElement("w:p"), OxmlElement("w:pPr")
    properties.append(element("w:pStyle", val=style))
    paragraph.append(properties)
    if text:
        paragraph.append(run(text))
    return paragraph
