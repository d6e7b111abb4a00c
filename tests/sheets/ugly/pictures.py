"""Pictures in and above cells, as WPS and Excel keep them."""

from collections.abc import Mapping

from tests.sheets.ugly.people import told
from tests.sheets.ugly.table import Formula, Sheet, book, error, relation, relations_part
from tests.sheets.ugly.trap import Read, Trap

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + bytes(100)
JPEG = b"\xff\xd8\xff\xe0" + bytes(100)
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:xdr="{DRAWING}" xmlns:a="{A}" xmlns:r="{R}"'


def shown(mark: str) -> Formula:
    """A cell of WPS that shows a picture."""
    return Formula(f'_xlfn.DISPIMG("{mark}",1)', f'=DISPIMG("{mark}",1)', "str")


def in_cells(pictures: Mapping[str, str], media: Mapping[str, bytes]) -> dict[str, bytes]:
    """WPS's own part: mark -> file of the media folder."""
    images = "".join(
        f'<etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{n}" name="{mark}"/></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="i{n}"/></xdr:blipFill></xdr:pic></etc:cellImage>'
        for n, mark in enumerate(pictures)
    )
    links = "".join(
        relation(f"i{n}", "image", f"media/{file}") for n, file in enumerate(pictures.values())
    )
    part = f'<etc:cellImages xmlns:etc="urn:etc" {NAMES}>{images}</etc:cellImages>'
    return {
        "xl/cellimages.xml": part.encode(),
        "xl/_rels/cellimages.xml.rels": relations_part(links).encode(),
        **{f"xl/media/{name}": content for name, content in media.items()},
    }


def above_cells(
    places: list[tuple[int, int]], media: Mapping[str, bytes], *, each: bool = False
) -> dict[str, bytes]:
    """A drawing whose pictures are anchored to rows and columns from 0; `each` shows its own."""
    anchors = "".join(
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>9</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>9</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col>"
        f'<xdr:row>9</xdr:row></xdr:to><xdr:pic><xdr:blipFill><a:blip r:embed="i{number * each}"/>'
        "</xdr:blipFill></xdr:pic></xdr:twoCellAnchor>"
        for number, (row, column) in enumerate(places)
    )
    links = relations_part(
        "".join(relation(f"i{n}", "image", f"../media/{name}") for n, name in enumerate(media))
    )
    return {
        "xl/drawings/drawing1.xml": f"<xdr:wsDr {NAMES}>{anchors}</xdr:wsDr>".encode(),
        "xl/drawings/_rels/drawing1.xml.rels": links.encode(),
        **{f"xl/media/{name}": content for name, content in media.items()},
    }


def drawn(places: list[tuple[int, int]], media: Mapping[str, bytes]) -> bytes:
    sheet = Sheet([("甲", 1)], relations=relation("d", "drawing", "../drawings/drawing1.xml"))
    return book(sheet, extra=above_cells(places, media))


TRAPS = [
    Trap("D14-a", "A picture in a cell", "DISPIMG and xl/cellimages.xml",
         lambda: book(Sheet([("任务", "照片"), ("甲", shown("ID_A"))]), extra=in_cells({"ID_A": "1.png"}, {"1.png": PNG})),
         Read(told(("任务", "照片"), ("甲",)), pictures=(("B2", "png", True),))),
    Trap("D14-b", "One picture under two marks, in three cells", "two entries for one file",
         lambda: book(Sheet([(shown("ID_A"), shown("ID_B")), ("甲", shown("ID_A"))]),
                      extra=in_cells({"ID_A": "1.jpg", "ID_B": "1.jpg"}, {"1.jpg": JPEG})),
         Read({2: {"A": "甲"}}, pictures=(("A1", "jpeg", True), ("B1", "jpeg", True), ("B2", "jpeg", True)))),
    Trap("D14-c", "The picture is not in the file", "DISPIMG alone", lambda: book(Sheet([("甲", shown("ID_A"))])),
         Read(told(("甲",)), pictures=(("B1", "", False),))),
    Trap("D14-d", "Saved again by Excel, which does not know it", "#NAME?",
         lambda: book(Sheet([("甲", Formula('_xlfn.DISPIMG("ID_A",1)', "#NAME?", "e"))]), extra=in_cells({"ID_A": "1.png"}, {"1.png": PNG})),
         Read(told(("甲",)), pictures=(("B1", "png", True),))),
    Trap("D14-e", "Never calculated", "DISPIMG without a result",
         lambda: book(Sheet([("甲", Formula('DISPIMG("ID_A",1)'))]), extra=in_cells({"ID_A": "1.png"}, {"1.png": PNG})),
         Read(told(("甲",)), pictures=(("B1", "png", True),))),
    Trap("D14-f", "A picture above a cell", "a drawing", lambda: drawn([(1, 2)], {"1.png": PNG}),
         Read(told(("甲", 1)), pictures=(("C2", "png", True),))),
    Trap("D14-g", "Two pictures above one cell", "a drawing", lambda: drawn([(0, 0), (0, 0)], {"1.png": PNG}),
         Read(told(("甲", 1)), pictures=(("A1", "png", True), ("A1", "png", True)))),
    Trap("D14-h", "A program with the name of a picture", "MZ", lambda: drawn([(0, 0)], {"1.png": b"MZ\x90\0" * 30}),
         Read(told(("甲", 1)), pictures=(("A1", "", True),))),
    Trap("D14-i", "Six hundred pictures", "a drawing", lambda: drawn([(n, 0) for n in range(600)], {"1.png": PNG}),
         Read(told(("甲", 1)), pictures=tuple((f"A{n + 1}", "png", True) for n in range(500)))),
    Trap("D14-j", "A picture far away from the table", "an anchor of nonsense",
         lambda: drawn([(99_999_999, 99_999_999), (2, 0)], {"1.png": PNG}), Read(told(("甲", 1)), pictures=(("A3", "png", True),))),
    Trap("D14-k", "Somebody typed the formula as a text", "a text in a plain cell", lambda: book(Sheet([("甲", '=DISPIMG("ID_A",1)')])),
         Read(told(("甲", '=DISPIMG("ID_A",1)')))),
    Trap("D14-l", "A picture of Excel that lies elsewhere", "an external relation", lambda: book(
        Sheet([("甲", 1)], relations=relation("d", "drawing", "../drawings/drawing1.xml")),
        extra=above_cells([(0, 0)], {"1.png": PNG}) | {"xl/drawings/_rels/drawing1.xml.rels": relations_part(
            relation("i0", "image", "http://example.invalid/1.png").replace("/>", ' TargetMode="External"/>')).encode()}),
         Read(told(("甲", 1)), pictures=(("A1", "", False),))),
    Trap("D14-m", "An error beside a picture", "#N/A", lambda: book(Sheet([(error("#N/A"), shown("ID_A"))]), extra=in_cells({"ID_A": "1.png"}, {"1.png": PNG})),
         Read({1: {"A": ("error", "#N/A")}}, pictures=(("B1", "png", True),))),
]  # fmt: skip
