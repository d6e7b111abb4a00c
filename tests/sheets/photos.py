"""Workbooks with photographs in them, and what became of these."""

from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from reports.models import Report
from tests.sheets.books import write
from tests.sheets.ugly import pictures
from tests.sheets.ugly.table import relation, relations_part
from tests.sheets.ugly.xml import archive, unpacked

PNG = pictures.PNG
OTHER = PNG + b"another"


def on(content: bytes, *shown: tuple[int, bytes]) -> bytes:
    """A workbook with pictures that lie above column G: (Excel's line, picture)."""
    media = {f"{number}.png": picture for number, (_row, picture) in enumerate(shown)}
    parts = unpacked(content)
    sheet = "xl/worksheets/sheet1.xml"
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    assert rels not in parts
    drawing = pictures.above_cells([(row - 1, 6) for row, _picture in shown], media, each=True)
    links = relations_part(relation("rIdQ", "drawing", "../drawings/drawing1.xml"))
    tag = f'<drawing xmlns:r="{pictures.R}" r:id="rIdQ"/></worksheet>'.encode()
    parts[sheet] = parts[sheet].replace(b"</worksheet>", tag)
    return archive(parts | {rels: links.encode()} | drawing)


def stored(media: Path) -> list[str]:
    folder = media / "sheets" / "pictures"
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


def evidence(report: Report) -> list[bytes]:
    """What the newest version of the report has."""
    newest = report.submissions.order_by("-version")[0]
    return sorted(each.file.read() for each in newest.evidence.all())


def new_line(sheet: Worksheet) -> None:
    write(sheet, 2, percent=62.5, progress="新增12家。")
