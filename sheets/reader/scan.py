"""The pre-flight scan of a zipped workbook: what is in it, counted without building any of it."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from sheets.reader import markup, parts, richvalues
from sheets.reader.counted import Counted, Place
from sheets.reader.drawings import CELL_IMAGES, CellImages, Drawing, Relations
from sheets.reader.limits import Limits
from sheets.reader.markup import Attributes
from sheets.reader.pictures import Album, kind_of
from sheets.reader.quick import QuickRows
from sheets.reader.refusals import Refused
from sheets.reader.strings import SharedStrings, count_strings
from sheets.reader.styles import Styles
from sheets.reader.worksheet import TRUE, Worksheet

AnyHandler = TypeVar("AnyHandler", bound=markup.Handler)


@dataclass
class Scan:
    """What the scan knows; compared with what the reader returns."""

    format: str
    sheets: dict[str, Counted] = field(default_factory=dict)
    date1904: bool = False
    macros: bool = False
    album: Album = field(default_factory=Album)

    def require_room(self, limits: Limits) -> None:
        """Refuses a workbook whose sheets are each small enough, but not together."""
        if sum(sheet.cells for sheet in self.sheets.values()) > limits.cells:
            raise Refused("too_big")
        if sum(sheet.characters for sheet in self.sheets.values()) > limits.characters:
            raise Refused("too_big")


class _Workbook(markup.Handler):
    """Sheet name -> relation."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}
        self.date1904 = False

    def start_workbookPr(self, attributes: Attributes) -> None:  # noqa: N802 -- its own name
        self.date1904 = attributes.get("date1904") in TRUE

    def start_sheet(self, attributes: Attributes) -> None:
        relation = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
        if attributes.get("name", "") in self.sheets:
            raise Refused("damaged")
        self.sheets[attributes.get("name", "")] = relation


class _Content(markup.Handler):
    """Whether the workbook says that it has macros."""

    def __init__(self) -> None:
        self.macros = False

    def start_Override(self, attributes: Attributes) -> None:  # noqa: N802 -- its own name
        self.macros |= "macroenabled" in attributes.get("ContentType", "").lower()


class _Scanner:
    def __init__(self, archive: zipfile.ZipFile, limits: Limits) -> None:
        self.limits = limits
        self.inflater = parts.Inflater(archive, limits)
        self.names = archive.namelist()
        self.unread = set(self.names)
        self.album = Album()

    def read(self, name: str, handler: AnyHandler) -> AnyHandler:
        """Feed a part to its handler, if the workbook has that part."""
        if name in self.unread:
            self.unread.remove(name)
            markup.parse(self.inflater.chunks(name), handler)
        return handler

    def relations(self, part: str) -> Relations:
        folder, name = posixpath.split(part)
        return self.read(f"{folder}/_rels/{name}.rels", Relations(folder))

    def strings(self) -> list[int]:
        name = "xl/sharedStrings.xml"
        if name not in self.unread:
            return []
        self.unread.remove(name)
        strings = SharedStrings(self.limits)
        try:
            count_strings(self.inflater.chunks(name), strings)
        except markup.Irregular:
            strings = SharedStrings(self.limits)
            markup.parse(self.inflater.chunks(name, again=True), strings)
        return strings.lengths

    def worksheet(self, name: str, strings: list[int], percent: set[int]) -> Counted:
        self.unread.discard(name)
        counted = Counted(self.limits)
        try:
            QuickRows(Worksheet(counted, strings, percent)).count(self.inflater.chunks(name))
        except markup.Irregular:
            counted = Counted(self.limits)
            sheet = Worksheet(counted, strings, percent)
            markup.parse(self.inflater.chunks(name, again=True), sheet)
        return counted

    def rest(self) -> None:
        """Every other part: sound XML without a document type, and no more than it may be."""
        for name in sorted(self.unread):
            if name.lower().endswith((".xml", ".rels", ".vml")):
                markup.parse(self.inflater.chunks(name), markup.Handler())
            else:
                self._measure(name, self.inflater.chunks(name))

    def _measure(self, name: str, chunks: Iterator[bytes]) -> None:
        start = next(chunks, b"")
        self.album.sizes[name] = len(start) + sum(map(len, chunks))
        self.album.kinds[name] = kind_of(start)


def scan(archive: zipfile.ZipFile, limits: Limits) -> Scan:
    """Count everything; raises Refused for what no reader should be given."""
    scanner = _Scanner(archive, limits)
    workbook = scanner.read(parts.WORKBOOK, _Workbook())
    content = scanner.read("[Content_Types].xml", _Content())
    relations = scanner.relations(parts.WORKBOOK)
    percent = scanner.read("xl/styles.xml", Styles()).percent
    strings = scanner.strings()
    worksheets = _worksheets(workbook, relations, scanner.names)
    counted = {
        part: scanner.worksheet(part, strings, percent)
        for part in relations.of_kind("worksheet").values()
        if part in scanner.unread
    }
    shown = {title: counted[part] for title, part in worksheets.items()}
    _fill_album(scanner, shown, worksheets)
    macros = parts.has_macros(scanner.names)
    found = Scan(
        "xlsm" if macros or content.macros else "xlsx",
        shown,
        workbook.date1904,
        macros,
        scanner.album,
    )
    found.require_room(limits)
    return found


def _fill_album(scanner: _Scanner, shown: dict[str, Counted], worksheets: dict[str, str]) -> None:
    drawn = {title: _drawn(scanner, part) for title, part in worksheets.items()}
    in_cells, rich = _in_cells(scanner), _rich(scanner)
    # Only now the sizes and types of all pictures are known.
    scanner.rest()
    for title, sheet in shown.items():
        places = [(place, in_cells.get(mark, "")) for place, mark in sheet.pictures.items()]
        places += _of_excel(sheet, rich)
        for place, part in sorted(places + drawn[title]):
            scanner.album.add(title, place, part)


def _worksheets(workbook: _Workbook, relations: Relations, names: list[str]) -> dict[str, str]:
    """Sheet name -> part; what is left out is a chart sheet."""
    known = relations.of_kind("worksheet")
    found = {title: known[key] for title, key in workbook.sheets.items() if key in known}
    if not set(found.values()) <= set(names) or len(set(found.values())) != len(found):
        raise Refused("damaged")
    return found


def _drawn(scanner: _Scanner, worksheet: str) -> list[tuple[Place, str]]:
    """The pictures that lie on a sheet."""
    found = []
    for part in scanner.relations(worksheet).of_kind("drawing").values():
        images = scanner.relations(part).of_kind("image")
        drawing = scanner.read(part, Drawing())
        found += [(place, images.get(key, "")) for place, key in drawing.pictures]
    return found


def _in_cells(scanner: _Scanner) -> dict[str, str]:
    """Mark -> part of the pictures that WPS puts into cells."""
    images = scanner.relations(CELL_IMAGES).of_kind("image")
    marks = scanner.read(CELL_IMAGES, CellImages()).relations
    return {mark: images.get(key, "") for mark, key in marks.items()}


def _rich(scanner: _Scanner) -> dict[int, str]:
    """Number of a cell's value -> part, of the pictures that Excel 365 puts into cells."""
    images = scanner.relations(richvalues.RELATIONS).of_kind("image")
    relations = scanner.read(richvalues.RELATIONS, richvalues.RelationList()).relations
    metadata = scanner.read(richvalues.METADATA, richvalues.Metadata())
    structures = scanner.read(richvalues.STRUCTURES, richvalues.Structures())
    values = scanner.read(richvalues.VALUES, richvalues.Values(structures)).pictures
    parts_ = {number: images.get(key, "") for number, key in enumerate(relations)}
    return {
        cell: parts_.get(values[value], "")
        for cell, value in metadata.values().items()
        if value in values
    }


def _of_excel(sheet: Counted, rich: dict[int, str]) -> list[tuple[Place, str]]:
    """The cells with such pictures. They are as empty as those of WPS: their error is none."""
    found = [(place, rich[number]) for place, number in sheet.rich.items() if number in rich]
    for place, _part in found:
        del sheet.errors[place]
        sheet.pictures[place] = ""
    return found
