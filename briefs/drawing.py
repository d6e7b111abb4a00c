"""Charts of a Word document, drawn from the one description in `core.charts`.

They are charts and no pictures: whoever opens the document draws them with their own fonts, so that
no letter can be missing, and officials can restyle them. Colours differ in lightness as well, for
copies in black and white.
"""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm

KIND = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
# On pace, behind, not judged.
COLOURS = ("4F8A5B", "C00000", "BFBFBF")
# A bar with its gap in millimetres, and what axis, legend and edges take.
BAR, REST, TALLEST = 8, 32, 190
POINTS = 1050


def add_bars(document: Any, bars: Mapping[str, Any], *, width: int) -> None:
    """A paragraph with bars that lie on top of each other, so many millimetres wide."""
    package = document.part.package
    serial = sum(part.content_type == KIND for part in package.iter_parts()) + 1
    part = Part(PackURI(f"/word/charts/chart{serial}.xml"), KIND, bars_xml(bars).encode(), package)
    relation = document.part.relate_to(part, RELATION)
    height = min(BAR * len(bars["categories"]) + REST, TALLEST)
    paragraph = document.add_paragraph()
    paragraph.add_run()._r.append(_inline(relation, serial, width, height, bars["title"]))


def bars_xml(bars: Mapping[str, Any]) -> str:
    """The chart as DrawingML; its numbers are in it, no workbook is embedded."""
    series = "".join(_series(bars, place) for place in range(len(bars["parts"])))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}">'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        '<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="60"/><c:overlap val="100"/>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        # The first unit stands on top, as in the annex.
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/>'
        '</c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        '<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="out"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/>'
        '<c:crosses val="max"/></c:valAx></c:plotArea>'
        '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/></c:chart>'
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{POINTS}"/></a:pPr>'
        "<a:endParaRPr/></a:p></c:txPr></c:chartSpace>"
    )


def _series(bars: Mapping[str, Any], place: int) -> str:
    values = [row[place] for row in bars["values"]]
    names = _points(bars["categories"])
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f"<c:tx><c:v>{escape(bars['parts'][place])}</c:v></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{COLOURS[place % len(COLOURS)]}"/></a:solidFill>'
        '</c:spPr><c:invertIfNegative val="0"/>'
        f"<c:cat><c:strLit>{names}</c:strLit></c:cat>"
        f"<c:val><c:numLit><c:formatCode>0</c:formatCode>{_points(values)}</c:numLit></c:val></c:ser>"
    )


def _points(values: Any) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(str(value))}</c:v></c:pt>'
        for place, value in enumerate(values)
    )
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _inline(relation: str, serial: int, width: int, height: int, title: str) -> Any:
    """The frame in the line; its words are what a reader of the screen hears."""
    words = escape(title, {'"': "&quot;"})
    return parse_xml(
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<wp:inline xmlns:wp="{_PLACE}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{Mm(width)}" cy="{Mm(height)}"/>'
        f'<wp:docPr id="{serial}" name="chart{serial}" descr="{words}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}"><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        f' r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
