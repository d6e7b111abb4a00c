"""Paper, type and columns of a breakdown, the same for Word and Excel. Plain Python.

After GB/T 9704—2012: A4 with 37 mm at the head, 28 mm at the binding, 35 and 26 mm opposite; a
table in landscape is the page turned clockwise, so that its head lies at the binding. Titles in
小标宋 of 22 points, chapters in 黑体, sections in 楷体, text in 仿宋, page numbers in 宋体 of 14
points between dashes, odd pages right, even pages left. Text in tables is smaller than 16 points,
as offices print it. The standard names kinds of type and no products; the names below are those
that Windows, WPS and the offices' own machines carry, and none of the fonts is shipped.
"""

from dataclasses import dataclass

# Millimetres.
PAGE_LONG, PAGE_SHORT = 297, 210
TOP, RIGHT, BOTTOM, LEFT = 28, 37, 26, 35
TO_FOOTER = 19
ROOM = PAGE_LONG - LEFT - RIGHT

LATIN = "Times New Roman"


@dataclass(frozen=True)
class Face:
    """A kind of type: the usual product, and what to take where a machine has it not."""

    name: str
    instead: str


TITLE = Face("方正小标宋简体", "SimSun")
BLACK = Face("黑体", "SimHei")
ITALIC = Face("楷体", "KaiTi")
BODY = Face("仿宋", "FangSong")
PAGE_NUMBER = Face("宋体", "SimSun")
FACES = (TITLE, BLACK, ITALIC, BODY, PAGE_NUMBER)

TITLE_POINTS, NOTE_POINTS, TEXT_POINTS, LINE_POINTS, PAGE_NUMBER_POINTS = 22, 14, 11, 16, 14

# Of each column in the order of `rules.Item`: millimetres, and whether its text is centred.
WIDTHS = (12, 37, 88, 30, 34, 24)
CENTRED = (True, False, False, True, True, True)
