"""Notes on cells: their texts, and the small drawings in which Excel shows them."""

import re
from collections.abc import Iterable

from lxml import etree

from sheets.marker.styles import MAIN
from sheets.marker.troubles import Mark
from sheets.reader.address import parse

AUTHOR = "Luoshi"
# How our words begin below somebody else's.
BELOW = f"\n{AUTHOR}: "
VML = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
NO_NOTES = f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
NO_DRAWINGS = (
    f'<xml xmlns:v="{VML["v"]}" xmlns:o="{VML["o"]}" xmlns:x="{VML["x"]}">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
).encode()
TYPE = "_x0000_t202"
FIRST_SHAPE = 1025
_SHAPE = re.compile(r"_x0000_s(\d+)")
# What XML has no place for.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The kind of shape that a note is, as Excel itself writes it.
SHAPE_TYPE = (
    f'<v:shapetype xmlns:v="{VML["v"]}" xmlns:o="{VML["o"]}" id="{TYPE}"'
    ' coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
# About forty Chinese letters a line.
WIDTH, LINE_HEIGHT, LETTERS_OF_LINE = 320, 20, 26


def with_texts(content: bytes, marks: Iterable[Mark]) -> bytes:
    """The notes of a sheet with ours; a cell that has one already keeps it, and ours below.

    What we said in an earlier copy is not said again.
    """
    root = _parsed(content)
    authors, notes = root.find(_name("authors")), root.find(_name("commentList"))
    ours = {str(number) for number, each in enumerate(authors) if each.text == AUTHOR}
    if not ours:
        ours = {str(len(authors))}
        etree.SubElement(authors, _name("author")).text = AUTHOR
    known = {note.get("ref"): note for note in notes}
    for mark in marks:
        note = known.get(mark.address)
        if note is None:
            facts = {"ref": mark.address, "authorId": min(ours)}
            note = etree.SubElement(notes, _name("comment"), facts)
            _run(etree.SubElement(note, _name("text")), mark.text)
        elif note.get("authorId") in ours:
            text = note.find(_name("text"))
            text[:] = []
            _run(text, mark.text)
        else:
            text = note.find(_name("text"))
            text[:] = [run for run in text if not _words(run).startswith(BELOW)]
            _run(text, f"{BELOW}{mark.text}")
    notes[:] = sorted(notes, key=lambda note: parse(note.get("ref")))
    return _printed(root)


def with_drawings(content: bytes, marks: Iterable[Mark]) -> bytes:
    """The drawings of a sheet with one for each of these notes."""
    root = _parsed(content)
    if not any(each.get("id") == TYPE for each in root):
        root.append(etree.fromstring(SHAPE_TYPE))
    taken = [_SHAPE.fullmatch(each.get("id", "")) for each in root]
    first = max((int(found[1]) + 1 for found in taken if found), default=FIRST_SHAPE)
    for number, mark in enumerate(marks, start=first):
        root.append(etree.fromstring(_shape(f"_x0000_s{number}", mark)))
    return _printed(root)


def without_note(content: bytes, marks: Iterable[Mark]) -> list[Mark]:
    """Those whose cell has no note yet."""
    known = {note.get("ref") for note in _parsed(content).iter(_name("comment"))}
    return [mark for mark in marks if mark.address not in known]


def _shape(key: str, mark: Mark) -> str:
    lines = sum(len(line) // LETTERS_OF_LINE + 1 for line in mark.text.splitlines()) + 1
    return (
        f'<v:shape xmlns:v="{VML["v"]}" xmlns:o="{VML["o"]}" xmlns:x="{VML["x"]}" id="{key}"'
        f' type="#{TYPE}" style="position:absolute;z-index:1;visibility:hidden;'
        f'width:{WIDTH}px;height:{lines * LINE_HEIGHT}px" fillcolor="#ffffe1"'
        ' o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox><div style="text-align:left"/></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{_anchor(mark, lines)}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{mark.row - 1}</x:Row><x:Column>{mark.column - 1}</x:Column></x:ClientData>"
        "</v:shape>"
    )


def _anchor(mark: Mark, lines: int) -> str:
    """Beside its cell: column and row of the corners, each with an offset in pixels."""
    left, top = mark.column, max(mark.row - 2, 0)
    return f"{left}, 15, {top}, 10, {left + 3}, 30, {top + lines + 1}, 5"


def _run(text: etree._Element, words: str) -> None:
    run = etree.SubElement(etree.SubElement(text, _name("r")), _name("t"))
    run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.text = _CONTROL.sub("", words)


def _words(run: etree._Element) -> str:
    return "".join(run.itertext())


def _name(local: str) -> str:
    return f"{{{MAIN}}}{local}"


def _parsed(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False))


def _printed(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
