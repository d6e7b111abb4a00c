"""Pictures in cells of Excel 365: the cell shows an error and points to a value of its own.

A cell names a record of the workbook's metadata, that one a rich value, and that one a relation to
the picture. A value of another sort, such as a share price, leaves the cell the error that it is.
"""

from sheets.reader import markup
from sheets.reader.markup import Attributes

METADATA = "xl/metadata.xml"
STRUCTURES = "xl/richData/rdrichvaluestructure.xml"
VALUES = "xl/richData/rdrichvalue.xml"
RELATIONS = "xl/richData/richValueRel.xml"
# Excel's names: the sort of metadata, the value of a picture, and its field with the relation.
RICH = "XLRICHVALUE"
LOCAL, WEB = "_localImage", "_webimage"
IDENTIFIER = "_rvRel:LocalImageIdentifier"
# Nobody's sheet has as many; what is beyond is not told.
_MOST = 100_000


class Metadata(markup.Handler):
    """Number of a cell's `vm` (from 1) -> number of a rich value."""

    def __init__(self) -> None:
        self._types: list[str] = []
        self._rich: list[int] = []
        # Of each record: number of its type, and of its entry there.
        self._records: list[tuple[str, str]] = []
        self._future = ""
        self._in_values = False

    def start_metadataType(self, attributes: Attributes) -> None:  # noqa: N802 -- its own name
        self._types.append(attributes.get("name", ""))

    def start_futureMetadata(self, attributes: Attributes) -> None:  # noqa: N802 -- its own name
        self._future = attributes.get("name", "")

    def end_futureMetadata(self) -> None:  # noqa: N802 -- the element's own name
        self._future = ""

    def start_rvb(self, attributes: Attributes) -> None:
        if self._future == RICH and len(self._rich) < _MOST:
            self._rich.append(_number(attributes.get("i")))

    def start_valueMetadata(self, _: Attributes) -> None:  # noqa: N802 -- the element's own name
        self._in_values = True

    def end_valueMetadata(self) -> None:  # noqa: N802 -- the element's own name
        self._in_values = False

    def start_rc(self, attributes: Attributes) -> None:
        if self._in_values and len(self._records) < _MOST:
            self._records.append((attributes.get("t", ""), attributes.get("v", "")))

    def values(self) -> dict[int, int]:
        return {
            number: self._rich[entry]
            for number, (kind, at) in enumerate(self._records, start=1)
            if _at(self._types, _number(kind) - 1) == RICH
            and 0 <= (entry := _number(at)) < len(self._rich)
        }


class Structures(markup.Handler):
    """What sorts of rich values there are, each with its fields."""

    def __init__(self) -> None:
        self.sorts: list[tuple[str, list[str]]] = []

    def start_s(self, attributes: Attributes) -> None:
        if len(self.sorts) < _MOST:
            self.sorts.append((attributes.get("t", ""), []))

    def start_k(self, attributes: Attributes) -> None:
        if self.sorts and len(self.sorts[-1][1]) < 100:
            self.sorts[-1][1].append(attributes.get("n", ""))


class Values(markup.Handler):
    """Number of each rich value that is a picture -> its relation, -1 for one on the web."""

    def __init__(self, structures: Structures) -> None:
        self.pictures: dict[int, int] = {}
        self._sorts = structures.sorts
        self._count = -1
        self._sort: tuple[str, list[str]] = ("", [])
        self._field = -1
        self._taking = False
        self._text = ""

    def start_rv(self, attributes: Attributes) -> None:
        self._count += 1
        number = _number(attributes.get("s"))
        self._sort = self._sorts[number] if 0 <= number < len(self._sorts) else ("", [])
        self._field = -1
        if self._sort[0] == WEB and len(self.pictures) < _MOST:
            self.pictures[self._count] = -1

    def start_v(self, _: Attributes) -> None:
        self._field += 1
        self._taking, self._text = True, ""

    def end_v(self) -> None:
        self._taking = False
        kind, fields = self._sort
        named = self._field < len(fields) and fields[self._field] == IDENTIFIER
        if kind == LOCAL and named and len(self.pictures) < _MOST:
            self.pictures[self._count] = _number(self._text)

    def text(self, data: str) -> None:
        if self._taking and len(self._text) < 10:
            self._text += data


class RelationList(markup.Handler):
    """The relations of pictures, in the order in which values count them."""

    def __init__(self) -> None:
        self.relations: list[str] = []

    def start_rel(self, attributes: Attributes) -> None:
        if len(self.relations) < _MOST:
            found = (v for k, v in attributes.items() if k.rpartition(":")[2] == "id")
            self.relations.append(next(found, ""))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else -1


def _at(words: list[str], index: int) -> str:
    return words[index] if 0 <= index < len(words) else ""
