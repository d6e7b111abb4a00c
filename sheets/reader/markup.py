"""XML under guard: expat with handlers, no document type, no entities."""

import re
from collections.abc import Callable, Iterable
from typing import Any
from xml.parsers import expat

from sheets.reader.refusals import Refused

Attributes = dict[str, str]
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml ([^<>?]*)\?>)?")
_FOREIGN = re.compile(rb"encoding=(?!['\"]utf-8['\"])", re.IGNORECASE)


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
