"""A worksheet copied byte for byte, but for the cells that are marked."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import IO

from core.workbooks.text import escaped
from sheets.marker.places import CHUNK, Change, How, Places
from sheets.marker.troubles import Mark, Severity
from sheets.reader.address import letters

_STYLE = re.compile(rb"\ss\s*=\s*(?:\"\d+\"|'\d+')")
_TYPE = re.compile(rb"\st\s*=\s*(?:\"\w*\"|'\w*')")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# The style to give to a cell that had another one.
StyleOf = Callable[[int, Severity], int]


def spliced(part: IO[bytes], places: Places, style_of: StyleOf, notes: str) -> Iterator[bytes]:
    """The part again; `notes` is the relation to put in where the sheet had no notes."""
    source = _Source(part)
    made = _Made(places.prefix, style_of)
    for change in places.changes:
        yield from source.until(change.at)
        if change.how is How.STYLE:
            yield made.styled(source.tag(), change)
        elif change.how is How.NOTES:
            yield made.reference(notes) if notes else b""
        else:
            inside = (
                made.cells(change.marks) if change.how is How.CELLS else made.rows(change.marks)
            )
            yield _opened(source.tag(), inside) if change.empty else inside
    yield from source.rest()


def _opened(tag: bytes, inside: bytes) -> bytes:
    """<row r="7"/> becomes <row r="7">…</row>."""
    name = tag[1:].split(None, 1)[0].rstrip(b"/>")
    return tag.rstrip(b">").rstrip().rstrip(b"/") + b">" + inside + b"</" + name + b">"


class _Source:
    """Bytes of a stream, by their places."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part = part
        self._held = b""
        self._at = 0

    def until(self, place: int) -> Iterator[bytes]:
        while self._at < place:
            if not self._held:
                self._held = self._part.read(CHUNK)
            piece = self._held[: place - self._at]
            self._take(len(piece))
            yield piece

    def tag(self) -> bytes:
        """From here to the end of the tag; the cells' tags hold no > in their attributes."""
        while (end := self._held.find(b">")) < 0:
            more = self._part.read(CHUNK)
            if not more:
                raise EOFError
            self._held += more
        tag = self._held[: end + 1]
        self._take(end + 1)
        return tag

    def rest(self) -> Iterator[bytes]:
        yield self._held
        while piece := self._part.read(CHUNK):
            yield piece

    def _take(self, count: int) -> None:
        self._held = self._held[count:]
        self._at += count


class _Made:
    """New XML in the words of the document."""

    def __init__(self, prefix: str, style_of: StyleOf) -> None:
        self._prefix = prefix
        self._style_of = style_of

    def styled(self, tag: bytes, change: Change) -> bytes:
        [mark] = change.marks
        style = f' s="{self._style_of(change.style, mark.severity)}"'.encode()
        if _STYLE.search(tag):
            tag = _STYLE.sub(style, tag, count=1)
        else:
            name = f"<{self._prefix}c".encode()
            tag = name + style + tag[len(name) :]
        return self._filled(tag, mark.written) if mark.written and change.blank else tag

    def _filled(self, tag: bytes, written: str) -> bytes:
        """The tag of an empty cell, with a text behind it."""
        name = f"<{self._prefix}c".encode()
        tag = name + b' t="inlineStr"' + _TYPE.sub(b"", tag)[len(name) :]
        text = self._text(written).encode()
        return _opened(tag, text) if tag.endswith(b"/>") else tag + text

    def _text(self, written: str) -> str:
        p = self._prefix
        return f'<{p}is><{p}t xml:space="preserve">{escaped(written)}</{p}t></{p}is>'

    def cells(self, marks: Iterable[Mark]) -> bytes:
        return "".join(map(self._cell, marks)).encode()

    def _cell(self, mark: Mark) -> str:
        tag = (
            f'{self._prefix}c r="{letters(mark.column)}{mark.row}"'
            f' s="{self._style_of(0, mark.severity)}"'
        )
        if not mark.written:
            return f"<{tag}/>"
        return f'<{tag} t="inlineStr">{self._text(mark.written)}</{self._prefix}c>'

    def rows(self, marks: Iterable[Mark]) -> bytes:
        return b"".join(
            f'<{self._prefix}row r="{number}">'.encode()
            + self.cells(of_row)
            + f"</{self._prefix}row>".encode()
            for number, of_row in groupby(marks, lambda mark: mark.row)
        )

    def reference(self, notes: str) -> bytes:
        return f'<{self._prefix}legacyDrawing xmlns:n="{RELATIONS}" n:id="{notes}"/>'.encode()
