"""Pictures: those that WPS puts into cells and those that lie on the sheet above a cell.

They are evidence. Nobody here looks into them: their type is told from their first bytes, and on
request they are copied out as they are, under names of our own.
"""

import posixpath
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sheets.reader import limits, markup
from sheets.reader.address import letters
from sheets.reader.counted import Place
from sheets.reader.markup import Attributes

KINDS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
)
CELL_IMAGES = "xl/cellimages.xml"


@dataclass
class Picture:
    """`part` is empty when the file lacks the picture, `kind` when it is of no type known here."""

    sheet: str
    cell: str
    part: str
    bytes: int = 0
    kind: str = ""
    file: str = ""


class Relations(markup.Handler):
    """Relation -> (last word of its type, part), of one part."""

    def __init__(self, folder: str = "xl") -> None:
        self.folder = folder
        self.targets: dict[str, tuple[str, str]] = {}

    def start_Relationship(self, attributes: Attributes) -> None:  # noqa: N802 -- its own name
        if attributes.get("TargetMode") == "External":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = attributes.get("Target", "")
        part = target.lstrip("/") if target.startswith("/") else posixpath.join(self.folder, target)
        self.targets[attributes.get("Id", "")] = (kind, posixpath.normpath(part))

    def of_kind(self, kind: str) -> dict[str, str]:
        return {key: part for key, (word, part) in self.targets.items() if word == kind}


class CellImages(markup.Handler):
    """Mark of a picture -> relation, as WPS writes them."""

    def __init__(self) -> None:
        self.relations: dict[str, str] = {}
        self._mark = ""

    def start_cNvPr(self, attributes: Attributes) -> None:  # noqa: N802 -- the element's own name
        self._mark = attributes.get("name", "")

    def start_blip(self, attributes: Attributes) -> None:
        self.relations[self._mark] = _embedded(attributes)


class Drawing(markup.Handler):
    """Place -> relation of each picture that is anchored to a cell."""

    def __init__(self) -> None:
        self.pictures: list[tuple[Place, str]] = []
        self._from = False
        self._taking = ""
        self._place = {"row": "", "col": ""}

    def start_from(self, _: Attributes) -> None:
        self._from, self._place = True, {"row": "", "col": ""}

    def end_from(self) -> None:
        self._from = False

    def start_row(self, _: Attributes) -> None:
        self._taking = "row" if self._from else ""

    def start_col(self, _: Attributes) -> None:
        self._taking = "col" if self._from else ""

    def end_row(self) -> None:
        self._taking = ""

    def end_col(self) -> None:
        self._taking = ""

    def text(self, data: str) -> None:
        if self._taking and len(self._place[self._taking]) < 8:
            self._place[self._taking] += data

    def start_blip(self, attributes: Attributes) -> None:
        row, column = self._place["row"].strip(), self._place["col"].strip()
        if row.isdecimal() and column.isdecimal() and len(self.pictures) < limits.PICTURES:
            self.pictures.append(((int(row) + 1, int(column) + 1), _embedded(attributes)))


def _embedded(attributes: Attributes) -> str:
    return next((v for k, v in attributes.items() if k.rpartition(":")[2] == "embed"), "")


def kind_of(content: bytes) -> str:
    """The type of a picture, from its first bytes."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((kind for start, kind in KINDS if content.startswith(start)), "")


@dataclass
class Album:
    """The pictures of a workbook, in the order of sheets and rows."""

    sizes: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)

    def add(self, sheet: str, place: Place, part: str) -> None:
        if len(self.pictures) == limits.PICTURES or place[1] > limits.SHEET_COLUMNS:
            return
        known = part if part in self.sizes else ""
        cell = f"{letters(place[1])}{place[0]}"
        self.pictures.append(
            Picture(sheet, cell, known, self.sizes.get(known, 0), self.kinds.get(known, ""))
        )

    def told(self) -> list[dict[str, Any]]:
        return [asdict(picture) for picture in self.pictures]


def take_out(album: Album, archive: "Any", folder: Path) -> None:
    """Copy the pictures into a folder; a part that several cells show is copied once."""
    names: dict[str, str] = {}
    room = limits.ALL_PICTURE_BYTES
    for picture in album.pictures:
        if not picture.kind or picture.bytes > limits.PICTURE_BYTES:
            continue
        if picture.part not in names and picture.bytes <= room:
            room -= picture.bytes
            name = f"{len(names) + 1:03d}.{picture.kind}"
            (folder / name).write_bytes(archive.read(picture.part))
            names[picture.part] = name
        picture.file = names.get(picture.part, "")
