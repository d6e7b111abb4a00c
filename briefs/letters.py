"""A supervision slip as a Word document: a letter in portrait after GB/T 9704."""

from datetime import datetime
from typing import Any

from docx.shared import Pt, RGBColor

from briefs import imprint, layout, paper, rules
from briefs.paper import CENTRE, JUSTIFIED, LEFT, RIGHT, Type, element
from slips.rules.letters import Letter

_SIZE, _LINE = layout.LETTER_POINTS, layout.LETTER_LINE_POINTS
STYLES = {
    "LetterHead": Type(layout.TITLE, layout.HEAD_POINTS, CENTRE),
    "LetterNumber": Type(layout.BODY, _SIZE, CENTRE, _LINE),
    "LetterMark": Type(layout.ITALIC, _SIZE, CENTRE, _LINE),
    "LetterText": Type(layout.BODY, _SIZE, JUSTIFIED, _LINE, layout.LETTER_CLOSER),
    "LetterFlush": Type(layout.BODY, _SIZE, LEFT, _LINE, layout.LETTER_CLOSER),
    "LetterEnd": Type(layout.BODY, _SIZE, RIGHT, _LINE),
    **imprint.STYLES,
}
# Letters from the right edge to the day, and lines left for the seal.
DAY_INDENT, SEAL_LINES = 4, 2


def write_letter(letter: Letter, *, now: datetime) -> bytes:
    """The finished .docx file, with the words that were kept when the slip was approved."""
    document = paper.new_document(layout.LETTER, STYLES)
    _add_head(document, letter)
    document.add_paragraph(rules.plain(letter.addressee), "LetterFlush")
    for words in letter.paragraphs:
        text = document.add_paragraph(rules.plain(words), "LetterText")
        text.paragraph_format.first_line_indent = Pt(2 * _SIZE)
    _add_end(document, letter)
    lines = [[letter.copies], [letter.office, letter.issued]]
    imprint.add_imprint(document, [words for words in lines if words[-1]])
    title = f"{letter.name} {letter.number}".strip()
    return paper.finished(document, title=title, author=letter.office, now=now)


def _add_head(document: Any, letter: Letter) -> None:
    """The name in red above a red line with the number, then grade and colour in words."""
    head = paper.add_title(document, letter.name, "LetterHead")
    head.runs[0].font.color.rgb = RGBColor.from_string(layout.RED)
    head.paragraph_format.space_after = Pt(_SIZE)
    number = document.add_paragraph(rules.plain(letter.number), "LetterNumber")
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="single", sz="18", space="4", color=layout.RED))
    # Word is strict about the order of these.
    number._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:snapToGrid", "w:spacing", "w:ind", "w:jc"
    )
    mark = document.add_paragraph(rules.plain(letter.mark), "LetterMark")
    mark.paragraph_format.space_before = mark.paragraph_format.space_after = Pt(_SIZE)


def _add_end(document: Any, letter: Letter) -> None:
    """Who signs, centred above the day; they stay on one page with the last line of the text."""
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    office, day = rules.plain(letter.office), rules.plain(letter.day)
    overhang = (rules.width(day) - rules.width(office)) / 2
    for words, indent in ((office, DAY_INDENT + overhang), (day, DAY_INDENT)):
        line = document.add_paragraph(words, "LetterEnd")
        line.paragraph_format.right_indent = Pt(max(indent, 0) * _SIZE)
        line.paragraph_format.keep_with_next = words is office
        if words is office:
            line.paragraph_format.space_before = Pt(SEAL_LINES * _LINE)
