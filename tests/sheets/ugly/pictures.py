"""Pictures in and above cells, as WPS and Excel keep them."""

from collections.abc import Mapping
from typing import Any

from tests.sheets.ugly import compound, office_art
from tests.sheets.ugly.people import told
from tests.sheets.ugly.table import (
    Formula,
    Raw,
    Sheet,
    book,
    error,
    relation,
    relations_part,
)
from tests.sheets.ugly.trap import Read, Refused, Trap
from tests.sheets.ugly.xml import MAIN

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR" + bytes(100)
JPEG = b"\xff\xd8\xff\xe0" + bytes(100)
SVG = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
)
EMF = b"\x01\0\0\0" + bytes(36) + b" EMF" + bytes(60)
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


def rich(number: int) -> Raw:
    """A cell of Excel 365 whose value lies beside the sheet."""
    return Raw(f'<c r="{{}}" t="e" vm="{number}"><v>#VALUE!</v></c>')


def in_excel(
    *values: tuple[str, int], media: Mapping[str, bytes], types: str = "XLRICHVALUE"
) -> dict[str, bytes]:
    """Excel's own parts: the sort of each value, and the number of its file from 0."""
    entries = "".join(
        f'<bk><extLst><ext><x:rvb i="{n}"/></ext></extLst></bk>' for n in range(len(values))
    )
    records = "".join(f'<bk><rc t="1" v="{n}"/></bk>' for n in range(len(values)))
    metadata = (
        f'<metadata xmlns="{MAIN}" xmlns:x="urn:x"><metadataTypes><metadataType name="{types}"/></metadataTypes>'
        f'<futureMetadata name="{types}">{entries}</futureMetadata><valueMetadata>{records}</valueMetadata></metadata>'
    )
    sorts = "".join(
        f'<s t="{sort}"><k n="_rvRel:LocalImageIdentifier" t="i"/><k n="CalcOrigin" t="i"/></s>'
        for sort, _ in values
    )
    found = "".join(f'<rv s="{n}"><v>{file}</v><v>5</v></rv>' for n, (_, file) in enumerate(values))
    rels = "".join(f'<rel r:id="i{n}"/>' for n in range(len(media)))
    links = "".join(relation(f"i{n}", "image", f"../media/{name}") for n, name in enumerate(media))
    return {
        "xl/metadata.xml": metadata.encode(),
        "xl/richData/rdrichvaluestructure.xml": f'<rvStructures xmlns="urn:x">{sorts}</rvStructures>'.encode(),
        "xl/richData/rdrichvalue.xml": f'<rvData xmlns="urn:x">{found}</rvData>'.encode(),
        "xl/richData/richValueRel.xml": f'<richValueRels xmlns="urn:x" xmlns:r="{R}">{rels}</richValueRels>'.encode(),
        "xl/richData/_rels/richValueRel.xml.rels": relations_part(links).encode(),
        **{f"xl/media/{name}": content for name, content in media.items()},
    }


def in_excel_book(value: int, **parts: Any) -> bytes:
    sort = parts.pop("sort", ("_localImage", 0))
    return book(Sheet([("甲", rich(value))]), extra=in_excel(sort, media={"1.png": PNG}, **parts))


def kept(key: str, did: str, how: str, content: bytes, kind: str) -> Trap:
    """One file of the media folder above A1, and the kind that it is found to be."""
    return Trap(
        key,
        did,
        how,
        lambda: drawn([(0, 0)], {"1.png": content}),
        Read(told(("甲", 1)), pictures=(("A1", kind, True),)),
    )


def old(key: str, did: str, how: str, content: bytes, *pictures: tuple[str, str, bool]) -> Trap:
    return Trap(key, did, how, lambda: content, Read(told(("甲", 1)), pictures=pictures))


art = office_art
OLD_CELLS: list[list[compound.Value]] = [["甲", 1.0]]
ONE_OLD = art.store(art.stored(art.PNG, PNG))
NOT_OURS = ("error", "#VALUE!")

KINDS = [
    kept("D14-r", "A drawing with a script in it", "SVG", SVG, "svg"),
    kept("D14-s", "A drawing of Windows", "EMF", EMF, "emf"),
    kept("D14-t", "A web page behind the first bytes of a picture", "PNG without a header", PNG[:8] + b"<html><script>alert(1)</script></html>", ""),
    kept("D14-u", "A picture with an archive behind it", "PNG and PK", PNG + b"PK\x03\x04" + bytes(50), "png"),
    kept("D14-v", "A text that begins like a picture", "BM", b"BM, said the minister", ""),
    kept("D14-w", "A photograph that moves", "GIF", b"GIF89a" + bytes(50), "gif"),
    kept("D14-x", "A picture of no bytes", "an empty part", b"", ""),
    kept("D14-y", "A picture of 30 MB", "a bitmap of one colour", b"BM" + bytes(12) + b"\x28\0\0\0" + bytes(30 << 20), "bmp"),
    Trap("D14-z", "Five thousand pictures", "five thousand parts", lambda: book(
        Sheet([("甲", 1)], relations=relation("d", "drawing", "../drawings/drawing1.xml")),
        extra=above_cells([(n, 0) for n in range(5_000)], {f"{n}.png": PNG + bytes([n % 256]) for n in range(5_000)}, each=True)),
        Read(told(("甲", 1)), pictures=tuple((f"A{n + 1}", "png", True) for n in range(500)), book={"more_pictures": 4_500})),
    Trap("D14-z1", "Seven thousand pictures", "seven thousand parts", lambda: book(
        Sheet([("甲", 1)]), extra={f"xl/media/{n}.png": b"" for n in range(7_000)}), Refused("too_big")),
]  # fmt: skip

EXCEL = [
    Trap("D15-a", "A picture in a cell of Excel 365", "a rich value", lambda: in_excel_book(1),
         Read(told(("甲",)), pictures=(("B1", "png", True),))),
    Trap("D15-b", "Excel's picture lies on the web", "a rich value of IMAGE()", lambda: in_excel_book(1, sort=("_webimage", 0)),
         Read(told(("甲",)), pictures=(("B1", "", False),))),
    Trap("D15-c", "Excel's picture is not in the file", "a relation that is not there", lambda: in_excel_book(1, sort=("_localImage", 9)),
         Read(told(("甲",)), pictures=(("B1", "", False),))),
    Trap("D15-d", "A value of another sort", "a share price", lambda: in_excel_book(1, sort=("_linkedentity", 0)), Read(told(("甲", NOT_OURS)))),
    Trap("D15-e", "A value that is not there", "vm beyond all", lambda: in_excel_book(7), Read(told(("甲", NOT_OURS)))),
    Trap("D15-f", "Metadata of another sort", "XLDAPR", lambda: in_excel_book(1, types="XLDAPR"), Read(told(("甲", NOT_OURS)))),
    Trap("D15-g", "Numbers of values that are none", "vm of words", lambda: book(
        Sheet([("甲", Raw('<c r="{}" t="e" vm="-1"><v>#VALUE!</v></c>'), rich(99999999999))]), extra=in_excel(("_localImage", 0), media={"1.png": PNG})),
         Read(told(("甲", NOT_OURS, NOT_OURS)))),
    Trap("D15-h", "A document type among the values", "DOCTYPE", lambda: book(Sheet([("甲", rich(1))]), extra={
        "xl/richData/rdrichvalue.xml": b'<!DOCTYPE a><rvData/>'}), Refused("dtd")),
]  # fmt: skip

OLD = [
    old("D16-a", "A picture in an old workbook", "a store and a drawing",
        art.workbook(ONE_OLD, art.drawing(art.shape(1, 0, 2)), OLD_CELLS), ("C1", "png", True)),
    old("D16-b", "A large picture in an old workbook", "records that go on in others",
        art.workbook(art.store(art.stored(art.TWO_PRINTS, PNG + bytes(30_000))), art.drawing(art.shape(1, 1, 0)), OLD_CELLS), ("A2", "png", True)),
    old("D16-c", "Pictures of other kinds in an old workbook", "EMF, DIB, JPEG and one that was deleted",
        art.workbook(art.store(art.deleted(), art.stored(art.EMF, EMF), art.stored(art.DIB, bytes(50)), art.stored(art.JPEG, JPEG)),
                     art.drawing(*(art.shape(n, n, 0) for n in (1, 2, 3, 4))), OLD_CELLS),
        ("A2", "", False), ("A3", "emf", True), ("A4", "dib", True), ("A5", "jpeg", True)),
    old("D16-d", "A drawing that shows what is not in the store", "number 9", art.workbook(ONE_OLD, art.drawing(art.shape(9, 0, 0)), OLD_CELLS), ("A1", "", False)),
    old("D16-e", "A drawing whose records claim four gigabytes", "forged lengths",
        art.workbook(ONE_OLD[:20] + b"\xff\xff\xff\xff" + ONE_OLD[24:], art.drawing(art.shape(1, 0, 0)).replace(b"\x12\0\0\0", b"\xff\xff\xff\x7f"), OLD_CELLS),
        ("A1", "png", True)),
    old("D16-f", "Half of a drawing", "cut", art.workbook(ONE_OLD[:90], art.drawing(art.shape(1, 0, 0))[:60], OLD_CELLS)),
    old("D16-g", "A picture of WPS in a cell of an old workbook", "the formula's text alone", compound.workbook(
        {"填报": compound.sheet([["甲", 1.0, art.text_formula(0, 2, '=DISPIMG("ID_A",1)')]])}), ("C1", "", False)),
]  # fmt: skip

TRAPS = [
    *KINDS, *EXCEL, *OLD,
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
