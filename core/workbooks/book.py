"""The parts of a workbook around its worksheets, and the zip that holds them all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from core.workbooks.page import Page
from core.workbooks.styles import Styles
from core.workbooks.text import attribute, escaped
from core.workbooks.worksheet import MAIN, Worksheet, filtered_cells

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
LOCK = '<workbookProtection lockStructure="1"/>'
PACKAGE_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)


@dataclass(frozen=True)
class About:
    """What the file's properties say."""

    title: str
    made_at: datetime
    maker: str = ""


def write_book(
    file: IO[bytes], pages: Sequence[Page], *, styles: Styles, about: About, locked: bool = False
) -> None:
    """Write the whole workbook; `locked` keeps people from moving or renaming its sheets.

    Raises TooManyRows. The same pages give the same bytes.
    """
    with ZipFile(file, "w") as archive:
        # First, because some programs tell the kind of a file by its first entry.
        _put(archive, "[Content_Types].xml", [_content_types(len(pages))])
        _put(archive, "_rels/.rels", [PACKAGE_RELATIONS])
        lasts: list[int] = []
        for number, page in enumerate(pages, start=1):
            sheet = Worksheet(page, styles)
            pieces = sheet.pieces(first=number == 1)
            _put(archive, f"xl/worksheets/sheet{number}.xml", pieces)
            lasts.append(sheet.last_row)
        _put(archive, "xl/workbook.xml", [_workbook(pages, lasts, locked=locked)])
        _put(archive, "xl/_rels/workbook.xml.rels", [_book_relations(len(pages))])
        _put(archive, "xl/styles.xml", [HEAD, styles.xml()])
        _put(archive, "docProps/core.xml", [_properties(about)])


def _put(archive: ZipFile, name: str, pieces: Iterable[str]) -> None:
    # Without a moment of its own: it would make two files of the same content differ.
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    with archive.open(entry, "w") as part:
        for piece in pieces:
            part.write(piece.encode())


def _content_types(pages: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml"'
        f' ContentType="{TYPES}.worksheet+xml"/>'
        for number in range(1, pages + 1)
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
        f'{sheets}<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _book_relations(pages: int) -> str:
    sheets = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, pages + 1)
    )
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{sheets}'
        f'<Relationship Id="rId{pages + 1}" Type="{OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>"
    )


def _workbook(pages: Sequence[Page], lasts: Sequence[int], *, locked: bool) -> str:
    sheets = "".join(
        f'<sheet name="{attribute(page.title)}" sheetId="{number}" state="{page.visibility}"'
        f' r:id="rId{number}"/>'
        for number, page in enumerate(pages, start=1)
    )
    names = "".join(_names(pages, lasts))
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr/>'
        f"{LOCK if locked else ''}<bookViews><workbookView/></bookViews><sheets>{sheets}</sheets>"
        f"{f'<definedNames>{names}</definedNames>' if names else ''}</workbook>"
    )


def _names(pages: Sequence[Page], lasts: Sequence[int]) -> Iterator[str]:
    """What the format says by hidden names: what is filtered, and what every page repeats."""
    for number, (page, last) in enumerate(zip(pages, lasts, strict=True)):
        sheet = "'" + escaped(page.title.replace("'", "''")) + "'"
        if page.filtered:
            cells = filtered_cells(page, last, fixed="$")
            yield (
                f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number}" hidden="1">'
                f"{sheet}!{cells}</definedName>"
            )
        if page.paper and page.head:
            yield (
                f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">'
                f"{sheet}!$1:${page.head}</definedName>"
            )


def _properties(about: About) -> str:
    moment = about.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(about.title)}</dc:title><dc:creator>{escaped(about.maker)}"
        f'</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        "</cp:coreProperties>"
    )
