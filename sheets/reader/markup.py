"""XML under guard: expat with handlers, no document type, no entities."""

import re
from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

from sheets.reader.refusals import Refused

Attributes = dict[str, str]
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml ([^<>?]*)\?>)?")
_FOREIGN = re.compile(rb"encoding=(?!['\"]utf-8['\"])", re.IGNORECASE)

# How programs write a text that is sound XML beyond doubt: no markup, no character that XML
# forbids, and behind `&` one of the names or numbers that stand for a character.
_PLAIN = rb"[^<>&\x00-\x08\x0b\x0c\x0e-\x1f]*"
TEXT = _PLAIN + rb"(?:&(?:amp|lt|gt|quot|apos|#[0-9]{1,6});" + _PLAIN + rb")*"
# Its element. Blanks at the beginning may count for nothing, which is for a parser to say.
TEXT_START = rb"(?:<t>(?![ \t\r\n]|&#0*(?:9|10|13|32);)|<t xml:space=\"preserve\">)"
_REFERENCE = re.compile(rb"&[^;]*;")
_FORBIDDEN = re.compile(
    rb"&#0*(?:[0-8]|1[124-9]|2[0-9]|3[01]"
    rb"|55(?:29[6-9]|[3-9][0-9]{2})|56[0-9]{3}|57(?:[0-2][0-9]{2}|3[0-3][0-9]|34[0-3])|6553[45]);"
)


class Irregular(Exception):
    """A part is not written as Excel and WPS write it: the whole of it needs a parser."""


class Handler:
    """A part's reader: its methods `start_NAME(attributes)` and `end_NAME()` are told of elements.

    Names come without their namespace prefix. This one wants nothing but sound XML.
    """

    def text(self, data: str) -> None:
        """Character data, in pieces."""


class _Methods(dict[str, Callable[..., None] | None]):
    """Element name as written -> method; looked up once, because sheets have millions of them."""

    def __init__(self, handler: Handler, prefix: str) -> None:
        super().__init__()
        self.handler, self.prefix = handler, prefix

    def __missing__(self, name: str) -> Callable[..., None] | None:
        method = getattr(self.handler, self.prefix + name.rpartition(":")[2], None)
        self[name] = method
        return method


def parse(chunks: Iterable[bytes], handler: Handler) -> None:
    """Feed a part to its handler; refuses broken XML and any document type declaration."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_dtd
    if type(handler) is not Handler:
        _attach(parser, handler)
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("damaged") from error


def parse_fragment(content: bytes, handler: Handler) -> None:
    """Feed some whole elements of a part."""
    # A comment or the like could hide where elements end.
    if b"<!" in content or b"<?" in content:
        raise Irregular
    parse([b"<fragment>", content, b"</fragment>"], handler)


def resolved(content: bytes) -> bytes:
    """Text as `TEXT` with one character in place of each reference; refuses what XML forbids."""
    if b"&" not in content:
        return content
    if _FORBIDDEN.search(content):
        raise Refused("damaged")
    return _REFERENCE.sub(b"x", content)


def split_head(content: bytes, start: re.Pattern[bytes]) -> tuple[bytes, bytes]:
    """What stands up to the end of the first match of `start`, and what follows it.

    The head is empty as long as there is no match.
    """
    found = start.search(content)
    if found is None:
        return b"", content
    declaration = _DECLARATION.match(content)
    if declaration is None or _FOREIGN.search(declaration[1] or b""):
        raise Irregular
    head = content[: found.end()]
    if b"<!" in head or b"<?" in head[declaration.end() :]:
        raise Irregular
    return head, content[found.end() :]


def _attach(parser: expat.XMLParserType, handler: Handler) -> None:
    starts, ends = _Methods(handler, "start_"), _Methods(handler, "end_")

    def start(name: str, attributes: Attributes) -> None:
        method = starts[name]
        if method is not None:
            method(attributes)

    def end(name: str) -> None:
        method = ends[name]
        if method is not None:
            method()

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = handler.text


def _refuse_dtd(*_: Any) -> None:
    raise Refused("dtd")
