"""A workbook with its troubles marked."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import IO
from zipfile import ZipFile

from lxml import etree

from sheets.marker import notes
from sheets.marker.package import DRAWING_TYPE, NOTES_TYPE, Package
from sheets.marker.places import Places, find, last_column
from sheets.marker.splicing import StyleOf, spliced
from sheets.marker.styles import Styles
from sheets.marker.troubles import MOST_NOTES, Mark, Marks, Severity

# Excel has no more.
LAST_COLUMN = 16_384


def mark(source: IO[bytes], marks: Marks, target: IO[bytes]) -> None:
    """Colour and comment the cells; sheets that the workbook does not have are left out.

    Each sheet is read twice, once to find the places and once to write it, because the styles have
    to be known in between; nothing of it is kept in memory.
    """
    with ZipFile(source) as archive:
        package = Package(archive)
        parts = {
            part: _placed(package, part, marks[name])
            for name, part in package.sheets().items()
            if marks.get(name)
        }
        found = {part: _found(package, part, of_part) for part, of_part in parts.items()}
        style_of = _coloured(package, found.values())
        streamed = {
            part: _written(
                package, part, places, style_of, _annotate(package, part, parts[part], places)
            )
            for part, places in found.items()
        }
        package.write(target, streamed)


def _placed(package: Package, part: str, marks: list[Mark]) -> list[Mark]:
    """With what comes beside everything in a column of its own, where there is room for one."""
    if all(mark.column for mark in marks):
        return marks
    with package.archive.open(part) as sheet:
        beside = last_column(sheet) + 1
    placed = [mark if mark.column else replace(mark, column=beside) for mark in marks]
    fitting = [mark for mark in placed if mark.column <= LAST_COLUMN]
    return sorted(fitting, key=lambda mark: (mark.row, mark.column))


def _found(package: Package, part: str, marks: list[Mark]) -> Places:
    with package.archive.open(part) as sheet:
        return find(sheet, marks)


def _written(
    package: Package, part: str, places: Places, style_of: StyleOf, reference: str
) -> Iterator[bytes]:
    with package.archive.open(part) as sheet:
        yield from spliced(sheet, places, style_of, reference)


def _coloured(package: Package, found: Iterable[Places]) -> StyleOf:
    """Every style that will be asked for, put into the workbook."""
    part = package.styles()
    if part is None:
        return _unchanged
    styles = Styles(package.read(part))
    for places in found:
        for change in places.changes:
            for each in change.marks:
                styles.coloured(change.style, each.severity)
    package.put(part, styles.xml())
    return styles.coloured


def _unchanged(style: int, _severity: Severity) -> int:
    """A workbook without any styles stays without."""
    return style


def _annotate(package: Package, part: str, marks: list[Mark], places: Places) -> str:
    """Put the notes in; returns what a sheet that had none has to call them."""
    texts = package.target(part, "comments")
    drawings = package.related(part, places.notes) if places.notes else None
    try:
        said = package.read(texts) if texts else notes.NO_NOTES
        drawn = package.read(drawings) if drawings else notes.NO_DRAWINGS
        new = notes.without_note(said, marks[:MOST_NOTES])
        said = notes.with_texts(said, marks[:MOST_NOTES])
        drawn = notes.with_drawings(drawn, new)
    except (etree.XMLSyntaxError, KeyError):
        # Drawings of old programs are not always XML: the colours have to do.
        return ""
    package.put(texts or _new_texts(package, part), said)
    if drawings:
        package.put(drawings, drawn)
        return ""
    return _new_drawings(package, part, drawn)


def _new_texts(package: Package, part: str) -> str:
    name = package.free("xl/comments", "xml")
    package.relate(part, "comments", name)
    package.declare(name=name, kind=NOTES_TYPE)
    return name


def _new_drawings(package: Package, part: str, drawn: bytes) -> str:
    name = package.free("xl/drawings/vmlDrawing", "vml")
    package.put(name, drawn)
    package.declare(ending="vml", kind=DRAWING_TYPE)
    return package.relate(part, "vmlDrawing", name)
