"""Paper and type of what goes out, and the columns of a breakdown. Plain Python.

After GB/T 9704—2012: A4 with 37 mm at the head, 28 mm at the binding, 35 and 26 mm opposite; a
table in landscape is the page turned clockwise, so that its head lies at the binding. Titles in
小标宋 of 22 points, chapters in 黑体, sections in 楷体, text in 仿宋, page numbers in 宋体 of 14
points between dashes, odd pages right, even pages left. Text is 16 points high, 22 lines of 28
letters on a page; in tables it is smaller, as offices print it. The standard names kinds of type
and no products; the names below are those that Windows, WPS and the offices' own machines carry,
and none of the fonts is shipped.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """A page in millimetres; `to_footer` lies between its lower edge and the page number."""

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    to_footer: int

    @property
    def room(self) -> int:
        return self.width - self.left - self.right


TABLE = Paper(297, 210, top=28, right=37, bottom=26, left=35, to_footer=19)
LETTER = Paper(210, 297, top=37, right=26, bottom=35, left=28, to_footer=25)

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
# Of letters: the red head, the text, the line of which 22 fill a page, and by how much the letters
# stand closer, so that 28 of them fill a line. A grid would do both, and pull figures apart.
HEAD_POINTS, LETTER_POINTS, LETTER_LINE_POINTS, LETTER_CLOSER = 36, 16, 28.95, 0.25
RED = "C00000"

# Of each column in the order of `rules.Item`: millimetres, and whether its text is centred. The
# last one holds 2026年12月31日 in a line.
WIDTHS = (12, 36, 82, 29, 30, 36)
CENTRED = (True, False, False, True, True, True)
