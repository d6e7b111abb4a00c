"""The imprint (版记) below a document: who gets a copy, who issued it and when, between lines."""

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from briefs import layout, rules
from briefs.paper import LEFT, Type, element

STYLES = {"Imprint": Type(layout.BODY, layout.NOTE_POINTS, LEFT)}
# Word is strict about the order of these.
_BEHIND_BORDERS = ("w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")


def add_imprint(document: Any, lines: Sequence[Sequence[str]]) -> None:
    """Lines of words; what is second in a line stands at its right. All stay on one page."""
    for place, words in enumerate(lines):
        line = document.add_paragraph("\t".join(map(rules.plain, words)), "Imprint")
        line.paragraph_format.space_before = Pt(0 if place else layout.LETTER_LINE_POINTS)
        line.paragraph_format.keep_with_next = place < len(lines) - 1
        letter_wide = Pt(layout.NOTE_POINTS)
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = letter_wide
        edge = Mm(layout.LETTER.room) - letter_wide
        line.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
        borders = _borders(first=place == 0, last=place == len(lines) - 1)
        line._p.get_or_add_pPr().insert_element_before(borders, *_BEHIND_BORDERS)


def _borders(*, first: bool, last: bool) -> Any:
    """Thick at both ends of the imprint, thin in it; eighths of a point."""
    borders = element("w:pBdr")
    borders.append(
        element("w:top", val="single", sz="8" if first else "6", space="3", color="auto")
    )
    if last:
        borders.append(element("w:bottom", val="single", sz="8", space="3", color="auto"))
    return borders
