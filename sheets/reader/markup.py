"""XML under guard: expat with handlers, no document type, no entities."""

from collections.abc import Iterable
from typing import Any
from xml.parsers import expat

from sheets.reader.refusals import Refused


class Handler:
    """What a part's reader overrides. Names come without their namespace prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...


def parse(chunks: Iterable[bytes], handler: Handler) -> None:
    """Feed a part to its handler; refuses broken XML and any document type declaration."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_dtd
    if type(handler) is not Handler:
        parser.StartElementHandler = lambda name, attributes: handler.start(
            name.rpartition(":")[2], attributes
        )
        parser.EndElementHandler = lambda name: handler.end(name.rpartition(":")[2])
        parser.CharacterDataHandler = handler.text
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Refused("damaged") from error


def _refuse_dtd(*_: Any) -> None:
    raise Refused("dtd")
