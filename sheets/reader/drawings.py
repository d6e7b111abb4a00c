"""Where the pictures of a zipped workbook are: in drawings above cells, and in WPS's own part."""

import posixpath

from sheets.reader import limits, markup
from sheets.reader.counted import Place
from sheets.reader.markup import Attributes

CELL_IMAGES = "xl/cellimages.xml"


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
        if row.isdecimal() and column.isdecimal() and len(self.pictures) < limits.PICTURES_SEEN:
            self.pictures.append(((int(row) + 1, int(column) + 1), _embedded(attributes)))


def _embedded(attributes: Attributes) -> str:
    return next((v for k, v in attributes.items() if k.rpartition(":")[2] == "embed"), "")
