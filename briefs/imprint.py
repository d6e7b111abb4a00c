"""The imprint (版记): who gets a copy, who issued it and when, between lines at the foot of a page.

It stands on the last page of the whole, behind the annexes: GB/T 9704—2012 puts annexes before the
imprint, and where a blank page precedes the page of the imprint that page is the last one (5.4 of
the notes on the domain names it so). Its last line lies on the lower edge of the type area. A
frame that is bound to that edge holds it; the text flows around the frame, so that where the page
is full both go on to the next one.
"""

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from briefs import layout, rules
from briefs.paper import LEFT, Type, element

_SIZE = layout.NOTE_POINTS
# Its lines, the thin line between two of them, and the paragraph behind that holds its place.
_LINE, _THIN, _ANCHOR = 21, 10, 1
_TWIPS = 1440 / 25.4
STYLES = {
    "Imprint": Type(layout.BODY, _SIZE, LEFT, _LINE),
    "ImprintLine": Type(layout.BODY, _SIZE, LEFT, _THIN),
    "ImprintAnchor": Type(layout.BODY, 1, LEFT, _ANCHOR),
}
# Word is strict about the order of these.
_BEHIND_BORDERS = ("w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")
_BEHIND_FRAME = ("w:widowControl", "w:pBdr", *_BEHIND_BORDERS)


def add_imprint(document: Any, lines: Sequence[Sequence[str]]) -> None:
    """Lines of words; what is second in a line stands at its right. All stay on one page."""
    edge = Mm(layout.LETTER.room)
    for place, words in enumerate(lines):
        if place:
            thin = document.add_paragraph(style="ImprintLine")
            thin.add_run("\t").underline = True
            thin.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
            _frame(thin)
        line = document.add_paragraph(_spaced("\t".join(map(rules.plain, words))), "Imprint")
        stops = line.paragraph_format.tab_stops
        stops.add_tab_stop(edge - Pt(_SIZE), WD_TAB_ALIGNMENT.RIGHT)
        _frame(line)
    if lines:
        document.add_paragraph(style="ImprintAnchor")


def _spaced(text: str) -> str:
    """With a letter free at both sides. Indents would part the borders, so these are spaces."""
    room = layout.LETTER.room / 25.4 * 72 / _SIZE - 2
    lines = [text] if "\t" in text else rules.hanging_lines(text, room=room)
    return "\n".join(f"\u3000{line}" for line in lines)


def _frame(paragraph: Any) -> None:
    """Bind it to the lower edge of the type area, thick lines above and below all that is so.

    LibreOffice makes one frame of neighbours only where their borders are the same: the thin line
    between them is an underlined tab, which at this height is as thick as the standard wants it.
    """
    frame = element(
        "w:framePr",
        w=str(round(layout.LETTER.room * _TWIPS)),
        wrap="notBeside",
        vAnchor="margin",
        hAnchor="margin",
        xAlign="left",
        yAlign="bottom",
    )
    borders = element("w:pBdr")
    # Eighths of a point: 0.35 mm.
    borders.extend(
        element(f"w:{side}", val="single", sz="8", space="3", color="auto")
        for side in ("top", "bottom")
    )
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(frame, *_BEHIND_FRAME)
    properties.insert_element_before(borders, *_BEHIND_BORDERS)
