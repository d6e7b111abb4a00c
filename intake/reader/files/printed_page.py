"""One page of a PDF → its lines, in the order in which it was set; tables as rows of cells."""

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from .celled import Letter, grid_lines
from .flowing import Line
from .ruled import Grid, Rule, find_grids

# A rectangle thinner than this is a line; a line that leans no more than this is straight.
THIN, SLANT = 4.0, 2.0
# Pages with more of these are drawings, not tables.
MOST_PATHS, MOST_CORNERS, DEEPEST = 5000, 2000, 3
PATHS = (pdfium.FPDF_PAGEOBJ_PATH,)
# A line less the blanks at its ends.
FILLED = re.compile(r"[^\r\n\s](?:[^\r\n]*[^\r\n\s])?")
Point = tuple[float, float]
Turn = Callable[[Point], Point]


def page_lines(page: pypdfium2.PdfPage) -> Iterator[Line]:
    """The lines of a page, a table where its first word stands."""
    text = page.get_textpage()
    turn = _turn(page)
    grids = find_grids(*_rules(page, turn))
    if not grids:
        yield from _plain_lines(text, turn)
        return
    around: list[list[Letter]] = [[]]
    tables: dict[int, dict[int, list[Letter]]] = {}
    for letter in (_letter(text, index, turn) for index in range(text.count_chars())):
        number, area = _place(grids, letter)
        if area is None:
            around[-1].append(letter)
            continue
        if number not in tables:
            around.append([])
        tables.setdefault(number, {}).setdefault(area, []).append(letter)
    yield from _set_lines(around[0])
    for (number, letters), after in zip(tables.items(), around[1:], strict=True):
        yield from map(Line, grid_lines(grids[number], letters))
        yield from _set_lines(after)


def _plain_lines(text: pypdfium2.PdfTextPage, turn: Turn) -> Iterator[Line]:
    """The lines of a page without tables: where each begins and ends is enough to know."""
    words = text.get_text_range()
    if len(words) != text.count_chars():  # characters that count twice: no place is certain
        yield from map(Line, filter(None, map(str.strip, words.splitlines())))
        return
    for found in FILLED.finditer(words):
        first, last = (_letter(text, at, turn) for at in (found.start(), found.end() - 1))
        yield _line(found[0], first, last)


def _set_lines(letters: Iterable[Letter]) -> Iterator[Line]:
    kept = [*letters]
    for found in FILLED.finditer("".join(letter.text for letter in kept)):
        yield _line(found[0], kept[found.start()], kept[found.end() - 1])


def _line(text: str, first: Letter, last: Letter) -> Line:
    left, right = min(first.left, last.left), max(first.right, last.right)
    return Line(text, left, right, _size(first, last), first.middle[1])


def _size(first: Letter, last: Letter) -> float:
    """How wide a Chinese character is in that line."""
    wide = [letter.right - letter.left for letter in (first, last) if letter.text > "\u2e80"]
    return max(wide, default=0.8 * (first.top - first.bottom)) or 1.0


def _place(grids: list[Grid], letter: Letter) -> tuple[int, int | None]:
    """The table and the cell in which a letter stands."""
    if letter.text not in "\r\n":
        for number, grid in enumerate(grids):
            area = grid.area_at(*letter.middle)
            if area is not None:
                return number, area
    return -1, None


def _letter(text: pypdfium2.PdfTextPage, index: int, turn: Turn) -> Letter:
    code = pdfium.FPDFText_GetUnicode(text, index)
    # The loose box: that of a comma is as high as that of its neighbours.
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    (x0, y0), (x1, y1) = turn((box.left, box.bottom)), turn((box.right, box.top))
    return Letter(chr(code), min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


# ---------------------------------------------------------------- the lines that are drawn


def _turn(page: pypdfium2.PdfPage) -> Turn:
    """From places on the sheet to places as one looks at it: wide tables lie on their side."""
    width, height = page.get_size()
    turns: dict[int, Turn] = {
        90: lambda point: (point[1], height - point[0]),
        180: lambda point: (width - point[0], height - point[1]),
        270: lambda point: (width - point[1], point[0]),
    }
    return turns.get(page.get_rotation(), lambda point: point)


def _rules(page: pypdfium2.PdfPage, turn: Turn) -> tuple[list[Rule], list[Rule]]:
    across: list[Rule] = []
    down: list[Rule] = []
    paths = [*islice(page.get_objects(filter=PATHS, max_depth=DEEPEST), MOST_PATHS + 1)]
    for path in paths if len(paths) <= MOST_PATHS else ():
        for start, end in _strokes(path):
            (x0, y0), (x1, y1) = turn(start), turn(end)
            if abs(y0 - y1) < SLANT < abs(x0 - x1):
                across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) < SLANT < abs(y0 - y1):
                down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    return across, down


def _strokes(path: pypdfium2.PdfObject) -> Iterator[tuple[Point, Point]]:
    """The straight lines of a path; a thin rectangle is one line, a filled one only colour."""
    points = [*_points(path)]
    xs, ys = [point[0] for _, point in points], [point[1] for _, point in points]
    if len(points) >= 4 and min(max(xs) - min(xs), max(ys) - min(ys)) < THIN:
        middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        if max(xs) - min(xs) > max(ys) - min(ys):
            yield (min(xs), middle[1]), (max(xs), middle[1])
        else:
            yield (middle[0], min(ys)), (middle[0], max(ys))
        return
    stroked = ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, ctypes.c_int(), stroked)
    for (_, start), (moves, end) in pairwise(points):
        if stroked.value and not moves:
            yield start, end


def _points(path: pypdfium2.PdfObject) -> Iterator[tuple[bool, Point]]:
    """The corners of a path on the sheet, and whether the pen is lifted on the way to them."""
    x, y = ctypes.c_float(), ctypes.c_float()
    first: Point | None = None
    for index in range(min(pdfium.FPDFPath_CountSegments(path), MOST_CORNERS)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        place = _on_sheet(path, (x.value, y.value))
        moves = pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO
        first = place if moves or first is None else first
        yield moves, place
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield False, first


def _on_sheet(item: pypdfium2.PdfObject | None, point: Point) -> Point:
    while item is not None:
        point = item.get_matrix().on_point(*point)
        item = item.container
    return point
