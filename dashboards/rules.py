"""What addresses may ask of a page, and where clauses and marks fall in a text. Plain Python.

An address is typed, forwarded and cut off by people: what makes no sense is ignored, never an
error.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from indicators.rules import LAMPS, Lamp, PaceCount

LONGEST_SEARCH = 100
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MARK = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


@dataclass(frozen=True)
class Coverage:
    """Reports that were due for a period: received and missing add up to due.

    `late` is the part of the missing ones whose deadline has passed.
    """

    due: int
    received: int
    missing: int
    late: int


@dataclass(frozen=True)
class LampCount:
    lamp: str
    count: int


@dataclass(frozen=True)
class FamilyStanding:
    """The targets of a family: `lamps` add up to `targets`, `pace` says how they count."""

    family: str
    lamps: tuple[LampCount, ...]
    pace: PaceCount

    @property
    def targets(self) -> int:
        return self.pace.listed


@dataclass(frozen=True)
class StateCount:
    """How many tasks are in a state. `words` is the state in the reader's language."""

    state: str
    words: str
    count: int


class Kind(StrEnum):
    """What can wait for somebody, in the order of a task's life."""

    DOCUMENT = "document"
    PENDING = "pending"
    TO_RECEIVE = "to_receive"
    OWN_TO_RECEIVE = "own_to_receive"
    REFUSED = "refused"
    UNSENT = "unsent"
    TO_REVIEW = "to_review"
    COORDINATION = "coordination"
    EXTENSION = "extension"
    AMENDMENT = "amendment"
    COMPLETION = "completion"
    CLOSING = "closing"
    SLIP = "slip"
    INSTRUCTION = "instruction"
    # Given by the leader who asks, and without feedback though its day has passed.
    UNANSWERED = "unanswered"


class Turn(StrEnum):
    """How one lamp follows another. What is not judged is neither worse nor better."""

    WORSE = "worse"
    BETTER = "better"
    OTHER = "other"


def turn(before: Lamp, after: Lamp) -> Turn:
    """Of two lamps that differ."""
    if Lamp.GREY in (before, after):
        return Turn.OTHER
    return Turn.WORSE if LAMPS.index(after) < LAMPS.index(before) else Turn.BETTER


@dataclass(frozen=True)
class Span:
    """Characters `start` up to, but not including, `end`."""

    start: int
    end: int

    def covers(self, start: int, end: int) -> bool:
        return self.start <= start and end <= self.end


@dataclass(frozen=True)
class Heading:
    """Where a clause begins in the text, and how deep it lies in the outline."""

    position: int
    level: int
    start: int


@dataclass(frozen=True)
class Piece:
    """Characters that look alike: marked or not, part of a clause's first line or not.

    `opens` is true where the mark begins, so that an address can lead there.
    """

    text: str
    marked: bool
    heads: bool
    opens: bool


@dataclass(frozen=True)
class Passage:
    """A clause's own characters, up to the next clause; position 0 is what precedes the first."""

    position: int
    level: int
    pieces: tuple[Piece, ...]


def choice_in(text: str | None, choices: Iterable[str]) -> str:
    """The choice itself, or an empty string for what is none."""
    return text if text and text in set(choices) else ""


def date_in(text: str | None) -> date | None:
    """The day that somebody wrote as 2026-09-30, or None for what is none."""
    try:
        return date.fromisoformat(text) if text and _DATE.fullmatch(text) else None
    except ValueError:
        return None


def words_in(text: str | None) -> str:
    """What somebody searches for, without what a database cannot take."""
    return (text or "").replace("\x00", "").strip()[:LONGEST_SEARCH]


def mark_in(text: str | None, *, length: int) -> Span | None:
    """The `START-END` of an address inside a text so long, or None where it marks nothing."""
    match = _MARK.fullmatch(text or "")
    if match is None:
        return None
    start, end = int(match[1]), min(int(match[2]), length)
    return Span(start, end) if start < end else None


def passages(text: str, headings: Sequence[Heading], mark: Span | None) -> list[Passage]:
    """The whole text, cut where clauses begin and where the mark begins and ends."""
    inside = sorted((h for h in headings if h.start <= len(text)), key=lambda h: h.start)
    first = inside[0].start if inside else len(text)
    cuts = [Heading(0, 0, 0)] if first > 0 or not inside else []
    cuts += inside
    ends = [heading.start for heading in cuts[1:]] + [len(text)]
    return [
        Passage(
            cut.position, cut.level, _pieces(text, cut.start, end, mark, heads=cut.position > 0)
        )
        for cut, end in zip(cuts, ends, strict=True)
    ]


def pages_of(read: Sequence[Passage], *, most: int) -> list[list[Passage]]:
    """Cut where chapters begin once a page is full; inside a chapter only where it would be twice
    as long. There is always one page."""
    pages: list[list[Passage]] = [[]]
    length = 0
    for passage in read:
        size = sum(len(piece.text) for piece in passage.pieces)
        full = length + size > (most if passage.level <= 1 else 2 * most)
        if pages[-1] and full:
            pages.append([])
            length = 0
        pages[-1].append(passage)
        length += size
    return pages


def clause_around(
    text: str, headings: Sequence[Heading], mark: Span, *, most: int
) -> tuple[Piece, ...]:
    """The words of the clause in which the mark begins, at most so many before and behind it."""
    starts = sorted({0, *(each.start for each in headings if each.start <= len(text))})
    start = max(at for at in starts if at <= mark.start)
    end = min((at for at in starts if at > mark.start), default=len(text))
    end = max(end, mark.end)
    return _pieces(
        text, max(start, mark.start - most), min(end, mark.end + most), mark, heads=False
    )


def _pieces(
    text: str, start: int, end: int, mark: Span | None, *, heads: bool
) -> tuple[Piece, ...]:
    line_ends = text.find("\n", start, end) if heads else start
    line_ends = end if line_ends < 0 else line_ends
    inside = {line_ends} | ({mark.start, mark.end} if mark else set())
    cuts = sorted({start, end} | {cut for cut in inside if start < cut < end})
    return tuple(
        Piece(
            text=text[a:b],
            marked=mark is not None and mark.covers(a, b),
            heads=b <= line_ends,
            opens=mark is not None and a == mark.start,
        )
        for a, b in pairwise(cuts)
    )
