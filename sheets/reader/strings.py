"""The shared texts of a workbook: only their lengths, the scan never keeps a text."""

import re
from collections.abc import Iterable

from sheets.reader import markup
from sheets.reader.limits import Limits
from sheets.reader.markup import Attributes
from sheets.reader.refusals import Refused

# How Excel, WPS and LibreOffice write a text that has one format. It is XML beyond doubt, so that
# no parser has to look at it; blocks with anything else in them go through expat.
_PLAIN = re.compile(
    rb"<si>" + markup.TEXT_START + rb"(" + markup.TEXT + rb")</t>"
    rb"(?:<phoneticPr [A-Za-z0-9\"= ]*/>)?</si>"
)
_PHONETIC = b"<phoneticPr "
_START = re.compile(rb"<(?:sst|sst [^<>]*[^/<>])>")
_END = b"</si>"
_LONGEST_PIECE = 4 << 20


class _Piece:
    """Counts a text that counts for nothing where it is blank and nobody said that it matters."""

    def __init__(self, attributes: Attributes | None = None) -> None:
        self.preserved = (attributes or {}).get("xml:space") == "preserve"
        self.blank = True
        self.characters = 0

    def add(self, data: str) -> None:
        self.characters += len(data)
        self.blank = self.blank and not data.strip(" \t\r\n")

    @property
    def length(self) -> int:
        return 0 if self.blank and not self.preserved else self.characters


class SharedStrings(markup.Handler):
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.lengths: list[int] = []
        self.reading = False
        self.phonetic = False
        self.piece = _Piece()

    def start_si(self, _: Attributes) -> None:
        self.add([0])

    def add(self, lengths: list[int]) -> None:
        if len(self.lengths) + len(lengths) > self.limits.shared_strings:
            raise Refused("too_big")
        self.lengths += lengths

    def start_rPh(self, _: Attributes) -> None:  # noqa: N802 -- the element's own name
        self.phonetic = True

    def end_rPh(self) -> None:  # noqa: N802 -- the element's own name
        self.phonetic = False

    def start_t(self, attributes: Attributes) -> None:
        self.reading = not self.phonetic and bool(self.lengths)
        self.piece = _Piece(attributes)

    def end_t(self) -> None:
        if self.reading:
            self.lengths[-1] += self.piece.length
        self.reading = False

    def text(self, data: str) -> None:
        if self.reading:
            self.piece.add(data)


def count_strings(chunks: Iterable[bytes], strings: SharedStrings) -> None:
    """Feed the part to `strings`; raises Irregular where only a parser understands it."""
    rest = head = b""
    for chunk in chunks:
        rest += chunk
        if not head:
            head, rest = markup.split_head(rest, _START)
        if head:
            block, end, rest = rest.rpartition(_END)
            _count(block + end, strings)
        if len(rest) > _LONGEST_PIECE:
            raise markup.Irregular
    if not head:
        raise markup.Irregular
    # What stands around the texts must be a whole document.
    markup.parse([head, rest], strings)


def _count(block: bytes, strings: SharedStrings) -> None:
    found = _PLAIN.findall(block)
    # Every tag of the block belongs to one of the texts that were found.
    if block.count(b"<") != 4 * len(found) + block.count(_PHONETIC):
        markup.parse_fragment(block, strings)
        return
    if b"&" in block:
        found = list(map(markup.resolved, found))
    try:
        strings.add(list(map(len, map(bytes.decode, found))))
    except UnicodeDecodeError as error:
        raise Refused("damaged") from error
