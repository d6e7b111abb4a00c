"""Word's file format: a package of XML parts, opened without trusting a word of it."""

import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from io import BytesIO

from lxml import etree

from intake.reader.unreadable import Unreadable

from .limits import LARGEST_PART, LARGEST_SIDE_PART, Counted

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Word writes these names in files saved as "strict"; everything else in them is the same.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WORD.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
HEAD = 64 * 1024
FAULTS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, OSError),
    *(etree.XMLSyntaxError, KeyError, ValueError),
)


@cache
def w(name: str) -> str:
    """The full name of one of Word's elements or attributes."""
    return f"{{{WORD}}}{name}"


def value(parent: etree._Element, name: str) -> str | None:
    """What a property says, None where it is not there."""
    child = parent.find(w(name))
    return child.get(w("val")) if child is not None else None


def whole(text: str | None, default: int) -> int:
    """A number as files have them; the default for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 7 else default


def on(element: etree._Element | None) -> bool:
    """Whether a switch is there and not switched off again."""
    return element is not None and element.get(w("val")) not in ("0", "false", "off")


class Package:
    """The parts of one file. A damaged part, or one that is no honest XML, raises Unreadable."""

    def __init__(self, data: bytes) -> None:
        with damaged():
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._names = {name.lower(): name for name in self._zip.namelist()}
        relations = self.relations("")
        self.main = relations.get("officeDocument", "word/document.xml")
        self._parts = self.relations(self.main)

    def relations(self, part: str) -> dict[str, str]:
        """Where a part finds the others, by what they are for."""
        folder, name = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {
            posixpath.basename(item.get("Type", "")): _target(folder, item.get("Target", ""))
            for item in (root.iter(RELATION) if root is not None else ())
            if item.get("TargetMode") != "External"
        }

    def beside(self, kind: str) -> etree._Element | None:
        """A part that the main one names: its styles, its numbering, its notes."""
        return self.part(self._parts.get(kind, ""))

    def part(self, name: str) -> etree._Element | None:
        """A part's root; None where there is no such part."""
        if name.lower() not in self._names:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        with damaged():
            return etree.parse(self._open(name, LARGEST_SIDE_PART), parser).getroot()

    def stream(self, name: str, tags: Sequence[str]) -> Iterator[etree._Element]:
        """The elements of those names as they end, so that no large part is held as a whole."""
        with damaged():
            reading = etree.iterparse(
                self._open(name, LARGEST_PART), tag=tags, resolve_entities=False, no_network=True
            )
            for _, element in reading:
                yield element

    def _open(self, name: str, most: int) -> "_Honest":
        return _Honest(Counted(self._zip.open(self._names.get(name.lower(), name)), most))


@contextmanager
def damaged() -> Iterator[None]:
    """Faults of the format, said in one word."""
    try:
        yield
    except RuntimeError as error:  # what the library says of a part that is encrypted
        raise Unreadable("locked" if "encrypted" in str(error) else "damaged") from error
    except FAULTS as error:
        raise Unreadable("damaged") from error


class _Honest:
    """A part's bytes, without a document type: no office writes one, entity bombs need one."""

    def __init__(self, stream: Counted) -> None:
        self._stream = stream
        self._first = True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(max(size, HEAD) if self._first else size)
        if self._first:
            self._first = False
            if b"<!DOCTYPE" in data.replace(b"\0", b"").upper():
                raise Unreadable("unsafe")
            for strict, usual in STRICT:
                data = data.replace(strict, usual)
        return data


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
