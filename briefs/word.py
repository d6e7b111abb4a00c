"""The breakdown as a Word document in the layout that offices use."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from briefs import layout, rules, wording
from briefs.rules import Breakdown, Heading, Item

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT_TABLE = "/word/fontTable.xml"
# Twentieths of a point to the millimetre.
TWIPS = 1440 / 25.4
# A row with more lines than this may break over two pages; a shorter one stays whole.
MOST_LINES = 12

CENTRE, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
# Style: face, points, alignment.
STYLES = {
    "BriefTitle": (layout.TITLE, layout.TITLE_POINTS, CENTRE),
    "BriefNote": (layout.ITALIC, layout.NOTE_POINTS, CENTRE),
    "BriefHead": (layout.BLACK, layout.TEXT_POINTS, CENTRE),
    "BriefChapter": (layout.BLACK, layout.TEXT_POINTS, LEFT),
    "BriefSection": (layout.ITALIC, layout.TEXT_POINTS, LEFT),
    "BriefText": (layout.BODY, layout.TEXT_POINTS, LEFT),
    "BriefCentred": (layout.BODY, layout.TEXT_POINTS, CENTRE),
    "BriefPage": (layout.PAGE_NUMBER, layout.PAGE_NUMBER_POINTS, LEFT),
}


def write_document(breakdown: Breakdown, *, now: datetime) -> bytes:
    """The finished .docx file, in the language of the person who asked for it."""
    document = Document()
    _name_stand_ins(document)
    for name, (face, points, alignment) in STYLES.items():
        _add_style(document, name, face, points, alignment)
    _turn_page(document)
    _number_pages(document)
    title = document.add_paragraph(breakdown.title, "BriefTitle")
    title.paragraph_format.space_after = Pt(layout.NOTE_POINTS / 2)
    if breakdown.note:
        note = document.add_paragraph(breakdown.note, "BriefNote")
        note.paragraph_format.space_after = Pt(layout.NOTE_POINTS / 2)
    _add_table(document, breakdown)
    properties = document.core_properties
    properties.title, properties.author = breakdown.title, breakdown.issuer
    properties.created = properties.modified = now.astimezone(UTC).replace(tzinfo=None)
    properties.comments = ""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


# --- The page -------------------------------------------------------------------------------------


def _name_stand_ins(document: Any) -> None:
    """Say in the document which face to take where a machine has not the one that it names."""
    part = next(p for p in document.part.package.iter_parts() if p.partname == FONT_TABLE)
    fonts = parse_xml(part.blob)
    for face in layout.FACES:
        font = OxmlElement("w:font", {qn("w:name"): face.name})
        font.append(OxmlElement("w:altName", {qn("w:val"): face.instead}))
        fonts.append(font)
    # The library keeps this part as bytes and offers no other way to change it.
    part._blob = serialize_part_xml(fonts)


def _add_style(
    document: Any, name: str, face: layout.Face, points: int, alignment: WD_ALIGN_PARAGRAPH
) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size = layout.LATIN, Pt(points)
    # Chinese letters have a face of their own.
    style.element.rPr.rFonts.set(qn("w:eastAsia"), face.name)
    style.paragraph_format.alignment = alignment
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    if points == layout.TEXT_POINTS:
        style.paragraph_format.line_spacing = Pt(layout.LINE_POINTS)


def _turn_page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(layout.PAGE_LONG), Mm(layout.PAGE_SHORT)
    section.top_margin, section.bottom_margin = Mm(layout.TOP), Mm(layout.BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.LEFT), Mm(layout.RIGHT)
    section.footer_distance = Mm(layout.TO_FOOTER)


def _number_pages(document: Any) -> None:
    """Odd pages right, even pages left, one letter from the edge."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, alignment in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.style, paragraph.alignment = document.styles["BriefPage"], alignment
        letter = Pt(layout.PAGE_NUMBER_POINTS)
        paragraph.paragraph_format.left_indent = letter
        paragraph.paragraph_format.right_indent = letter
        paragraph.add_run("— ")
        field = OxmlElement("w:fldSimple", {qn("w:instr"): "PAGE"})
        field.append(_run("1"))
        paragraph._p.append(field)
        paragraph.add_run(" —")


# --- The table ------------------------------------------------------------------------------------
# Its rows are written as XML: the library's own cells look the whole table through for each one.


def _add_table(document: Any, breakdown: Breakdown) -> None:
    table = document.add_table(0, len(layout.WIDTHS), "Table Grid")
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    margins.extend(_element(f"w:{side}", w="40", type="dxa") for side in ("top", "bottom"))
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
    properties.append(_element("w:tcW", w=str(twips), type="dxa"))
    if span > 1:
        properties.append(_element("w:gridSpan", val=str(span)))
    properties.append(_element("w:vAlign", val=vertical))
    cell.append(properties)
    cell.extend(_paragraph(line, style) for line in text.split("\n"))
    return cell


def _paragraph(text: str, style: str) -> Any:
    paragraph, properties = OxmlElement("w:p"), OxmlElement("w:pPr")
    properties.append(_element("w:pStyle", val=style))
    paragraph.append(properties)
    if text:
        paragraph.append(_run(text))
    return paragraph


def _run(text: str) -> Any:
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    return run


def _element(tag: str, **attributes: str) -> Any:
    return OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})
