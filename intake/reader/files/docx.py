"""Word documents → text: paragraphs and tables in order, as Word would print them.

Read as a stream: a file may hold a million paragraphs. What nobody sees is left out: deleted and
hidden words, comments, headers and footers, the table of contents. Notes follow at the end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from lxml import etree

from intake.reader.unreadable import Unreadable

from .counting import printed
from .limits import MOST_PARAGRAPHS, joined
from .numbering import Numbering
from .ooxml import Package, on, value, w, whole
from .tabular import Cell, table_lines

P, TABLE, SDT = w("p"), w("tbl"), w("sdt")
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Around paragraphs, rows and cells: what stands in them stands there without them.
WRAPPERS = {w(name) for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo")}
BLOCKS = (P, TABLE, SDT, w("customXml"), w("ins"), w("moveTo"))
UNSEEN = {w(name) for name in ("del", "moveFrom", "rt", "rPr", "pPr", "sdtPr")}
BREAKS = {w("tab"): " ", w("ptab"): " ", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
# How Word stores a circle around a number beyond ⑩.
CIRCLED = re.compile(r"\s*eq\s*\\o\s*\\ac\s*\(\s*[○◯]\s*[,，;]\s*(\d{1,2})\s*\)", re.I)


def docx_text(data: bytes) -> str:
    """The text of a .docx file; refused when it is damaged, locked or a bomb."""
    package = Package(data)
    styles = package.beside("styles")
    story = _Story(Numbering(package.beside("numbering"), styles), _named(styles))
    return joined(chain(story.body(package), story.notes(package)))


def _named(styles: etree._Element | None) -> dict[str, str]:
    """What styles are called, "hidden" for those whose words nobody sees."""
    return {
        style.get(w("styleId"), ""): "hidden"
        if on(style.find(f"{w('rPr')}/{w('vanish')}"))
        else (value(style, "name") or "").lower()
        for style in (styles.iter(w("style")) if styles is not None else ())
    }


class _Story:
    """Reads blocks in order; numbers, fields and notes reach from one paragraph to the next."""

    def __init__(self, numbering: Numbering, styles: dict[str, str]) -> None:
        self._numbering = numbering
        self._styles = styles
        self._fields: list[_Field] = []
        self._boxes: list[etree._Element] = []
        self._notes: list[tuple[str, str]] = []

    def body(self, package: Package) -> Iterator[str]:
        """The lines of the document itself."""
        held: list[etree._Element] = []
        for count, block in enumerate(package.stream(package.main, BLOCKS)):
            if count > MOST_PARAGRAPHS:
                raise Unreadable("too_long")
            parent = block.getparent()
            if parent is None or parent.tag != w("body"):
                continue
            held.append(block)
            if not (block.tag == P and _runs_on(block)):
                yield from self.blocks(held)
                held = []
                block.clear()
                while (before := block.getprevious()) is not None:
                    parent.remove(before)
        yield from self.blocks(held)

    def blocks(self, elements: Iterable[etree._Element]) -> Iterator[str]:
        """The lines of some paragraphs and tables."""
        begun = ""
        for element in _unwrapped(elements):
            if element.tag == P:
                if self._is_contents(element):
                    continue
                text = begun + self._words(element)
                begun = text if _runs_on(element) else ""
                if not begun:
                    yield self._numbering.number(element) + text
                yield from self._boxed()
            elif element.tag == TABLE:
                yield from self._table(element)
        if begun:
            yield begun

    def notes(self, package: Package) -> Iterator[str]:
        """The notes that the text refers to, in that order, after the document."""
        for kind in ("footnote", "endnote"):
            wanted = [number for of, number in self._notes if of == kind]
            root = package.beside(f"{kind}s") if wanted else None
            found = {note.get(w("id")): note for note in (root if root is not None else ())}
            label = "注" if kind == "footnote" else "尾注"
            for count, note in enumerate((found.get(number) for number in wanted), 1):
                text = " ".join(self.blocks(note)).strip() if note is not None else ""
                yield f"{label}{count}：{text}"

    def _is_contents(self, paragraph: etree._Element) -> bool:
        properties = paragraph.find(w("pPr"))
        style = value(properties, "pStyle") if properties is not None else None
        return self._styles.get(style or "", "").startswith("toc ")

    def _boxed(self) -> Iterator[str]:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from (line for line in self.blocks(box) if line.strip())

    # ------------------------------------------------------------ tables

    def _table(self, table: etree._Element) -> Iterator[str]:
        """One line a row; a table that only frames its paragraphs gives them as they are."""
        rows = [
            [cell for cell in _unwrapped(row) if cell.tag == w("tc")]
            for row in _unwrapped(table)
            if row.tag == w("tr") and row.find(f"{w('trPr')}/{w('del')}") is None
        ]
        widest = max(map(len, rows), default=0)
        if widest <= 1 or (widest == 2 and table.find(f".//{TABLE}") is not None):
            for cells in rows:
                for cell in cells:
                    yield from self.blocks(cell)
            return
        yield from table_lines([self._cell(cell) for cell in cells] for cells in rows)

    def _cell(self, cell: etree._Element) -> Cell:
        properties = cell.find(w("tcPr"))
        wide = value(properties, "gridSpan") if properties is not None else None
        merge = properties.find(w("vMerge")) if properties is not None else None
        continues = merge is not None and merge.get(w("val"), "continue") == "continue"
        return Cell(None if continues else "\n".join(self.blocks(cell)), wide=whole(wide, 1) or 1)

    # ------------------------------------------------------------ words

    def _words(self, paragraph: etree._Element) -> str:
        """What a paragraph prints."""
        pieces: list[str] = []
        stack = [*reversed(paragraph)]
        while stack:
            element = stack.pop()
            tag = element.tag
            if tag in (w("t"), MATH_TEXT):
                pieces.append(element.text or "" if self._shows() else "")
            elif tag in BREAKS:
                pieces.append(BREAKS[tag] if self._shows() else "")
            elif tag == w("txbxContent"):
                self._boxes.append(element)
            elif tag == w("fldChar"):
                pieces.append(self._turn_field(element.get(w("fldCharType"), "")))
            elif tag == w("instrText") and self._fields:
                self._fields[-1].order += element.text or ""
            elif tag in NOTES:
                self._notes.append((NOTES[tag], element.get(w("id"), "")))
            elif tag not in UNSEEN and not (tag == w("r") and self._is_hidden(element)):
                stack.extend(reversed(_chosen(element)))
        # An order to Word ends with its paragraph; a file that forgets to say so hides no more.
        self._fields = [field for field in self._fields if field.shows]
        return "".join(pieces)

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = run.find(w("rPr"))
        if properties is None:
            return False
        own = properties.find(w("vanish"))
        styled = self._styles.get(value(properties, "rStyle") or "") == "hidden"
        return on(own) or (own is None and styled)

    def _shows(self) -> bool:
        return all(field.shows for field in self._fields)

    def _turn_field(self, kind: str) -> str:
        """Follow a field: first comes an order to Word, then what it made of it, which is shown."""
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
        elif kind == "end" and self._fields:
            found = CIRCLED.match(self._fields.pop().order)
            return printed("decimalEnclosedCircle", int(found[1])) if found else ""
        return ""


class _Field:
    """Something that Word computes: the order, and whether its result has begun."""

    def __init__(self) -> None:
        self.order = ""
        self.shows = False


def _unwrapped(elements: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """The elements, and for each wrapper what is in it; no table of contents that Word made."""
    for element in elements:
        if element.tag in WRAPPERS or element.tag == ALTERNATIVES:
            yield from _unwrapped(_chosen(element))
        elif element.tag == SDT:
            gallery = element.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
            if gallery is None or gallery.get(w("val")) != "Table of Contents":
                yield from _unwrapped(element.iterchildren(w("sdtContent")))
        else:
            yield element


def _chosen(element: etree._Element) -> Sequence[etree._Element]:
    """The parts of an element; of two forms of the same thing only the first."""
    return element[0] if element.tag == ALTERNATIVES and len(element) else element


def _runs_on(paragraph: etree._Element) -> bool:
    """Whether somebody deleted the end of this paragraph, so that the next one continues it."""
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return mark is not None and any(mark.find(w(name)) is not None for name in ("del", "moveFrom"))
