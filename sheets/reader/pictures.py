"""Pictures: those that lie in cells and those that lie on the sheet above a cell.

They are evidence. Nobody here looks into them: their type is told from their first bytes, and on
request they are copied out as they are, under the prints of their content. A copy is whole or not
there, and to copy it again changes nothing.
"""

import hashlib
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sheets.reader import limits
from sheets.reader.address import letters
from sheets.reader.counted import Place

# Of a BMP: the sizes that the header behind the file's own may have.
_BMP_HEADERS = {12, 40, 52, 56, 64, 108, 124}
# Kinds by their first bytes. Those that nobody keeps have a name as well, to be told by.
_KINDS = (
    (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
)


@dataclass
class Picture:
    """`part` is empty when the file lacks the picture, `kind` when it is of no type known here.

    `file` is the name of its copy and `sha256` the print of it, both empty without a copy.
    """

    sheet: str
    cell: str
    part: str
    bytes: int = 0
    kind: str = ""
    file: str = ""
    sha256: str = ""


def kind_of(content: bytes) -> str:
    """The type of a picture, from its first bytes."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if content[:4] == b"\x01\0\0\0" and content[40:44] == b" EMF":
        return "emf"
    if content[:2] == b"BM" and int.from_bytes(content[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    if content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in content[:1000]:
        return "svg"
    return next((kind for start, kind in _KINDS if content.startswith(start)), "")


@dataclass
class Album:
    """The pictures of a workbook, in the order of sheets and rows."""

    sizes: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    # How many there are beyond those that are listed.
    more: int = 0

    def add(self, sheet: str, place: Place, part: str) -> None:
        if place[0] > limits.SHEET_ROWS or place[1] > limits.SHEET_COLUMNS:
            return
        if len(self.pictures) == limits.PICTURES:
            self.more += 1
            return
        known = part if part in self.sizes else ""
        cell = f"{letters(place[1])}{place[0]}"
        self.pictures.append(
            Picture(sheet, cell, known, self.sizes.get(known, 0), self.kinds.get(known, ""))
        )

    def told(self) -> dict[str, Any]:
        return {
            "pictures": [asdict(picture) for picture in self.pictures],
            "more_pictures": self.more,
        }

    def take_out(self, read: Callable[[str], bytes], folder: Path) -> None:
        """Copy the pictures into a folder; a part that several cells show is copied once."""
        taken: dict[str, tuple[str, str]] = {}
        room = limits.ALL_PICTURE_BYTES
        for picture in self.pictures:
            if not picture.kind or picture.bytes > limits.PICTURE_BYTES:
                continue
            if picture.part not in taken and picture.bytes <= room:
                room -= picture.bytes
                taken[picture.part] = _copy(read(picture.part), picture.kind, folder)
            picture.file, picture.sha256 = taken.get(picture.part, ("", ""))


def _copy(content: bytes, kind: str, folder: Path) -> tuple[str, str]:
    """Name and print. A process that is killed within leaves no half of a picture by its name."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"{sha256}.{kind}"
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"{name}.{os.getpid()}"
    half.write_bytes(content)
    half.replace(folder / name)
    return name, sha256
