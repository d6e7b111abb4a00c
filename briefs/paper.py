"""Pages, styles and page numbers of a Word document in the layout of GB/T 9704.

What a letter and a table have in common; `layout` has the measures.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from briefs import layout, rules

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT_TABLE = "/word/fontTable.xml"
CENTRE, LEFT, RIGHT, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


@dataclass(frozen=True)
class Type:
    """A paragraph's face, height and alignment.

    `line` is its exact pitch in points; its letters stand so many points `closer` than usual.
    """

    face: layout.Face
    points: float
    alignment: WD_ALIGN_PARAGRAPH
    line: float | None = None
    closer: float = 0


PAGE_NUMBER = Type(layout.PAGE_NUMBER, layout.PAGE_NUMBER_POINTS, LEFT)


def new_document(page: layout.Paper, styles: Mapping[str, Type]) -> Any:
    """An empty document on that paper, with these styles and numbered pages."""
    document = Document()
    _name_stand_ins(document)
    # Where lines may break is a matter of language; the library's own document is an English one.
    document.styles.element.find(f".//{qn('w:lang')}").set(qn("w:eastAsia"), "zh-CN")
    for name, kind in {**styles, "BriefPage": PAGE_NUMBER}.items():
        _add_style(document, name, kind)
    _set_page(document, page)
    _number_pages(document)
    return document


def finished(document: Any, *, title: str, author: str, now: datetime) -> bytes:
    """The .docx file."""
    properties = document.core_properties
    properties.title, properties.author = title, author
    properties.created = properties.modified = now.astimezone(UTC).replace(tzinfo=None)
    properties.comments = ""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def add_title(document: Any, text: str, style: str, *, page: layout.Paper = layout.LETTER) -> Any:
    """One paragraph whose lines break where the sense does; the style says how high it stands."""
    high = document.styles[style].font.size.pt
    room = page.room / 25.4 * 72 / high
    return document.add_paragraph("\n".join(rules.title_lines(rules.plain(text), room=room)), style)


def run(text: str) -> Any:
    made, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.append(words)
    return made


def element(tag: str, **attributes: str) -> Any:
    return OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})


def _name_stand_ins(document: Any) -> None:
    """Say in the document which face to take where a machine has not the one that it names."""
    part = next(p for p in document.part.package.iter_parts() if p.partname == FONT_TABLE)
    fonts = parse_xml(part.blob)
    for face in layout.FACES:
        font = element("w:font", name=face.name)
        font.append(element("w:altName", val=face.instead))
        fonts.append(font)
    # The library keeps this part as bytes and offers no other way to change it.
    part._blob = serialize_part_xml(fonts)


def _add_style(document: Any, name: str, kind: Type) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size = layout.LATIN, Pt(kind.points)
    # Chinese letters have a face of their own.
    style.element.rPr.rFonts.set(qn("w:eastAsia"), kind.face.name)
    if kind.closer:
        # Word is strict about the order of these.
        closer = element("w:spacing", val=str(round(-20 * kind.closer)))
        style.element.rPr.insert_element_before(closer, "w:w", "w:kern", "w:position", "w:sz")
    style.paragraph_format.alignment = kind.alignment
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    if kind.line is not None:
        style.paragraph_format.line_spacing = Pt(kind.line)


def _set_page(document: Any, page: layout.Paper) -> None:
    section = document.sections[0]
    if page.width > page.height:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.footer_distance = Mm(page.to_footer)


def _number_pages(document: Any) -> None:
    """Odd pages right, even pages left, one letter from the edge."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, alignment in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.style, paragraph.alignment = document.styles["BriefPage"], alignment
        letter = Pt(layout.PAGE_NUMBER_POINTS)
        paragraph.paragraph_format.left_indent = letter
        paragraph.paragraph_format.right_indent = letter
        paragraph.add_run("— ")
        field = element("w:fldSimple", instr="PAGE")
        field.append(run("1"))
        paragraph._p.append(field)
        paragraph.add_run(" —")
