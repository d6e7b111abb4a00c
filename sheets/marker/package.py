"""The zip of a workbook: which part is which sheet, and the whole of it written again."""

import posixpath
from collections.abc import Iterable, Mapping
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPREADSHEET = "application/vnd.openxmlformats-officedocument"
NOTES_TYPE = f"{SPREADSHEET}.spreadsheetml.comments+xml"
DRAWING_TYPE = f"{SPREADSHEET}.vmlDrawing"
TYPES = "[Content_Types].xml"
NO_RELATIONS = f'<Relationships xmlns="{PACKAGE}/relationships"/>'.encode()
CHUNK = 256 * 1024


class Package:
    """Reads parts of the old workbook, and remembers what the new one has in their place."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        self._names = set(archive.namelist())
        self._new: dict[str, bytes] = {}
        self._types = _parsed(archive.read(TYPES))
        self._book = self.target("", "officeDocument") or "xl/workbook.xml"

    def sheets(self) -> dict[str, str]:
        """Name of a sheet -> its part."""
        relations = {each.get("Id"): each.get("Target") for each in self._relations(self._book)}
        found = {}
        for sheet in _parsed(self.read(self._book)).iter("{*}sheet"):
            ids = [value for key, value in sheet.attrib.items() if key.endswith("}id")]
            if ids and ids[0] in relations:
                found[sheet.get("name")] = _resolved(self._book, relations[ids[0]])
        return found

    def styles(self) -> str | None:
        return self.target(self._book, "styles")

    def target(self, part: str, kind: str) -> str | None:
        """The part that another one has as its `kind`."""
        for each in self._relations(part):
            if each.get("Type", "").endswith(f"/{kind}"):
                return _resolved(part, each.get("Target"))
        return None

    def related(self, part: str, key: str) -> str | None:
        """The part that another one calls `key`."""
        for each in self._relations(part):
            if each.get("Id") == key:
                return _resolved(part, each.get("Target"))
        return None

    def read(self, name: str) -> bytes:
        return self._new[name] if name in self._new else self.archive.read(name)

    def put(self, name: str, content: bytes) -> None:
        self._new[name] = content

    def relate(self, part: str, kind: str, name: str) -> str:
        """Make `name` the part's `kind`; returns what the part has to call it."""
        root = self._relations(part)
        key = f"luoshi{len(root) + 1}"
        facts = {"Id": key, "Type": f"{OFFICE}/{kind}", "Target": f"/{name}"}
        etree.SubElement(root, f"{{{PACKAGE}/relationships}}Relationship", facts)
        self.put(_relations_of(part), _printed(root))
        return key

    def declare(self, *, name: str = "", ending: str = "", kind: str) -> None:
        """Say of what kind a part is, or all parts with an ending."""
        known = {each.get("Extension", "").lower() for each in self._types}
        if ending and ending in known:
            return
        fact = {"Extension": ending} if ending else {"PartName": f"/{name}"}
        # What holds for an ending stands before what holds for a part.
        entry = etree.Element(
            f"{{{PACKAGE}/content-types}}{'Default' if ending else 'Override'}",
            {**fact, "ContentType": kind},
        )
        self._types.insert(0 if ending else len(self._types), entry)

    def free(self, stem: str, ending: str) -> str:
        """A name that no part has yet."""
        number = 1
        while f"{stem}{number}.{ending}" in self._names | set(self._new):
            number += 1
        return f"{stem}{number}.{ending}"

    def write(self, file: IO[bytes], streamed: Mapping[str, Iterable[bytes]]) -> None:
        """Everything in its old order; `streamed` parts are made while they are written."""
        self.put(TYPES, _printed(self._types))
        with ZipFile(file, "w", ZIP_DEFLATED) as copy:
            for entry in self.archive.infolist():
                if entry.filename in streamed:
                    _stream(copy, entry.filename, streamed[entry.filename])
                elif entry.filename in self._new:
                    copy.writestr(entry.filename, self._new.pop(entry.filename))
                else:
                    # Pictures are packed already; each part stays packed as it was.
                    copy.writestr(entry, self.archive.read(entry))
            for name, content in self._new.items():
                copy.writestr(name, content)

    def _relations(self, part: str) -> etree._Element:
        name = _relations_of(part)
        known = name in self._names or name in self._new
        return _parsed(self.read(name) if known else NO_RELATIONS)


def _stream(copy: ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    with copy.open(name, "w") as part:
        for piece in pieces:
            part.write(piece)


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _parsed(content: bytes) -> etree._Element:
    # The scan has refused every document that defines entities.
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False))


def _printed(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
