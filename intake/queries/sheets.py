"""The page where a reading is checked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from indicators.models import Comparator, Recurrence
from intake import rules, wording
from intake.models import Draft
from intake.queries.naming import Stranger, strangers
from intake.reader.reading import VERSION
from intake.rules import Doubt, Json, Passage, Span


def address_of(span: Span | None) -> str:
    """A place as addresses name it."""
    return f"{span[0]}-{span[1]}" if span else ""


@dataclass(frozen=True)
class Source:
    """A document's text around the words that an address marks, cut where entries were read."""

    before: list[Passage]
    marked: list[Passage]
    after: list[Passage]


def source(reading: Json, mark: str) -> Source:
    """The whole text before the mark where the address names none or nonsense."""
    # Browsers drop carriage returns, which would move every place behind one.
    reading = reading | {"text": reading["text"].replace("\r", " ")}
    length = len(reading["text"])
    start, _dash, end = mark.partition("-")
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        return Source(rules.passages(reading, (0, length)), [], [])
    first, last = min(int(start), length), min(int(end), length)
    cuts = ((0, first), (first, last), (max(first, last), length))
    return Source(*(rules.passages(reading, cut) for cut in cuts))


@dataclass(frozen=True)
class Place:
    """Words of the source that somebody should compare."""

    words: str
    mark: str


@dataclass(frozen=True)
class Remark:
    """A sentence beside an entry; one that blocks must be dealt with before publishing."""

    doubt: Doubt
    sentence: str
    places: tuple[Place, ...]
    # The other entry of a contradiction.
    other: str = ""
    other_title: str = ""

    @property
    def blocks(self) -> bool:
        return self.doubt.blocks

    @property
    def certainty(self) -> int | None:
        """How sure the reader is all the same, in per cent."""
        share = self.doubt.confidence
        return None if share is None else round(share * 100)

    @property
    def field(self) -> str:
        return wording.field(self.doubt.field)


@dataclass(frozen=True)
class Point:
    """Something to settle: an entry with all that is doubtful about it, or an unknown name."""

    anchor: str
    title: str
    remarks: tuple[Remark, ...] = ()
    stranger: Stranger | None = None

    @property
    def blocks(self) -> bool:
        undecided = self.stranger is not None and self.stranger.choice is None
        return undecided or any(remark.blocks for remark in self.remarks)


@dataclass(frozen=True)
class Line:
    """A target or a task on the checking page."""

    kind: str
    item: Json
    remarks: tuple[Remark, ...]
    # Of a task: up to where the words in its text are taken for its own.
    until: int | None = None

    @property
    def anchor(self) -> str:
        return f"{self.kind}-{self.item['id']}"

    @property
    def title(self) -> str:
        return title_of(self.kind, self.item)

    @property
    def mark(self) -> str:
        """Where its words stand in the source; empty for what was added without any."""
        return address_of(rules.span_of(self.item))

    @property
    def marks(self) -> Mapping[str, str]:
        """Field -> the words that it was read from, else the entry's own."""
        return {
            name: address_of(rules.mark_of(self.item, name)) for name in rules.FIELDS[self.kind]
        }

    @property
    def doubtful(self) -> frozenset[str]:
        """The fields that somebody should look at."""
        return frozenset(remark.doubt.field for remark in self.remarks)

    @property
    def confirmable(self) -> bool:
        return bool(self.remarks) and not any(remark.blocks for remark in self.remarks)

    @property
    def leads(self) -> list[tuple[str, str]]:
        """The lead units' names, each with the place where it is printed."""
        return self._units("lead")

    @property
    def assists(self) -> list[tuple[str, str]]:
        return self._units("assist")

    def _units(self, role: str) -> list[tuple[str, str]]:
        names = self.item[f"{role}_units"]
        return [(name, address_of(rules.unit_mark(self.item, name, role))) for name in names]

    @property
    def op(self) -> str:
        return str(Comparator(self.item["op"]).label)

    @property
    def every(self) -> str:
        return str(Recurrence(self.item["every"]).label) if self.item["every"] else ""


@dataclass(frozen=True)
class Sheet:
    """Everything on the checking page."""

    draft: Draft
    reading: Json
    head: Json
    head_remarks: tuple[Remark, ...]
    # In the document's order.
    lines: list[Line]
    removed: list[Line]
    lost: list[Line]
    strangers: list[Stranger]
    # What is still to settle, the worst first.
    points: list[Point]

    @property
    def tasks(self) -> int:
        return len(self.reading["tasks"])

    @property
    def targets(self) -> int:
        return len(self.reading["targets"])

    @property
    def undecided(self) -> int:
        return sum(stranger.choice is None for stranger in self.strangers)

    @property
    def proposals(self) -> list[Stranger]:
        """Names about which one word says all: they can be accepted at once."""
        return [each for each in self.strangers if each.choice is None and each.proposal]

    @property
    def blocked(self) -> bool:
        return any(point.blocks for point in self.points)

    @property
    def marks(self) -> Json:
        """Field of the head -> where it is printed."""
        found = self.reading.get("marks") or {}
        return {name: address_of(tuple(span)) for name, span in found.items() if span}

    @property
    def outdated(self) -> bool:
        """Whether the reader has become a better one since."""
        return int(self.reading.get("version") or 0) < VERSION

    def line(self, kind: str, item: str) -> Line | None:
        wanted = f"{kind}-{item}"
        return next((line for line in self.lines if line.anchor == wanted), None)


def sheet(draft: Draft, *, on: date) -> Sheet:
    """Two queries for the names, three more where some of them are unknown."""
    reading = rules.corrected(draft.reading, draft.corrections)
    remarks = _remarks(reading)
    unknown = strangers(draft, reading, on=on)
    return Sheet(
        draft=draft,
        reading=reading,
        head=rules.head_of(reading),
        head_remarks=tuple(each for each in remarks if each.doubt.kind == "head"),
        lines=_lines(reading, remarks),
        removed=[
            Line(kind, item, ())
            for kind in rules.FIELDS
            for item in rules.removed(draft.reading, draft.corrections, kind)
        ],
        lost=[Line(e["kind"], e["item"], ()) for e in draft.corrections.get("lost", [])],
        strangers=unknown,
        points=list(_points(reading, remarks, unknown)),
    )


def title_of(kind: str, item: Json) -> str:
    return item["title" if kind == "tasks" else "indicator"] or ""


def _remarks(reading: Json) -> list[Remark]:
    """The worst first."""
    items = {(kind, i["id"]): i for kind in rules.FIELDS for i in reading[kind]}
    return [_remark(doubt, items, reading["text"]) for doubt in rules.to_settle(reading)]


def _remark(doubt: Doubt, items: Mapping[tuple[str, str], Json], text: str) -> Remark:
    other = items.get(doubt.other) if doubt.other else None
    return Remark(
        doubt=doubt,
        sentence=wording.sentence(doubt.code),
        places=tuple(Place(text[slice(*span)], address_of(span)) for span in doubt.places),
        other="-".join(doubt.other).rstrip("-") if doubt.other else "",
        other_title=title_of(doubt.other[0], other) if doubt.other and other else "",
    )


def _points(
    reading: Json, remarks: Iterable[Remark], unknown: Iterable[Stranger]
) -> Iterator[Point]:
    """What blocks, the unknown names among it, then everything else as sure as it is."""
    by_entry: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        by_entry.setdefault((remark.doubt.kind, remark.doubt.item), []).append(remark)
    titles = {(kind, i["id"]): title_of(kind, i) for kind in rules.FIELDS for i in reading[kind]}
    points = [
        Point("-".join(entry).rstrip("-"), titles.get(entry, ""), tuple(about))
        for entry, about in by_entry.items()
    ]
    yield from (point for point in points if point.blocks)
    yield from (Point(s.anchor, s.name, stranger=s) for s in unknown if s.open)
    yield from (point for point in points if not point.blocks)


def _lines(reading: Json, remarks: Iterable[Remark]) -> list[Line]:
    """Tasks and targets as the document has them; what has no place comes last."""
    ordered = sorted(remarks, key=_entry_of)
    by_entry = {entry: tuple(about) for entry, about in groupby(ordered, key=_entry_of)}
    until = _ends_of_tasks(reading)
    lines = [
        Line(kind, item, by_entry.get((kind, item["id"]), ()), until.get(item["id"]))
        for kind in ("tasks", "targets")
        for item in reading[kind]
    ]
    last = len(reading["text"])
    return sorted(lines, key=lambda line: last if (s := line.item["start"]) is None else int(s))


def _entry_of(remark: Remark) -> tuple[str, str]:
    return remark.doubt.kind, remark.doubt.item


def _ends_of_tasks(reading: Json) -> dict[str, int]:
    """Id of a task -> where the next one, or what is no part of its clause, begins."""
    clauses = {clause["id"]: int(clause["end"]) for clause in reading["clauses"]}
    placed = [task for task in reading["tasks"] if task["start"] is not None]
    placed.sort(key=lambda task: int(task["start"]))
    last = len(reading["text"])
    nexts = [*(int(task["start"]) for task in placed[1:]), last]
    return {
        task["id"]: min(following, clauses.get(task["clause"] or "", last))
        for task, following in zip(placed, nexts, strict=True)
    }
